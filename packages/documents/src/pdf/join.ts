import type { Sheet } from './flow.ts';
import { isFull, type PageCell, type PageTable } from './tables.ts';

/** A table that may stand on several pages: its cells lie on the rows and columns of the whole. */
export interface WholeTable {
  page: number;
  /** Upper edge on its first page. */
  top: number;
  xs: number[];
  rowCount: number;
  padding: number;
  cells: PageCell[];
  /** Its last part as it stands on its page. */
  last: PageTable;
}

const SAME_BORDER = 3;
/** How much a page may leave free below a table that goes on: what the first row of the next page takes, and this. */
const SLACK = 8;
/** A row this low holds no text: it is what the page before had no room for. */
const SLIVER = 7;
/** With less room than this below it, in heights of its font, a line is the last one of its cell. */
const ROOM = 1.6;

export function wholeOf(table: PageTable): WholeTable {
  const { page, top, xs, ys, padding, cells } = table;
  return { page, top, xs, rowCount: ys.length - 1, padding, cells, last: table };
}

/** The lowest place that text or tables reach on pages of the size of this one. */
export function floorOf(sheet: Sheet, sheets: readonly Sheet[]): number {
  let floor = 0;
  for (const { width, height, lines, tables } of sheets) {
    if (Math.abs(width - sheet.width) > 2 || Math.abs(height - sheet.height) > 2) continue;
    for (const { box } of lines) floor = Math.max(floor, box.bottom);
    for (const { bottom } of tables) floor = Math.max(floor, bottom);
  }
  return floor;
}

/**
 * Adds the part of a table that begins the next page to the table that ended the page before.
 *
 * @param floor the lowest place of the page before that text reaches
 * @param options `withHeads`: only where the part repeats head rows of the table
 * @returns whether it was a part of it; else nothing is changed
 */
export function joined(
  table: WholeTable,
  part: PageTable,
  floor: number,
  options: { withHeads?: boolean } = {},
): boolean {
  if (part.page !== table.last.page + 1 || !sameColumns(table.xs, part.xs)) return false;
  const xs = union(table.xs, part.xs);
  const before = table.cells.map((cell) => inColumns(cell, table.xs, xs));
  const after = part.cells.map((cell) => inColumns(cell, part.xs, xs));
  const heads = repeatedRows(before, after, Math.min(table.rowCount, part.ys.length - 1));
  const rows = part.ys.length - 1 - heads;
  if (rows > 0 && table.last.bottom + part.ys[heads + 1]! - part.ys[heads]! + SLACK < floor) return false;
  const rest = after.filter(({ row }) => row >= heads).map((cell) => ({ ...cell, row: cell.row - heads }));
  if (options.withHeads && heads === 0) return false;
  const pairs = pairsAt(before, rest, table.rowCount);
  const isCut = rows > 0 && cutsRow(pairs, before, rest, table);
  const offset = table.rowCount - (isCut ? 1 : 0);
  const mergedColumns = new Set([...before, ...rest].filter(({ rowSpan }) => rowSpan > 1).map(({ column }) => column));
  const moved = new Map(rest.map((cell) => [cell, { ...cell, row: cell.row + offset }]));
  const gone = new Set<PageCell>();
  const firstText = Math.min(
    ...rest.filter(({ row, lines }) => row === 0 && lines.length > 0).map(({ column }) => column),
  );
  for (const [upper, lower] of pairs) {
    const isLabel = mergedColumns.has(upper.column) || (lower.column < firstText && firstText < xs.length);
    const others = isLabel ? [...before, ...rest].filter((cell) => cell.column === upper.column && cell !== lower) : [];
    if (!isCut && !(isLabel && goesOn(upper, lower, others, table.padding))) continue;
    upper.rowSpan += lower.rowSpan - (isCut ? 1 : 0);
    if (isCut || plain(upper) !== plain(lower)) upper.lines = [...upper.lines, ...lower.lines];
    gone.add(lower);
  }
  table.xs = xs;
  table.cells = [...before, ...[...moved].flatMap(([cell, placed]) => (gone.has(cell) ? [] : [placed]))];
  table.rowCount = offset + rows;
  table.padding = Math.min(table.padding, part.padding);
  table.last = part;
  return true;
}

function sameColumns(one: readonly number[], other: readonly number[]): boolean {
  if (Math.abs(one[0]! - other[0]!) > SAME_BORDER || Math.abs(one.at(-1)! - other.at(-1)!) > SAME_BORDER) return false;
  const [few, many] = one.length <= other.length ? [one, other] : [other, one];
  const inner = few.slice(1, -1);
  const shared = inner.filter((x) => many.some((place) => Math.abs(place - x) <= SAME_BORDER));
  return shared.length >= inner.length / 2;
}

function union(one: readonly number[], other: readonly number[]): number[] {
  const more = other.filter((x) => !one.some((place) => Math.abs(place - x) <= SAME_BORDER));
  return [...one, ...more].sort((a, b) => a - b);
}

