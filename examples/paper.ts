/**
 * What an example says, apart from the kind of file it is written to: paragraphs and tables of cells with spans.
 */

export interface Cell {
  text: string;
  /** Columns and rows that the cell spans. */
  across?: number;
  down?: number;
  align?: 'left' | 'center' | 'right';
  bold?: true;
  /** A workbook stores it as a number, shown with so many decimals. */
  decimals?: number;
}

export interface Table {
  kind: 'table';
  /** Relative widths of the grid's columns. */
  widths: readonly number[];
  /** Only origin cells: what a span covers is left out. */
  rows: readonly (readonly Cell[])[];
}

export interface Line {
  kind: 'title' | 'subtitle' | 'heading' | 'text' | 'right';
  text: string;
}

/** One sheet of a workbook, one section of a text document. */
export interface Section {
  /** Name of the worksheet, at most 31 characters. */
  name: string;
  landscape?: true;
  parts: readonly (Line | Table)[];
}

export interface Example {
  /** File name; its ending says what is written. */
  file: string;
  title: string;
  sections: readonly Section[];
}

export const title = (text: string): Line => ({ kind: 'title', text });
export const subtitle = (text: string): Line => ({ kind: 'subtitle', text });
export const heading = (text: string): Line => ({ kind: 'heading', text });
export const paragraph = (text: string): Line => ({ kind: 'text', text });
export const right = (text: string): Line => ({ kind: 'right', text });

/** A label or head: centred, bold. */
export function label(text: string, across = 1, down = 1): Cell {
  return { text, align: 'center', bold: true, ...spans(across, down) };
}

/** A short value: centred. */
export function value(text: string, across = 1, down = 1): Cell {
  return { text, align: 'center', ...spans(across, down) };
}

/** A text: left. */
export function text(content: string, across = 1, down = 1): Cell {
  return { text: content, align: 'left', ...spans(across, down) };
}

/** A number as printed (`1260.00`, ''): right. */
export function figure(printed: string, across = 1): Cell {
  const decimals = /^-?\d+(?:\.(\d+))?$/.exec(printed);
  return {
    text: printed,
    align: 'right',
    ...spans(across, 1),
    ...(decimals ? { decimals: decimals[1]?.length ?? 0 } : {}),
  };
}

function spans(across: number, down: number): Pick<Cell, 'across' | 'down'> {
  return { ...(across > 1 ? { across } : {}), ...(down > 1 ? { down } : {}) };
}

/** Rows of equal neighbours in a column become one cell that spans them; `key` tells what is equal. */
export function runLengths<T>(rows: readonly T[], key: (row: T) => string): number[] {
  const lengths = rows.map(() => 0);
  let start = 0;
  for (const [i, row] of rows.entries()) {
    const before = rows[i - 1];
    if (before === undefined || key(before) !== key(row)) start = i;
    lengths[start] = (lengths[start] ?? 0) + 1;
  }
  return lengths;
}
