import type { Grid, GridCell } from '@jizhun/model';
import { cleanLabel } from '@jizhun/model';
import { columnRoleOf } from '../lexicon/headers.ts';
import {
  isClosingLabel,
  isFundingLabel,
  isGoalHeadText,
  isGoalLabel,
  isGroupLabel,
  isKnownLabel,
  isScheduleLabel,
  looksLikeLabel,
  sheetTitle,
  taskGroupOf,
} from '../lexicon/labels.ts';
import { isLevel1, isLevel2 } from '../lexicon/levels.ts';

/**
 * Puts together again what a person, or a program that makes frames of data of tables, has split: merged cells of a form
 * of which each part stands alone, with the text in the first of them and the rest blank, or with the text in each.
 *
 * Only where nothing of the grid is merged: what somebody merged elsewhere in it shows that the rest is meant to be as it
 * is. A figure is no part of the cell before it where figures or heads of their own stand above both, and below the heads of
 * indicators only where one head does: `100% | 100%` below 半年 and 全年 are two.
 */
export function rejoined(grid: Grid): Grid {
  if (grid.layout !== 'exact' || grid.columnCount < 2 || grid.rowCount * grid.columnCount > LARGEST) return grid;
  if (grid.cells.some((c) => c.rowSpan > 1 || c.columnSpan > 1)) return grid;
  const joins = new Joins(grid);
  return joins.any ? { ...grid, cells: joins.cells() } : grid;
}

/** Cells of the largest grid that is looked through: forms are smaller, and sheets of figures have few heads. */
const LARGEST = 100_000;

/** How a row is understood. */
type Kind = 'head' | 'below head' | 'free';

/** Cells of one row, or of several, that are one. */
interface Tile {
  row: number;
  start: number;
  end: number;
  rows: number;
  text: string;
  cell: GridCell | undefined;
  kind: Kind;
  /** The tile above that it is a part of. */
  of?: Tile;
}

const FIGURE = /^[-+]?[\d,，]*\.?\d+\s*(?:%|％|万元|元|分)?$/;

/** What stands over amounts side by side; a blank does over none of them. */
const MONEY_HEAD = /^$|数|[总金]额|资金|拨款|分值|权重|得分|率|合计|小计|年/;

/** What stands over a table besides its title. */
const CAPTION = /单位[:：]|年度[:：]|(?:时间|日期)[:：]/;

class Joins {
  readonly #grid: Grid;
  readonly #at: (GridCell | undefined)[][] = [];
  readonly #text: string[][] = [];
  readonly #rows: Tile[][] = [];
  /** The first row that holds a figure: above it stand the heads of a table. */
  readonly #figures: number;
  /** What heads the columns of indicators, by column; undefined outside of such a block. */
  #head: string[] | undefined;

  constructor(grid: Grid) {
    this.#grid = grid;
    for (const cell of grid.cells) {
      if (cell.hidden) continue;
      const row = this.#at[cell.row];
      if (row) row[cell.column] = cell;
      else {
        const begun: (GridCell | undefined)[] = [];
        begun[cell.column] = cell;
        this.#at[cell.row] = begun;
      }
    }
    for (let r = 0; r < grid.rowCount; r++) {
      const row = this.#at[r] ?? [];
      this.#text.push(Array.from({ length: grid.columnCount }, (_, c) => cleanLabel(row[c]?.text ?? '')));
    }
    const form =
      this.#text.some((row) => isHead(row)) || this.#text.filter((row) => isKnownLabel(first(row))).length > 1;
    const figures = this.#text.findIndex((row) => row.some((text) => FIGURE.test(text)));
    this.#figures = Math.max(figures, 0);
    let above: Tile[] | undefined;
    for (let r = 0; r < grid.rowCount; r++) {
      const tiles = form ? this.#tilesOfForm(r, above) : this.#tilesOfTable(r, above);
      this.#rows.push(tiles);
      if (above && (form || tiles[0]?.kind === 'head')) this.#joinDown(above, tiles);
      above = this.#rows[r];
    }
  }

  /** Whether anything was put together. */
  get any(): boolean {
    return this.#rows.flat().some(({ start, end, rows }) => end - start > 1 || rows > 1);
  }

  cells(): GridCell[] {
    const cells = this.#rows
      .flat()
      .flatMap(({ rows, start, end, cell, of }): GridCell[] =>
        of || !cell ? [] : [{ ...cell, rowSpan: rows, columnSpan: end - start }],
      );
    const hidden = this.#grid.cells.filter((cell) => cell.hidden);
    return hidden.length === 0 ? cells : [...cells, ...hidden].sort((a, b) => a.row - b.row || a.column - b.column);
  }

