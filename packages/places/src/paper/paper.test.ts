import type { BudgetTable, GoalSheet, JsonPointer } from '@jizhun/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { places } from '../registry.ts';
import { chooseForm } from './choose.ts';
import { targetParts } from './indicators.ts';
import type { PaperTable } from './paper.ts';
import { layoutGoalSheet } from './sheet.ts';
import { layoutBudgetTable } from './table.ts';

const word = fc.string({
  unit: fc.constantFrom(...'培训资金目标率人数办公设备质量完成任务'),
  minLength: 1,
  maxLength: 12,
});
const maybe = <T>(a: fc.Arbitrary<T>) => fc.option(a, { nil: undefined });
/** Record without its undefined members, as JSON has it. */
function record<T extends object>(members: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record(members).map((r) => JSON.parse(JSON.stringify(r)) as T);
}

const KNOWN_LABELS = [
  '单位主要职能',
  '年度目标',
  '年度总体目标',
  '总体绩效目标',
  '绩效目标',
  '立项必要性',
  '项目编码',
  '资金主管部门',
  '预算规模及资金用途',
  '项目属性',
  '中长期目标',
];
const period = fc.constantFrom('H1', 'FY', 'CYCLE', 'INITIAL', 'ACTUAL', 'EXPECTED', 'HISTORY');
const raw = fc.oneof(
  fc.constantFrom('≥95%', '2-10个', '完成有关任务', '=100%', '约90%', '2000元-5000元/人', '15人数', '≥90100', '0'),
  word,
);
const target = record({
  period,
  month: maybe(fc.constantFrom(6, 7)),
  column: maybe(fc.constantFrom('指标值', '半年指标值', '全年（程）指标值')),
  raw,
  operator: fc.constant(null),
  value: fc.constant(null),
  max: fc.constant(null),
  unit: fc.constant(null),
  text: fc.constant(null),
});
const indicator = record({
  level1: fc.constantFrom('产出指标', '效益指标', '满意度指标', ''),
  level2: fc.constantFrom('数量指标', '质量指标', '社会效益指标', ''),
  level3: word,
  code: maybe(word),
  kind: fc.constant('unknown'),
  task: maybe(fc.constantFrom('综合工作', '信息化')),
  description: maybe(word),
  basis: maybe(word),
  scoring: maybe(word),
  source: maybe(word),
  weight: maybe(fc.integer({ min: 0, max: 50 })),
  score: maybe(fc.integer({ min: 0, max: 50 })),
  deviation: maybe(word),
  direction: maybe(fc.constantFrom('positive', 'negative')),
  attribute: maybe(fc.constantFrom('quantitative', 'qualitative')),
  core: maybe(fc.boolean()),
  targets: fc.array(target, { maxLength: 4 }),
});
const fundingLine = record({
  side: fc.constantFrom('income', 'expenditure'),
  label: fc.oneof(
    fc.constantFrom('资金总额', '基本支出', '项目支出', '预算数', '其中：财政拨款', '财政拨款', '其他资金'),
    word,
  ),
  period,
  month: maybe(fc.constantFrom(6, 7)),
  column: maybe(fc.constantFrom('全年预算数', '1-7月执行数')),
  fen: fc.integer({ min: -1e12, max: 1e15 }),
});
const sheet = record({
  id: fc.constant('s'),
  form: fc.constantFrom('goal', 'monitoring', 'self-evaluation', 'review'),
  scope: fc.constantFrom('department', 'project', 'transfer'),
  name: word,
  code: maybe(word),
  unit: maybe(word),
  supervisor: maybe(word),
  fiscalYear: maybe(fc.integer({ min: 2015, max: 2030 })),
  attributes: fc.dictionary(fc.oneof(fc.constantFrom(...KNOWN_LABELS), word), word, { maxKeys: 8 }),
  funding: fc.array(fundingLine, { maxLength: 12 }),
  schedule: fc.array(
    record({ label: word, month: fc.integer({ min: 1, max: 12 }), percent: fc.integer({ min: 0, max: 100 }) }),
    {
      maxLength: 5,
    },
  ),
  tasks: fc.array(
    record({
      group: fc.constantFrom('key', 'other'),
      seq: maybe(fc.integer()),
      name: word,
      content: maybe(word),
      fen: maybe(fc.integer()),
    }),
    { maxLength: 5 },
  ),
  indicators: fc.array(indicator, { maxLength: 12 }),
  parts: maybe(fc.array(record({ heading: word, goal: maybe(word), indicators: maybe(word) }), { maxLength: 3 })),
  plan: maybe(fc.array(record({ content: word, start: maybe(word), end: maybe(word) }), { maxLength: 3 })),
  evaluation: maybe(
    record({
      execution: fc.array(
        record({ label: word, rate: maybe(fc.integer()), weight: maybe(fc.integer()), score: maybe(fc.integer()) }),
        {
          maxLength: 3,
        },
      ),
      total: maybe(fc.integer()),
    }),
  ),
  withheld: maybe(record({ reason: word })),
}) as fc.Arbitrary<GoalSheet>;

