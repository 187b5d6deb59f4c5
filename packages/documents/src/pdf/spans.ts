/** How many codes the widths and maps of a font claim to cover: pdf.js writes out each of them. */

/** Values in a group of a `/W` array after the first code: last code and width. In `/W2`: last code and three. */
const GROUP = { W: 3, W2: 5 } as const;

/**
 * Codes in the widths of a font: `[first last width …]` and `[first [width …] …]`.
 *
 * @param at where its `[` stands in `text`
 * @returns their number, and where the list ends
 */
export function widthSpan(text: string, at: number, key: keyof typeof GROUP): { span: number; end: number } {
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
      if (depth <= 0) return { span, end: token.lastIndex };
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
  return { span, end: text.length };
}

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

/** `<first> <last>`, then the first's character, or a list of them: no more are written out than it has. */
function sectionSpan(section: string): number {
  let span = 0;
  let range: number[] = [];
  let listed = -1;
  for (const [token, hex] of section.matchAll(/<([^<>]*)>|[[\]]|-?\d+/g)) {
    const codes = Math.max(0, range[1]! - range[0]! + 1) || 0;
    if (listed >= 0) {
      if (token !== ']') listed += 1;
      else {
        span += Math.min(codes, listed);
        [range, listed] = [[], -1];
      }
    } else if (range.length < 2) {
      if (hex !== undefined) range.push(codeOf(hex));
    } else if (token === '[') listed = 0;
    else {
      span += codes;
      range = [];
    }
  }
  return span;
}

/** The last four bytes, as pdf.js takes them. */
function codeOf(hex: string): number {
  return Number.parseInt(hex.slice(-100).replace(/\s/g, '').slice(-8) || '0', 16);
}
