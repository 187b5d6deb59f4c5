import type { Period } from '@jizhun/model';
import { type ColumnRole, periodOf } from '../lexicon/headers.ts';
import { isLevel1, isLevel2 } from '../lexicon/levels.ts';
import type { SourceCell, SourceGrid, SourceRow } from '../source/document.ts';
import { raggedColumns, twoRowColumns } from './ragged-head.ts';

/** A column of an indicator block. In a ragged grid `start` is the position of its field in the head row. */
export interface Column {
  role: ColumnRole;
  head: string;
  start: number;
  end: number;
  period: Period;
  month?: number;
  /** Blocks side by side: 0 for the first, 1 where 三级指标 stands a second time … */
  group: number;
  /** A first level that stands over the column (成本指标 over 三级指标 and 指标值). */
  over?: SourceCell;
}

export interface IndicatorHead {
  columns: Column[];
  cells: SourceCell[];
  /** How many rows the head takes. */
  rows: number;
  /** How many fields a row of extracted text has under it, blanks included, where none was lost. */
  fields: number;
}

/**
 * The head of an indicator block at row `at` of a grid: it names at least two of first, second and third level, or the
 * third level with a target. Null where the row is none.
 */
export function indicatorHeadAt(grid: SourceGrid, at: number): IndicatorHead | null {
  return grid.exact ? exactHeadAt(grid, at) : raggedHeadAt(grid, at);
}

function exactHeadAt(grid: SourceGrid, at: number): IndicatorHead | null {
  const row = grid.rows[at];
  if (!row) return null;
  const two = isWideHead(grid, at) || isUpperHead(grid, at);
  if (!two && !isIndicatorHead(row)) return null;
  const height = two ? 2 : headHeight(grid, at);
  const rows = grid.rows.slice(at, at + height);
  return { columns: grouped(exactColumns(rows)), cells: rows.flatMap((r) => r.filled), rows: height, fields: 0 };
}

function raggedHeadAt(grid: SourceGrid, at: number): IndicatorHead | null {
  const row = grid.rows[at];
  const next = grid.rows[at + 1];
  if (!row) return null;
  const heads = isIndicatorHead(row);
  // Below a row that says nothing of levels there must be one that does.
  if (!heads && !(next && isIndicatorHead(next) && groupsColumns(row))) return null;
  const two = next && heads !== isIndicatorHead(next) ? twoRowColumns(row, next) : null;
  if (!two && !heads) return null;
  const trailing = row.cells[row.cells.length - 1]?.cell.blank ? 1 : 0;
  const fields = Math.max(row.cells.length, two ? two.length + trailing : 0);
  const columns = grouped(two ?? raggedColumns(row));
  const cells = two && next ? [...row.filled, ...next.filled] : row.filled;
  return { columns, cells, rows: two ? 2 : 1, fields };
}

/** Whether a row of extracted text can stand over the heads of indicators: 绩效指标, or several first levels. */
function groupsColumns(row: SourceRow): boolean {
  if (row.filled.length < 2) return false;
  return (
    (row.filled.some((c) => c.role === 'block') && row.filled.every((c) => c.role !== null)) ||
    row.filled.filter((c) => isLevel1(c.label)).length >= 2
  );
}

/** 绩效指标 | 年度指标值 | 实际完成值 | 分值 over 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位. */
function isUpperHead(grid: SourceGrid, at: number): boolean {
  const row = grid.rows[at];
  const next = grid.rows[at + 1];
  if (!row || !next || row.filled.length < 2 || isIndicatorHead(row) || !isIndicatorHead(next)) return false;
  const roles = row.filled.map((c) => c.role);
  if (roles.some((r) => r === null) || !roles.includes('block')) return false;
  return row.filled.some((c) => c.cell.columnSpan > 1) && next.cells.some((c) => c.carried);
}

function isIndicatorHead(row: SourceRow): boolean {
  row.headsIndicators ??= namesIndicatorColumns(row);
  return row.headsIndicators;
}

function namesIndicatorColumns(row: SourceRow): boolean {
  let levels = 0;
  let valued = false;
  for (const { role } of row.filled) {
    if (role === 'level1' || role === 'level2' || role === 'level3') levels++;
    else if (role === 'target' || role === 'ambiguous') valued = true;
    else if (role === 'code') return false;
  }
  return levels >= 2 || (levels === 1 && valued);
}

/** First levels side by side, each over 三级指标 and 指标值 of its own (成本指标 | 产出指标 | 效益指标 | 满意度指标). */
function isWideHead(grid: SourceGrid, at: number): boolean {
  const row = grid.rows[at];
  const next = grid.rows[at + 1];
  if (!row || !next || !isIndicatorHead(next)) return false;
  return row.filled.filter((c) => c.cell.columnSpan > 1 && isLevel1(c.label)).length >= 2;
}

