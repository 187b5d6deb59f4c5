import type { PaperCell, PaperTable } from '@jizhun/places';

/** Pixels of one full-width character in the form's text size, and of a digit; padding and lines of a cell. */
const WORD = 13;
const DIGIT = 7;
const EDGE = 14;
/** Text may wrap, but not to fewer characters than this; labels beside many rows may stand upright. */
const WRAPS_AT = 2;
const UPRIGHT_FROM = 4;
const MOST = 1600;

/**
 * The least width, in pixels, at which a form can be read: figures stand in one line, words get a few characters. The
 * columns keep their shares, so the narrowest one for what it holds decides for all.
 */
export function leastWidth(paper: PaperTable): number {
  const total = paper.columnWidths.reduce((sum, w) => sum + w, 0) || 1;
  let least = 480;
  const free: number[] = [];
  for (const row of paper.rows) {
    let column = 0;
    for (const cell of row) {
      while ((free[column] ?? 0) > 0) column++;
      const span = cell.columnSpan ?? 1;
      let share = 0;
      for (let i = column; i < column + span; i++) {
        share += (paper.columnWidths[i] ?? 0) / total;
        free[i] = cell.rowSpan ?? 1;
      }
      if (share > 0) least = Math.max(least, needed(cell) / share);
      column += span;
    }
    for (let i = 0; i < free.length; i++) free[i] = Math.max(0, (free[i] ?? 0) - 1);
  }
  return Math.min(MOST, Math.round(least));
}

function needed({ text, role, rowSpan = 1 }: PaperCell): number {
  if (text === '') return 0;
  if (role === 'number') return text.length * DIGIT + EDGE;
  return Math.min(text.length, rowSpan >= UPRIGHT_FROM ? 1 : WRAPS_AT) * WORD + EDGE;
}
