import type { DocumentSource } from '@jizhun/api';
import { cleanText, type Disclosure, type JsonPointer, type Origin } from '@jizhun/model';

export type SourceBlock = DocumentSource['blocks'][number];
export type SourceGrid = Extract<SourceBlock, { kind: 'grid' }>;
export type SourceParagraph = Extract<SourceBlock, { kind: 'paragraph' }>;
export type SourceCell = SourceGrid['cells'][number];

/** Names a place in the file: the same for a cell of the source and for the origin of what was read from it. */
export type SourceKey = string;

/** What the reader made of a place: `read` values; `unread` found no place; `none` serves as head, label or blank. */
export type SourceUse = 'read' | 'unread' | 'none';

interface Place {
  part: string;
  /** 1-based. */
  row?: number | undefined;
  column?: number | undefined;
  line?: number | undefined;
  page?: number | undefined;
  box?: readonly number[] | undefined;
}

function keyOf({ part, row, column, line, page, box }: Place): SourceKey {
  // A page may hold several tables: only the box tells their cells apart.
  if (box !== undefined) return `b|${page}|${box.join(',')}`;
  if (row === undefined) return `p|${part}|${line}`;
  return `c|${part}|${row}|${column}|${line ?? ''}`;
}

export const keyOfCell = (grid: SourceGrid, cell: SourceCell): SourceKey =>
  keyOf({ ...cell, part: grid.part, row: cell.row + 1, column: cell.column + 1 });

export const keyOfParagraph = ({ part, line }: SourceParagraph): SourceKey => keyOf({ part, line });

export const keyOfOrigin = (origin: Origin): SourceKey => keyOf(origin);

const rowOf = ({ part, row, line, page }: Place): string => `${part}|${row}|${line ?? ''}|${page ?? ''}`;

/** Which values were read from which places of a file. */
export class SourceIndex {
  readonly #paths = new Map<SourceKey, JsonPointer[]>();
  readonly #unread = new Map<SourceKey, JsonPointer>();
  /** What is left over of a row stands in one entry, at the place of its first cell: its texts, by row. */
  readonly #leftOver = new Map<string, Set<string>>();

  constructor({ provenance, unread }: Pick<Disclosure, 'provenance' | 'unread'>) {
    for (const [path, origins] of Object.entries(provenance)) {
      for (const origin of origins) {
        const key = keyOfOrigin(origin);
        const list = this.#paths.get(key);
        if (!list) this.#paths.set(key, [path]);
        else if (list.at(-1) !== path) list.push(path);
      }
    }
    for (const [i, { text, at }] of unread.entries()) {
      this.#unread.set(keyOfOrigin(at), `/unread/${i}`);
      if (at.row === undefined) continue;
      const row = rowOf(at);
      const texts = this.#leftOver.get(row) ?? new Set();
      this.#leftOver.set(row, texts);
      for (const piece of text.split(' | ')) texts.add(piece);
    }
  }

  /** The values read from a place, in the order of the reading. */
  pathsAt(key: SourceKey): readonly JsonPointer[] {
    return this.#paths.get(key) ?? [];
  }

  /** What choosing a place chooses: the values read from it, else its entry among what found no place. */
  chosenBy(key: SourceKey): readonly JsonPointer[] {
    const unread = this.#unread.get(key);
    return this.#paths.get(key) ?? (unread === undefined ? [] : [unread]);
  }

