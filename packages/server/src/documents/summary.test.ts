import type { BudgetTable, Disclosure, FundingLine, GoalSheet } from '@jizhun/model';
import { expect, test } from 'vitest';
import { summarise } from './summary.ts';

function disclosure(more: Partial<Disclosure>): Disclosure {
  return {
    schema: 'jizhun/disclosure@1',
    source: { name: 'x', sha256: 'x', mediaType: 'x' },
    goalSheets: [],
    budgetTables: [],
    statements: [],
    unread: [],
    provenance: {},
    ...more,
  };
}

function sheet(more: Partial<GoalSheet>): GoalSheet {
  return {
    id: 's',
    form: 'goal',
    scope: 'project',
    name: '示例项目',
    attributes: {},
    funding: [],
    schedule: [],
    tasks: [],
    indicators: [{ level1: '', level2: '', level3: '甲', kind: 'unknown', targets: [] }],
    ...more,
  };
}

const line = (side: FundingLine['side'], label: string, fen: number, more: Partial<FundingLine> = {}): FundingLine => ({
  side,
  label,
  fen,
  period: 'FY',
  ...more,
});

const table = (kind: string, rows: BudgetTable['rows'], moneyUnit: BudgetTable['moneyUnit'] = '万元'): BudgetTable => ({
  title: kind,
  kind,
  moneyUnit,
  columns: ['预算数'],
  rows,
});

const amount = (more: Partial<Disclosure>) => summarise(disclosure(more)).amountFen;

test('the amount is the total of the surest table', () => {
  const budgetTables = [
    table('fiscal-summary', [{ label: '收入总计', cells: [100] }]),
    table('income-expenditure-summary', [
      { label: '本年收入合计', cells: [5_400] },
      { label: '收 入 总 计', cells: [5_464.38, '支出总计', 5_464.38] },
    ]),
  ];
  expect(
    amount({ budgetTables, goalSheets: [sheet({ funding: [line('income', '总额', 1, { source: 'total' })] })] }),
  ).toBe(5_464_380_000);
  expect(amount({ budgetTables: [table('income-summary', [{ label: '合计', cells: ['', '1,234.50'] }], '元')] })).toBe(
    123_450,
  );
});

test('without a table it is that of the department, else the sum of the projects', () => {
  const project = (fen: number) => sheet({ funding: [line('income', '年度资金总额', fen, { source: 'total' })] });
  const department = sheet({ scope: 'department', funding: [line('expenditure', '合计', 900, { source: 'total' })] });
  expect(amount({ goalSheets: [project(100), department, project(200)] })).toBe(900);
  expect(amount({ goalSheets: [project(100), project(200)] })).toBe(300);
});

test('a form without a total has one where both sides add up to the same', () => {
  const income = [line('income', '财政拨款', 700), line('income', '其他资金', 50), line('income', '其中：专户', 20)];
  const expenditure = [line('expenditure', '基本支出', 250), line('expenditure', '项目支出', 500)];
  expect(amount({ goalSheets: [sheet({ funding: [...income, ...expenditure] })] })).toBe(750);
  expect(amount({ goalSheets: [sheet({ funding: [...income, line('expenditure', '基本支出', 250)] })] })).toBeNull();
});

test('what states no amount, or one beyond every budget, has none', () => {
  expect(amount({})).toBeNull();
  expect(amount({ budgetTables: [table('income-summary', [{ label: '合计', cells: [1e15] }], '亿元')] })).toBeNull();
  expect(amount({ budgetTables: [table('income-summary', [{ label: '合计', cells: [5] }], null)] })).toBeNull();
});

test('a file without form or table, and forms without indicators, are said', () => {
  const at = { part: 'body', how: 'printed' as const };
  expect(summarise(disclosure({ unread: [{ text: '函', at }] })).notice).toMatch(/读到的 1 段文字/);
  expect(summarise(disclosure({ goalSheets: [sheet({ indicators: [] })] })).notice).toMatch(/没有绩效指标/);
  expect(summarise(disclosure({ goalSheets: [sheet({}), sheet({ indicators: [], name: '乙' })] })).notice).toMatch(
    /^1 张.*乙/,
  );
  const filled = [
    sheet({}),
    sheet({ indicators: [], parts: [{ heading: '一' }] }),
    sheet({ indicators: [], withheld: { reason: '涉密' } }),
  ];
  expect(summarise(disclosure({ goalSheets: filled })).notice).toBeUndefined();
});