function inColumns(cell: PageCell, from: readonly number[], to: readonly number[]): PageCell {
  const column = nearest(to, from[cell.column]!);
  const end = nearest(to, from[cell.column + cell.columnSpan]!);
  return { ...cell, column, columnSpan: Math.max(1, end - column) };
}

function nearest(places: readonly number[], x: number): number {
  let best = 0;
  places.forEach((place, index) => {
    if (Math.abs(place - x) < Math.abs(places[best]! - x)) best = index;
  });
  return best;
}

const plain = ({ lines }: PageCell): string => lines.map(({ text }) => text.replace(/\s+/g, '')).join('');

/** How many rows at the head of the table stand again at the head of its next part. */
function repeatedRows(before: readonly PageCell[], after: readonly PageCell[], most: number): number {
  const rowOf = (cells: readonly PageCell[], row: number): string =>
    cells
      .filter((cell) => cell.row === row)
      .map((cell) => `${cell.column}+${cell.columnSpan}×${cell.rowSpan}:${plain(cell)}`)
      .join('|');
  let rows = 0;
  while (rows < most && rowOf(before, rows) === rowOf(after, rows)) rows++;
  // A cell that reaches below the repeated rows belongs to what follows.
  while (rows > 0 && after.some(({ row, rowSpan }) => row < rows && row + rowSpan > rows)) rows--;
  const isBlank = after.every((cell) => cell.row >= rows || plain(cell) === '');
  return isBlank ? 0 : rows;
}

type Pair = readonly [upper: PageCell, lower: PageCell];

/** Cells of the last row and of the first row of the next part that stand in the same columns. */
function pairsAt(before: readonly PageCell[], rest: readonly PageCell[], rowCount: number): Pair[] {
  const upper = new Map(
    before
      .filter(({ row, rowSpan }) => row + rowSpan === rowCount)
      .map((cell) => [`${cell.column}+${cell.columnSpan}`, cell]),
  );
  return rest.flatMap((lower): Pair[] => {
    const cell = lower.row === 0 ? upper.get(`${lower.column}+${lower.columnSpan}`) : undefined;
    return cell ? [[cell, lower]] : [];
  });
}

/**
 * Whether the end of the page cuts a row in two: every cell of the first row of the next page is blank or stands below
 * text, most of them go on with text that fills its last line down to the border, and some cell had its say on
 * the page before.
 */
function cutsRow(
  pairs: readonly Pair[],
  before: readonly PageCell[],
  rest: readonly PageCell[],
  table: WholeTable,
): boolean {
  const lowest = before.filter(({ row, rowSpan }) => row + rowSpan === table.rowCount);
  const highest = rest.filter(({ row }) => row === 0);
  if (pairs.length !== lowest.length || pairs.length !== highest.length) return false;
  const flowing = pairs.filter(([, { lines }]) => lines.length > 0);
  if (flowing.length === 0) return highest.every(({ box }) => box.bottom - box.top < SLIVER);
  if (flowing.some(([upper]) => upper.lines.length === 0)) return false;
  if (flowing.filter((pair) => flows(pair, table.padding)).length <= flowing.length / 2) return false;
  return pairs.some(([upper, lower]) => upper.lines.length > 0 && lower.lines.length === 0);
}

/** Whether text runs on from one part of a cell to the other. */
function flows([upper, lower]: Pair, padding: number): boolean {
  const last = upper.lines.at(-1);
  const next = lower.lines[0];
  if (!last || !next || upper.box.bottom - last.box.bottom > ROOM * last.size) return false;
  const centred = Math.abs(last.box.left - upper.box.left - (upper.box.right - last.box.right)) <= last.size;
  return isFull(last, next, upper.box, padding, centred);
}

/** Whether the cell of a label that ends with its page goes on in the cell below it, where the row does not. */
function goesOn(upper: PageCell, lower: PageCell, others: readonly PageCell[], padding: number): boolean {
  if (lower.lines.length === 0) return upper.lines.length > 0 || upper.rowSpan > 1 || lower.rowSpan > 1;
  // Workbooks print the text of a merged cell in its middle, on whichever page that is.
  if (upper.lines.length === 0)
    return upper.rowSpan > 1 || lower.rowSpan > 1 || lower.lines[0]!.box.top < lower.box.top;
  // A line on the very border of the page is printed on both.
  if (plain(upper) === plain(lower)) return true;
  return flows([upper, lower], padding) && (hangs(lower) || isRestOf(plain(upper), plain(lower), others));
}

/** Whether the text of a tall cell clings to its upper border, with more room below it than above. */
function hangs({ lines, box }: PageCell): boolean {
  const above = lines[0]!.box.top - box.top;
  const below = box.bottom - lines.at(-1)!.box.bottom;
  return below > above + lines[0]!.size;
}

/** Whether a few characters are the end of a label: nobody names anything 标, and 指标 ends the labels around it. */
function isRestOf(upper: string, lower: string, others: readonly PageCell[]): boolean {
  if (lower.length === 1) return true;
  const end = (upper + lower).slice(-2);
  return (
    lower.length <= 3 &&
    !upper.endsWith(end) &&
    others.some((cell) => cell.lines.length > 0 && plain(cell) !== lower && plain(cell).endsWith(end))
  );
}
