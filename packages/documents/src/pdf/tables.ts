import { type FrameCell, gridOf } from './cells.ts';
import type { Box, Glyph, PageContent } from './geometry.ts';
import { firstPiece, glue, type Line, linesOf } from './lines.ts';
import { framesOf } from './rulings.ts';

/** A cell of a page with what is printed in it. */
export interface PageCell extends FrameCell {
  page: number;
  lines: Line[];
}

/** A table, or the part of one that stands on a page. */
export interface PageTable {
  page: number;
  top: number;
  bottom: number;
  /** Borders of columns, in points. */
  xs: number[];
  /** Borders of rows, in points. */
  ys: number[];
  /** Blank between a border and the text beside it. */
  padding: number;
  cells: PageCell[];
}

const WIDEST_PADDING = 8;
/** Share of the font that reaches from the baseline to the middle of a character. */
const MIDDLE = 0.35;
/** Share of a character that must stand in a table when its middle does not. */
const CUT = 0.15;

/** Takes the tables of a page out of it; `rest` is the text outside of them. */
export function tablesOf({ page, glyphs, horizontal, vertical }: PageContent): { tables: PageTable[]; rest: Glyph[] } {
  const grids = framesOf(horizontal, vertical)
    .map(gridOf)
    // A frame of one cell is a box around text, not a table.
    .filter(({ cells }) => cells.length > 1);
  if (grids.length === 0) return { tables: [], rest: [...glyphs] };
  const contents = grids.map(({ cells }) => cells.map((): Glyph[] => []));
  const rest: Glyph[] = [];
  // A table inside a cell of another one is the smaller of the two.
  const bySize = grids.map((_grid, index) => index).sort((a, b) => area(grids[a]!.box) - area(grids[b]!.box));
  const homeOf = (glyph: Glyph): Glyph[] => {
    const [x, y] =
      glyph.way === 'across'
        ? [glyph.x + glyph.width / 2, glyph.y - MIDDLE * glyph.size]
        : [glyph.x + glyph.size / 2, glyph.y + glyph.width / 2];
    for (const index of bySize) {
      const cell = grids[index]!.at(x, y);
      if (cell >= 0) return contents[index]![cell]!;
    }
    for (const index of bySize) {
      const { box, at } = grids[index]!;
      const cell = at(x, onBorder(glyph, y, box));
      if (cell >= 0) return contents[index]![cell]!;
    }
    return rest;
  };
  for (const word of wordsOf(glyphs)) {
    const homes = word.map(homeOf);
    const home = mostOf(homes);
    for (const glyph of word) home.push(glyph);
  }
  const tables = grids.map(({ box, xs, ys, cells }, index): PageTable => {
    const filled = cells.map((cell, at) => ({ ...cell, page, lines: linesOf(contents[index]![at]!, page) }));
    return { page, top: box.top, bottom: box.bottom, xs, ys, padding: paddingOf(filled), cells: filled };
  });
  return { tables, rest };
}

/** The middle of a character; for one that the end of the page cuts, its part inside of the table. */
function onBorder({ size }: Glyph, y: number, { top, bottom }: Box): number {
  const reach = size * (0.5 - CUT);
  if (y < top && y > top - reach) return top + CUT;
  return y > bottom && y < bottom + reach ? bottom - CUT : y;
}

const area = ({ left, top, right, bottom }: { left: number; top: number; right: number; bottom: number }): number =>
  (right - left) * (bottom - top);

/**
 * Characters that were shown at a stretch, cut at blanks: a word that runs over the border of its cell stays whole, a
 * line of words that was shown for several cells at once does not.
 */
function* wordsOf(glyphs: readonly Glyph[]): Generator<Glyph[]> {
  let word: Glyph[] = [];
  for (const glyph of glyphs) {
    const before = word.at(-1);
    if (before && (glyph.run !== before.run || (before.text.trim() === '' && glyph.text.trim() !== ''))) {
      yield word;
      word = [];
    }
    word.push(glyph);
  }
  if (word.length > 0) yield word;
}

/** The home of most, the first one where they are as many. */
function mostOf(homes: readonly Glyph[][]): Glyph[] {
  const first = homes[0]!;
  if (homes.every((home) => home === first)) return first;
  const counts = new Map<Glyph[], number>();
  for (const home of homes) counts.set(home, (counts.get(home) ?? 0) + 1);
  let most = first;
  for (const [home, count] of counts) if (count > counts.get(most)!) most = home;
  return most;
}

function paddingOf(cells: readonly PageCell[]): number {
  let padding = WIDEST_PADDING;
  for (const { box, lines } of cells)
    for (const line of lines) padding = Math.min(padding, Math.max(0, line.box.left - box.left));
  return padding;
}

/** The text of a cell: lines that only the border broke are one, others stand below one another. */
export function textOfCell(lines: readonly Line[], cell: FrameCell['box'], padding: number): string {
  if (lines.length === 0) return '';
  const centred = isCentred(lines, cell);
  let text = lines[0]!.text;
  for (let index = 1; index < lines.length; index++) {
    const before = lines[index - 1]!;
    const line = lines[index]!;
    const wraps = isFull(before, line, cell, padding, centred);
    text += wraps ? glue(text, line.text) + line.text.trimStart() : `\n${line.text}`;
  }
  return text;
}

const isCentred = (lines: readonly Line[], { left, right }: FrameCell['box']): boolean =>
  lines.every(({ box, size }) => Math.abs(box.left - left - (right - box.right)) <= size);

/** Whether the next line begins with something for which there was no room at the end of `line`. */
export function isFull(
  line: Line,
  next: Line,
  { left, right }: Pick<FrameCell['box'], 'left' | 'right'>,
  padding: number,
  centred: boolean,
): boolean {
  const room = centred
    ? right - left - 2 * padding - (line.box.right - line.box.left)
    : right - padding - line.box.right;
  return room < firstPiece(next) + 0.3 * line.size;
}
