import { columnName, parseAddress } from '@jizhun/documents/office';

/** A rectangle of cells, 0-based, both ends included. */
export interface Range {
  row: number;
  column: number;
  lastRow: number;
  lastColumn: number;
}

/** `A1:C3` or `B7`; undefined for what is no range of cells. */
export function parseRange(reference: string): Range | undefined {
  const [from, to] = reference.split(':');
  const first = parseAddress(from ?? '');
  const last = to === undefined ? first : parseAddress(to);
  if (!first || !last) return undefined;
  return { row: first.row, column: first.column, lastRow: last.row, lastColumn: last.column };
}

export function printRange({ row, column, lastRow, lastColumn }: Range): string {
  const first = `${columnName(column)}${row + 1}`;
  return row === lastRow && column === lastColumn ? first : `${first}:${columnName(lastColumn)}${lastRow + 1}`;
}

/** How rows move: `count` 1 puts a row in at `at` (0-based), -1 takes the row `at` out. */
export interface Shift {
  at: number;
  count: 1 | -1;
}

/** Where a row stands afterwards; the row that is taken out counts as the one that takes its place. */
export function shiftRow(row: number, { at, count }: Shift): number {
  if (count > 0) return row >= at ? row + 1 : row;
  return row > at ? row - 1 : row;
}

/** A range afterwards: one over the place grows or shrinks; undefined where nothing of it is left. */
export function shiftRange(range: Range, shift: Shift): Range | undefined {
  if (shift.count > 0) return { ...range, row: shiftRow(range.row, shift), lastRow: shiftRow(range.lastRow, shift) };
  if (range.row === shift.at && range.lastRow === shift.at) return undefined;
  const lastRow = range.lastRow >= shift.at ? range.lastRow - 1 : range.lastRow;
  return { ...range, row: shiftRow(range.row, shift), lastRow };
}

/** Every absolute or relative row of a range behind `sheet!` in a formula moved; `$A$1:$G$20`, `$1:$3`. */
export function shiftReference(reference: string, shift: Shift): string {
  return reference.replace(/(\$?[A-Z]{0,3}\$?)(\d+)/g, (_whole, lead: string, digits: string) => {
    return `${lead}${shiftRow(Number(digits) - 1, shift) + 1}`;
  });
}
