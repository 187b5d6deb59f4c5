import type { Ink } from './ink.ts';
import type { Area } from './picture.ts';

export type ComparisonSign = '=' | '≥' | '≤' | '>' | '<';

/** Of a sign's width, what a bar of it takes at least. */
const BAR = 0.72;
/** Wider than so many times its height is more than one sign. */
const WIDEST = 1.8;

/**
 * The sign of comparison that stands alone in an area, told by its shape: bars across, and a corner that points right or
 * left. Models that read lines take a lone ≥ for a letter, and forms have whole columns of them.
 *
 * @returns undefined where it is something else
 */
export function comparisonSignIn(ink: Ink, area: Area, characterHeight: number): ComparisonSign | undefined {
  const box = trimmed(ink, area);
  if (box === undefined) return undefined;
  const width = box.right - box.left;
  const height = box.bottom - box.top;
  if (width < characterHeight * 0.3 || width > characterHeight * 1.3 || height > characterHeight * 1.3)
    return undefined;
  const rows = rowsOf(ink, box);
  const isBar = (row: Row): boolean => row.count >= BAR * width;
  const bars = stretchesOf(rows, isBar);
  if (bars.length === 2 && width <= WIDEST * 3 * height) {
    const rest = rows.filter((row) => !isBar(row)).reduce((sum, row) => sum + row.count, 0);
    // Only blank between the bars, none of them thick.
    const thick = bars.some(({ from, to }) => to - from > characterHeight * 0.28);
    if (!thick && rest <= 0.25 * width && rows.length >= characterHeight * 0.16) return '=';
  }
  const lowest = bars.filter(({ from }) => from > height * 0.55).at(0);
  const corner = rows.slice(0, lowest === undefined ? rows.length : lowest.from);
  const direction = directionOf(corner, width);
  if (direction === undefined) return undefined;
  if (lowest !== undefined) return direction === 'right' ? '≥' : '≤';
  return direction === 'right' ? '>' : '<';
}

interface Row {
  count: number;
  /** First and last dot of ink, from the left edge of the box. */
  first: number;
  last: number;
}

function trimmed({ width, dots }: Ink, { left, top, right, bottom }: Area): Area | undefined {
  const box = { left: right, top: bottom, right: left, bottom: top };
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      if (dots[y * width + x] !== 1) continue;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x + 1);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y + 1);
    }
  }
  return box.right > box.left && box.bottom > box.top ? box : undefined;
}

function rowsOf({ width, dots }: Ink, { left, top, right, bottom }: Area): Row[] {
  const rows: Row[] = [];
  for (let y = top; y < bottom; y++) {
    const row = { count: 0, first: right - left, last: -1 };
    for (let x = left; x < right; x++) {
      if (dots[y * width + x] !== 1) continue;
      row.count += 1;
      row.first = Math.min(row.first, x - left);
      row.last = x - left;
    }
    rows.push(row);
  }
  return rows;
}

function stretchesOf(rows: readonly Row[], holds: (row: Row) => boolean): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  rows.forEach((row, y) => {
    if (!holds(row)) return;
    const last = found.at(-1);
    if (last?.to === y) last.to = y + 1;
    else found.push({ from: y, to: y + 1 });
  });
  return found;
}

/**
 * Where the corner of rows of ink points: a stroke that runs from the upper edge to one side and back, in each row no
 * wider than a stroke is.
 */
function directionOf(rows: readonly Row[], width: number): 'right' | 'left' | undefined {
  const inked = rows.filter(({ count }) => count > 0);
  if (inked.length < 5) return undefined;
  const middles = inked.map(({ first, last }) => (first + last + 1) / 2 / width);
  const narrow = inked.filter(({ first, last }) => last - first + 1 <= 0.6 * width).length;
  if (narrow < 0.7 * inked.length) return undefined;
  const mean = (from: number, to: number): number => {
    const part = middles.slice(Math.floor(from * middles.length), Math.max(1, Math.ceil(to * middles.length)));
    return part.reduce((sum, middle) => sum + middle, 0) / part.length;
  };
  // The arms begin at the other side, as narrow as a stroke: the round top of 2 and the flat one of 7 do not.
  const [top] = inked;
  if (top === undefined || top.last - top.first + 1 > 0.5 * width) return undefined;
  const [above, middle, below] = [mean(0, 0.25), mean(0.38, 0.62), mean(0.75, 1)];
  if (middle > 0.62 && above < 0.42 && below < 0.42 && top.first < 0.15 * width) return 'right';
  if (middle < 0.38 && above > 0.58 && below > 0.58 && top.last > 0.85 * width) return 'left';
  return undefined;
}
