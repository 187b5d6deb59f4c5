/** The day of the calendar in Beijing, `2026-03-31`, wherever the desk stands. */
export function today(now: Date = new Date()): string {
  return new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}
