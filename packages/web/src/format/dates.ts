const two = (n: number): string => String(n).padStart(2, '0');

/** `2026-11-21 09:05` in the reader's own time. */
export function moment(iso: string): string {
  const d = new Date(iso);
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())} ${two(d.getHours())}:${two(d.getMinutes())}`;
}
