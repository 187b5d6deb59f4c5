import { performance } from 'node:perf_hooks';

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** A piece of work and what it is measured against. */
export type Work = () => unknown;

/**
 * Medians in milliseconds of two pieces of work, run in turn, so that whatever else the machine does falls on both.
 * The first `warmUp` rounds do not count.
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
  return [median(times[0]), median(times[1])];
}
