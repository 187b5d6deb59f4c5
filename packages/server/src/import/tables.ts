import type { Grid, OpenedDocument } from '@jizhun/model';
import { columnLetter } from './text.ts';

/** One table of a list, merged cells carried to every place they cover. Fit for keeping as JSON. */
export interface SourceTable {
  /** Name of the worksheet, or 表1. */
  name: string;
  /** How its cells are called: `B12`, or 第12行第2列. */
  labels: 'address' | 'position';
  rows: SourceRow[];
}

export interface SourceRow {
  /** As a person counts: from 1; of a text file, the line. */
  number: number;
  texts: string[];
  /** One cell over the whole row: a title, a note, the heading of a section. */
  wide?: true;
}

/**
 * The tables of an opened file. Parts of one text that only blank lines divide are one table, and so is a table of a
 * document that goes on behind a page break: what follows without a head of its own has as many columns.
 */
export function tablesOf(document: OpenedDocument): SourceTable[] {
  const grids = document.blocks.filter((block): block is Grid => block.kind === 'grid');
  const tables: { table: SourceTable; grid: Grid }[] = [];
  for (const grid of grids) {
    const before = tables.at(-1);
    if (before !== undefined && grid.layout === 'ragged' && before.grid.part === grid.part) {
      before.table.rows.push(...rowsOf(grid));
      continue;
    }
    const labels = grid.cells.some(({ address }) => address !== undefined) ? 'address' : 'position';
    const name = grid.title ?? (grids.length === 1 ? '清单' : `表${tables.length + 1}`);
    tables.push({ table: { name, labels, rows: rowsOf(grid) }, grid });
  }
  return tables.map(({ table }) => table).filter(({ rows }) => rows.some(({ texts }) => texts.some((t) => t !== '')));
}

function rowsOf(grid: Grid): SourceRow[] {
  const rows: SourceRow[] = [];
  const rowAt = (row: number): SourceRow => {
    while (rows.length <= row)
      rows.push({ number: rows.length + 1, texts: Array.from({ length: grid.columnCount }, () => '') });
    return rows[row] as SourceRow;
  };
  for (const cell of grid.cells) {
    for (let down = 0; down < cell.rowSpan && cell.row + down < grid.rowCount; down++) {
      const row = rowAt(cell.row + down);
      if (cell.line !== undefined) row.number = cell.line;
      if (cell.columnSpan > 1 && cell.columnSpan >= grid.columnCount) row.wide = true;
      for (let right = 0; right < cell.columnSpan; right++) row.texts[cell.column + right] = cell.text;
    }
  }
  return rows;
}

/** How a person calls a cell: `B12`, `第 12 行第 2 列`; with the sheet before it where there are several. */
export function cellName(table: SourceTable, row: number, column: number, several: boolean): string {
  const number = table.rows[row]?.number ?? row + 1;
  const cell = table.labels === 'address' ? `${columnLetter(column)}${number}` : `第 ${number} 行第 ${column + 1} 列`;
  return several ? `${table.name}!${cell}` : cell;
}
