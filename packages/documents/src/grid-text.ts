import type { Grid } from '@jizhun/model';

/** The text of a table that stands in a cell of another: a line for each row, a tab between cells. */
export function gridText(grid: Grid): string {
  const rows: string[][] = Array.from({ length: grid.rowCount }, () => []);
  for (const { row, text } of grid.cells) rows[row]?.push(text);
  return rows.map((row) => row.join('\t')).join('\n');
}
