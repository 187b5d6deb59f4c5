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
