import { parseDecimal } from '@jizhun/model';
import type { SourceCell, SourceRow } from '../source/document.ts';
import type { TableColumn } from './head.ts';

/**
 * Extraction may drop the blank cells of a row, so that what follows stands too far to the left. Rows that have all
 * their fields tell what each column holds, names or figures; a short row is put where its fields fit.
 */

type Kind = 'name' | 'figure';

/** Where the cells of a row belong, and whether there was no other way to put them. */
export interface Placement {
  cells: Map<TableColumn, SourceCell>;
  certain: boolean;
}

/** What columns hold in the rows that have a field for each of them; undefined where fewer than two rows have. */
export function kindsOf(columns: readonly TableColumn[], rows: readonly SourceRow[]): (Kind | undefined)[] | undefined {
  const width = Math.max(...columns.map((c) => c.end));
  const whole = rows.filter((row) => row.cells.length >= width);
  if (whole.length < 2) return undefined;
  return columns.map((column) => {
    const own = whole.flatMap((row) => row.filled.filter((c) => c.column >= column.start && c.column < column.end));
    const figures = own.filter((c) => kindOf(c) === 'figure').length;
    return own.length === 0 || (figures > 0 && figures < own.length)
      ? undefined
      : figures > 0
        ? ('figure' as const)
        : ('name' as const);
  });
}

/** The placement of a row that lacks fields and does not fit as it stands; undefined for all other rows. */
export function placeRow(
  row: SourceRow,
  columns: readonly TableColumn[],
  kinds: readonly (Kind | undefined)[],
): Placement | undefined {
  const width = Math.max(...columns.map((c) => c.end));
  if (row.grid.exact || row.cells.length >= width || row.filled.length < 2) return undefined;
  const fits = (cell: SourceCell, at: number) => kinds[at] === undefined || kinds[at] === kindOf(cell);
  const stands = row.filled.every((cell) => {
    const at = columns.findIndex((c) => cell.column >= c.start && cell.column < c.end);
    return at >= 0 && fits(cell, at);
  });
  if (stands) return undefined;
  const left: number[] = [];
  for (const cell of row.filled) {
    let at = (left[left.length - 1] ?? -1) + 1;
    while (at < columns.length && !fits(cell, at)) at++;
    if (at >= columns.length) return undefined;
    left.push(at);
  }
  const right: number[] = [];
  for (const cell of [...row.filled].reverse()) {
    let at = (right[0] ?? columns.length) - 1;
    while (at >= 0 && !fits(cell, at)) at--;
    right.unshift(at);
  }
  const cells = new Map<TableColumn, SourceCell>();
  for (const [i, at] of left.entries()) {
    const column = columns[at];
    const cell = row.filled[i];
    if (column && cell) cells.set(column, cell);
  }
  return { cells, certain: left.every((at, i) => at === right[i]) };
}

function kindOf(cell: SourceCell): Kind {
  return parseDecimal(cell.text.replace(/[%％]$/, '')) === null ? 'name' : 'figure';
}
