import type { JsonPointer } from '@jizhun/model';
import type { PaperCell, PaperTable } from '@jizhun/places';

/** Names a cell on the paper: `sheet-0:3:2`, its table, row and number in the row. */
export type CellKey = string;

export const cellKey = (paper: string, row: number, cell: number): CellKey => `${paper}:${row}:${cell}`;

/** Where a cell stands in its table, merged cells counted: 0-based row and column of its upper left corner. */
export interface Place {
  key: CellKey;
  cell: PaperCell;
  row: number;
  column: number;
}

/**
 * Which cells of the paper show which values. A path and a cell belong together where one is the other or lies
 * within it: a finding about an indicator concerns every cell of its row, a finding about a part of a target the cell of
 * the whole target.
 */
export class PaperIndex {
  readonly #exact = new Map<JsonPointer, CellKey[]>();
  readonly #within = new Map<JsonPointer, CellKey[]>();
  readonly #cells = new Map<CellKey, PaperCell>();

  constructor(papers: readonly PaperTable[]) {
    for (const paper of papers) {
      paper.rows.forEach((row, r) => {
        row.forEach((cell, c) => {
          const key = cellKey(paper.id, r, c);
          this.#cells.set(key, cell);
          for (const path of cell.paths) this.#add(path, key);
        });
      });
    }
  }

  #add(path: JsonPointer, key: CellKey): void {
    push(this.#exact, path, key);
    for (let p = parent(path); p !== ''; p = parent(p)) push(this.#within, p, key);
  }

  cell(key: CellKey): PaperCell | undefined {
    return this.#cells.get(key);
  }

  /** Every cell that belongs to a path, in the order of the paper; the cell of the path itself first. */
  cellsOf(path: JsonPointer): CellKey[] {
    const exact = this.#exact.get(path);
    const found = [...(exact ?? []), ...(this.#within.get(path) ?? [])];
    for (let p = parent(path); found.length === 0 && p !== ''; p = parent(p)) found.push(...(this.#exact.get(p) ?? []));
    return [...new Set(found)];
  }

  /** The cell that carries the mark for a path: its own, else the one that names what it is, else the first within it. */
  markedCell(path: JsonPointer): CellKey | undefined {
    const naming = ['level3', 'name', 'label'].map((field) => this.#exact.get(`${path}/${field}`)?.[0]);
    return this.#exact.get(path)?.[0] ?? naming.find((key) => key !== undefined) ?? this.cellsOf(path)[0];
  }
}

function push(map: Map<JsonPointer, CellKey[]>, path: JsonPointer, key: CellKey): void {
  const list = map.get(path);
  if (!list) map.set(path, [key]);
  else if (list.at(-1) !== key) list.push(key);
}

function parent(path: JsonPointer): JsonPointer {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The sheet, table or section that a path lies in: `sheet-0`, `table-3`, `statements`, else `cover`. */
export function sectionOf(path: JsonPointer): string {
  const [, head, number] = path.split('/');
  if (head === 'goalSheets' && number) return `sheet-${number}`;
  if (head === 'budgetTables' && number) return `table-${number}`;
  return head === 'statements' ? 'statements' : 'cover';
}

/** Whether a path names a whole sheet or table rather than something in it. */
export function isWhole(path: JsonPointer): boolean {
  return path.split('/').length <= 3 && /^\/(goalSheets|budgetTables)(\/|$)/.test(path);
}

/**
 * The table as a full grid of rows and columns, each merged cell standing in all the places that it covers: what the
 * arrow keys walk on.
 */
export function placesOf(paper: PaperTable): (Place | undefined)[][] {
  const grid: (Place | undefined)[][] = paper.rows.map(() => []);
  paper.rows.forEach((row, r) => {
    let column = 0;
    row.forEach((cell, c) => {
      while (grid[r]?.[column]) column++;
      const place: Place = { key: cellKey(paper.id, r, c), cell, row: r, column };
      for (let i = 0; i < (cell.rowSpan ?? 1); i++) {
        for (let j = 0; j < (cell.columnSpan ?? 1); j++) {
          const line = grid[r + i];
          if (line) line[column + j] = place;
        }
      }
      column += cell.columnSpan ?? 1;
    });
  });
  return grid;
}

export type Step = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight' | 'Home' | 'End';

/** The cell that a key leads to from `from`; undefined at the edge. */
export function neighbour(grid: readonly (Place | undefined)[][], from: CellKey, step: Step): Place | undefined {
  const here = grid.flat().find((p) => p?.key === from);
  if (!here) return undefined;
  const row = grid[here.row] ?? [];
  if (step === 'ArrowLeft') return here.column > 0 ? row[here.column - 1] : undefined;
  if (step === 'ArrowRight') return row[here.column + (here.cell.columnSpan ?? 1)];
  if (step === 'ArrowUp') return grid[here.row - 1]?.[here.column];
  if (step === 'ArrowDown') return grid[here.row + (here.cell.rowSpan ?? 1)]?.[here.column];
  return step === 'Home' ? row[0] : row.at(-1);
}