  /** Of a table that is no form: lines of text over it, captions beside each other, and its heads. */
  #tilesOfTable(r: number, above: readonly Tile[] | undefined): Tile[] {
    const row = this.#text[r] ?? [];
    if (row.every((text) => text === row[0] && text !== '' && !FIGURE.test(text)))
      return this.#tiles(r, 'free', () => true);
    if (r >= this.#figures) return this.#tiles(r, 'free', () => false);
    if (row.some((text) => CAPTION.test(text)))
      return this.#tiles(r, 'free', (c, left) => left !== '' && (row[c] === '' || row[c] === left));
    const below = r + 1 < this.#figures ? this.#text[r + 1] : undefined;
    const heads = above?.[0]?.kind === 'head' ? above : [];
    return this.#tiles(r, 'head', (c, left) => {
      const right = row[c];
      if (!below || left === '' || startsAt(heads, c)) return false;
      return right === '' ? below[c] !== '' : left === right;
    });
  }

  #tilesOfForm(r: number, above: readonly Tile[] | undefined): Tile[] {
    const row = this.#text[r] ?? [];
    const words = new Set(row.filter((text) => text !== ''));
    const line = words.size === 1 && row[0] !== '' && !FIGURE.test(first(row));
    if (line && (this.#head === undefined || row.filter((text) => text !== '').length > 2))
      return this.#tiles(r, 'free', () => true);
    const isLower = above?.[0]?.kind === 'head' && (isHead(row) || isLowerHead(row, above));
    if (isHead(row) || isLower || isUpperHead(row, this.#text[r + 1] ?? [])) {
      const before = isLower ? (above ?? []) : [];
      const tiles = this.#tiles(r, 'head', (c, left) => {
        const right = row[c] ?? '';
        if (isLower && left === '' && right === '') return before.some(({ start, end }) => start < c && c < end);
        if (isLower && right === '' && startsAt(before, c)) return false;
        return right === '' ? left !== '' : left === right;
      });
      this.#head = [];
      for (const { start, end, text } of tiles) {
        const over = before.find((tile) => tile.start <= start && start < tile.end);
        for (let c = start; c < end; c++) this.#head[c] = `${over?.start ?? ''}/${start}/${text || over?.text || ''}`;
      }
      return tiles;
    }
    const head = this.#head;
    if (head && !this.#leavesBlock(r)) {
      const name = first(row);
      const total = /^(自评|评价|综合)?(总分|合计|总计|总得分|得分合计|分值合计)/.test(name);
      return this.#tiles(r, 'below head', (c, left) => {
        const right = row[c];
        if (total && left === name) return right === name;
        return head[c - 1] === head[c] && (right === '' || left === right);
      });
    }
    this.#head = undefined;
    return this.#tiles(r, 'free', (c, left, before) => {
      const right = row[c] ?? '';
      if (right !== '' && left !== right) return false;
      const over = above?.some(({ start, end }) => start < c && c < end) ?? false;
      if (over || left === '') return over;
      const heads = above?.filter(({ start, end }) => end === c || start === c).map(({ text }) => text) ?? [];
      if (FIGURE.test(left)) return right !== '' && !heads.every((text) => FIGURE.test(text) || MONEY_HEAD.test(text));
      // A label at the left, and the blank corner of a table beside it.
      if (right === '' && c === 1 && isLabel(left)) return (this.#text[r + 1]?.[1] ?? '') === '';
      // A label, the value of one, a head of amounts, or all of a row: a task whose contents are its name, or blank, has two cells.
      const headed = right !== '' && words.size > 2 && !row.some((text) => FIGURE.test(text));
      if (words.size > 1 && !headed && !isLabel(left) && !isLabel(before)) return false;
      // Of two goals side by side each has words of its own, be they the same.
      return !(heads.length === 2 && heads.every((text) => isGoalHeadText(text)));
    });
  }

  /** Whether a row below the heads of indicators is none of theirs. */
  #leavesBlock(r: number): boolean {
    const row = this.#text[r] ?? [];
    const [label = ''] = row;
    if (label === '' || (label === this.#text[r - 1]?.[0] && columnRoleOf(label) === 'block')) return false;
    const words = new Set(row.filter((text) => text !== '')).size;
    return (
      words <= 4 &&
      !isLevel1(label) &&
      !isLevel2(label) &&
      (isBlockLabel(label) || isClosingLabel(label) || sheetTitle(label) !== undefined)
    );
  }

  #tiles(r: number, kind: Kind, joins: (column: number, left: string, before: string) => boolean): Tile[] {
    const tiles: Tile[] = [];
    for (let c = 0; c < this.#grid.columnCount; c++) {
      const last = tiles[tiles.length - 1];
      if (last && joins(c, last.text, tiles[tiles.length - 2]?.text ?? '')) last.end = c + 1;
      else
        tiles.push({
          row: r,
          start: c,
          end: c + 1,
          rows: 1,
          text: this.#text[r]?.[c] ?? '',
          cell: this.#at[r]?.[c],
          kind,
        });
    }
    return tiles;
  }

  /** Joins what goes on from the row above: labels at the left, heads over two rows, whole rows. */
  #joinDown(above: Tile[], tiles: Tile[]): void {
    const join = (tile: Tile, over: Tile): void => {
      const own = over.of ?? over;
      own.rows = tile.row - own.row + 1;
      tile.of = own;
      tile.text = own.text;
    };
    const same = tiles.length === above.length && tiles.every((tile, i) => tile.start === above[i]?.start);
    const kind = tiles[0]?.kind;
    if (kind === 'head' && above[0]?.kind === 'head') {
      for (const tile of tiles) {
        const over = above.find(({ start, end }) => start === tile.start && end === tile.end);
        if (over && (tile.text === '' || tile.text === over.text)) join(tile, over);
      }
      return;
    }
    if (
      kind === 'free' &&
      same &&
      isLabel(tiles[0]?.text ?? '') &&
      tiles.every(({ text }, i) => text === above[i]?.text)
    ) {
      for (const [i, tile] of tiles.entries()) join(tile, above[i] as Tile);
      return;
    }
    const filled = tiles.some(({ text }, i) => i > 0 && text !== '');
    for (const tile of tiles) {
      const over = above.find(({ start, end }) => start === tile.start && end === tile.end);
      if (!over || !filled || FIGURE.test(over.text) || over.text === '') break;
      if (
        kind === 'below head' &&
        !/^(block|level1|level2)$/.test(columnRoleOf(this.#head?.[tile.start]?.split('/').at(-1) ?? '') ?? '')
      )
        break;
      if (tile.text !== over.text && !(tile.text === '' && kind === 'free')) break;
      if (kind === 'free' && !isBlockLabel(over.text)) break;
      join(tile, over);
    }
  }
}

