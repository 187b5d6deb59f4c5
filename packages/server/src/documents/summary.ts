import {
  type BudgetTable,
  type BudgetTableKind,
  type Disclosure,
  type FundingLine,
  type GoalSheet,
  parseDecimal,
  toFen,
} from '@jizhun/model';
import type { ReadingSummary } from '@jizhun/store';

/** The tables that state a unit's total, the surest first. */
const TOTAL_TABLES: readonly BudgetTableKind[] = [
  'income-expenditure-summary',
  'expenditure-summary',
  'income-summary',
  'fiscal-summary',
  'general-public-budget-expenditure',
];
/** How a row of totals is called, the most comprehensive first. */
const TOTAL_LABELS: readonly RegExp[] = [
  /^(收入|支出|收支)?总计$/,
  /^(收入|支出)?合计$/,
  /^本年(收入|支出)(合计|总计)$/,
];

/** The first amount in the row of totals; null where the table has none or names no unit of money. */
function totalOfTable(table: BudgetTable): number | null {
  const { moneyUnit } = table;
  if (moneyUnit === null) return null;
  for (const wording of TOTAL_LABELS) {
    const row = table.rows.find(({ label }) => wording.test(label.replace(/[\s:：]/g, '')));
    for (const cell of row?.cells ?? []) {
      const value = typeof cell === 'string' ? parseDecimal(cell) : cell;
      if (value !== null) return fenOrNull(() => toFen(value, moneyUnit));
    }
  }
  return null;
}

/** A figure beyond every budget is a slip for the rules to name, not an amount to list. */
function fenOrNull(convert: () => number): number | null {
  try {
    return convert();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * What a goal sheet says is its whole funding: the year's, else that of the whole period, else of an earlier state. A
 * form without a total has one all the same where income and expenditure add up to the same.
 */
function totalOfSheet({ funding }: GoalSheet): number | null {
  for (const period of ['FY', 'CYCLE', 'INITIAL', 'EXPECTED', 'ACTUAL'] as const) {
    const lines = funding.filter((line) => line.period === period && line.month === undefined);
    const total = lines.find((line) => line.source === 'total');
    if (total !== undefined) return total.fen;
    const only = lines.at(0);
    if (only !== undefined && lines.length === 1) return only.fen;
    const income = sumOf(lines, 'income');
    if (income !== null && income === sumOf(lines, 'expenditure')) return income;
  }
  return null;
}

/** All lines of one side that are no part of another line; null where there is none. */
function sumOf(lines: readonly FundingLine[], side: FundingLine['side']): number | null {
  const own = lines.filter((line) => line.side === side && !/^其中/.test(line.label) && line.source !== 'subtotal');
  const sum = own.reduce((all, { fen }) => all + fen, 0);
  return own.length === 0 || !Number.isSafeInteger(sum) ? null : sum;
}

/** The amount by which a document is listed: the unit's total in its tables, else in its own sheet, else its projects'. */
function amountOf({ budgetTables, goalSheets }: Disclosure): number | null {
  for (const kind of TOTAL_TABLES) {
    for (const table of budgetTables) {
      const total = table.kind === kind ? totalOfTable(table) : null;
      if (total !== null) return total;
    }
  }
  const department = goalSheets.find((sheet) => sheet.scope === 'department');
  const ofDepartment = department === undefined ? null : totalOfSheet(department);
  if (ofDepartment !== null) return ofDepartment;
  const totals = goalSheets.map(totalOfSheet).filter((total) => total !== null);
  const sum = totals.reduce((all, one) => all + one, 0);
  return totals.length === 0 || !Number.isSafeInteger(sum) ? null : sum;
}

/** What a reader should know of a file in which nothing, or nothing to measure by, was found. */
function noticeOf({ budgetTables, goalSheets, unread }: Disclosure): string | undefined {
  if (goalSheets.length === 0 && budgetTables.length === 0) {
    const rest = unread.length === 0 ? '文件中没有可读的内容' : `读到的 ${unread.length} 段文字列在“未归类内容”中`;
    return `这份文件中没有绩效目标表，也没有预算表；${rest}。请确认选对了文件。`;
  }
  const empty = goalSheets.filter(
    ({ indicators, parts, withheld }) => indicators.length === 0 && parts === undefined && withheld === undefined,
  );
  const first = empty.at(0);
  if (first === undefined) return undefined;
  return goalSheets.length === empty.length
    ? '绩效目标表中没有绩效指标，请确认是否漏填。'
    : `${empty.length} 张绩效目标表中没有绩效指标（如“${first.name}”），请确认是否漏填。`;
}

/** What the list shows of a reading. */
export function summarise(disclosure: Disclosure): ReadingSummary {
  const { title, fiscalYear, place, unit, goalSheets, budgetTables, unread } = disclosure;
  const unitName = unit?.name ?? goalSheets.find((sheet) => sheet.scope === 'department')?.name;
  const notice = noticeOf(disclosure);
  return {
    ...(title === undefined ? {} : { title }),
    ...(unitName === undefined || unitName === '' ? {} : { unitName }),
    ...(place === undefined
      ? {}
      : {
          place: {
            ...(place.id === undefined ? {} : { id: place.id }),
            ...(place.adcode === undefined ? {} : { adcode: place.adcode }),
            ...(place.name === undefined ? {} : { name: place.name }),
          },
        }),
    ...(fiscalYear === undefined ? {} : { fiscalYear }),
    sheetCount: goalSheets.length,
    indicatorCount: goalSheets.reduce((count, sheet) => count + sheet.indicators.length, 0),
    tableCount: budgetTables.length,
    amountFen: amountOf(disclosure),
    unreadCount: unread.length,
    ...(notice === undefined ? {} : { notice }),
  };
}
