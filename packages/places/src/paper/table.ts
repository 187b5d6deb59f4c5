import {
  type BudgetTable,
  type BudgetTableKind,
  decimalOf,
  fromFen,
  groupDigits,
  pointer,
  printDecimal,
  rescale,
  toFen,
} from '@jizhun/model';
import { blank, centred, head as headCell, text } from './cells.ts';
import type { PaperCell, PaperTable } from './paper.ts';

/** What a column of the paper shows. */
type Source = { kind: 'no' } | { kind: 'code' } | { kind: 'label' } | { kind: 'cell'; index: number };

interface Column {
  source: Source;
  /** Heads from the top down: 支出, 合计. */
  path: string[];
  /** In characters of Latin width, about. */
  width: number;
  /** Decimals with which its figures are printed; undefined: as they are (counts, areas). */
  decimals?: number;
  money: boolean;
}

/** Columns that hold counts, areas or years even where the table's unit is money. */
const NO_MONEY = /数量|个数|人数|面积|辆|台数|年限|年度|比例|占比|增长率|[%％]|（(?:个|人|平方米|台|套|辆)）/;
const NAME_HEAD = /^(项目|科目名称|科目|名称|项目名称|功能分类科目名称|支出项目|收入项目)$/;
/** Tables whose rows are functional classes: published with their heads even where they are empty. */
const BY_FUNCTION: ReadonlySet<string> = new Set<BudgetTableKind>([
  'income-summary',
  'expenditure-summary',
  'general-public-budget-expenditure',
  'government-funds',
  'state-capital',
]);
/** More columns than this do not fit upright, nor does a column of texts longer than `LONG`. */
const WIDE = 8;
const LONG = 60;

/**
 * A budget table as printed: heads rebuilt from the '/'-joined paths of its columns and merged, 序号 and code columns where
 * the rows have them, labels indented by the depth of their codes, money with separators and at least two decimals of
 * 万元.
 *
 * @param index of the table in the reading: `paths` begin with `/budgetTables/{index}`.
 */
export function layoutBudgetTable(table: BudgetTable, index: number): PaperTable {
  const columns = columnsOf(table);
  const heads = headRows(columns);
  const rows = table.rows.map((_, r) => columns.map((column) => cellOf(table, index, r, column)));
  const landscape = columns.length > WIDE || columns.some((c) => c.width >= LONG);
  spread(columns, landscape);
  const total = columns.reduce((sum, c) => sum + c.width, 0);
  if (!rows.length) rows.push(columns.map(() => blank()));
  return {
    id: `table-${index}`,
    title: table.title,
    ...(table.moneyUnit ? { unitNote: `单位：${table.moneyUnit}` } : {}),
    columnWidths: columns.map((c) => Math.round((c.width / total) * 10000) / 100),
    headRows: heads.length,
    rows: [...heads, ...rows],
    ...(table.note ? { note: table.note } : {}),
    ...(landscape ? { landscape } : {}),
  };
}

function cellOf(table: BudgetTable, index: number, r: number, column: Column): PaperCell {
  const row = table.rows[r];
  const at = (...steps: (string | number)[]) => pointer('budgetTables', index, 'rows', r, ...steps);
  if (!row) return blank();
  switch (column.source.kind) {
    case 'no':
      return row.no === undefined ? blank() : centred(String(row.no), at('no'));
    case 'code':
      return row.code === undefined ? blank() : text(row.code, at('code'));
    case 'label':
      return { text: indent(table.rows, r) + row.label, role: 'label', align: 'left', paths: [at('label')] };
    case 'cell': {
      const path = at('cells', column.source.index);
      const value = row.cells[column.source.index] ?? null;
      return typeof value === 'number' ? figureCell(value, column, table.moneyUnit, path) : text(value ?? '', path);
    }
  }
}

function figureCell(value: number, column: Column, unit: BudgetTable['moneyUnit'], path: string): PaperCell {
  const decimal = decimalOf(value);
  const printed = column.decimals === undefined ? decimal : rescale(decimal, Math.max(column.decimals, decimal.scale));
  return {
    text: groupDigits(printDecimal(printed)),
    role: 'number',
    align: 'right',
    paths: [path],
    ...(column.money && unit ? { exact: `${groupDigits(fromFen(toFen(value, unit), '元', 2))} 元` } : {}),
  };
}

function columnsOf(table: BudgetTable): Column[] {
  const paths = table.columns.map((c) => c.split('/').map((s) => s.trim()));
  const columns: Column[] = [];
  const codes = table.rows.flatMap((row) => (row.code === undefined ? [] : [row.code]));
  const goods = codes.length > 0 && codes.every((code) => /^[ABC]\d*$/.test(code));
  const classified = codes.length > 0 || (!table.rows.length && BY_FUNCTION.has(table.kind));
  if (table.rows.some((row) => row.no !== undefined) || (classified && !codes.length)) {
    columns.push({ source: { kind: 'no' }, path: ['序号'], width: 5, money: false });
  }
  const above = goods || !classified ? undefined : classification(table, codes);
  const code: Column = {
    source: { kind: 'code' },
    path: goods ? ['政府采购目录序号'] : [...(above ? [above] : []), '科目编码'],
    width: Math.max(9, ...codes.map((c) => c.length * 1.7)),
    money: false,
  };
  if (classified && !goods) columns.push(code);
  columns.push({ source: { kind: 'label' }, path: labelPath(table, paths, above), width: 26, money: false });
  for (const [index, path] of paths.entries()) {
    const values = table.rows.map((row) => row.cells[index] ?? null);
    const figures = values.filter((v) => typeof v === 'number');
    const words = values.filter((v) => typeof v === 'string').length;
    const money = table.moneyUnit !== null && figures.length > 0 && !NO_MONEY.test(path.at(-1) ?? '');
    columns.push({
      source: { kind: 'cell', index },
      path,
      width: NAME_HEAD.test(path.at(-1) ?? '') ? 26 : words > 0 ? widthOfWords(values) : widthOfFigures(figures),
      money,
      ...(money
        ? { decimals: Math.max(table.moneyUnit === '元' ? 0 : 2, ...figures.map((v) => decimalOf(v).scale)) }
        : {}),
    });
    if (codes.length && goods && /物品名称|品目名称|采购内容/.test(path.at(-1) ?? '')) columns.push(code);
  }
  if (codes.length && goods && !columns.includes(code)) columns.splice(1, 0, code);
  return columns;
}

