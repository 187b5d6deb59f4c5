/** How many codes the widths and maps of a font claim to cover: pdf.js writes out each of them. */

/** Values in a group of a `/W` array after the first code: last code and width. In `/W2`: last code and three. */
const GROUP = { W: 3, W2: 5 } as const;

/**
 * Codes in the widths of a font: `[first last width …]` and `[first [width …] …]`.
 *
 * @param at where its `[` stands in `text`
 */
export function widthSpan(text: string, at: number, key: keyof typeof GROUP): number {
  const token = /[[\]]|[^\s[\]<>()/]+/g;
  token.lastIndex = at;
  let span = 0;
  let depth = 0;
  let group: number[] = [];
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const [word] = found;
    if (word === '[') depth += 1;
    else if (word === ']') {
      depth -= 1;
      if (depth <= 0) return span;
      group = [];
    } else if (depth > 1) span += 1;
    else if (word === 'R') group = [];
    else {
      group.push(Number(word));
      if (group.length < GROUP[key]) continue;
      span += Math.max(0, group[1]! - group[0]! + 1) || 0;
      group = [];
    }
  }
  return span;
}

const CODES = /<([0-9a-f\s]{0,40})>\s{0,100}<([0-9a-f\s]{0,40})>\s{0,100}(.)?/giy;

/** Codes that the ranges of a character map cover. */
export function mapSpan(map: string): number {
  let span = 0;
  for (const kind of ['bfrange', 'cidrange']) {
    const [begin, end] = [`begin${kind}`, `end${kind}`];
    for (let at = map.indexOf(begin); at >= 0; at = map.indexOf(begin, at)) {
      const stop = map.indexOf(end, at);
      const section = map.slice(at + begin.length, stop < 0 ? undefined : stop);
      span += sectionSpan(section);
      at += begin.length + section.length;
    }
  }
  return span;
}

function sectionSpan(section: string): number {
  let span = 0;
  let at = section.indexOf('<');
  while (at >= 0) {
    CODES.lastIndex = at;
    const found = CODES.exec(section);
    if (!found) {
      at = section.indexOf('<', at + 1);
      continue;
    }
    const [, low = '', high = '', next] = found;
    const codes = Math.max(0, codeOf(high) - codeOf(low) + 1);
    // A list gives each code its own character, and no more are written out than it has.
    const listed = next === '[' ? section.indexOf(']', CODES.lastIndex) : -1;
    span += listed < 0 ? codes : Math.min(codes, listed - CODES.lastIndex);
    if (listed >= 0) at = section.indexOf('<', listed);
    else if (next === '<') at = section.indexOf('<', section.indexOf('>', CODES.lastIndex));
    else at = section.indexOf('<', CODES.lastIndex);
  }
  return span;
}

/** The last four bytes, as pdf.js takes them. */
function codeOf(hex: string): number {
  return Number.parseInt(hex.replace(/\s/g, '').slice(-8) || '0', 16);
}
