import { applyCorrections, type Correction, type Disclosure, type Indicator, parseTarget } from '@jizhun/model';
import { budgetTableRowSchema, fundingLineSchema, indicatorSchema, taskSchema } from '@jizhun/model/schema';
import { describe, expect, it } from 'vitest';
import { fieldsLike, firstRowOf, rowFrom, rowOf } from './rows.ts';

const indicator: Indicator = {
  level1: '产出指标',
  level2: '数量指标',
  level3: '里程',
  kind: 'output.quantity',
  weight: 10,
  targets: [
    { period: 'H1', month: 6, column: '半年', raw: '5公里', ...parseTarget('5公里') },
    { period: 'FY', column: '全年', raw: '≥10公里', ...parseTarget('≥10公里') },
  ],
};
const disclosure: Disclosure = {
  schema: 'jizhun/disclosure@1',
  source: { name: '甲.txt', sha256: '0', mediaType: 'text/plain' },
  goalSheets: [
    {
      id: 's',
      form: 'goal',
      scope: 'project',
      name: '甲',
      fiscalYear: 2026,
      attributes: {},
      funding: [{ side: 'expenditure', label: '合计', period: 'FY', fen: 100 }],
      schedule: [],
      tasks: [{ group: 'other', name: '养护', fen: 5 }],
      indicators: [indicator],
    },
  ],
  budgetTables: [
    {
      title: '表',
      kind: 'other',
      moneyUnit: '万元',
      columns: ['金额', '备注'],
      rows: [{ code: '201', label: '合计', cells: [12.5, null] }],
    },
  ],
  statements: [],
  unread: [],
  provenance: {},
};
const LIST = '/goalSheets/0/indicators';

describe('a row that is added', () => {
  it('is one row, whichever of its values is chosen', () => {
    expect(rowOf([`${LIST}/0/level3`, `${LIST}/0/targets/1`])).toBe(`${LIST}/0`);
    expect(rowOf([`${LIST}/0/level1`, `${LIST}/1/level1`])).toBeUndefined();
    expect(rowOf(['/goalSheets/0/name'])).toBeUndefined();
    expect(rowOf([])).toBeUndefined();
  });

  it('is filled in like the row beside it, and means what its wording says', () => {
    const fields = fieldsLike(disclosure, `${LIST}/0`);
    expect(fields.map(({ name, value }) => [name, value])).toEqual([
      ['一级指标', '产出指标'],
      ['二级指标', '数量指标'],
      ['三级指标', ''],
      ['半年（半年）', ''],
      ['全年（全年）', ''],
      ['权重', ''],
    ]);
    const typed = new Map([
      ['level2', '时效指标'],
      ['level3', '完成时限'],
      ['targets/1/raw', '12月底前'],
      ['weight', '5'],
    ]);
    const filled = rowFrom(disclosure, `${LIST}/0`, fields, typed);
    if (!filled.ok) throw new Error(filled.words);
    expect(indicatorSchema.safeParse(filled.row).error).toBeUndefined();
    const added: Correction = { path: `${LIST}/1+1`, from: null, to: filled.row };
    const row = applyCorrections(disclosure, [added]).disclosure.goalSheets[0]?.indicators[1];
    expect(row).toMatchObject({ kind: 'output.timeliness', weight: 5 });
    expect(row?.targets.map(({ period, notAfter }) => [period, notAfter])).toEqual([
      ['H1', undefined],
      ['FY', '2026-12-31'],
    ]);
  });

  it('of a table, of funding, of tasks keeps to what such rows are', () => {
    for (const [beside, typed, schema, expected] of [
      [
        '/budgetTables/0/rows/0',
        { code: '20101', label: '其中', 'cells/0': '1,234.5' },
        budgetTableRowSchema,
        { code: '20101', label: '其中', cells: [1234.5, null] },
      ],
      [
        '/goalSheets/0/funding/0',
        { label: '其中：财政', fen: '12.5' },
        fundingLineSchema,
        { side: 'expenditure', label: '其中：财政', period: 'FY', fen: 12_500_000 },
      ],
      ['/goalSheets/0/tasks/0', { name: '清扫' }, taskSchema, { group: 'other', name: '清扫' }],
    ] as const) {
      const filled = rowFrom(disclosure, beside, fieldsLike(disclosure, beside), new Map(Object.entries(typed)));
      expect(filled).toEqual({ ok: true, row: expected });
      expect(schema.safeParse(expected).error).toBeUndefined();
    }
  });

  it('can be the first of its sheet', () => {
    const [sheet] = disclosure.goalSheets;
    const empty = { ...disclosure, goalSheets: [{ ...sheet!, indicators: [] }] };
    expect(firstRowOf(disclosure, ['/goalSheets/0/name'])).toBeUndefined();
    expect(firstRowOf(empty, ['/title'])).toBeUndefined();
    const first = firstRowOf(empty, ['/goalSheets/0/name']) ?? '';
    const filled = rowFrom(
      empty,
      first,
      fieldsLike(empty, first),
      new Map([
        ['level1', '产出指标'],
        ['level2', '数量指标'],
        ['level3', '里程'],
        ['targets/0/raw', '≥5公里'],
      ]),
    );
    if (!filled.ok) throw new Error(filled.words);
    expect(indicatorSchema.safeParse(filled.row).error).toBeUndefined();
    const { disclosure: after, states } = applyCorrections(empty, [{ path: `${first}+1`, from: null, to: filled.row }]);
    expect(states).toEqual(['applied']);
    expect(after.goalSheets[0]?.indicators[0]).toMatchObject({ kind: 'output.quantity', targets: [{ value: 5 }] });
  });

  it('says which field is missing or cannot be taken', () => {
    const beside = '/goalSheets/0/funding/0';
    const fields = fieldsLike(disclosure, beside);
    expect(rowFrom(disclosure, beside, fields, new Map([['fen', '1']]))).toMatchObject({ ok: false, key: 'label' });
    expect(
      rowFrom(
        disclosure,
        beside,
        fields,
        new Map([
          ['label', '甲'],
          ['fen', '约十万'],
        ]),
      ),
    ).toMatchObject({ ok: false, key: 'fen', words: expect.stringContaining('不是金额') });
    expect(fieldsLike(disclosure, '/goalSheets/9/funding/0')).toEqual([]);
  });
});