const place = fc.constantFrom(
  undefined,
  ...places.map(({ id, adcode, name }) => ({ id, ...(adcode ? { adcode } : {}), name })),
);

const escaped = (step: string) => step.replace(/~/g, '~0').replace(/\//g, '~1');

/** Every value of a sheet that paper must show, as a pointer; structure that a reader derives (id, kind, year) is none. */
function valuesOf(s: GoalSheet, at: string): JsonPointer[] {
  const found: JsonPointer[] = [];
  const walk = (value: unknown, path: string, skip: readonly string[]): void => {
    if (value === undefined || value === null) return;
    if (Array.isArray(value)) for (const [i, v] of value.entries()) walk(v, `${path}/${i}`, skip);
    else if (typeof value === 'object') {
      for (const [k, v] of Object.entries(value)) if (!skip.includes(k)) walk(v, `${path}/${escaped(k)}`, skip);
    } else found.push(path);
  };
  for (const key of ['name', 'code', 'unit', 'supervisor'] as const)
    if (s[key] !== undefined) found.push(`${at}/${key}`);
  for (const key of Object.keys(s.attributes)) found.push(`${at}/attributes/${escaped(key)}`);
  found.push(...s.funding.map((_, i) => `${at}/funding/${i}`), ...s.schedule.map((_, i) => `${at}/schedule/${i}`));
  walk(s.tasks, `${at}/tasks`, ['group']);
  for (const [i, one] of s.indicators.entries()) {
    const { targets, kind: _, ...fields } = one;
    walk(fields, `${at}/indicators/${i}`, []);
    found.push(...targets.map((_, t) => `${at}/indicators/${i}/targets/${t}`));
  }
  walk(s.parts, `${at}/parts`, []);
  walk(s.plan, `${at}/plan`, []);
  walk(s.evaluation, `${at}/evaluation`, []);
  walk(s.withheld, `${at}/withheld`, []);
  return found;
}

/** Places every cell on the grid and throws on a hole, an overlap or a cell that leaves it. */
function expectGrid(paper: PaperTable): void {
  const width = paper.columnWidths.length;
  const taken: (boolean | undefined)[][] = paper.rows.map(() => []);
  for (const [r, row] of paper.rows.entries()) {
    let column = 0;
    for (const cell of row) {
      while (taken[r]?.[column]) column++;
      for (let y = r; y < r + (cell.rowSpan ?? 1); y++) {
        for (let x = column; x < column + (cell.columnSpan ?? 1); x++) {
          const line = taken[y];
          if (!line || line[x] || x >= width) throw new Error(`cell 「${cell.text}」 of row ${r} does not fit`);
          line[x] = true;
        }
      }
    }
  }
  for (const [r, line] of taken.entries()) {
    for (let x = 0; x < width; x++) if (!line[x]) throw new Error(`hole in row ${r}, column ${x}`);
  }
  expect(paper.columnWidths.every((w) => w > 0)).toBe(true);
  expect(Math.round(paper.columnWidths.reduce((a, b) => a + b, 0))).toBe(100);
}

describe('a goal sheet on paper', () => {
  it('shows every value exactly once, on a grid without holes', () => {
    fc.assert(
      fc.property(sheet, place, (s, p) => {
        const paper = layoutGoalSheet(s, 2, p);
        expectGrid(paper);
        const shown = new Map<JsonPointer, number>();
        for (const cell of paper.rows.flat()) {
          for (const path of cell.paths) {
            // Operator, figure and unit of one target are one value.
            const value = path.replace(/(\/targets\/\d+)\/(?:operator|value|unit)$/, '$1');
            const times = value === path ? 1 : 1 / 3;
            shown.set(value, (shown.get(value) ?? 0) + times);
          }
        }
        for (const path of valuesOf(s, '/goalSheets/2'))
          expect([path, Math.round((shown.get(path) ?? 0) * 3) / 3]).toEqual([path, 1]);
      }),
      { numRuns: 300 },
    );
  });

  it('splits a target without losing a character', () => {
    fc.assert(
      fc.property(fc.oneof(raw, fc.string()), (text) => {
        const { operator, value, unit } = targetParts({ raw: text });
        expect(operator + value + unit).toBe(text);
      }),
    );
    expect(targetParts({ raw: '≥2300学时' })).toEqual({ operator: '≥', value: '2300', unit: '学时' });
    expect(targetParts({ raw: '100%' })).toEqual({ operator: '', value: '100', unit: '%' });
    expect(targetParts({ raw: '2-10个' })).toEqual({ operator: '', value: '2-10', unit: '个' });
    expect(targetParts({ raw: '较上年提升' })).toEqual({ operator: '', value: '较上年提升', unit: '' });
  });
});

describe('分项绩效目标', () => {
  const parts = [
    { heading: '（一）水资源', goal: '核查取水口。', indicators: '核查480处。' },
    { heading: '（二）河湖', goal: '巡查河湖。' },
  ];
  const told = '（一）水资源\n绩效目标：核查取水口。\n绩效指标：核查480处。\n（二）河湖\n绩效目标：巡查河湖。';
  const paperOf = (value: string) =>
    layoutGoalSheet(
      {
        id: 'a',
        form: 'goal',
        scope: 'department',
        name: '水务局',
        attributes: { 分项绩效目标: value },
        funding: [],
        schedule: [],
        tasks: [],
        indicators: [],
        parts,
      },
      0,
    );

  it('stands once where a text and its parts say the same', () => {
    const label = paperOf(told)
      .rows.flat()
      .find(({ text }) => text === '分项绩效目标');
    expect(label).toMatchObject({ rowSpan: 5, paths: ['/goalSheets/0/attributes/分项绩效目标'] });
    expect(
      paperOf(told)
        .rows.flat()
        .filter(({ text }) => text.includes('巡查河湖')),
    ).toHaveLength(1);
  });

  it('stands beside its parts where it says more', () => {
    const cells = paperOf(`${told}另行安排。`).rows.flat();
    expect(cells.filter(({ text }) => text.includes('巡查河湖'))).toHaveLength(2);
  });
});

describe('the form of a sheet', () => {
  const base: GoalSheet = {
    id: 'a',
    form: 'goal',
    scope: 'project',
    name: '设备更新',
    attributes: {},
    funding: [],
    schedule: [],
    tasks: [],
    indicators: [],
  };
  const one = { level1: '产出指标', level2: '数量指标', level3: '设备数量', kind: 'output.quantity' } as const;
  const t = { raw: '≥5台', operator: '>=', value: 5, max: null, unit: '台', text: null } as const;

  it('is told by its labels and columns, whatever the place', () => {
    const kaiping: GoalSheet = {
      ...base,
      code: '00000024P000000000001',
      attributes: { 项目编码: '00000024P000000000001', 预算规模及资金用途: '更新设备', 绩效目标: '更新老旧设备' },
      funding: [{ side: 'income', label: '预算数', source: 'total', period: 'FY', fen: 500_000_000 }],
      schedule: [{ label: '6月底', month: 6, percent: 50 }],
      indicators: [{ ...one, description: '采购数量', basis: '采购计划', targets: [{ ...t, period: 'FY' }] }],
    };
    expect(chooseForm(kaiping).id).toBe('hebei-kaiping/project');
    expect(chooseForm(kaiping, { id: 'jiangsu', adcode: '320000' }).id).toBe('hebei-kaiping/project');
    const interim: GoalSheet = {
      ...base,
      attributes: { 项目类型: '常年', 项目级次: '本级', 立项必要性: '需要', 中长期目标: '更新', 年度目标: '更新' },
      indicators: [
        {
          ...one,
          targets: [
            { ...t, period: 'H1' },
            { ...t, period: 'FY' },
          ],
        },
      ],
    };
    expect(chooseForm(interim).id).toBe('jiangsu/project');
  });

  it('is the national one where none fits', () => {
    const strange: GoalSheet = {
      ...base,
      attributes: { 甲: '一', 乙: '二', 丙: '三' },
      indicators: [{ ...one, scoring: '按比例', source: '台账', targets: [{ ...t, period: 'FY' }] }],
    };
    expect(chooseForm(strange).id).toBe('national/project-goal');
    expect(chooseForm({ ...strange, form: 'self-evaluation', scope: 'department' }).id).toBe(
      'national/department-self-evaluation',
    );
  });
});

describe('money on paper', () => {
  it('is 万元 with separators, the exact yuan besides', () => {
    const paper = layoutGoalSheet(
      {
        id: 'a',
        form: 'goal',
        scope: 'project',
        name: '设备更新',
        attributes: {},
        funding: [{ side: 'income', label: '资金总额', period: 'FY', fen: 1_437_906_000_050 }],
        schedule: [],
        tasks: [],
        indicators: [],
      },
      0,
    );
    const cell = paper.rows.flat().find((c) => c.paths.includes('/goalSheets/0/funding/0'));
    expect(cell).toMatchObject({ text: '1,437,906.00005', exact: '14,379,060,000.50 元', align: 'right' });
  });
});

describe('a budget table on paper', () => {
  const table: BudgetTable = {
    title: '部门预算支出总表',
    kind: 'expenditure-summary',
    moneyUnit: '万元',
    columns: ['合计', '支出/基本支出', '支出/项目支出', '数量'],
    rows: [
      { no: 1, label: '合计', cells: [1234.5, 1000, 234.5, 3] },
      { no: 2, code: '201', label: '一般公共服务支出', cells: [1234.5, null, null, null] },
      { no: 3, code: '2013201', label: '行政运行', cells: [1234.5, null, '见附表', null] },
    ],
  };

  it('has merged heads, indented labels and decimals of its unit', () => {
    const paper = layoutBudgetTable(table, 3);
    expectGrid(paper);
    expect(paper.headRows).toBe(2);
    expect(paper.rows[0]?.map((c) => [c.text, c.rowSpan ?? 1, c.columnSpan ?? 1])).toEqual([
      ['序号', 2, 1],
      ['功能分类科目', 1, 2],
      ['合计', 2, 1],
      ['支出', 1, 2],
      ['数量', 2, 1],
    ]);
    expect(paper.rows[4]?.map((c) => c.text)).toEqual(['3', '2013201', '　　行政运行', '1,234.50', '', '见附表', '']);
    expect(paper.rows[2]?.[3]).toMatchObject({
      text: '1,234.50',
      exact: '12,345,000.00 元',
      paths: ['/budgetTables/3/rows/0/cells/0'],
    });
    expect(paper.rows[2]?.[6]).toMatchObject({ text: '3' });
    expect(paper.rows[2]?.[6]).not.toHaveProperty('exact');
  });

  it('puts the label of a two-sided table under its left head', () => {
    const paper = layoutBudgetTable(
      {
        title: '收支总表',
        kind: 'income-expenditure-summary',
        moneyUnit: '万元',
        columns: ['收入/预算数', '支出/项目', '支出/预算数'],
        rows: [{ label: '一、一般公共预算拨款收入', cells: [1, '一、一般公共服务支出', 1] }],
      },
      0,
    );
    expectGrid(paper);
    expect(paper.rows.slice(0, 2).map((row) => row.map((c) => c.text))).toEqual([
      ['收入', '支出'],
      ['项目', '预算数', '项目', '预算数'],
    ]);
  });

  it('covers every cell once, for any columns', () => {
    const step = fc.constantFrom('收入', '支出', '合计', '项目', '小计', '数量');
    fc.assert(
      fc.property(
        fc
          .array(
            fc.array(step, { minLength: 1, maxLength: 3 }).map((p) => p.join('/')),
            { minLength: 1, maxLength: 7 },
          )
          .chain((columns) =>
            record({
              title: word,
              kind: fc.constantFrom('other', 'procurement', 'government-funds', 'institutions'),
              moneyUnit: fc.constantFrom('万元', '元', null),
              columns: fc.constant(columns),
              rows: fc.array(
                record({
                  no: maybe(fc.nat()),
                  code: maybe(fc.constantFrom('201', '20132', '301', '30101', 'A02010105')),
                  label: word,
                  cells: fc.array(
                    fc.oneof(
                      fc.constant(null),
                      word,
                      fc.integer({ min: -1e6, max: 1e6 }).map((n) => n / 100),
                    ),
                    {
                      minLength: columns.length,
                      maxLength: columns.length,
                    },
                  ),
                }),
                { maxLength: 6 },
              ),
            }),
          ) as fc.Arbitrary<BudgetTable>,
        (t) => {
          const paper = layoutBudgetTable(t, 1);
          expectGrid(paper);
          const paths = paper.rows.flat().flatMap((c) => c.paths);
          expect(new Set(paths).size).toBe(paths.length);
          for (const [r, row] of t.rows.entries()) {
            for (const [c] of row.cells.entries()) expect(paths).toContain(`/budgetTables/1/rows/${r}/cells/${c}`);
            expect(paths).toContain(`/budgetTables/1/rows/${r}/label`);
            if (row.code !== undefined) expect(paths).toContain(`/budgetTables/1/rows/${r}/code`);
            if (row.no !== undefined) expect(paths).toContain(`/budgetTables/1/rows/${r}/no`);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
