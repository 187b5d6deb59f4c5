import type { PaperIndex, PlacedCell } from './paper-index.ts';

/** A cell of a cut-out. */
export interface CropCell {
  text: string;
  role: PlacedCell['role'] | 'gap';
  align?: 'left' | 'center' | 'right';
  rowSpan: number;
  columnSpan: number;
  /** `first`: what the finding is about; `also`: what it is held against. */
  mark?: 'first' | 'also';
}

/** A part of a printed table: some of its rows and columns, and gaps where others are left out. */
export interface Crop {
  /** In per cent of the width. */
  columnWidths: number[];
  rows: CropCell[][];
}

/** More rows that are concerned than this are left out: the arithmetic names them all. */
const MOST_ROWS = 6;
const MOST_HEADS = 3;
const MOST_COLUMNS = 8;
const GAP_WIDTH = 3;

/**
 * What a reader has to see of a table to follow a finding: the cells concerned with their rows, and the heads over them.
 * `about` are those of them that the finding is about; the others are what these are held against.
 */
export function crop(index: PaperIndex, marked: readonly PlacedCell[], about: readonly PlacedCell[]): Crop {
  const rows = withGaps(chooseRows(index, marked));
  const columns = withGaps(chooseColumns(index, marked));
  const marks = new Map<PlacedCell, 'first' | 'also'>(marked.map((cell) => [cell, 'also']));
  for (const cell of about) marks.set(cell, 'first');
  const taken = rows.map(() => new Set<number>());
  const cropped = rows.map((row, i): CropCell[] => {
    if (row === undefined) return [{ text: '⋯', role: 'gap', rowSpan: 1, columnSpan: columns.length }];
    const cells: CropCell[] = [];
    columns.forEach((column, j) => {
      if (taken[i]?.has(j)) return;
      const cell = column === undefined ? undefined : index.at(row, column);
      if (column === undefined || cell === undefined) {
        cells.push({ text: '', role: column === undefined ? 'gap' : 'blank', rowSpan: 1, columnSpan: 1 });
        return;
      }
      let right = j + 1;
      while (isSame(index, row, columns[right], cell)) right++;
      let below = i + 1;
      while (isSame(index, rows[below], column, cell)) below++;
      for (let r = i; r < below; r++) for (let c = j; c < right; c++) taken[r]?.add(c);
      const { text, role, align } = cell;
      const mark = marks.get(cell);
      cells.push({
        text,
        role,
        ...(align ? { align } : {}),
        rowSpan: below - i,
        columnSpan: right - j,
        ...(mark ? { mark } : {}),
      });
    });
    return cells;
  });
  return { columnWidths: widthsOf(index, columns), rows: cropped };
}

/** A merged cell ends at a gap, and is printed again behind it. */
function isSame(index: PaperIndex, row: number | undefined, column: number | undefined, cell: PlacedCell): boolean {
  return row !== undefined && column !== undefined && index.at(row, column) === cell;
}

function chooseRows(index: PaperIndex, marked: readonly PlacedCell[]): number[] {
  const rows = new Set<number>();
  for (const { row } of marked) if (rows.size < MOST_ROWS) rows.add(row);
  const { headRows } = index.paper;
  if (headRows > 0) for (let row = Math.max(0, headRows - MOST_HEADS); row < headRows; row++) rows.add(row);
  else for (const cell of marked) if (rows.has(cell.row)) for (const row of headsOver(index, cell)) rows.add(row);
  return [...rows].sort((a, b) => a - b);
}

/** In a form, blocks have heads of their own: the nearest rows above in which one stands over the cell. */
function headsOver(index: PaperIndex, { row, column, rowSpan }: PlacedCell): number[] {
  const left = index.at(row, column - 1);
  // A value with its label beside it needs no other.
  if (left?.role === 'label' && left.rowSpan === rowSpan) return [];
  const isHead = (r: number) => index.at(r, column)?.role === 'head';
  let top = row - 1;
  while (top >= 0 && !isHead(top)) top--;
  if (top < 0) return [];
  const first = index.at(top, column)?.row ?? top;
  return first > 0 && isHead(first - 1) ? [first - 1, top] : [first, top];
}

function chooseColumns(index: PaperIndex, marked: readonly PlacedCell[]): number[] {
  const { columnCount, paper } = index;
  const all = Array.from({ length: columnCount }, (_, column) => column);
  if (columnCount <= MOST_COLUMNS + 1 || paper.headRows === 0) return all;
  const wanted = new Set<number>();
  const row = marked[0]?.row ?? 0;
  const lastHead = paper.headRows - 1;
  for (const column of all) {
    const names = column < 3 || /名称/.test(index.at(lastHead, column)?.text ?? '');
    if (names && wanted.size < MOST_COLUMNS / 2 && index.at(row, column)?.role !== 'number') wanted.add(column);
  }
  for (const { column } of marked) if (wanted.size < MOST_COLUMNS) wanted.add(column);
  for (let distance = 1; wanted.size < MOST_COLUMNS && distance < columnCount; distance++)
    for (const { column } of marked)
      for (const near of [column - distance, column + distance])
        if (near >= 0 && near < columnCount && wanted.size < MOST_COLUMNS) wanted.add(near);
  return [...wanted].sort((a, b) => a - b);
}

/** Ascending numbers with `undefined` where some are left out between two. */
function withGaps(numbers: readonly number[]): (number | undefined)[] {
  return numbers.flatMap((number, i) => (i > 0 && number - (numbers[i - 1] ?? 0) > 1 ? [undefined, number] : [number]));
}

function widthsOf(index: PaperIndex, columns: readonly (number | undefined)[]): number[] {
  const gaps = columns.filter((column) => column === undefined).length * GAP_WIDTH;
  const width = (column: number) => index.paper.columnWidths[column] ?? 1;
  const total = columns.reduce<number>((sum, column) => sum + (column === undefined ? 0 : width(column)), 0);
  return columns.map((column) =>
    column === undefined ? GAP_WIDTH : Math.round((width(column) / total) * (100 - gaps) * 100) / 100,
  );
}
