import type { Grid, GridCell, OpenedDocument, Origin, Paragraph } from '@jizhun/model';
import { cleanLabel, cleanText } from '@jizhun/model';
import { type ColumnRole, columnRoleOf } from '../lexicon/headers.ts';
import { rejoined } from './rejoin.ts';

/**
 * The file as the reader walks over it: paragraphs and rows of cells that remember whether something was read from them.
 * What nothing was read from ends in `Disclosure.unread`.
 */

export type How = Origin['how'];

/** A cell or paragraph: something printed at one place. */
export interface Piece {
  /** Blanks inside Chinese words gone, paragraph breaks kept. */
  readonly text: string;
  /** The text as the file has it. */
  readonly raw: string;
  used: boolean;
  origin(how?: How, printed?: string): Origin;
}

/** Text that was recognised on a picture: what was done with it besides weighs more than that. */
function recognised(origin: Origin, confidence: number): void {
  if (origin.how === 'printed') origin.how = 'ocr';
  origin.confidence = confidence;
}

export class SourceCell implements Piece {
  readonly grid: SourceGrid;
  readonly cell: GridCell;
  used = false;
  #text: string | undefined;
  #label: string | undefined;
  #role: ColumnRole | null | undefined;

  constructor(grid: SourceGrid, cell: GridCell) {
    this.grid = grid;
    this.cell = cell;
  }

  get raw(): string {
    return this.cell.text;
  }

  get text(): string {
    this.#text ??= cleanText(this.cell.text);
    return this.#text;
  }

  /** The text as a label: line breaks, which only fit it to its cell, gone. */
  get label(): string {
    this.#label ??= cleanLabel(this.cell.text);
    return this.#label;
  }

  /** What a column with this head would hold; null where the text is no head of indicators. */
  get role(): ColumnRole | null {
    if (this.#role === undefined) this.#role = columnRoleOf(this.label) ?? null;
    return this.#role;
  }

  get blank(): boolean {
    return this.text === '';
  }

  get row(): number {
    return this.cell.row;
  }

  get column(): number {
    return this.cell.column;
  }

  /** First column to the right of the cell. */
  get end(): number {
    return this.cell.column + this.cell.columnSpan;
  }

  origin(how: How = 'printed', printed?: string): Origin {
    const { cell } = this;
    const origin: Origin = { part: this.grid.source.part, row: cell.row + 1, column: cell.column + 1, how };
    if (cell.address !== undefined) origin.cell = cell.address;
    if (cell.line !== undefined) origin.line = cell.line;
    if (cell.span !== undefined) origin.span = cell.span;
    if (cell.page !== undefined) origin.page = cell.page;
    if (cell.box !== undefined) origin.box = cell.box;
    if (cell.confidence !== undefined) recognised(origin, cell.confidence);
    if (printed !== undefined) origin.printed = printed;
    return origin;
  }
}

export class SourceParagraph implements Piece {
  readonly paragraph: Paragraph;
  used = false;
  #text: string | undefined;

  constructor(paragraph: Paragraph) {
    this.paragraph = paragraph;
  }

  get raw(): string {
    return this.paragraph.text;
  }

  get text(): string {
    this.#text ??= cleanText(this.paragraph.text);
    return this.#text;
  }

  origin(how: How = 'printed', printed?: string): Origin {
    const { part, line, page, box, confidence } = this.paragraph;
    const origin: Origin = { part, line, ...(page !== undefined && { page }), ...(box && { box }), how };
    if (confidence !== undefined) recognised(origin, confidence);
    if (printed !== undefined) origin.printed = printed;
    return origin;
  }
}

/** A cell as one row meets it: `carried` where it began in a row above. */
export interface RowCell {
  cell: SourceCell;
  carried: boolean;
}

export interface SourceRow {
  grid: SourceGrid;
  index: number;
  /** Every cell over this row, blank ones included, from left to right. */
  cells: RowCell[];
  /** The cells that begin in this row and hold something. */
  filled: SourceCell[];
  /** Whether it heads a block of indicators: asked of every row more than once, so kept. */
  headsIndicators?: boolean;
}

/** The words of a row, to know a row that is printed again. */
export function rowText(row: SourceRow): string {
  return row.filled.map((c) => c.label).join('|');
}

export class SourceGrid {
  readonly source: Grid;
  readonly exact: boolean;
  readonly rows: SourceRow[] = [];
  readonly hidden: SourceCell[] = [];
  #onlyTrimmed: boolean | undefined;
  #endsTrimmed: boolean | undefined;

  constructor(source: Grid) {
    this.source = source;
    this.exact = source.layout === 'exact';
    const byRow = new Map<number, RowCell[]>();
    for (const each of source.cells) {
      const cell = new SourceCell(this, each);
      if (each.hidden) {
        if (!cell.blank) this.hidden.push(cell);
        continue;
      }
      for (let row = each.row; row < each.row + each.rowSpan; row++) {
        const cells = byRow.get(row) ?? [];
        if (cells.length === 0) byRow.set(row, cells);
        cells.push({ cell, carried: row > each.row });
      }
    }
    for (const index of [...byRow.keys()].sort((a, b) => a - b)) {
      const cells = (byRow.get(index) ?? []).sort((a, b) => a.cell.column - b.cell.column);
      const filled = cells.filter((c) => !c.carried && !c.cell.blank).map((c) => c.cell);
      this.rows.push({ grid: this, index, cells, filled });
    }
  }

  /** Whether blanks stand at the left of rows of an extracted table, but none at their ends: there they were cut off. */
  get onlyTrimmed(): boolean {
    this.#onlyTrimmed ??= this.endsTrimmed && this.rows.some(({ cells }) => cells[0]?.cell.blank === true);
    return this.#onlyTrimmed;
  }

  /** Whether no row of an extracted table ends with a blank: blanks at their ends may have been cut off. */
  get endsTrimmed(): boolean {
    this.#endsTrimmed ??= this.rows.every(({ cells }) => cells[cells.length - 1]?.cell.blank === false);
    return this.#endsTrimmed;
  }
}

export type SourceBlock = SourceParagraph | SourceGrid;

/** The blocks of an opened document, with use tracked. */
export function sourceBlocks(document: OpenedDocument): SourceBlock[] {
  return document.blocks.map((block) =>
    block.kind === 'grid' ? new SourceGrid(rejoined(block)) : new SourceParagraph(block),
  );
}
