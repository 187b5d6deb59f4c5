/**
 * `npm test`: every check and every test, in one go, ending with the line `N passed, N failed`.
 * `npm test -- FILTER…` runs only the tests whose file names contain a FILTER, without the checks.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const bin = (name: string): string => path.join(root, 'node_modules', '.bin', name);

interface Step {
  title: string;
  command: string[];
}

const checks: Step[] = [
  { title: 'types', command: [bin('tsc'), '-p', 'tsconfig.json'] },
  { title: 'types of the page', command: [bin('tsc'), '-p', 'packages/web/tsconfig.json'] },
  { title: 'format and lint', command: [bin('biome'), 'check', '--error-on-warnings', '.'] },
  { title: 'imports, licences, lock file', command: [process.execPath, 'scripts/check.ts'] },
  { title: 'pages of the rules', command: [process.execPath, 'scripts/rule-pages.ts', '--check'] },
  { title: 'unused code and dependencies', command: [bin('knip')] },
];

/** Runs a command with Node 24 first in PATH and its output shown as it comes. */
function run(command: string[]): boolean {
  const [file = '', ...rest] = command;
  const { status, error } = spawnSync(file, rest, {
    cwd: root,
    stdio: 'inherit',
    // On Windows the files of .bin are .cmd scripts, which only a shell starts.
    shell: process.platform === 'win32',
    env: {
      ...process.env,
      PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH ?? ''}`,
    },
  });
  if (error) console.error(String(error));
  return status === 0;
}

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

/** What vitest's JSON reporter writes, as far as it is read here. */
interface VitestResults {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}

function runTests(filters: string[]): Tally {
  const folder = mkdtempSync(path.join(tmpdir(), 'jizhun-test-'));
  const file = path.join(folder, 'results.json');
  try {
    const fine = run([
      bin('vitest'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...filters,
    ]);
    if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
    const results = JSON.parse(readFileSync(file, 'utf8')) as VitestResults;
    // A test file that cannot even be loaded has no tests of its own to fail.
    const broken = results.testResults.filter((r) => r.status === 'failed' && r.assertionResults.length === 0).length;
    let failed = results.numFailedTests + broken;
    if (!fine && failed === 0) failed = 1; // errors outside of tests
    return { passed: results.numPassedTests, failed, skipped: results.numPendingTests };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const filters = process.argv.slice(2);
const started = Date.now();
const total: Tally = { passed: 0, failed: 0, skipped: 0 };
const lines: string[] = [];

if (filters.length === 0)
  for (const check of checks) {
    console.log(`\n── ${check.title}`);
    const begin = Date.now();
    const fine = run(check.command);
    total[fine ? 'passed' : 'failed'] += 1;
    lines.push(`${fine ? 'ok    ' : 'FAILED'}  ${check.title} (${((Date.now() - begin) / 1000).toFixed(1)} s)`);
  }

console.log('\n── tests');
const tests = runTests(filters);
total.passed += tests.passed;
total.failed += tests.failed;
total.skipped += tests.skipped;
lines.push(
  `${tests.failed === 0 ? 'ok    ' : 'FAILED'}  tests: ${tests.passed} passed, ${tests.failed} failed, ${tests.skipped} skipped`,
);

console.log(`\n── summary (${((Date.now() - started) / 1000).toFixed(0)} s)`);
for (const line of lines) console.log(line);
if (!existsSync(path.join(root, '..', 'shared', 'documents')))
  console.log('note    ../shared is not there: the tests that read real documents were skipped');
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