function widthOfWords(values: readonly (string | number | null)[]): number {
  const longest = Math.max(...values.map((v) => (typeof v === 'string' ? v.length : 0)));
  return longest > LONG ? LONG : Math.min(28, Math.max(10, longest * 1.6));
}

/** Separators and two decimals stand beside the digits. */
function widthOfFigures(figures: readonly number[]): number {
  return Math.max(9, ...figures.map((v) => groupDigits(String(Math.trunc(Math.abs(v)))).length + 7));
}

/** Columns of long texts take what the others leave of the page, and not less than they need to be read. */
function spread(columns: readonly Column[], landscape: boolean): void {
  const long = columns.filter((c) => c.width >= LONG);
  const others = columns.reduce((sum, c) => sum + (c.width >= LONG ? 0 : c.width), 0);
  for (const column of long) column.width = Math.max(28, ((landscape ? 150 : 110) - others) / long.length);
}

/** The head over 科目编码 and 科目名称, by what the codes are. */
function classification(table: BudgetTable, codes: readonly string[]): string | undefined {
  const economic = codes.filter((code) => /^[35]\d{2}(\d{2})?$/.test(code)).length;
  if (economic > codes.length / 2)
    return codes.some((c) => c.startsWith('5')) ? '支出政府经济分类科目' : '支出部门经济分类科目';
  return table.kind === 'project-list' ? undefined : '功能分类科目';
}

/** The head of the label column, which the reading does not keep. In a two-sided table it stands under the left side. */
function labelPath(table: BudgetTable, paths: readonly string[][], above: string | undefined): string[] {
  if (above) return [above, '科目名称'];
  const right = paths.find((path, i) => i > 0 && NAME_HEAD.test((path.at(-1) ?? '').replace(/\s/g, '')));
  const left = paths[0];
  if (right && left && left.length > 1) return [...left.slice(0, -1), right.at(-1) ?? '项目'];
  if (table.kind === 'institutions') return ['单位名称'];
  if (table.kind === 'procurement' && left && left.length > 1) return [...left.slice(0, -1), '项目名称'];
  if (table.kind === 'procurement' || table.kind === 'project-list') return ['项目名称'];
  return ['项目'];
}

/** Rows of merged heads: equal neighbours on one level are one cell, a short path reaches down. */
function headRows(columns: readonly Column[]): PaperCell[][] {
  const height = Math.max(1, ...columns.map((c) => c.path.length));
  const rows: PaperCell[][] = [];
  for (let level = 0; level < height; level++) {
    const row: PaperCell[] = [];
    for (let c = 0; c < columns.length; ) {
      const path = columns[c]?.path ?? [];
      if (level >= path.length) {
        c++;
        continue;
      }
      const last = level === path.length - 1;
      let end = c + 1;
      while (!last && end < columns.length && sharesHead(path, columns[end]?.path ?? [], level)) end++;
      const rowSpan = last ? height - level : 1;
      row.push({
        ...headCell(path[level] ?? ''),
        ...(end - c > 1 ? { columnSpan: end - c } : {}),
        ...(rowSpan > 1 ? { rowSpan } : {}),
      });
      c = end;
    }
    rows.push(row);
  }
  return rows;
}

function sharesHead(a: readonly string[], b: readonly string[], level: number): boolean {
  return b.length > level + 1 && a.slice(0, level + 1).every((word, i) => word === b[i]);
}

/** Two blanks per level: by the code's depth (201, 20132, 2013201), else by 其中 and the rows that follow it. */
function indent(rows: BudgetTable['rows'], index: number): string {
  const row = rows[index];
  if (!row) return '';
  if (row.code !== undefined) {
    const shortest = /^[235]\d{2}$|^[235]\d{4}$|^[235]\d{6}$/.test(row.code) ? 3 : undefined;
    return shortest === undefined ? '' : '　'.repeat((row.code.length - shortest) / 2);
  }
  if (/^其中/.test(row.label)) return '　';
  if (isNumbered(row.label)) return '';
  for (let i = index - 1; i >= 0; i--) {
    const before = rows[i];
    if (!before || isNumbered(before.label) || before.code !== undefined) return '';
    if (/^其中/.test(before.label)) return '　　　　';
  }
  return '';
}

function isNumbered(label: string): boolean {
  return /^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[、.．]|.*(?:合计|总计|小计)$)/.test(
    label,
  );
}
