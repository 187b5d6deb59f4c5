import { type Box, Groups, type Ruling } from './geometry.ts';
import type { Frame } from './rulings.ts';

/** How far a line may stand from the place that it counts for: places are means of lines. */
const NEAR = 2.6;
/** The part of an edge that a line must cover. */
const COVERED = 0.5;

/** A cell of a frame: which rows and columns it takes, and where it stands. */
export interface FrameCell {
  row: number;
  column: number;
  rowSpan: number;
  columnSpan: number;
  box: Box;
}

export interface FrameGrid {
  box: Box;
  /** Borders of columns and rows that some cell has. */
  xs: number[];
  ys: number[];
  cells: FrameCell[];
  /** The cell at a point; -1 outside. */
  at: (x: number, y: number) => number;
}

/**
 * The cells of a frame: the smallest fields between its lines, joined wherever no line stands between two of them.
 * Merged cells, and text centred in them, come out as they look.
 */
export function gridOf(frame: Frame): FrameGrid {
  const { xs, ys } = frame;
  const columns = xs.length - 1;
  const rows = ys.length - 1;
  const groups = new Groups(rows * columns);
  const walls = xs.map((x) => frame.vertical.filter(({ at }) => Math.abs(at - x) <= NEAR));
  const floors = ys.map((y) => frame.horizontal.filter(({ at }) => Math.abs(at - y) <= NEAR));
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const field = row * columns + column;
      if (column + 1 < columns && !isCovered(walls[column + 1]!, ys[row]!, ys[row + 1]!)) groups.join(field + 1, field);
      if (row + 1 < rows && !isCovered(floors[row + 1]!, xs[column]!, xs[column + 1]!))
        groups.join(field + columns, field);
    }
  return compact(rectangles(groups, rows, columns), frame);
}

function isCovered(lines: readonly Ruling[], from: number, to: number): boolean {
  let covered = 0;
  for (const line of lines) covered += Math.max(0, Math.min(line.to, to) - Math.max(line.from, from));
  return covered >= (to - from) * COVERED;
}

type Fields = Omit<FrameCell, 'box'>;

/** Joined fields as rectangles; a group that is none (a line is missing somewhere) falls into several. */
function rectangles(groups: Groups, rows: number, columns: number): Fields[] {
  const taken = new Uint8Array(rows * columns);
  const cells: Fields[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const field = row * columns + column;
      if (taken[field]) continue;
      const group = groups.of(field);
      const isFree = (r: number, c: number): boolean => !taken[r * columns + c] && groups.of(r * columns + c) === group;
      let columnSpan = 1;
      while (column + columnSpan < columns && isFree(row, column + columnSpan)) columnSpan++;
      let rowSpan = 1;
      while (row + rowSpan < rows && rowIsFree(isFree, row + rowSpan, column, columnSpan)) rowSpan++;
      for (let r = row; r < row + rowSpan; r++) taken.fill(1, r * columns + column, r * columns + column + columnSpan);
      cells.push({ row, column, rowSpan, columnSpan });
    }
  return cells;
}

function rowIsFree(isFree: (row: number, column: number) => boolean, row: number, column: number, span: number) {
  for (let c = column; c < column + span; c++) if (!isFree(row, c)) return false;
  return true;
}

/** Leaves out rows and columns in which no cell begins. */
function compact(fields: readonly Fields[], { box, xs, ys }: Frame): FrameGrid {
  const usedRows = [...new Set(fields.map(({ row }) => row))].sort((a, b) => a - b);
  const usedColumns = [...new Set(fields.map(({ column }) => column))].sort((a, b) => a - b);
  const rowOf = new Map(usedRows.map((row, index) => [row, index]));
  const columnOf = new Map(usedColumns.map((column, index) => [column, index]));
  const spanIn = (used: readonly number[], from: number, span: number): number =>
    used.filter((place) => place >= from && place < from + span).length;
  const cells = fields.map(({ row, column, rowSpan, columnSpan }) => ({
    row: rowOf.get(row)!,
    column: columnOf.get(column)!,
    rowSpan: spanIn(usedRows, row, rowSpan),
    columnSpan: spanIn(usedColumns, column, columnSpan),
    box: { left: xs[column]!, top: ys[row]!, right: xs[column + columnSpan]!, bottom: ys[row + rowSpan]! },
  }));
  const borders = (used: readonly number[], places: readonly number[]): number[] => [
    ...used.map((place) => places[place]!),
    places.at(-1)!,
  ];
  const grid = { xs: borders(usedColumns, xs), ys: borders(usedRows, ys) };
  const width = usedColumns.length;
  const owners = new Int32Array(usedRows.length * width).fill(-1);
  cells.forEach(({ row, column, rowSpan, columnSpan }, index) => {
    for (let r = row; r < row + rowSpan; r++) owners.fill(index, r * width + column, r * width + column + columnSpan);
  });
  return {
    box,
    ...grid,
    cells,
    at: (x, y) => {
      const column = placeIn(grid.xs, x);
      const row = placeIn(grid.ys, y);
      return column < 0 || row < 0 ? -1 : owners[row * width + column]!;
    },
  };
}

/** Between which two borders a point lies; -1 outside of all. */
function placeIn(borders: readonly number[], point: number): number {
  if (point < borders[0]! || point > borders.at(-1)!) return -1;
  let low = 0;
  let high = borders.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (borders[middle]! <= point) low = middle;
    else high = middle - 1;
  }
  return low;
}
