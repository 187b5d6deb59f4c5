import {
  type BudgetTable,
  type BudgetTableKind,
  comparable,
  type Disclosure,
  type FundingLine,
  type GoalSheet,
  type Indicator,
  type JsonPointer,
  type Period,
  type Statement,
  sameValue,
} from '@jizhun/model';
import { decimalsOf, type Exact, exact, type PrintedUnit } from './exact.ts';
import { lookAtIndicators } from './looks.ts';
import { isTotal, nameKey } from './wording.ts';

/**
 * A disclosure prepared once for all rules: names in the form in which they are compared, figures as exact quantities,
 * tables by kind, and the JSON pointer of everything.
 */
export interface DisclosureIndex {
  readonly disclosure: Disclosure;
  readonly sheets: readonly SheetIndex[];
  readonly tables: readonly TableIndex[];
  readonly statements: readonly StatementIndex[];
  /** Tables of a kind, in document order. */
  tablesOf(kind: BudgetTableKind): readonly TableIndex[];
}

export interface SheetIndex {
  /** All of it but the indicators: who wants these is to ask the index, which notes it. */
  readonly sheet: Omit<GoalSheet, 'indicators'>;
  readonly at: number;
  readonly path: JsonPointer;
  /** To look at them is noted (looks.ts): what looks at none stays as it was when only they have changed. */
  readonly indicators: readonly IndicatorIndex[];
  readonly funding: readonly FundingIndex[];
  /** Whether an indicator is scored. */
  readonly scored: boolean;
  /** Whether a target says 涉密. */
  readonly secret: boolean;
  /** The same object as long as all of the sheet but `indicators` is the same. */
  readonly rest: object;
}

export interface FundingIndex {
  readonly line: FundingLine;
  readonly path: JsonPointer;
  readonly key: string;
  readonly value: Exact;
}

export interface IndicatorIndex {
  readonly indicator: Indicator;
  readonly path: JsonPointer;
  readonly sheet: SheetIndex;
  /** `level3` as it is compared. */
  readonly key: string;
}

export interface StatementIndex {
  readonly statement: Statement;
  readonly at: number;
  readonly path: JsonPointer;
  /** The claim as it is compared, without year and 其中. */
  readonly key: string;
  /** 元, 万元 or 亿元; null where the figure is no money. */
  readonly unit: PrintedUnit;
  readonly value: Exact;
}

/** money: in the table's unit; number: a count, an area, a price of another unit; text: names, notes. */
export type ColumnRole = 'money' | 'number' | 'text';

export interface ColumnIndex {
  readonly at: number;
  /** The head as printed, levels joined with '/'. */
  readonly head: string;
  /** Levels of the head as they are compared. */
  readonly levels: readonly string[];
  /** The innermost level. */
  readonly key: string;
  readonly role: ColumnRole;
}

/** A quantity, null for a blank or a dash, or the printed words where a figure should stand but cannot be read. */
export type CellValue = Exact | null | string;

export interface RowIndex {
  readonly at: number;
  readonly path: JsonPointer;
  readonly label: string;
  readonly key: string;
  readonly code: string;
  /** One per column; text columns are null. */
  readonly values: readonly CellValue[];
}

export interface TableIndex {
  readonly table: BudgetTable;
  readonly at: number;
  readonly path: JsonPointer;
  readonly kind: string;
  readonly unit: PrintedUnit;
  /** Decimals to which its figures are rounded; null where none are printed, so that it cannot be known. */
  readonly decimals: number | null;
  readonly columns: readonly ColumnIndex[];
  readonly rows: readonly RowIndex[];
  /** The row 合计 of a list; undefined in a two-sided table. */
  readonly total: RowIndex | undefined;
}

const COUNT_HEAD =
  /数量|单价|面积|比例|占比|比重|增减|增长|%|％|率$|编制|人数|辆|套数|台数|份数|折旧年限|分值|权重|得分/;
const TEXT_HEAD = /名称|备注|说明|依据|目标|指标|内容|性质|规格|形式|单位$|^项目$|类别|用途|科目/;
const CODE_HEAD = /(科目|项目|功能分类|经济分类|单位)?(编码|代码)$|^(行次|栏次|序号)$/;
const DASH = /^[\s\-—–－/\\]*$/;

/** An index as the engine keeps it from edit to edit. */
export interface KeptIndex extends DisclosureIndex {
  /** What each sheet is but for its indicators; the same list as long as they are the same. */
  readonly rests: readonly object[];
}

