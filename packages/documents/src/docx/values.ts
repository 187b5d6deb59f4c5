import type { Tag } from '../xml/tokenizer.ts';

/** Whether an on/off property such as `<w:vanish/>` or `<w:vanish w:val="0"/>` is on. */
export function isOn(tag: Tag): boolean {
  const value = tag.get('val');
  return value === undefined || !(value === '0' || value === 'false' || value === 'off');
}

/** A count of grid columns; anything absurd counts as the nearest sensible one. */
export function columns(value: string | undefined, least: number): number {
  const count = Number(value);
  return Number.isInteger(count) ? Math.min(1024, Math.max(least, count)) : least;
}

/** A level of a list, 0 to 8. */
export function listLevel(value: string | undefined): number {
  const level = Number(value);
  return Number.isInteger(level) ? Math.min(8, Math.max(0, level)) : 0;
}