function startsAt(tiles: readonly Tile[], column: number): boolean {
  return tiles.some(({ start }) => start === column);
}

function first(row: readonly string[]): string {
  return row.find((text) => text !== '') ?? '';
}

/** Whether a row heads indicators: see `namesIndicatorColumns` in form/columns.ts. */
function isHead(row: readonly string[]): boolean {
  const roles = new Set(row.map((text) => columnRoleOf(text)));
  const levels = (['level1', 'level2', 'level3'] as const).filter((role) => roles.has(role)).length;
  return !roles.has('code') && (levels >= 2 || (levels === 1 && (roles.has('target') || roles.has('ambiguous'))));
}

/** Whether a row stands over the heads of indicators: 绩效指标 | 年度指标值 | 实际完成值, or several first levels. */
function isUpperHead(row: readonly string[], below: readonly string[]): boolean {
  const words = new Set(row.filter((text) => text !== ''));
  const roles = [...words].map((text) => columnRoleOf(text));
  const levels = [...words].filter((text) => isLevel1(text)).length;
  return ((words.size > 1 && roles.includes('block') && !roles.includes(undefined)) || levels > 1) && isHead(below);
}

/** Whether a row below a head is its second row: it has words of its own only below heads over several columns. */
function isLowerHead(row: readonly string[], above: readonly Tile[]): boolean {
  let own = 0;
  for (const { start, end, text } of above) {
    const below = row.slice(start, end).filter((one) => one !== '' && one !== text);
    own += below.length;
    const heads = end - start > 1 ? !below.some((one) => FIGURE.test(one)) : columnRoleOf(text) === 'likelihood';
    if (below.length > 0 && !heads) return false;
  }
  return own > 0;
}

function isLabel(text: string): boolean {
  return looksLikeLabel(text) || isBlockLabel(text);
}

/** Whether a label can stand beside several rows. */
function isBlockLabel(label: string): boolean {
  return (
    isKnownLabel(label) ||
    isGroupLabel(label) ||
    isGoalLabel(label) ||
    isFundingLabel(label) ||
    isScheduleLabel(label) ||
    taskGroupOf(label) !== undefined ||
    columnRoleOf(label) === 'block'
  );
}
