import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOf, today } from './day.ts';

test('days are understood as people write them', () => {
  for (const text of [
    '2026-03-01',
    '2026-3-1',
    '2026/3/1',
    '2026.03.01',
    '2026年3月1日',
    '20260301',
    ' ２０２６-３-１ ',
  ]) {
    expect(dayOf(text), text).toBe('2026-03-01');
  }
  for (const text of ['', '2026', '2026-02-30', '2026-13-01', '3月1日', '2026-3', '明天']) {
    expect(dayOf(text), text).toBeUndefined();
  }
});

test('every day of the calendar is itself', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1949-10-01'), max: new Date('2200-12-31'), noInvalidDate: true }), (date) => {
      const day = date.toISOString().slice(0, 10);
      expect(dayOf(day)).toBe(day);
      expect(dayOf(day.replaceAll('-', ''))).toBe(day);
    }),
  );
});

test('the day is that of Beijing', () => {
  expect(today(new Date('2026-03-31T15:59:59Z'))).toBe('2026-03-31');
  expect(today(new Date('2026-03-31T16:00:00Z'))).toBe('2026-04-01');
});