/** A head is as high as its highest cell, and one more where a cell over several columns has its parts below. */
function headHeight(grid: SourceGrid, at: number): number {
  const row = grid.rows[at];
  if (!row) return 1;
  // What is merged far down beside the heads (绩效指标) names the block and is no head.
  const heads = row.filled.filter((c) => c.cell.rowSpan <= 3 && c.role !== 'block');
  const highest = Math.max(1, ...heads.map((c) => c.cell.rowSpan));
  const next = grid.rows[at + 1];
  const split = row.filled.some((c) => c.cell.columnSpan > 1 && c.role === 'target');
  if (highest === 1 && split && next && next.filled.length > 0 && next.filled.every((c) => c.role !== null)) return 2;
  return highest;
}

function exactColumns(rows: SourceRow[]): Column[] {
  const last = rows[rows.length - 1];
  if (!last) return [];
  const columns: Column[] = [];
  for (const { cell } of last.cells) {
    const path = rows
      .flatMap((r) =>
        r.cells.filter((c) => c.cell.column <= cell.column && c.cell.end > cell.column).map((c) => c.cell),
      )
      .filter((c, i, all) => all.indexOf(c) === i && !c.blank);
    const leaf = path[path.length - 1];
    if (!leaf) continue;
    const head = path.map((c) => c.label).join('/');
    const role = leaf.role ?? path.map((c) => c.role).find((r) => r !== null);
    const over = path.slice(0, -1).find((c) => c.role !== 'block' && isLevel1(c.label));
    columns.push({
      role: role ?? 'other',
      head,
      start: cell.column,
      end: cell.end,
      ...periodOf(head),
      group: 0,
      ...(over && { over }),
    });
  }
  return columns;
}

function grouped(given: Column[]): Column[] {
  const columns = withThirdLevel(given);
  let group = 0;
  const seen = new Set<ColumnRole>();
  return columns.map((column) => {
    if ((column.role === 'level3' || column.role === 'level2') && seen.has(column.role)) {
      // A second 二级 begins the block to the right; its 三级 follows and must not begin another.
      seen.clear();
      group++;
    }
    seen.add(column.role);
    return { ...column, group };
  });
}

/** 绩效指标 after 二级指标 heads the names, where no other head does; elsewhere it names the block. */
function withThirdLevel(columns: Column[]): Column[] {
  const second = columns.findIndex((c) => c.role === 'level2');
  if (second < 0 || columns.some((c) => c.role === 'level3')) return columns;
  return columns.map((c, i) => (i > second && c.role === 'block' ? { ...c, role: 'level3' as const } : c));
}

/** Decides columns whose head means different things in different places by what stands in them. */
export function resolveAmbiguous(columns: Column[], contents: (column: Column) => string[]): void {
  for (const column of columns) {
    if (column.role !== 'ambiguous') continue;
    const texts = contents(column).filter((t) => t !== '');
    const share = (wording: RegExp) => texts.filter((t) => wording.test(t)).length / Math.max(1, texts.length);
    if (share(/^([≥≤＞＜><=≧≦＝～~﹦﹤﹥]+|大于等于|小于等于|大于|小于|等于|定性)$/) > 0.5) column.role = 'operator';
    else if (share(/^(正向|反向|逆向|中性)(指标)?$/) > 0.5) column.role = 'direction';
    else if (share(/^(定量|定性)(指标)?$/) > 0.5) column.role = 'attribute';
    else if (!columns.some((c) => c.role === 'level3' && c.group === column.group)) column.role = 'level3';
    else column.role = /标准/.test(column.head) ? 'scoring' : 'description';
  }
}

/**
 * Forms of two levels call them as they like: 数量指标 may stand below 一级指标 with the names below 二级指标, or below
 * 指标名称. What stands in a column says which level it is.
 */
export function resolveLevels(columns: Column[], contents: (column: Column) => string[]): void {
  const of = (role: ColumnRole) => columns.find((c) => c.role === role);
  const second = (column: Column | undefined) => {
    const texts = column ? contents(column).filter((t) => t !== '') : [];
    return texts.length > 0 && texts.filter((t) => isLevel2(t) && !/^满意/.test(t)).length > texts.length / 2;
  };
  const [one, two, three] = [of('level1'), of('level2'), of('level3')];
  if (one && two && !three && second(one) && !second(two)) {
    one.role = 'level2';
    two.role = 'level3';
  } else if (three && !two && second(three)) three.role = 'level2';
}

/** The same for extracted text, where it is not yet known which field is of which column: `rows` are their words. */
export function resolveRaggedLevels(columns: Column[], rows: readonly (readonly string[])[]): void {
  const of = (role: ColumnRole) => columns.find((c) => c.role === role);
  const [one, two, three] = [of('level1'), of('level2'), of('level3')];
  const isSecond = (t: string) => isLevel2(t) && !/^满意/.test(t) && (!isLevel1(t) || /^成本(指标)?$/.test(t));
  const seconds = rows.filter((row) => row.slice(0, 2).some(isSecond)).length;
  const firsts = rows.filter((row) => row.slice(0, 2).some((t) => isLevel1(t) && !isLevel2(t))).length;
  if (one && two && !three && seconds >= 2 && firsts === 0) {
    one.role = 'level2';
    two.role = 'level3';
  } else if (three && !two && seconds > rows.length / 2) three.role = 'level2';
}
