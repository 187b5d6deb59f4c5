import type { Day } from './types.ts';

const DAY_MS = 24 * 3_600_000;

const shifted = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

export const dayBefore = (day: Day): Day => shifted(day, -1);
export const dayAfter = (day: Day): Day => shifted(day, 1);

/** Whether it is a day of the calendar, written as we write days. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}

/** From a first to a last day, both included; null where there is no last one. */
export interface Period {
  from: Day;
  to: Day | null;
}

/** The later of two days. */
export const later = (a: Day, b: Day): Day => (a.localeCompare(b) < 0 ? b : a);

/** What two periods have in common. */
export function common(a: Period, b: Period): Period | undefined {
  const from = later(a.from, b.from);
  const to = a.to === null ? b.to : b.to === null || a.to < b.to ? a.to : b.to;
  return to !== null && to < from ? undefined : { from, to };
}

export const overlap = (a: Period, b: Period): boolean => common(a, b) !== undefined;

/** Whether `outer` lasts all of `inner`. */
export const covers = (outer: Period, inner: Period): boolean =>
  outer.from <= inner.from && (outer.to === null || (inner.to !== null && inner.to <= outer.to));

export const holdsOn = ({ from, to }: Period, day: Day): boolean => from <= day && (to === null || day <= to);

/** A period in words. */
export const periodWords = ({ from, to }: Period): string => (to === null ? `${from} 起` : `${from} 至 ${to}`);
