/**
 * `node scripts/mutation.ts`: changes the rules and the engine in small ways (Stryker) and asks whether a test notices,
 * file by file, going on where the last run stopped; a file is measured again when it has changed. `--file weight-sum`
 * only files of that name, `--minutes 20` so long in all. Its figures go to docs/quality.md.
 */
import { spawn } from 'node:child_process';
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadKillState } from './kill-rounds/state.ts';
import { type Figures, figuresOf, type MutationReport } from './mutation/figures.ts';
import { figuresOfRule } from './mutation/rule.ts';
import { hashOf, loadMutation, saveMutation } from './mutation/state.ts';
import { writeReport } from './test-long/report.ts';
import { loadState } from './test-long/state.ts';

const root = path.resolve(import.meta.dirname, '..');
const SOURCES = 'packages/rules/src';
/** Tests of the engine. Those of every rule by every example, those on random disclosures and on ../shared take too long. */
const ENGINE_TESTS = ['check', 'checker', 'weigh', 'format', 'fixes', 'suppression', 'record-files', 'fingerprint'];

const { values } = parseArgs({ options: { file: { type: 'string' }, minutes: { type: 'string' } } });
const minutes = values.minutes === undefined ? Number.POSITIVE_INFINITY : Number(values.minutes);
if (Number.isNaN(minutes)) throw new Error(`no such number of minutes: ${values.minutes}`);
const end = performance.now() + minutes * 60_000;

const files = globSync(`${SOURCES}/**/*.ts`, { cwd: root })
  .map((file) => file.replaceAll(path.sep, '/'))
  .filter((file) => !/\.test\.ts$|\/index\.ts$|\/example\.ts$/.test(file))
  .filter((file) => values.file === undefined || path.basename(file, '.ts') === values.file)
  .sort((a, b) => Number(isRule(b)) - Number(isRule(a)) || (a < b ? -1 : 1));
if (files.length === 0) throw new Error(`no such file: ${values.file}`);

/** Not copied for every file: the tests find them in node_modules. */
const otherPackages = readdirSync(path.join(root, 'packages'))
  .filter((name) => name !== 'rules')
  .map((name) => `/packages/${name}`);
const state = loadMutation();
// What is gone or renamed counts no longer.
for (const file of Object.keys(state)) if (values.file === undefined && !files.includes(file)) delete state[file];
for (const file of files) {
  if (performance.now() >= end) break;
  const source = readFileSync(path.join(root, file), 'utf8');
  const hash = hashOf(source);
  if (state[file]?.hash === hash) continue;
  const start = performance.now();
  const figures = isRule(file) ? await figuresOfRule(file) : await figuresOfEngine(file);
  const seconds = (performance.now() - start) / 1000;
  state[file] = { hash, seconds, ...figures };
  const { killed, survived } = state[file];
  console.log(`${file}: ${killed} of ${killed + survived.length} noticed, ${seconds.toFixed(0)} s`);
  saveMutation(state);
}
writeReport(loadState(), state, loadKillState());

function isRule(file: string): boolean {
  return file.includes('/rules/src/rules/');
}

/** What Stryker reports on one file of the engine. */
async function figuresOfEngine(file: string): Promise<Figures> {
  const folder = mkdtempSync(path.join(tmpdir(), 'jizhun-mutation-'));
  const output = path.join(folder, 'report.json');
  const config = path.join(folder, 'stryker.json');
  writeFileSync(
    config,
    JSON.stringify({
      testRunner: 'vitest',
      plugins: ['@stryker-mutator/vitest-runner'],
      vitest: { configFile: 'scripts/mutation/vitest.config.ts', related: false },
      concurrency: 1,
      coverageAnalysis: 'perTest',
      mutate: [file],
      reporters: ['json'],
      jsonReporter: { fileName: output },
      tempDirName: path.join(folder, 'sandbox'),
      ignorePatterns: ['/.git', '/data', '/examples', '/tests', '/bench', ...otherPackages],
      // What it would do with it needs an older TypeScript.
      tsconfigFile: 'none.json',
      allowEmpty: true,
      timeoutMS: 10_000,
    }),
  );
  try {
    const { code, said } = await run(config, {
      JIZHUN_MUTATION_TESTS: ENGINE_TESTS.map((name) => `${SOURCES}/${name}.test.ts`).join(','),
    });
    if (code !== 0) throw new Error(`Stryker ended with ${code} on ${file}:\n${said}`);
    return figuresOf(JSON.parse(readFileSync(output, 'utf8')) as MutationReport, file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(config: string, env: Readonly<Record<string, string>>): Promise<{ code: number | null; said: string }> {
  const bin = path.join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, 'run', config], { cwd: root, env: { ...process.env, ...env } });
    let said = '';
    const hear = (chunk: Buffer): void => {
      said = `${said}${chunk}`.slice(-4000);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, said }));
  });
}
