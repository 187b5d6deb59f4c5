import type { Grid, GridCell } from '@jizhun/model';
import type { Opening } from '../opening.ts';
import { columnName } from './address.ts';
import { type Merge, placeMerges } from './merges.ts';

/** A worksheet as its cells, merges and hidden parts tell it, from whichever format. */
export interface SheetContent {
  name: string;
  hiddenSheet: boolean;
  /** Sorted by row, then column. */
  cells: readonly GridCell[];
  merges: readonly Merge[];
  hiddenRows: ReadonlySet<number>;
  /** Ranges, both ends included. */
  hiddenColumns: readonly (readonly [first: number, last: number])[];
}

/** The sheet as a grid; what merges cover and what is hidden is noticed. */
export function finishSheet(opening: Opening, sheet: SheetContent): Grid {
  const { name } = sheet;
  const placed = placeMerges(sheet.cells, sheet.merges);
  for (const cell of placed.covered)
    opening.note({
      kind: 'hidden',
      part: name,
      message: `工作表“${name}”的 ${cell.address} 被合并单元格遮住，其中的内容未计入读取结果。`,
      text: cell.text,
    });
  const grid: Grid = {
    kind: 'grid',
    part: name,
    title: name,
    layout: 'exact',
    rowCount: placed.rowCount,
    columnCount: placed.columnCount,
    cells: placed.cells,
  };
  hide(opening, grid, sheet);
  return grid;
}

function hide(opening: Opening, grid: Grid, { name, hiddenSheet, hiddenRows, hiddenColumns }: SheetContent): void {
  const columns = new Set<number>();
  for (const [first, last] of hiddenColumns)
    for (let column = first; column <= Math.min(last, grid.columnCount - 1); column++) columns.add(column);
  const rows = [...hiddenRows].filter((row) => row < grid.rowCount).sort((a, b) => a - b);
  if (rows.length > 0) grid.hiddenRows = rows;
  if (columns.size > 0) grid.hiddenColumns = [...columns].sort((a, b) => a - b);
  for (const cell of grid.cells)
    if (hiddenSheet || hiddenRows.has(cell.row) || columns.has(cell.column)) cell.hidden = true;
  const note = (message: string): void => opening.note({ kind: 'hidden', part: name, message });
  if (hiddenSheet && grid.cells.length > 0) note(`工作表“${name}”是隐藏的，已读取并标明。`);
  if (rows.length > 0) note(`工作表“${name}”有隐藏的行（${list(rows.map((row) => String(row + 1)))}），已读取并标明。`);
  if (columns.size > 0)
    note(`工作表“${name}”有隐藏的列（${list((grid.hiddenColumns ?? []).map(columnName))}），已读取并标明。`);
}

function list(names: readonly string[]): string {
  return names.length <= 10 ? names.join('、') : `${names.slice(0, 10).join('、')} 等 ${names.length} 处`;
}
