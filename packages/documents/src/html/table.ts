import type { Grid, GridCell } from '@jizhun/model';
import type { Opening } from '../opening.ts';
import { Flow, type FlowItem } from './flow.ts';

/** As in browsers. */
const MOST_COLUMNS_OF_A_CELL = 1_000;
/** Columns and rows of a table; no printed one comes near them. */
const MOST_COLUMNS = 16_384;
const MOST_ROWS = 1_048_576;
/** Columns that all cells of a table together may cover, as a multiple of the limit on cells. */
const SPANNED_PER_CELL = 4;

interface HtmlCell {
  row: number;
  column: number;
  rowSpan: number;
  columnSpan: number;
  line: number;
  flow: Flow;
}

/**
 * One `<table>` while it is read: gives every cell its place as browsers do, and at the end decides whether the table holds
 * data or only lays out the page.
 */
export class HtmlTable {
  readonly line: number;
  /** Captions, and what stands in the table outside its cells. */
  readonly before = new Flow();
  readonly #opening: Opening;
  readonly #cells: HtmlCell[] = [];
  /** For each column the first row that is free again. */
  readonly #free: number[] = [];
  readonly #hiddenColumns = new Set<number>();
  #declaredColumns = 0;
  #row = -1;
  #column = 0;
  #groupStart = 0;
  #spanned = 0;
  #cutRows = 0;
  #cutColumns = 0;

  constructor(opening: Opening, line: number) {
    this.#opening = opening;
    this.line = line;
  }

