import { parentPort, workerData } from 'node:worker_threads';
import { generator, mutants } from '@jizhun/documents/mutants';
import { runCase } from './case.ts';
import type { Batch, BatchResult, Settings } from './messages.ts';

/** The rules run on one reading in so many: they are slower than the readers, and have tests of their own. */
const RULES_EVERY = 10;

const { current } = workerData as Settings;
const seedNow = new Int32Array(current);

// pdf.js leaves rejections of work that it gave up; only its own kinds of error are let pass.
let stray: unknown;
process.on('unhandledRejection', (reason) => {
  if (!(reason instanceof Error && /Exception$|^FormatError$|^JpxError$/.test(reason.name))) stray = reason;
});

async function run({ format, from, to }: Batch): Promise<BatchResult> {
  const result: BatchResult = { done: 0, outcomes: {}, slowest: { ms: 0, seed: from }, peakBytes: 0 };
  for (let seed = from; seed < to; seed++) {
    Atomics.store(seedNow, 0, seed);
    Atomics.add(seedNow, 1, 1);
    const bytes = mutants[format](generator(seed));
    const start = performance.now();
    try {
      const outcome = await runCase(bytes, format, seed % RULES_EVERY === 0);
      result.outcomes[outcome] = (result.outcomes[outcome] ?? 0) + 1;
      if (stray !== undefined) throw stray;
    } catch (error) {
      stray = undefined;
      result.failure = { seed, description: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
    const ms = performance.now() - start;
    if (ms > result.slowest.ms) result.slowest = { ms, seed };
    result.peakBytes = Math.max(result.peakBytes, process.memoryUsage.rss());
    result.done++;
    if (result.failure) break;
  }
  return result;
}

parentPort?.on('message', async (batch: Batch) => parentPort?.postMessage(await run(batch)));
