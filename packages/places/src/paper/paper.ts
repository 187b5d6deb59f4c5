import type { JsonPointer } from '@jizhun/model';

/**
 * A sheet or table as a person would see it on paper. `rows` hold only origin cells, as an HTML table with rowspan and
 * colspan does.
 */
export interface PaperTable {
  /** `sheet-0`, `table-3`: the index in the reading. */
  id: string;
  title: string;
  /** Line under the title: （2024年度）. */
  subtitle?: string;
  /** 单位：万元. */
  unitNote?: string;
  /** Relative widths of the grid's columns; they add up to 100. */
  columnWidths: number[];
  /** Leading rows that print repeats on every page. */
  headRows: number;
  rows: PaperCell[][];
  /** Line under the table. */
  note?: string;
  landscape?: boolean;
}

export interface PaperCell {
  text: string;
  rowSpan?: number;
  columnSpan?: number;
  role: 'label' | 'head' | 'text' | 'number' | 'target' | 'blank';
  align?: 'left' | 'center' | 'right';
  /** The values of the reading that this cell shows. */
  paths: JsonPointer[];
  /** Exact yuan of an amount: 1,234,567.00 元. */
  exact?: string;
}

/** A cell with its edges in per cent of the paper's width. */
export interface Draft {
  from: number;
  to: number;
  rowSpan?: number;
  cell: Omit<PaperCell, 'rowSpan' | 'columnSpan'>;
}

/** Edges nearer than this (per cent) are one edge: forms put them a hair apart by hand. */
const SNAP = 1.6;

/**
 * The common grid of rows that were drawn each with edges of its own: the fewest columns that hold them all, and every
 * cell's span in it.
 */
export function onGrid(rows: readonly (readonly Draft[])[]): Pick<PaperTable, 'columnWidths' | 'rows'> {
  const drawn = rows.flatMap((row) => row.flatMap((draft) => [draft.from, draft.to]));
  // Never so much that the two edges of a narrow cell fall together.
  const narrowest = Math.min(...rows.flatMap((row) => row.map((draft) => draft.to - draft.from)));
  const snap = Math.min(SNAP, narrowest * 0.4);
  const grid = [0];
  for (const edge of [...new Set(drawn)].sort((a, b) => a - b)) {
    if (edge - (grid.at(-1) ?? 0) > snap && 100 - edge > snap) grid.push(edge);
  }
  grid.push(100);
  const columnAt = (edge: number) => {
    let nearest = 0;
    for (let i = 1; i < grid.length; i++) {
      if (Math.abs((grid[i] ?? 0) - edge) < Math.abs((grid[nearest] ?? 0) - edge)) nearest = i;
    }
    return nearest;
  };
  return {
    columnWidths: grid.slice(1).map((edge, i) => Math.round((edge - (grid[i] ?? 0)) * 100) / 100),
    rows: rows.map((row) =>
      row.map(({ from, to, rowSpan, cell }) => {
        const columnSpan = columnAt(to) - columnAt(from);
        return {
          ...cell,
          ...(rowSpan !== undefined && rowSpan > 1 ? { rowSpan } : {}),
          ...(columnSpan > 1 ? { columnSpan } : {}),
        };
      }),
    ),
  };
}
