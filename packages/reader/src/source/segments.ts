import { isCaptionText } from '../table/budget-table.ts';
import type { SourceCell, SourceGrid, SourceRow } from './document.ts';

/**
 * A worksheet holds what a page of a document holds: title, unit, table, note, sometimes several of them, or prose in
 * merged rows. Rows with one cell over the whole width are lines of text; the runs of rows between them are tables.
 */
export type Segment = { kind: 'line'; cell: SourceCell } | { kind: 'rows'; rows: SourceRow[] };

export function segmentsOf(grid: SourceGrid): Segment[] {
  const segments: Segment[] = [];
  let rows: SourceRow[] = [];
  const flush = () => {
    if (rows.length > 0) segments.push({ kind: 'rows', rows });
    rows = [];
  };
  const filled = grid.rows.filter((r) => r.filled.length > 0);
  for (const [i, row] of filled.entries()) {
    const only = row.filled[0];
    const next = filled[i + 1];
    if (only && row.filled.length === 1 && isLine(row, only, rows.length > 0, next)) {
      flush();
      segments.push({ kind: 'line', cell: only });
    } else {
      // A row left out between two tables: the head of the second has no column in common with what stands above.
      rows.push(row);
    }
  }
  flush();
  return segments;
}

function isLine(row: SourceRow, cell: SourceCell, within: boolean, next: SourceRow | undefined): boolean {
  const width = row.grid.source.columnCount;
  if (row.cells.some((c) => c.carried)) return false;
  if (!row.grid.exact) return false;
  const wide = width === 1 || cell.cell.columnSpan >= Math.max(2, width * 0.6);
  if (wide) return true;
  // Unmerged titles and notes stand in the first column.
  if (cell.column > 0) return isCaptionText(cell.label) && !within;
  if (/^(注|备注|说明)[:：]/.test(cell.text)) return true;
  if (!within) return true;
  return /表$/.test(cell.label) && next !== undefined && next.filled.length > 0;
}
