import { cleanText } from '@jizhun/model';

/** What of a text is replaced: the characters from `start` to `end` by `text`. */
export interface Replacement {
  start: number;
  end: number;
  text: string;
}

/**
 * The smallest change that makes `raw`, which reads as `cleanText(raw)`, read as `wanted`: so that blanks and line ends
 * that reading overlooks, and the look of what stays, are kept. Undefined where nothing has to change.
 */
export function difference(raw: string, wanted: string): Replacement | undefined {
  const clean = cleanText(raw);
  if (clean === wanted) return undefined;
  const whole = { start: 0, end: raw.length, text: wanted };
  const places = placesOf(raw, clean);
  if (!places) return whole;
  const least = leastChange(clean, wanted, places);
  // Where a blank or a mark beside the change means something else than before, all is written anew.
  return cleanText(raw.slice(0, least.start) + least.text + raw.slice(least.end)) === wanted ? least : whole;
}

function leastChange(clean: string, wanted: string, places: readonly number[]): Replacement {
  const most = Math.min(clean.length, wanted.length);
  let before = 0;
  while (before < most && clean[before] === wanted[before]) before++;
  if (isHighSurrogate(clean, before - 1)) before--;
  let after = 0;
  while (after < most - before && clean[clean.length - 1 - after] === wanted[wanted.length - 1 - after]) after++;
  if (isHighSurrogate(clean, clean.length - after - 1)) after--;
  const text = wanted.slice(before, wanted.length - Math.max(0, after));
  const start = before === 0 ? (places[0] ?? 0) : (places[before - 1] as number) + 1;
  const stays = clean.length - Math.max(0, after);
  if (before >= stays) return { start, end: start, text };
  return { start: places[before] as number, end: (places[stays - 1] as number) + 1, text };
}

function isHighSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xd800 && code < 0xdc00;
}

/** For each character of `clean` its place in `raw`; undefined where cleaning did more than leave characters out. */
function placesOf(raw: string, clean: string): number[] | undefined {
  const places: number[] = [];
  let at = 0;
  for (const character of clean.split('')) {
    while (at < raw.length && raw[at] !== character && !(isBlank(raw[at]) && character === ' ')) {
      if (!isBlank(raw[at]) && raw[at] !== '\n') return undefined;
      at++;
    }
    if (at >= raw.length) return undefined;
    places.push(at++);
  }
  return places;
}

function isBlank(character: string | undefined): boolean {
  return character !== undefined && /[^\S\n]/.test(character);
}
