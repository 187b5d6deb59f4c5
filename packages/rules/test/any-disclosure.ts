import { BUDGET_TABLE_KINDS, type BudgetTable, type Disclosure, type GoalSheet, type Statement } from '@jizhun/model';
import fc from 'fast-check';
import { disclosure, goalSheet, income, indicator, spending, task } from '../src/example.ts';

/** Words of the field in any order: heads, names and figures as a reader that went astray would give them. */
const word = fc.constantFrom(
  '',
  '合计',
  '小计',
  '其中：',
  '基本支出',
  '项目支出',
  '本年收入合计',
  '收入总计',
  '支出总计',
  '一、一般公共服务支出',
  '“三公”经费小计',
  '二、公务用车购置及运维费',
  '数量',
  '单价',
  '资产总额',
  '财政拨款',
  '示例项目',
  '/',
  '**',
);
const figure = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }),
  fc.integer({ min: -5, max: 100 }),
  fc.constant(1e21),
  fc.constant(1e-9),
);
const cell = fc.oneof(figure, word, fc.constant(null), fc.constant('25. 7€'), fc.constant('—'));
const tables = fc.record({
  title: word,
  kind: fc.constantFrom(...Object.keys(BUDGET_TABLE_KINDS)),
  moneyUnit: fc.constantFrom('元', '万元', '亿元', null),
  columns: fc.array(
    fc.oneof(
      word,
      fc.tuple(word, word).map((levels) => levels.join('/')),
    ),
    { maxLength: 6 },
  ),
  rows: fc.array(
    fc.record(
      {
        code: fc.constantFrom('', '201', '20101', '2010101', '302', 'A02010105', '1'),
        label: word,
        cells: fc.array(cell, { maxLength: 7 }),
      },
      { requiredKeys: ['label', 'cells'] },
    ),
    { maxLength: 8 },
  ),
}) satisfies fc.Arbitrary<BudgetTable>;
const statements = fc.record(
  {
    section: word,
    claim: fc.oneof(word, fc.constantFrom('预算收支', '公用经费', '拟购置固定资产总额', '机关运行经费')),
    value: figure,
    unit: fc.constantFrom('元', '万元', '人', ''),
    direction: fc.constantFrom('up', 'down', 'same'),
  },
  { requiredKeys: ['section', 'claim', 'value', 'unit'] },
) satisfies fc.Arbitrary<Statement>;
const amount = fc.integer({ min: -1e6, max: 1e9 }).map((n) => n / 100);
const sheets: fc.Arbitrary<GoalSheet> = fc
  .record({
    name: word,
    scope: fc.constantFrom('department' as const, 'project' as const),
    lines: fc.array(
      fc.tuple(fc.constantFrom(income, spending), word, amount, fc.constantFrom('FY' as const, 'H1' as const)),
      { maxLength: 6 },
    ),
    tasks: fc.array(
      fc.tuple(fc.constantFrom('key' as const, 'other' as const), word, fc.option(amount, { nil: undefined })),
      { maxLength: 4 },
    ),
    indicators: fc.array(
      fc.tuple(
        word,
        fc.oneof(word, fc.string(), fc.constantFrom('≥90100', '≥0人', '100百分比', '2-5万元/个')),
        fc.option(word, { nil: undefined }),
      ),
      { maxLength: 6 },
    ),
  })
  .map(({ name, scope, lines, tasks, indicators }) =>
    goalSheet(name, {
      scope,
      funding: lines.map(([make, label, value, period]) => make(label, value, period)),
      tasks: tasks.map(([group, taskName, value]) => task(group, taskName, value)),
      indicators: indicators.map(([level, value, half]) =>
        indicator(`产出指标/成本指标/${level.replace(/\//g, '')}`, value, half === undefined ? {} : { H1: half }),
      ),
    }),
  );
/** Any disclosure that keeps the schema, of parts that look like those of the field. */
export const disclosures: fc.Arbitrary<Disclosure> = fc
  .record({
    tables: fc.array(tables, { maxLength: 5 }),
    statements: fc.array(statements, { maxLength: 6 }),
    sheets: fc.array(sheets, { maxLength: 4 }),
  })
  .map(disclosure);
