import { openSync } from 'node:fs';
import { generator, mutants } from '@jizhun/documents/mutants';
import { reply, serve, settings } from '@jizhun/intake/child';
import { runCase } from './case.ts';
import { SLOWEST_MS } from './limits.ts';
import type { Batch, BatchResult, Settings } from './messages.ts';
import { writeProgress } from './progress.ts';

const progress = openSync((settings as Settings).progress, 'r+');
let count = 0;

// pdf.js leaves rejections of work that it gave up; only its own kinds of error are let pass.
let stray: unknown;
process.on('unhandledRejection', (reason) => {
  if (!(reason instanceof Error && /Exception$|^FormatError$|^JpxError$/.test(reason.name))) stray = reason;
});

async function run({ format, from, to }: Batch): Promise<BatchResult> {
  const result: BatchResult = { done: 0, outcomes: {}, slowest: { ms: 0, seed: from }, peakBytes: 0 };
  for (let seed = from; seed < to; seed++) {
    writeProgress(progress, { seed, count: ++count });
    const bytes = mutants[format](generator(seed));
    const start = process.cpuUsage();
    try {
      const outcome = await runCase(bytes, format);
      result.outcomes[outcome] = (result.outcomes[outcome] ?? 0) + 1;
      if (stray !== undefined) throw stray;
    } catch (error) {
      stray = undefined;
      result.failure = { seed, description: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
    // Of the processor: on a busy machine the clock says little of a case.
    const { user, system } = process.cpuUsage(start);
    const ms = (user + system) / 1000;
    if (ms > SLOWEST_MS) result.failure ??= { seed, description: `took ${Math.round(ms)} ms` };
    if (ms > result.slowest.ms) result.slowest = { ms, seed };
    result.peakBytes = Math.max(result.peakBytes, process.memoryUsage.rss());
    result.done++;
    if (result.failure) break;
  }
  return result;
}

serve<Batch>(async (batch) => reply(await run(batch)));
