/** The day of the calendar in Beijing at a moment, by which days are counted wherever a program runs: 2026-03-31. */
export function beijingDay(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}
