import type { GridCell } from '@jizhun/model';
import { columnName } from './address.ts';

/** A merged range, 0-based, both ends included. */
export interface Merge {
  row: number;
  column: number;
  lastRow: number;
  lastColumn: number;
}

interface Placed {
  /** Sorted; merged ranges stand once, also those without text. */
  cells: GridCell[];
  /** Cells with text that a merged range covers. */
  covered: GridCell[];
  rowCount: number;
  columnCount: number;
}

/** A merge beyond these is a whole row or column of the sheet, and does not make the sheet larger. */
const LARGEST_ROWS = 1_000;
const LARGEST_COLUMNS = 256;

/**
 * Gives the cells their spans and takes covered cells out: one sweep over rows, in which the merges open at a row are kept
 * sorted by column. A merge that overlaps another, which no spreadsheet program writes, is ignored.
 * `cells` are sorted by row, then column, a place that comes twice keeps what came last.
 */
export function placeMerges(cells: readonly GridCell[], merges: readonly Merge[]): Placed {
  let rowCount = 0;
  let columnCount = 0;
  for (const cell of cells) {
    if (cell.row >= rowCount) rowCount = cell.row + 1;
    if (cell.column >= columnCount) columnCount = cell.column + 1;
  }
  const sorted = merges
    .filter((merge) => merge.lastRow > merge.row || merge.lastColumn > merge.column)
    .sort((a, b) => a.row - b.row || a.column - b.column);
  for (const merge of sorted) {
    if (merge.lastRow - merge.row >= LARGEST_ROWS || merge.lastColumn - merge.column >= LARGEST_COLUMNS) continue;
    if (merge.row >= rowCount) break;
    rowCount = Math.max(rowCount, merge.lastRow + 1);
    columnCount = Math.max(columnCount, merge.lastColumn + 1);
  }
  const placed: GridCell[] = [];
  const covered: GridCell[] = [];
  const open = new OpenMerges();
  let next = 0;
  let previous: GridCell | undefined;
  const openUntil = (row: number, column: number): void => {
    for (let merge = sorted[next]; merge; merge = sorted[++next]) {
      if (merge.row > row || (merge.row === row && merge.column > column)) return;
      if (merge.row >= rowCount || merge.column >= columnCount || !open.add(merge)) continue;
      placed.push({
        row: merge.row,
        column: merge.column,
        rowSpan: Math.min(merge.lastRow, rowCount - 1) - merge.row + 1,
        columnSpan: Math.min(merge.lastColumn, columnCount - 1) - merge.column + 1,
        text: '',
        address: `${columnName(merge.column)}${merge.row + 1}`,
      });
    }
  };
  for (const cell of cells) {
    openUntil(cell.row, cell.column);
    const origin = placed.at(-1);
    if (previous && previous.row === cell.row && previous.column === cell.column) {
      if (origin && origin.row === cell.row && origin.column === cell.column) fill(origin, cell);
      continue;
    }
    previous = cell;
    const merge = open.at(cell.row, cell.column);
    if (!merge) placed.push(cell);
    else if (merge.row === cell.row && merge.column === cell.column && origin) fill(origin, cell);
    else covered.push(cell);
  }
  openUntil(Number.POSITIVE_INFINITY, 0);
  return { cells: placed, covered, rowCount, columnCount };
}

function fill(origin: GridCell, cell: GridCell): void {
  origin.text = cell.text;
  if (cell.stored !== undefined) origin.stored = cell.stored;
}

/** The merges that reach the current row, disjoint, sorted by column. */
class OpenMerges {
  #open: Merge[] = [];
  #firstEnd = Number.POSITIVE_INFINITY;

  /** False when it overlaps one that is open. */
  add(merge: Merge): boolean {
    this.#drop(merge.row);
    const at = this.#after(merge.column);
    const left = this.#open[at - 1];
    const right = this.#open[at];
    if ((left && left.lastColumn >= merge.column) || (right && right.column <= merge.lastColumn)) return false;
    this.#open.splice(at, 0, merge);
    this.#firstEnd = Math.min(this.#firstEnd, merge.lastRow);
    return true;
  }

  at(row: number, column: number): Merge | undefined {
    if (this.#open.length === 0) return undefined;
    this.#drop(row);
    const merge = this.#open[this.#after(column) - 1];
    return merge && merge.lastColumn >= column ? merge : undefined;
  }

  /** Number of open merges that begin at or before `column`. */
  #after(column: number): number {
    let low = 0;
    let high = this.#open.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#open[middle] as Merge).column <= column) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #drop(row: number): void {
    if (row <= this.#firstEnd) return;
    this.#open = this.#open.filter((merge) => merge.lastRow >= row);
    this.#firstEnd = this.#open.reduce((least, merge) => Math.min(least, merge.lastRow), Number.POSITIVE_INFINITY);
  }
}