  /** A `<col>`: some are hidden. */
  declareColumns(span: number, hidden: boolean): void {
    const end = Math.min(this.#declaredColumns + Math.max(1, Math.min(span || 1, MOST_COLUMNS)), MOST_COLUMNS);
    if (hidden) for (let column = this.#declaredColumns; column < end; column++) this.#hiddenColumns.add(column);
    this.#declaredColumns = end;
  }

  openRow(): void {
    this.#row += 1;
    this.#column = 0;
    if (this.#row >= MOST_ROWS) this.#tooLarge(`超过 ${MOST_ROWS} 行`);
  }

  get hasRow(): boolean {
    return this.#row >= 0;
  }

  /** Cells never reach out of their row group. */
  endGroup(): void {
    const end = this.#row + 1;
    for (let index = this.#cells.length - 1; index >= 0; index--) {
      const cell = this.#cells[index] as HtmlCell;
      if (cell.row < this.#groupStart) break;
      if (cell.row + cell.rowSpan <= end) continue;
      if (Number.isFinite(cell.rowSpan)) this.#cutRows = Math.max(this.#cutRows, cell.rowSpan);
      cell.rowSpan = end - cell.row;
      this.#free.fill(end, cell.column, cell.column + cell.columnSpan);
    }
    this.#groupStart = end;
  }

  /** Places a cell; `rowSpan` 0 reaches to the end of the group. The answer takes its content. */
  openCell(rowSpan: number, columnSpan: number, line: number): Flow {
    if (this.#row < 0) this.openRow();
    while ((this.#free[this.#column] ?? 0) > this.#row) this.#column += 1;
    const column = this.#column;
    const wanted = Math.max(1, columnSpan || 1);
    if (wanted > MOST_COLUMNS_OF_A_CELL) this.#cutColumns = Math.max(this.#cutColumns, wanted);
    const most = Math.min(wanted, MOST_COLUMNS_OF_A_CELL);
    if (column + most > MOST_COLUMNS) this.#tooLarge(`超过 ${MOST_COLUMNS} 列`);
    this.#spanned += most;
    if (this.#spanned > SPANNED_PER_CELL * this.#opening.limits.cells) this.#tooLarge('跨列的单元格过多');
    const height = rowSpan === 0 ? Number.POSITIVE_INFINITY : Math.max(1, rowSpan || 1);
    let end = column;
    // A cell that would lie over one that reaches down from above ends before it.
    for (; end < column + most && (this.#free[end] ?? 0) <= this.#row; end++) this.#free[end] = this.#row + height;
    this.#column = end;
    const flow = new Flow();
    this.#cells.push({ row: this.#row, column, rowSpan: height, columnSpan: end - column, line, flow });
    return flow;
  }

  /** Ends the table: what it holds, in the order in which a person meets it. */
  finish(): FlowItem[] {
    this.endGroup();
    this.before.endParagraph();
    const filled = this.#cells.filter(({ flow }) => flow.items.length > 0);
    const items: FlowItem[] = [...this.before.items];
    const nested = filled.filter(({ flow }) => flow.items.some(({ kind }) => kind === 'grid'));
    if (filled.length <= 1 || isMenu(filled) || (nested.length > 0 && !isData(filled, nested))) {
      for (const { flow } of filled) for (const item of flow.items) items.push(item);
      return items;
    }
    items.push(this.#toGrid());
    // Tables in its cells follow it; their names continue its own.
    let inner = 0;
    for (const { flow } of nested)
      for (const item of flow.items) {
        if (item.kind !== 'grid') continue;
        if (item.part === '') inner += 1;
        item.part = `.${inner}${item.part}`;
        items.push(item);
      }
    return items;
  }

  #tooLarge(what: string): never {
    return this.#opening.refuse(
      'too-large',
      `过大：第 ${this.line} 行的表格${what}。`,
      '请拆分成几个较小的表格后重新上传。',
    );
  }

  #toGrid(): Grid {
    this.#opening.countGrid();
    this.#reportCuts();
    const cells = this.#visible();
    const columns = compact(cells);
    return {
      kind: 'grid',
      part: '',
      layout: 'exact',
      rowCount: this.#row + 1,
      columnCount: columns,
      cells: cells.map(({ row, column, rowSpan, columnSpan, line, flow }): GridCell => {
        const text = flow.cellText();
        this.#opening.countCell(text.length);
        return { row, column, rowSpan, columnSpan, text, line };
      }),
    };
  }

  #visible(): HtmlCell[] {
    if (this.#hiddenColumns.size === 0) return this.#cells;
    const hidden: string[] = [];
    const visible = this.#cells.filter(({ column, columnSpan, flow }) => {
      for (let at = column; at < column + columnSpan; at++) if (!this.#hiddenColumns.has(at)) return true;
      if (flow.items.length > 0) hidden.push(flow.cellText());
      return false;
    });
    if (hidden.length > 0)
      this.#opening.note({
        kind: 'hidden',
        part: 'body',
        message: `第 ${this.line} 行的表格有隐藏的列，其中的内容未计入读取结果。`,
        text: hidden.join('\n'),
      });
    return visible;
  }

  #reportCuts(): void {
    const cut = [
      this.#cutRows > 0 ? `单元格声明向下跨 ${this.#cutRows} 行，超出表格，已按实际行数处理` : '',
      this.#cutColumns > 0 ? `单元格声明向右跨 ${this.#cutColumns} 列，已按 ${MOST_COLUMNS_OF_A_CELL} 列处理` : '',
    ].filter((text) => text !== '');
    if (cut.length > 0)
      this.#opening.note({ kind: 'other', part: 'body', message: `第 ${this.line} 行的表格中，有${cut.join('；')}。` });
  }
}

/** A row of links, as on top of a page. */
function isMenu(filled: readonly HtmlCell[]): boolean {
  return filled.every(({ flow }) => flow.linked > 0 && flow.linked === flow.shown);
}

/** A table that holds data keeps its shape though one of its cells holds another table. */
function isData(filled: readonly HtmlCell[], nested: readonly HtmlCell[]): boolean {
  const plain = filled.length - nested.length;
  const rows = new Set(filled.map(({ row }) => row)).size;
  return plain >= 6 && plain > 3 * nested.length && rows >= 3;
}

/** Takes out columns in which no cell begins: no person sees them. Returns the number of columns left. */
function compact(cells: readonly HtmlCell[]): number {
  const starts = [...new Set(cells.map(({ column }) => column))].sort((a, b) => a - b);
  const places = new Map(starts.map((column, index) => [column, index]));
  for (const cell of cells) {
    const end = cell.column + cell.columnSpan;
    const from = places.get(cell.column) as number;
    let to = from + 1;
    while (to < starts.length && (starts[to] as number) < end) to += 1;
    cell.column = from;
    cell.columnSpan = to - from;
  }
  return starts.length;
}
