/**
 * A、B、C分别为1万元、2万元和3万元: several nouns before one verb, several figures after it, told apart only by their
 * order.
 */

/** What one figure of such a list is said of. */
export interface Listed {
  /** The noun; undefined where it is one of those stated before, counted from the first of the list. */
  claim?: string;
  at: number;
  of: number;
  direction?: 'up' | 'down';
}

const FIGURES =
  /^(\d[\d,]*(?:\.\d+)?\s*(?:万元|亿元|元|%|个百分点|人次|人|辆|个|次))(?:\s*(?:[、,]|和|及|与)\s*\d[\d,]*(?:\.\d+)?\s*(?:万元|亿元|元|%|个百分点|人次|人|辆|个|次))+/;

const VERB = /^分别(?:安排|同比)?(为|是|达|占|减少|下降|增加|增长)?(?:约|为|到|了)*\s*/;
/** In characters; longer ones are none that a sentence has. */
const LONGEST_LIST = 400;

/**
 * The figures of such lists in a half-width line, by where they begin; null where nouns and figures do not match in
 * number, so that nothing can be said of them.
 */
export function respectively(line: string): Map<number, Listed | null> {
  const found = new Map<number, Listed | null>();
  for (let word = line.indexOf('分别'); word >= 0; word = line.indexOf('分别', word + 2)) {
    const verb = VERB.exec(line.slice(word, word + 20));
    if (!verb) continue;
    const from = word + verb[0].length;
    const list = FIGURES.exec(line.slice(from, from + LONGEST_LIST))?.[0];
    if (!list) continue;
    const starts = [...list.matchAll(/\d[\d,]*(?:\.\d+)?/g)].map((figure) => from + (figure.index ?? 0));
    const before = line.slice(Math.max(0, word - LONGEST_LIST), word);
    const names = namesIn(/[^。;:,]*$/.exec(before)?.[0] ?? '', starts.length);
    const direction = /减|降/.test(verb[1] ?? '') ? 'down' : /增/.test(verb[1] ?? '') ? 'up' : undefined;
    for (const [at, start] of starts.entries()) {
      const claim = names?.[at];
      const listed: Listed = { at, of: starts.length, ...(claim && { claim }), ...(direction && { direction }) };
      found.set(start, names ? listed : null);
    }
  }
  return found;
}

/** The nouns before 分别; empty where there are none, so that those stated before are meant; undefined where they do not fit. */
function namesIn(words: string, count: number): string[] | undefined {
  const text = words.replace(/[\s“”"]/g, '').replace(/^(其中|主要是|包括)/, '');
  if (text === '' || /相比$|^(同比|较|比)/.test(text)) return [];
  const names = [/、/, /、|和|及/].map((mark) => text.split(mark)).find((parts) => parts.length === count);
  const last = names?.[names.length - 1];
  if (!names || !last || names.some((name) => name.length < 2)) return undefined;
  // 货物、工程、服务采购额: the last one has what all of them are of.
  const [length = 0] = names.slice(0, -1).map((name) => name.length);
  const even = names.slice(0, -1).every((name) => name.length === length);
  const tail = even ? last.slice(length) : '';
  return tail.length >= 2 ? names.map((name) => (name.endsWith(tail) ? name : name + tail)) : names;
}
