import type { Grid, GridCell } from '@jizhun/model';
import { gridText } from '../grid-text.ts';
import type { Opening } from '../opening.ts';
import type { Property } from './properties.ts';

/** Edges of cells nearer than this (1 point, in twentieths) are one line to the eye. */
const SAME_EDGE = 20;

/** What the end mark of a row tells of its cells. */
export interface RowShape {
  /** Edges of the cells from left to right, one more than cells. */
  edges: number[];
  /** Merged with the cell to the left; with the cell above: none, first of the merged cells, or one of the others. */
  left: boolean[];
  above: ('none' | 'first' | 'other')[];
}

/** A table of a Word file while it is read: rows of texts, then the shape that each row's end mark tells. */
export class WordTable {
  /** Tables in its cells; their names continue its own. */
  readonly inner: Grid[] = [];
  #innerCount = 0;
  readonly #rows: { texts: string[]; shape: RowShape }[] = [];
  #texts: string[] = [];
  #paragraphs: string[] = [];

  addParagraph(text: string): void {
    this.#paragraphs.push(text);
  }

  /** Takes a table that stands in the open cell, with those in its cells: its text is text of the cell as well. */
  addInner(grids: readonly Grid[]): void {
    this.#innerCount += 1;
    if (grids[0]) this.addParagraph(gridText(grids[0]));
    for (const grid of grids) {
      grid.part = `.${this.#innerCount}${grid.part}`;
      this.inner.push(grid);
    }
  }

  endCell(): void {
    this.#texts.push(this.#paragraphs.join('\n').trimEnd());
    this.#paragraphs = [];
  }

  /** Ends a row; without a shape that fits, its cells are of one width. */
  endRow(shape: RowShape | undefined): void {
    if (this.#paragraphs.some((text) => text !== '')) this.endCell();
    this.#paragraphs = [];
    const count = this.#texts.length;
    const fits = shape !== undefined && shape.edges.length === count + 1;
    this.#rows.push({ texts: this.#texts, shape: fits ? shape : plainShape(count) });
    this.#texts = [];
  }

  /** The table as a grid, without its name; undefined when it has no rows. */
  finish(opening: Opening): Grid | undefined {
    if (this.#paragraphs.length + this.#texts.length > 0) this.endRow(undefined);
    if (this.#rows.length === 0) return undefined;
    opening.countGrid();
    const columnOf = columnsOf(this.#rows.map(({ shape }) => shape.edges));
    const cells: GridCell[] = [];
    // Cells that may still grow downwards, by their first column.
    let open = new Map<number, GridCell>();
    let columnCount = 0;
    this.#rows.forEach(({ texts, shape }, row) => {
      const next = new Map<number, GridCell>();
      let taken = 0;
      let previous: GridCell | undefined;
      texts.forEach((text, index) => {
        const from = Math.max(taken, columnOf(shape.edges[index] ?? 0));
        const to = Math.max(from + 1, columnOf(shape.edges[index + 1] ?? 0));
        taken = to;
        columnCount = Math.max(columnCount, to);
        if (shape.left[index] && previous) {
          previous.columnSpan = to - previous.column;
          previous.text = join(previous.text, text);
          return;
        }
        const above = open.get(from);
        if (shape.above[index] === 'other' && above && above.columnSpan === to - from) {
          above.rowSpan += 1;
          above.text = join(above.text, text);
          next.set(from, above);
          previous = undefined;
          return;
        }
        opening.countCell(text.length);
        previous = { row, column: from, rowSpan: 1, columnSpan: to - from, text };
        cells.push(previous);
        if (shape.above[index] !== 'none') next.set(from, previous);
      });
      open = next;
    });
    return { kind: 'grid', part: '', layout: 'exact', rowCount: this.#rows.length, columnCount, cells };
  }
}

function join(text: string, more: string): string {
  return text === '' || more === '' ? text + more : `${text}\n${more}`;
}

/** Where each edge stands among all edges of the table: edges that look the same are the same. */
function columnsOf(rows: readonly (readonly number[])[]): (edge: number) => number {
  let least = 2 * SAME_EDGE;
  for (const edges of rows)
    for (let index = 1; index < edges.length; index++) {
      const width = (edges[index] as number) - (edges[index - 1] as number);
      if (width > 0) least = Math.min(least, width);
    }
  const columns = new Map<number, number>();
  let column = -1;
  let begin = Number.NEGATIVE_INFINITY;
  for (const edge of [...new Set(rows.flat())].sort((a, b) => a - b)) {
    if (edge - begin >= least / 2) {
      column += 1;
      begin = edge;
    }
    columns.set(edge, column);
  }
  return (edge) => columns.get(edge) ?? 0;
}

function plainShape(count: number): RowShape {
  return {
    edges: Array.from({ length: count + 1 }, (_edge, index) => 1000 * index),
    left: new Array<boolean>(count).fill(false),
    above: new Array<'none'>(count).fill('none'),
  };
}

/** Reads the shape of a row from the properties of its end mark ([MS-DOC] 2.6.3); undefined when they define none. */
export function shapeOf(properties: readonly Property[]): RowShape | undefined {
  let shape: RowShape | undefined;
  for (const { code, view, at, size } of properties) {
    if (code === 0xd608 && size > 3) shape = defineTable(view, at + 2, size - 2) ?? shape;
    else if (!shape) continue;
    else if (code === 0xd62b && size >= 3) {
      const cell = view.getUint8(at + 1);
      if (cell < shape.above.length) shape.above[cell] = verticalOf(view.getUint8(at + 2));
    } else if (code === 0x5624) {
      const end = Math.min(view.getUint8(at + 1), shape.left.length);
      for (let cell = view.getUint8(at) + 1; cell < end; cell++) shape.left[cell] = true;
    }
  }
  return shape;
}

function defineTable(view: DataView, at: number, size: number): RowShape | undefined {
  const count = view.getUint8(at);
  const flagsAt = 1 + 2 * (count + 1);
  if (flagsAt > size) return undefined;
  const shape = plainShape(count);
  for (let index = 0; index <= count; index++) shape.edges[index] = view.getInt16(at + 1 + 2 * index, true);
  for (let cell = 0; cell < count && flagsAt + 20 * cell + 2 <= size; cell++) {
    const flags = view.getUint16(at + flagsAt + 20 * cell, true);
    shape.left[cell] = (flags & 2) !== 0;
    shape.above[cell] = verticalOf((flags >> 5) & 3);
  }
  return shape;
}

function verticalOf(flags: number): 'none' | 'first' | 'other' {
  return flags === 3 || flags === 2 ? 'first' : flags === 1 ? 'other' : 'none';
}