/** Indexes a disclosure; what is the same as in an index `before`, at the same position, is taken from it. */
export function indexDisclosure(disclosure: Disclosure, before?: KeptIndex): KeptIndex {
  const { goalSheets, budgetTables, statements } = disclosure;
  const old = before?.disclosure;
  const sheets =
    before && old?.goalSheets === goalSheets
      ? before.sheets
      : reindex(goalSheets, old?.goalSheets, before?.sheets, (sheet, at) =>
          indexSheet(sheet, at, old?.goalSheets[at], before?.sheets[at]),
        );
  const tables = reindex(budgetTables, old?.budgetTables, before?.tables, indexTable);
  const kinds = new Map<string, TableIndex[]>();
  for (const table of tables) {
    const same = kinds.get(table.kind);
    if (same) same.push(table);
    else kinds.set(table.kind, [table]);
  }
  const byKind = new Map<string, readonly TableIndex[]>();
  for (const [kind, list] of kinds) byKind.set(kind, sameList(list, before?.tablesOf(kind as BudgetTableKind)));
  return {
    disclosure,
    sheets,
    rests:
      before?.sheets === sheets
        ? before.rests
        : sameList(
            sheets.map(({ rest }) => rest),
            before?.rests,
          ),
    tables,
    statements: reindex(statements, old?.statements, before?.statements, indexStatement),
    tablesOf: (kind) => byKind.get(kind) ?? NO_TABLES,
  };
}

const NO_TABLES: readonly TableIndex[] = [];

/** `before` where it holds the same, so that one look tells that nothing changed. */
function sameList<T>(list: readonly T[], before: readonly T[] | undefined): readonly T[] {
  return before && before.length === list.length && list.every((one, i) => one === before[i]) ? before : list;
}

function reindex<T, I>(
  list: readonly T[],
  old: readonly T[] | undefined,
  before: readonly I[] | undefined,
  make: (one: T, at: number) => I,
): readonly I[] {
  const made = list.map((one, at) => {
    const known = before?.[at];
    return known !== undefined && sameValue(old?.[at], one) ? known : make(one, at);
  });
  return sameList(made, before);
}

function indexSheet(sheet: GoalSheet, at: number, old?: GoalSheet, before?: SheetIndex): SheetIndex {
  const path = `/goalSheets/${at}`;
  const indicators: IndicatorIndex[] = [];
  const scored = sheet.indicators.some(({ score }) => score !== undefined);
  const secret = sheet.indicators.some(({ targets }) => targets.some(({ raw }) => raw.includes('涉密')));
  const known =
    old && before?.scored === scored && before.secret === secret && sameButIndicators(old, sheet) ? before : undefined;
  const index: SheetIndex = {
    sheet,
    at,
    path,
    get indicators() {
      lookAtIndicators();
      return indicators;
    },
    funding:
      known?.funding ??
      sheet.funding.map((line, i) => ({
        line,
        path: `${path}/funding/${i}`,
        key: nameKey(line.label),
        value: BigInt(line.fen),
      })),
    scored,
    secret,
    rest: known?.rest ?? {},
  };
  sheet.indicators.forEach((indicator, i) => {
    indicators.push({ indicator, path: `${path}/indicators/${i}`, sheet: index, key: comparable(indicator.level3) });
  });
  return index;
}

function sameButIndicators({ indicators: _, ...one }: GoalSheet, { indicators: __, ...other }: GoalSheet): boolean {
  return sameValue(one, other);
}

function indexStatement(statement: Statement, at: number): StatementIndex {
  const unit =
    statement.unit === '元' || statement.unit === '万元' || statement.unit === '亿元' ? statement.unit : null;
  return {
    statement,
    at,
    path: `/statements/${at}`,
    key: claimKey(statement.claim),
    unit,
    value: exact(statement.value, unit),
  };
}

/** 2024年预算收入 → 预算收入; 其中：人员经费 → 人员经费; 基本支出：日常公用经费 → 日常公用经费. */
function claimKey(claim: string): string {
  const innermost = claim.split(/[:：]/).at(-1) || claim;
  return nameKey(innermost.replace(/[（(][^()（）]*[)）]\s*$/, '')).replace(
    /^(?:(?:19|20)\d\d年度?|本年度?|全年|我部门|我单位|本部门|部门|本级|其中)+/,
    '',
  );
}

