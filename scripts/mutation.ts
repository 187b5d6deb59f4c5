/**
 * `node scripts/mutation.ts`: changes the rules and the engine in small ways (Stryker) and asks whether a test notices,
 * file by file, going on where the last run stopped; a file is measured again when it has changed. `--file weight-sum`
 * only files of that name, `--minutes 20` so long in all. Its figures go to docs/quality.md, the rest of which stays.
 */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { figuresOf } from './mutation/follow.ts';
import { hashOf, loadMutation, saveMutation } from './mutation/state.ts';
import { writeMutation } from './test-long/report.ts';

const root = path.resolve(import.meta.dirname, '..');
const SOURCES = 'packages/rules/src';
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

const state = loadMutation();
// What is gone or renamed counts no longer.
for (const file of Object.keys(state)) if (values.file === undefined && !files.includes(file)) delete state[file];
for (const file of files) {
  if (performance.now() >= end) break;
  const source = readFileSync(path.join(root, file), 'utf8');
  const hash = hashOf(source);
  if (state[file]?.hash === hash) continue;
  const start = performance.now();
  const figures = await figuresOf(isRule(file) ? 'rule-worker' : 'engine-worker', file);
  const seconds = (performance.now() - start) / 1000;
  state[file] = { hash, seconds, ...figures };
  const { killed, survived } = state[file];
  console.log(`${file}: ${killed} of ${killed + survived.length} noticed, ${seconds.toFixed(0)} s`);
  saveMutation(state);
}
writeMutation(state);

function isRule(file: string): boolean {
  return file.includes('/rules/src/rules/');
}
