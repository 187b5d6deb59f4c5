import type { PaperCell, PaperTable } from '@jizhun/places';

/** Pixels of one full-width character in the form's text size, and of a digit; padding and lines of a cell. */
const WORD = 13;
const DIGIT = 7.5;
const EDGE = 15;
/** Words may wrap, but not to fewer characters than this; labels beside many rows may stand upright. */
const WRAPS_AT = 2;
const UPRIGHT_FROM = 4;
/** Codes longer than this may break. */
const LONGEST_CODE = 12;
/** The width at which the columns are shared out: that of an upright A4 page. */
const USUAL = 720;

/** How wide the columns of a form are. */
export interface Columns {
  /** The least width, in pixels, at which the form can be read: figures in one line, words a few characters wide. */
  least: number;
  /** The share of each column in percent; they add up to 100. */
  shares: number[];
}

/**
 * The columns of a form as wide as the form has them, but none narrower than what it holds: what such a column needs
 * more is taken from those that have room.
 */
export function columnsOf(paper: PaperTable): Columns {
  const total = paper.columnWidths.reduce((sum, w) => sum + w, 0) || 1;
  const wished = paper.columnWidths.map((w) => (w / total) * USUAL);
  const least = leastWidths(paper, wished);
  const sum = least.reduce((a, b) => a + b, 0);
  if (sum >= USUAL) return { least: Math.ceil(sum), shares: least.map((w) => (w / sum) * 100) };
  // What the narrow columns lack comes from the others, in proportion to their room.
  const lack = wished.reduce((a, w, i) => a + Math.max(0, (least[i] ?? 0) - w), 0);
  const room = wished.reduce((a, w, i) => a + Math.max(0, w - (least[i] ?? 0)), 0);
  const widths = wished.map((w, i) => {
    const needed = least[i] ?? 0;
    return w <= needed ? needed : w - (w - needed) * (room > 0 ? lack / room : 0);
  });
  return { least: Math.ceil(sum), shares: widths.map((w) => (w / USUAL) * 100) };
}

/** What each column needs for the cells that stand in it; a merged cell asks all its columns, the wider ones for more. */
function leastWidths(paper: PaperTable, wished: readonly number[]): number[] {
  const least = wished.map(() => 0);
  const merged: { from: number; span: number; needed: number }[] = [];
  const taken: number[] = [];
  for (const row of paper.rows) {
    let column = 0;
    for (const cell of row) {
      while ((taken[column] ?? 0) > 0) column++;
      const span = cell.columnSpan ?? 1;
      for (let i = column; i < column + span; i++) taken[i] = cell.rowSpan ?? 1;
      if (span > 1) merged.push({ from: column, span, needed: needed(cell) });
      else least[column] = Math.max(least[column] ?? 0, needed(cell));
      column += span;
    }
    for (let i = 0; i < taken.length; i++) taken[i] = Math.max(0, (taken[i] ?? 0) - 1);
  }
  for (const { from, span, needed: width } of merged) {
    const columns = Array.from({ length: span }, (_, i) => from + i);
    const has = columns.reduce((a, i) => a + (least[i] ?? 0), 0);
    if (has >= width) continue;
    const shares = columns.reduce((a, i) => a + (wished[i] ?? 0), 0) || 1;
    for (const i of columns) least[i] = (least[i] ?? 0) + ((width - has) * (wished[i] ?? 0)) / shares;
  }
  return least;
}

function needed({ text, role, rowSpan = 1 }: PaperCell): number {
  if (text === '') return 0;
  const oneLine = role === 'number' || (text.length <= LONGEST_CODE && /^[\w.,%≥≤=~-]+$/.test(text));
  if (oneLine) return text.length * DIGIT + EDGE;
  return Math.min(text.trim().length, rowSpan >= UPRIGHT_FROM ? 1 : WRAPS_AT) * WORD + EDGE;
}
