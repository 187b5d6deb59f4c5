/**
 * `npm run test:long`: damaged files of every format through opening, reading and rules, in processes that may die of them;
 * then kills under load and small changes to the rules; goes on where the last run stopped. `--format xlsx` only that one, `--minutes 5` so long in all (else until every format has its 50,000),
 * `--seed 1` begins again from that seed. Writes docs/quality.md; what it finds goes to packages/documents/test/corpus.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { generator, type MutantName, mutants } from '@jizhun/documents/mutants';
import { loadKillState } from './kill-rounds/state.ts';
import { loadMutation } from './mutation/state.ts';
import { GOAL } from './test-long/limits.ts';
import { writeReport } from './test-long/report.ts';
import { type Found, loadState, saveState, untouched } from './test-long/state.ts';
import { WatchedWorker } from './test-long/watched.ts';

const BATCH = 250;
const corpus = path.resolve(import.meta.dirname, '../packages/documents/test/corpus');

const { values } = parseArgs({
  options: { format: { type: 'string' }, minutes: { type: 'string' }, seed: { type: 'string' } },
});
const names = (Object.keys(mutants) as MutantName[]).filter(
  (name) => values.format === undefined || name === `a.${values.format}`,
);
if (names.length === 0) throw new Error(`no such format: ${values.format}`);
const minutes = values.minutes === undefined ? Number.POSITIVE_INFINITY : Number(values.minutes);
if (Number.isNaN(minutes)) throw new Error(`no such number of minutes: ${values.minutes}`);

const end = performance.now() + minutes * 60_000;
const state = loadState();
const worker = new WatchedWorker();
let failures = 0;

/** The format that has had the fewest, so that a short run is fair to all; without `--minutes` only those below the goal. */
function nextFormat(): MutantName | undefined {
  const open = names.filter((name) => Number.isFinite(minutes) || (state[name]?.mutants ?? 0) < GOAL);
  return open.sort((a, b) => (state[a]?.mutants ?? 0) - (state[b]?.mutants ?? 0))[0];
}

/** The error and the place in the code that threw it. */
function placeOf({ description }: Found): string {
  return description.split('\n', 2).join('\n').replace(/\d+/g, '0');
}

for (const name of names) {
  state[name] ??= untouched();
  if (values.seed !== undefined) state[name].nextSeed = Number(values.seed);
}

for (let format = nextFormat(); format !== undefined && performance.now() < end; format = nextFormat()) {
  const figures = state[format]!;
  const start = performance.now();
  const result = await worker.run({ format, from: figures.nextSeed, to: figures.nextSeed + BATCH });
  figures.seconds += (performance.now() - start) / 1000;
  figures.nextSeed += result.done;
  figures.mutants += result.done;
  for (const [outcome, count] of Object.entries(result.outcomes))
    figures.outcomes[outcome] = (figures.outcomes[outcome] ?? 0) + count;
  if (result.slowest.ms > figures.slowest.ms) figures.slowest = result.slowest;
  figures.peakBytes = Math.max(figures.peakBytes, result.peakBytes);
  const failure = result.failure && (await worker.repeat({ format }, result.failure.seed));
  if (result.failure && !failure) {
    figures.outcomes.unrepeated = (figures.outcomes.unrepeated ?? 0) + 1;
    console.error(`${format} seed ${result.failure.seed}, but not by itself: ${result.failure.description}`);
  }
  if (failure) {
    failures++;
    const known = figures.found.find((one) => placeOf(one) === placeOf(failure));
    if (known) known.times = (known.times ?? 1) + 1;
    else {
      figures.found.push(failure);
      mkdirSync(corpus, { recursive: true });
      const { seed } = failure;
      writeFileSync(path.join(corpus, `${seed}${path.extname(format)}`), mutants[format](generator(seed)));
      console.error(`${format} seed ${seed}: ${failure.description}`);
    }
  }
  saveState(state);
}

await worker.stop();
writeReport(state, loadMutation(), loadKillState());
// Kills under load, and small changes to the rules, likewise from where the last run stopped.
if (values.format === undefined && values.seed === undefined) {
  const limit = values.minutes === undefined ? [] : ['--minutes', values.minutes];
  for (const script of ['kill-rounds.ts', 'mutation.ts']) {
    const { status } = spawnSync(process.execPath, [path.join(import.meta.dirname, script), ...limit], {
      stdio: 'inherit',
    });
    if (status !== 0) failures++;
  }
}
for (const [name, { mutants: count, seconds }] of Object.entries(state))
  console.log(`${name.padEnd(7)} ${count} mutants, ${(count / seconds).toFixed(0)} a second`);
if (failures > 0) process.exitCode = 1;