function indexTable(table: BudgetTable, at: number): TableIndex {
  const path = `/budgetTables/${at}`;
  const columns = table.columns.map((head, c) => indexColumn(table, head, c));
  let decimals = 0;
  const rows = table.rows.flatMap((row, r): RowIndex[] => {
    if (repeatsHead(row, columns) || isBlank(row)) return [];
    const values = columns.map((column): CellValue => {
      const cell = row.cells[column.at];
      if (column.role === 'text' || cell === null || cell === undefined) return null;
      if (typeof cell === 'string') return DASH.test(cell) ? null : cell;
      if (column.role === 'money' && decimals < 2) decimals = Math.max(decimals, Math.min(2, decimalsOf(cell)));
      return exact(cell, column.role === 'money' ? table.moneyUnit : null);
    });
    return [
      { at: r, path: `${path}/rows/${r}`, label: row.label, key: nameKey(row.label), code: codeOf(row.code), values },
    ];
  });
  return {
    table,
    at,
    path,
    kind: table.kind,
    unit: table.moneyUnit,
    decimals: decimals || null,
    columns,
    rows,
    total: rows.find((row) => !row.code && isTotal(row.label)),
  };
}

/** A row that says nothing, left for looks or for later. */
function isBlank({ code, label, cells }: BudgetTable['rows'][number]): boolean {
  return !code && label === '' && cells.every((cell) => cell === null || cell === '');
}

/** A row that only prints the heads again, at the top of a page. */
function repeatsHead({ cells }: BudgetTable['rows'][number], columns: readonly ColumnIndex[]): boolean {
  let same = 0;
  for (const { at, key } of columns) {
    const cell = cells[at];
    if (typeof cell === 'number') return false;
    if (typeof cell === 'string' && key !== '' && nameKey(cell) === key) same++;
  }
  return same >= 2 && same * 2 >= columns.length;
}

function indexColumn(table: BudgetTable, head: string, at: number): ColumnIndex {
  const levels = head.split('/').map(nameKey);
  const key = levels.at(-1) ?? '';
  let numbers = 0;
  let words = 0;
  for (const row of table.rows) {
    const cell = row.cells[at];
    if (typeof cell === 'number') numbers++;
    else if (typeof cell === 'string' && !DASH.test(cell)) words++;
  }
  const text = words > numbers || (numbers === 0 && TEXT_HEAD.test(key)) || isCodeHead(key);
  return { at, head, levels, key, role: text ? 'text' : COUNT_HEAD.test(head) ? 'number' : 'money' };
}

function codeOf(code: string | undefined): string {
  return code ? code.replace(/\s/g, '') : '';
}

/** Whether a column holds codes or numbers of rows: figures that nobody adds up. */
export function isCodeHead(key: string): boolean {
  return CODE_HEAD.test(key);
}

/** JSON pointer of a cell. */
export function cellPath(row: RowIndex, column: ColumnIndex): JsonPointer {
  return `${row.path}/cells/${column.at}`;
}

/** First column whose innermost head matches and that holds figures. */
export function columnOf(table: TableIndex, head: RegExp): ColumnIndex | undefined {
  return table.columns.find((column) => column.role !== 'text' && head.test(column.key));
}

/** The column of a group: the one of that name, or the 小计 of the group that bears it. */
export function columnOfGroup(table: TableIndex, name: RegExp): ColumnIndex | undefined {
  return table.columns.find(({ key, levels, role }) => {
    if (role === 'text') return false;
    return name.test(key) || (/^(小计|合计)$/.test(key) && name.test(levels.at(-2) ?? ''));
  });
}

/** First row whose name matches. */
export function rowOf(table: TableIndex, name: RegExp): RowIndex | undefined {
  return table.rows.find((row) => name.test(row.key));
}

/** The funding lines of a sheet for a side and period, in printed order. */
export function fundingOf(sheet: SheetIndex, side: FundingLine['side'], period: Period): readonly FundingIndex[] {
  return sheet.funding.filter(({ line }) => line.side === side && line.period === period && line.month === undefined);
}

/** What a sheet says its money for the year is: its line of total, else the only line of expenditure. */
export function budgetOf(sheet: SheetIndex): FundingIndex | undefined {
  const total = fundingOf(sheet, 'income', 'FY').find(({ line }) => line.source === 'total');
  if (total) return total;
  const spent = fundingOf(sheet, 'expenditure', 'FY');
  return spent.find(({ line }) => line.source === 'total') ?? (spent.length === 1 ? spent[0] : undefined);
}