  usage(key: SourceKey): SourceUse {
    if (this.#paths.has(key)) return 'read';
    return this.#unread.has(key) ? 'unread' : 'none';
  }

  /** As `usage`, for a cell: it may be one of several that are left over of its row. */
  usageOfCell(grid: SourceGrid, cell: SourceCell): SourceUse {
    const use = this.usage(keyOfCell(grid, cell));
    if (use !== 'none') return use;
    if (cell.hidden) return 'unread';
    const left = this.#leftOver.get(rowOf({ ...cell, part: grid.part, row: cell.row + 1 }));
    return left?.has(cleanText(cell.text)) ? 'unread' : 'none';
  }
}

/** `A`, `Z`, `AA`: the letters of a 0-based column. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26)) {
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  }
  return letters;
}

/** A row of a grid as it is drawn: its cells and the blank places between them, or a run of rows without any cell. */
export type GridRow =
  | { kind: 'row'; row: number; cells: (SourceCell | { column: number })[] }
  | { kind: 'gap'; from: number; to: number };

/** Blank rows up to this many are drawn one by one; longer runs as one line. */
const SHORT_GAP = 2;

/** A grid laid out for drawing: places that a merged cell covers are left out, blank ones are filled. */
export function rowsOfGrid(grid: SourceGrid): { columns: number; rows: GridRow[] } {
  const columns = grid.cells.reduce((most, cell) => Math.max(most, cell.column + cell.columnSpan), 0);
  const byRow = new Map<number, SourceCell[]>();
  const covered = new Map<number, Set<number>>();
  for (const cell of grid.cells) {
    const list = byRow.get(cell.row);
    if (list) list.push(cell);
    else byRow.set(cell.row, [cell]);
    for (let row = cell.row; row < cell.row + cell.rowSpan; row++) {
      const places = covered.get(row) ?? new Set();
      covered.set(row, places);
      for (let column = cell.column; column < cell.column + cell.columnSpan; column++) places.add(column);
    }
  }
  const rows: GridRow[] = [];
  let next: number | undefined;
  for (const row of [...covered.keys()].sort((a, b) => a - b)) {
    if (next !== undefined && row - next > SHORT_GAP) rows.push({ kind: 'gap', from: next, to: row });
    else
      for (let blank = next ?? row; blank < row; blank++)
        rows.push({ kind: 'row', row: blank, cells: blanks(columns) });
    const places = covered.get(row) ?? new Set<number>();
    const own = new Map((byRow.get(row) ?? []).map((cell) => [cell.column, cell]));
    const cells: (SourceCell | { column: number })[] = [];
    for (let column = 0; column < columns; column++) {
      const cell = own.get(column);
      if (cell) cells.push(cell);
      else if (!places.has(column)) cells.push({ column });
    }
    rows.push({ kind: 'row', row, cells });
    next = row + 1;
  }
  return { columns, rows };
}

const blanks = (columns: number): { column: number }[] => Array.from({ length: columns }, (_, column) => ({ column }));

/** A field of a line of text. */
export interface LineField {
  key: SourceKey;
  text: string;
  use: SourceUse;
}

/** A paragraph as a field of its own. */
export const fieldOf = (block: SourceParagraph, index: SourceIndex): LineField => {
  const key = keyOfParagraph(block);
  return { key, text: block.text, use: index.usage(key) };
};

/** The lines of a text file as they came: each with its number and its fields in order. */
export function linesOf(blocks: readonly SourceBlock[], index: SourceIndex): { line: number; fields: LineField[] }[] {
  const lines = new Map<number, { at: number; field: LineField }[]>();
  const add = (line: number, at: number, field: LineField): void => {
    const list = lines.get(line);
    if (list) list.push({ at, field });
    else lines.set(line, [{ at, field }]);
  };
  for (const block of blocks) {
    if (block.kind === 'paragraph') add(block.line, 0, fieldOf(block, index));
    else {
      for (const cell of block.cells) {
        const field = { key: keyOfCell(block, cell), text: cell.text, use: index.usageOfCell(block, cell) };
        add(cell.line ?? cell.row + 1, cell.span?.[0] ?? cell.column, field);
      }
    }
  }
  return [...lines]
    .sort(([a], [b]) => a - b)
    .map(([line, fields]) => ({ line, fields: fields.sort((a, b) => a.at - b.at).map(({ field }) => field) }));
}

/** What stands on a page, from top to bottom. */
export type PageItem =
  | ({ kind: 'text' } & LineField)
  | { kind: 'table'; id: string; cells: BoxedCell[]; height: number };

export interface BoxedCell extends LineField {
  box: readonly [x: number, y: number, width: number, height: number];
}

/** The pages of a file whose cells have boxes. A table that goes on over pages stands on each with its own part. */
export function pagesOf(
  blocks: readonly SourceBlock[],
  index: SourceIndex,
): { page: number; width: number; items: PageItem[] }[] {
  const pages = new Map<number, PageItem[]>();
  const put = (page: number, item: PageItem): void => {
    const items = pages.get(page);
    if (items) items.push(item);
    else pages.set(page, [item]);
  };
  const A4 = 595;
  let widest = A4;
  blocks.forEach((block, b) => {
    if (block.kind === 'paragraph') {
      put(block.page ?? 1, { kind: 'text', ...fieldOf(block, index) });
      return;
    }
    const byPage = new Map<number, { cell: SourceCell; box: NonNullable<SourceCell['box']> }[]>();
    for (const cell of block.cells) {
      if (!cell.box) continue;
      const page = cell.page ?? 1;
      const list = byPage.get(page) ?? [];
      byPage.set(page, list);
      list.push({ cell, box: cell.box });
      widest = Math.max(widest, cell.box[0] + cell.box[2] + 20);
    }
    for (const [page, placed] of byPage) {
      const top = Math.min(...placed.map(({ box }) => box[1]));
      const height = Math.max(...placed.map(({ box }) => box[1] + box[3])) - top;
      const cells = placed.map(
        ({ cell, box: [x, y, w, h] }): BoxedCell => ({
          key: keyOfCell(block, cell),
          text: cell.text,
          use: index.usageOfCell(block, cell),
          box: [x, y - top, w, h],
        }),
      );
      put(page, { kind: 'table', id: `${b}-${page}`, cells, height });
    }
  });
  return [...pages].sort(([a], [b]) => a - b).map(([page, items]) => ({ page, width: widest, items }));
}
