import { beijingDay } from '@jizhun/model';

/** Ways in which people write a day: 2026-3-1, 2026/3/1, 2026.3.1, 2026年3月1日, 20260301. */
const WRITTEN = /^(\d{4})(?:\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{2})(\d{2}))$/;

const two = (text: string | undefined): string => (text ?? '').padStart(2, '0');

/** `2026-03-01` of a day as people write it; undefined where there is no such day. */
export function dayOf(text: string): string | undefined {
  const found = WRITTEN.exec(text.trim().normalize('NFKC'));
  if (found === null) return undefined;
  const [, year, month, date, shortMonth, shortDate] = found;
  const day = `${year}-${two(month ?? shortMonth)}-${two(date ?? shortDate)}`;
  const moment = new Date(`${day}T00:00:00Z`);
  // 2026-02-30 is no day, although a Date makes one of it.
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day) ? day : undefined;
}

/** The day of the calendar in Beijing, `2026-03-31`, wherever the desk stands. */
export function today(now: Date = new Date()): string {
  return beijingDay(now);
}
