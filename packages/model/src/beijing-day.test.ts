import { expect, test } from 'vitest';
import { beijingDay } from './beijing-day.ts';

test('a day begins at midnight in Beijing', () => {
  expect(beijingDay(new Date('2026-03-31T15:59:59.999Z'))).toBe('2026-03-31');
  expect(beijingDay(new Date('2026-03-31T16:00:00.000Z'))).toBe('2026-04-01');
});
