import type { JsonPointer } from '@jizhun/model';
import type { PaperCell, PaperTable } from '@jizhun/places';

/** A cell of a printed table with its place in the grid. */
export interface PlacedCell extends PaperCell {
  row: number;
  column: number;
  rowSpan: number;
  columnSpan: number;
}

/** A printed table in which every place of the grid knows its cell, and every value its cells. */
export interface PaperIndex {
  paper: PaperTable;
  /** The cell at a place, merged ones at every place that they cover. */
  at(row: number, column: number): PlacedCell | undefined;
  rowCount: number;
  columnCount: number;
  /** The cells that show a value: its own, those of what it is part of, else those of what it consists of. */
  cellsOf(path: JsonPointer): readonly PlacedCell[];
}

export function indexPaper(paper: PaperTable): PaperIndex {
  const grid: PlacedCell[][] = paper.rows.map(() => []);
  const byPath = new Map<JsonPointer, PlacedCell[]>();
  const byHolder = new Map<JsonPointer, PlacedCell[]>();
  const put = (map: Map<JsonPointer, PlacedCell[]>, path: JsonPointer, cell: PlacedCell): void => {
    const there = map.get(path);
    if (!there) map.set(path, [cell]);
    else if (there.at(-1) !== cell) there.push(cell);
  };
  paper.rows.forEach((cells, row) => {
    let column = 0;
    for (const cell of cells) {
      while (grid[row]?.[column] !== undefined) column++;
      const rowSpan = Math.min(cell.rowSpan ?? 1, paper.rows.length - row);
      const columnSpan = Math.min(cell.columnSpan ?? 1, Math.max(1, paper.columnWidths.length - column));
      const placed: PlacedCell = { ...cell, row, column, rowSpan, columnSpan };
      for (let r = row; r < row + rowSpan; r++)
        for (let c = column; c < column + columnSpan; c++) (grid[r] as PlacedCell[])[c] = placed;
      for (const path of cell.paths) {
        put(byPath, path, placed);
        for (let p = above(path); p !== '' && above(p) !== ''; p = above(p)) put(byHolder, p, placed);
      }
    }
  });
  return {
    paper,
    at: (row, column) => grid[row]?.[column],
    rowCount: paper.rows.length,
    columnCount: paper.columnWidths.length,
    cellsOf(path) {
      for (let p = path; above(p) !== ''; p = above(p)) {
        const found = byPath.get(p);
        if (found) return found;
        const within = p === path && isRow(p) ? byHolder.get(p) : undefined;
        if (within) return standFor(within);
      }
      return [];
    },
  };
}

function above(path: JsonPointer): JsonPointer {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Whether something in a list is meant: neither a whole sheet or table, nor a whole list, is a place. */
function isRow(path: JsonPointer): boolean {
  return /^\/\w+\/\d+\/.+\/\d+$/.test(path);
}

/** The cells that stand for a whole: those of its name or wording where it has one. */
function standFor(cells: readonly PlacedCell[]): readonly PlacedCell[] {
  const names = cells.filter(({ paths }) => paths.some((path) => /\/(?:level3|label|name|heading|fen)$/.test(path)));
  return names.length > 0 ? names : cells;
}
