import { performance } from 'node:perf_hooks';

/** A piece of work and what it is measured against. */
export type Work = () => unknown;

/**
 * The shortest times in milliseconds of two pieces of work, run in turn: what else the machine does only makes times
 * longer, and falls on both. The first `warmUp` rounds do not count.
 */
export async function compare(
  work: Work,
  baseline: Work,
  rounds: number,
  warmUp: number,
): Promise<[work: number, baseline: number]> {
  const times: [number[], number[]] = [[], []];
  for (let round = -warmUp; round < rounds; round++)
    for (const [i, run] of [work, baseline].entries()) {
      const start = performance.now();
      await run();
      if (round >= 0) times[i]!.push(performance.now() - start);
    }
  return [Math.min(...times[0]), Math.min(...times[1])];
}
