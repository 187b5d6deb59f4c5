const EARLIEST_YEAR = 1949;
const LATEST_YEAR = 2200;

/** What a cell says of a day or a year: the thing itself, nothing, or that it cannot be understood. */
export type Said<T> = { value: T } | { wrong: string } | undefined;

const two = (number: number): string => String(number).padStart(2, '0');

function lastDayOf(year: number, month: number): number {
  return month === 2
    ? (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31;
}

/** Whether a text is a day of the calendar, written 2026-01-31. */
export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  return (
    year >= EARLIEST_YEAR &&
    year <= LATEST_YEAR &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= lastDayOf(year, month)
  );
}

/**
 * A day as lists write it: 2026-1-1, 2026/01/01, 2026.1.1, 2026年1月1日, 20260101, with a time of day behind it or not; a
 * month alone is its first or last day. Never from a number alone: 46023 may be a date of a workbook, or anything.
 */
export function readDay(text: string, edge: 'first' | 'last'): Said<string> {
  const plain = text.normalize('NFKC').replace(/\s+/g, ' ').trim();
  if (plain === '' || /^(至今|长期|长期有效|无|[-—/]+)$/.test(plain)) return undefined;
  const match =
    /^(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?$/.exec(plain) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ??
    /^(\d{4})\s?[-/.年]\s?(\d{1,2})\s?月?$/.exec(plain);
  if (match === null) return { wrong: text };
  const year = Number(match[1]);
  const month = Number(match[2]);
  if (month < 1 || month > 12) return { wrong: text };
  const day = match[3] === undefined ? (edge === 'first' ? 1 : lastDayOf(year, month)) : Number(match[3]);
  const written = `${match[1]}-${two(month)}-${two(day)}`;
  return isDay(written) ? { value: written } : { wrong: text };
}

/** A year: 2026, 2026年, 2026年度; or the year of a day. */
export function readYear(text: string): Said<number> {
  const plain = text.normalize('NFKC').replace(/\s+/g, '');
  if (plain === '' || /^(至今|长期|无|[-—/]+)$/.test(plain)) return undefined;
  const year = /^(\d{4})(?:年度?)?$/.exec(plain)?.[1] ?? daysYear(plain);
  if (year === undefined || Number(year) < EARLIEST_YEAR || Number(year) > LATEST_YEAR) return { wrong: text };
  return { value: Number(year) };
}

function daysYear(text: string): string | undefined {
  const day = readDay(text, 'first');
  return day !== undefined && 'value' in day ? day.value.slice(0, 4) : undefined;
}

/** Two ends in one cell: 2026-2028, 2026年至2028年, 2026—, or one year that is both. */
export function readYears(text: string): Said<{ from: number; to: number | null }> {
  const plain = text.normalize('NFKC').replace(/\s+/g, '');
  if (plain === '') return undefined;
  const parts = plain.split(/[-–—~～至到]+/);
  const from = readYear(parts[0] ?? '');
  if (from === undefined || 'wrong' in from || parts.length > 2) return { wrong: text };
  if (parts.length === 1) return { value: { from: from.value, to: from.value } };
  if (parts[1] === '' || parts[1] === '今' || parts[1] === '长期') return { value: { from: from.value, to: null } };
  const to = readYear(parts[1] ?? '');
  if (to === undefined || 'wrong' in to) return { wrong: text };
  return { value: { from: from.value, to: to.value } };
}
