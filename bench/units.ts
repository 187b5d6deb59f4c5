import { measureUnitsPage } from '@jizhun/server/units-page';
import { type Figure, milliseconds } from './figure.ts';

const GOAL_MS = 300;

const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

/** The list of 5,000 units over HTTP: its answer has to be there before a person waits. */
export async function measureUnits(): Promise<Figure[]> {
  const { cold, warm, unchanged, characters } = await measureUnitsPage(3, 25);
  const figure = (what: string, times: number[]): Figure => ({
    what,
    measured: milliseconds(median(times)),
    baseline: `${milliseconds(Math.max(...times))} (the slowest of ${times.length})`,
    result: milliseconds(median(times)),
    goal: `≤ ${GOAL_MS} ms`,
    reached: median(times) <= GOAL_MS,
  });
  const size = `${(characters / 1e6).toFixed(1)} MB of JSON`;
  return [
    figure(`list of 5,000 units, first request after a start (${size})`, cold),
    figure('list of 5,000 units, again', warm),
    figure('list of 5,000 units, which the page has already', unchanged),
  ];
}
