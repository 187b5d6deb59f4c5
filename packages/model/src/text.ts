/**
 * Text as Chinese forms print it: full-width letters, blanks that only justify a word over its cell, tags that leaked from
 * a system's editor. Everything that compares or keeps words goes through these functions.
 */

const TAG = /<\/?(?:p|br|span|div|strong|b|i|u|em|font|o:p)(?:\s[^<>]*)?\/?>/gi;
const ENTITY: Record<string, string> = { '&nbsp;': ' ', '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"' };
/** Blanks of every kind but the line break. */
const BLANKS = /[^\S\n]+/g;
const FULL_WIDTH = /[\uff01-\uff5e\u3000\ufe50-\ufe6b]/;
const LATIN = /[A-Za-z0-9]/;

/** Full-width and small ASCII (１２％＞＝（）, ﹦﹥) to half-width; nothing else, since NFKC would turn ㎡ into m2 and ① into 1. */
export function halfWidth(text: string): string {
  if (!FULL_WIDTH.test(text)) return text;
  return text
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\ufe50-\ufe6b]/g, (c) => c.normalize('NFKC'))
    .replace(/\u3000/g, ' ');
}

/**
 * A value as a person reads it: leaked tags removed, blanks inside Chinese words gone, blanks between Latin words kept as
 * one, paragraph breaks kept as \n. Characters themselves stay as printed.
 */
export function cleanText(text: string): string {
  let s = text;
  if (s.includes('<')) {
    s = s.replace(/<\/p>|<br\s*\/?>/gi, '\n').replace(TAG, '');
  }
  if (s.includes('&')) s = s.replace(/&(?:nbsp|lt|gt|amp|quot);/g, (e) => ENTITY[e] ?? e);
  if (!/\s/.test(s)) return s;
  s = s.replace(/\r\n?/g, '\n').replace(BLANKS, ' ');
  s = s.replace(/ /g, (_, at: number) => (LATIN.test(s[at - 1] ?? '') && LATIN.test(s[at + 1] ?? '') ? ' ' : ''));
  return s.replace(/\n{2,}/g, '\n').replace(/^\n+|\n+$/g, '');
}

/** A label or name: as `cleanText`, with line breaks gone too (a label is broken over lines only to fit its cell). */
export function cleanLabel(text: string): string {
  const s = cleanText(text);
  if (!s.includes('\n')) return s;
  return s.replace(/\n/g, (_, at: number) => (LATIN.test(s[at - 1] ?? '') && LATIN.test(s[at + 1] ?? '') ? ' ' : ''));
}

/** What two wordings are compared by: half-width, lower case, no blanks, no punctuation that forms vary in. */
export function comparable(text: string): string {
  return halfWidth(text)
    .toLowerCase()
    .replace(/[\s\u200b\ufeff“”„‟"‘’'《》()[\]【】、，,。.;；:：·—–\-_/]/g, '');
}

/** How many terminal columns a text takes: 2 for East Asian wide characters, 0 for combining ones. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    const c = character.codePointAt(0) ?? 0;
    if (c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x300 && c < 0x370) || c === 0x200b || c === 0xfeff) continue;
    width += isWide(c) ? 2 : 1;
  }
  return width;
}

function isWide(c: number): boolean {
  return (
    (c >= 0x1100 && c <= 0x115f) ||
    (c >= 0x2e80 && c <= 0x303e) ||
    (c >= 0x3041 && c <= 0x33ff) ||
    (c >= 0x3400 && c <= 0x4dbf) ||
    (c >= 0x4e00 && c <= 0x9fff) ||
    (c >= 0xa000 && c <= 0xa4cf) ||
    (c >= 0xac00 && c <= 0xd7a3) ||
    (c >= 0xf900 && c <= 0xfaff) ||
    (c >= 0xfe30 && c <= 0xfe6f) ||
    (c >= 0xff00 && c <= 0xff60) ||
    (c >= 0xffe0 && c <= 0xffe6) ||
    (c >= 0x1f300 && c <= 0x1faff) ||
    (c >= 0x20000 && c <= 0x3fffd) ||
    // Ambiguous in width, but drawn wide in Chinese terminals and fonts.
    c === 0x2014 ||
    c === 0x2026 ||
    c === 0x201c ||
    c === 0x201d ||
    c === 0x2018 ||
    c === 0x2019 ||
    c === 0x2264 ||
    c === 0x2265 ||
    c === 0x00d7 ||
    c === 0x00f7
  );
}
