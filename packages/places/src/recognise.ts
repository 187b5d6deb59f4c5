import { type Division, divisionChain, divisionOf, divisionsNamed, divisionTitle } from './divisions/index.ts';
import { placeByAdcode } from './registry.ts';

/** Endings of the full names of divisions; a candidate name is any run of Chinese characters up to one of them. */
const ENDING = /[省市区县旗盟州]/g;
/** 新疆维吾尔自治区, the longest names, have up to this many characters. */
const LONGEST = 15;
const SHORTEST = 2;

interface Hit {
  division: Division;
  start: number;
  end: number;
}

/**
 * The place that titles, unit names and labels speak of.
 *
 * Only full names count (平罗县, not 平罗). A name that several divisions bear is taken only where the text itself names
 * what holds it (唐山市开平区; 江苏省 … 鼓楼区 has three and stays open); where it stays open, the smallest division that
 * is certain is given, and where nothing is certain, undefined. Of several places the one named by most texts wins, then
 * the smaller, then the one named first.
 *
 * `id` is given where the place itself has a folder here; a place below one (南京市) has only adcode and name, and
 * `profileOf` finds its parents.
 */
export function recognisePlace(texts: readonly string[]): { id?: string; adcode?: string; name?: string } | undefined {
  const votes = new Map<string, number>();
  for (const text of texts) {
    const found = placeIn(text.replace(/\s/g, ''));
    if (found) votes.set(found, (votes.get(found) ?? 0) + 1);
  }
  // A text that names the province strengthens the county that another text names.
  let best: string | undefined;
  let bestScore = 0;
  for (const adcode of votes.keys()) {
    const chain = divisionChain(adcode);
    const score = chain.reduce((sum, d) => sum + (votes.get(d.adcode) ?? 0), 0) + chain.length / 10;
    if (score > bestScore) {
      best = adcode;
      bestScore = score;
    }
  }
  if (best === undefined) return undefined;
  const id = placeByAdcode(best)?.id;
  const name = divisionTitle(best);
  return { ...(id ? { id } : {}), adcode: best, ...(name ? { name } : {}) };
}

/** adcode of the smallest division that this text names for certain. */
function placeIn(text: string): string | undefined {
  const hits = hitsIn(text);
  const certain = new Set<string>();
  for (const hit of hits) {
    const alternatives = hits.filter((h) => h.start === hit.start && h.end === hit.end);
    // 寿县 at the head of a title is no end of a longer name.
    const opens = hit.start === 0 && text[hit.end - 1] === '县';
    if (alternatives.length === 1 && (hit.end - hit.start > SHORTEST || opens)) certain.add(hit.division.adcode);
    else if (isHeldByAnother(hit, hits) && alternatives.filter((h) => isHeldByAnother(h, hits)).length === 1)
      certain.add(hit.division.adcode);
  }
  let best: string | undefined;
  let depth = 0;
  for (const adcode of certain) {
    const chain = divisionChain(adcode);
    // A county counts for more than its city only where nothing certain contradicts it.
    const supported = chain.filter((d) => certain.has(d.adcode)).length;
    if (supported > depth) {
      best = adcode;
      depth = supported;
    }
  }
  return best;
}

/** Whether the text names, elsewhere, a division that holds this one; a two-letter name (城区) needs it right before. */
function isHeldByAnother(hit: Hit, hits: readonly Hit[]): boolean {
  const above = new Set(divisionChain(hit.division.adcode).slice(1));
  return hits.some(
    (h) => above.has(h.division) && (hit.end - hit.start > SHORTEST ? h.start !== hit.start : h.end === hit.start),
  );
}

/** Every full name of a division in the text; of names that overlap, the longest (河北区 within 河北省 is none). */
function hitsIn(text: string): Hit[] {
  const hits: Hit[] = [];
  for (const match of text.matchAll(ENDING)) {
    const end = match.index + 1;
    for (let start = Math.max(0, end - LONGEST); start <= end - SHORTEST; start++) {
      const named = divisionsNamed(text.slice(start, end));
      if (!named.length) continue;
      for (const division of named) hits.push({ division, start, end });
      break;
    }
  }
  return hits.filter(
    (h) => !hits.some((o) => o !== h && o.start <= h.start && o.end >= h.end && o.end - o.start > h.end - h.start),
  );
}

/** adcodes from the smallest to the province for a place as a reading gives it; empty where nothing is known. */
export function adcodesOf(adcode: string | undefined): string[] {
  if (adcode === undefined) return [];
  const chain = divisionChain(adcode).map((d) => d.adcode);
  // A code that the list lacks (a new district) still tells its province and prefecture.
  return chain.length || !/^\d{6}$/.test(adcode)
    ? chain
    : [adcode, `${adcode.slice(0, 4)}00`, `${adcode.slice(0, 2)}0000`].filter((a, i) => i === 0 || divisionOf(a));
}
