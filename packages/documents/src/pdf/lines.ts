import type { Box, Glyph } from './geometry.ts';

/** A line of text as it stands on the page. */
export interface Line {
  text: string;
  box: Box;
  baseline: number;
  size: number;
  page: number;
  /** Of recognised text: how sure the least sure part of the line is. */
  confidence?: number;
}

/** Share of the height of a font above its baseline. */
const ASCENT = 0.85;
/** A gap that is a blank: between letters and digits, and between Chinese characters, in heights of the font. */
const LATIN_GAP = 0.22;
const CHINESE_GAP = 0.7;
const WIDEST_BLANK = 12;

export const isChinese = (text: string): boolean =>
  /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]|[\ud840-\ud88f]/.test(text);

/**
 * The characters of one place (a cell, the page outside of tables) as lines in reading order.
 *
 * @param apart a gap of so many heights of the font parts two lines that stand side by side
 */
export function linesOf(glyphs: readonly Glyph[], page: number, apart = Number.POSITIVE_INFINITY): Line[] {
  const across = glyphs.filter(({ way }) => way === 'across');
  const turned = glyphs.filter(({ way }) => way !== 'across');
  const lines = rowsOf(across)
    .flatMap((row) => sideBySide(row, apart))
    .map((row) => lineOf(row, page));
  for (const way of ['down', 'up'] as const) {
    const sign = way === 'down' ? -1 : 1;
    const columns = columnsOf(
      turned.filter((glyph) => glyph.way === way),
      sign,
    );
    lines.push(...columns.map((column) => turnedLineOf(column, page, sign)));
  }
  return lines.filter(({ text }) => text.trim() !== '');
}

/** Characters by the line on which they stand, lines from top to bottom. */
function rowsOf(glyphs: readonly Glyph[]): Glyph[][] {
  const rows: { baseline: number; size: number; glyphs: Glyph[] }[] = [];
  for (const glyph of glyphs.toSorted((a, b) => a.y - b.y)) {
    const row = rows.at(-1);
    // Latin and Chinese fonts of a line may stand a little apart, a small raised figure more so.
    if (row && glyph.y - row.baseline <= 0.45 * Math.max(Math.min(row.size, glyph.size), 0.6 * row.size)) {
      row.glyphs.push(glyph);
      if (glyph.size > row.size) {
        row.size = glyph.size;
        row.baseline = glyph.y;
      }
    } else rows.push({ baseline: glyph.y, size: glyph.size, glyphs: [glyph] });
  }
  return rows.map((row) => row.glyphs);
}

/** Parts of a row with a wide gap between them: name, year and unit above a table. Spaced letters of a title stay together. */
function sideBySide(row: readonly Glyph[], apart: number): Glyph[][] {
  const parts: Glyph[][] = [];
  let end = Number.NaN;
  for (const glyph of row.toSorted((a, b) => a.x - b.x)) {
    if (glyph.text.trim() === '') {
      parts.at(-1)?.push(glyph);
      continue;
    }
    if (parts.length === 0 || glyph.x - end > apart * glyph.size) parts.push([]);
    parts.at(-1)!.push(glyph);
    end = glyph.x + glyph.width;
  }
  const isSpaced = parts.some((part) => part.filter(({ text }) => text.trim() !== '').length < 2);
  return isSpaced ? [[...row]] : parts;
}

function columnsOf(glyphs: readonly Glyph[], sign: number): Glyph[][] {
  const columns: { x: number; glyphs: Glyph[] }[] = [];
  for (const glyph of glyphs.toSorted((a, b) => sign * (a.x - b.x))) {
    const column = columns.at(-1);
    if (column && Math.abs(glyph.x - column.x) <= 0.45 * glyph.size) column.glyphs.push(glyph);
    else columns.push({ x: glyph.x, glyphs: [glyph] });
  }
  return columns.map((column) => column.glyphs);
}

function lineOf(row: Glyph[], page: number): Line {
  const glyphs = row.sort((a, b) => a.x - b.x);
  const size = Math.max(...glyphs.map((glyph) => glyph.size));
  const shown = glyphs.filter(({ text }) => text.trim() !== '');
  const baseline = median(shown.map(({ y }) => y));
  const box = {
    left: shown[0]?.x ?? 0,
    right: Math.max(...shown.map(({ x, width }) => x + width)),
    top: baseline - ASCENT * size,
    bottom: baseline + (1 - ASCENT) * size,
  };
  const sure = leastSure(shown);
  const line: Line = { text: textOf(glyphs, (glyph) => glyph.x), box, baseline, size, page };
  return sure === undefined ? line : { ...line, confidence: sure };
}

/** How sure the least sure of several recognised pieces is; undefined where none was recognised. */
export function leastSure(pieces: readonly { confidence?: number }[]): number | undefined {
  const all = pieces.map(({ confidence }) => confidence).filter((confidence) => confidence !== undefined);
  return all.length === 0 ? undefined : Math.min(...all);
}

function turnedLineOf(column: Glyph[], page: number, sign: number): Line {
  const glyphs = column.sort((a, b) => -sign * (a.y - b.y));
  const size = Math.max(...glyphs.map((glyph) => glyph.size));
  const box = {
    left: Math.min(...glyphs.map(({ x }) => x)),
    right: Math.max(...glyphs.map(({ x }) => x)) + size,
    top: Math.min(...glyphs.map(({ y }) => y)),
    bottom: Math.max(...glyphs.map(({ y, width }) => y + width)),
  };
  const along = sign < 0 ? (glyph: Glyph) => glyph.y : (glyph: Glyph) => -glyph.y - glyph.width;
  return { text: textOf(glyphs, along), box, baseline: box.bottom, size, page };
}

/** Characters in order, with blanks where the page leaves a gap; one that is printed twice, to look bold, stands once. */
function textOf(glyphs: readonly Glyph[], along: (glyph: Glyph) => number): string {
  let text = '';
  let end = Number.NaN;
  let before: Glyph | undefined;
  for (const glyph of glyphs) {
    const start = along(glyph);
    if (before && before.text === glyph.text && start - along(before) < 0.3 * glyph.width && glyph.text.trim() !== '')
      continue;
    if (before && glyph.text.trim() !== '' && before.text.trim() !== '') text += blank(start - end, before, glyph);
    text += glyph.text;
    end = before ? Math.max(end, start + glyph.width) : start + glyph.width;
    before = glyph;
  }
  return text.trimEnd();
}

function blank(gap: number, before: Glyph, after: Glyph): string {
  const size = Math.max(before.size, after.size);
  const latin = !isChinese(before.text) && !isChinese(after.text);
  if (gap <= size * (latin ? LATIN_GAP : CHINESE_GAP)) return '';
  return ' '.repeat(Math.min(WIDEST_BLANK, Math.max(1, Math.round(gap / (size / 2)))));
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** The start of a line that would have to move together to the line before: one Chinese character, one word or figure. */
export function firstPiece(line: Line): number {
  const text = line.text.trimStart();
  const [piece = ''] = /^(?:[\w.,%+~≥≤<>=±-]+|.)[，。、；：？！）》”’】〕%％]*/u.exec(text) ?? [];
  return widthOf(piece, line.size);
}

function widthOf(text: string, size: number): number {
  let width = 0;
  for (const character of text) width += isChinese(character) || /[“”‘’—…]/.test(character) ? size : size * 0.5;
  return width;
}

/** What joins two lines that are one paragraph: nothing, or a blank between two words of Latin letters. */
export function glue(before: string, after: string): string {
  return /[A-Za-z,.;:]$/.test(before) && /^[A-Za-z]/.test(after) ? ' ' : '';
}
