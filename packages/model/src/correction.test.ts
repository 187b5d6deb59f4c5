import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyCorrections,
  type Correctable,
  type Correction,
  type CorrectionValue,
  correctableAt,
  isCorrectionFor,
  parseTyped,
  printTyped,
  tellCorrectionValue,
} from './correction.ts';
import { type CorrectionRow, RowNames } from './correction-rows.ts';
import { valueAt } from './pointer.ts';
import { parseTarget } from './target.ts';
import type { Disclosure, Indicator } from './types.ts';

const reading: Disclosure = {
  schema: 'jizhun/disclosure@1',
  source: { name: '甲.xlsx', sha256: '0', mediaType: 'application/x' },
  title: '示例局2026年部门预算',
  unit: { name: '示例局' },
  goalSheets: [
    {
      id: 's1',
      form: 'goal',
      scope: 'project',
      name: '示例项目',
      fiscalYear: 2026,
      attributes: { 年度目标: '完成任务', '预算规模/用途': '一百万元' },
      funding: [{ side: 'income', label: '合计', period: 'FY', fen: 100_000_000 }],
      schedule: [{ label: '6月', month: 6, percent: 50 }],
      tasks: [{ group: 'key', name: '养护', fen: 50_000_000 }],
      indicators: [
        {
          level1: '产出指标',
          level2: '数量指标',
          level3: '养护里程',
          kind: 'output.quantity',
          weight: 20,
          targets: [
            { period: 'FY', column: '指标值', raw: '≥120公里', ...parseTarget('≥120公里') },
            { period: 'H1', raw: '60', ...parseTarget('60') },
          ],
        },
      ],
    },
  ],
  budgetTables: [
    {
      title: '收支总表',
      kind: 'income-expenditure-summary',
      moneyUnit: '万元',
      columns: ['金额', '备注'],
      rows: [{ no: 1, label: '合计', cells: [12.5, null] }],
    },
  ],
  statements: [{ section: '一', claim: '基本支出', value: 3, unit: '万元' }],
  unread: [],
  provenance: {},
};

const PATHS = [
  '/title',
  '/fiscalYear',
  '/unit/name',
  '/unit/code',
  '/goalSheets/0/name',
  '/goalSheets/0/supervisor',
  '/goalSheets/0/attributes/年度目标',
  '/goalSheets/0/attributes/预算规模~1用途',
  '/goalSheets/0/attributes/新的一项',
  '/goalSheets/0/funding/0/fen',
  '/goalSheets/0/schedule/0/percent',
  '/goalSheets/0/tasks/0/fen',
  '/goalSheets/0/indicators/0/level1',
  '/goalSheets/0/indicators/0/level2',
  '/goalSheets/0/indicators/0/level3',
  '/goalSheets/0/indicators/0/weight',
  '/goalSheets/0/indicators/0/basis',
  '/goalSheets/0/indicators/0/targets/0/raw',
  '/goalSheets/0/indicators/0/targets/1/raw',
  '/budgetTables/0/rows/0/cells/0',
  '/budgetTables/0/rows/0/cells/1',
  '/budgetTables/0/rows/0/no',
  '/statements/0/value',
] as const;

const at = (path: string, disclosure = reading): Correctable => {
  const found = correctableAt(disclosure, path);
  if (!found) throw new Error(path);
  return found;
};

const valueFor = ({ kind, optional }: Correctable): fc.Arbitrary<CorrectionValue> => {
  const own: fc.Arbitrary<CorrectionValue> =
    kind === 'text' || kind === 'target'
      ? fc.oneof(fc.string(), fc.constantFrom('≥95%', '质量指标', '成本指标', '完成', '2026年6月底前'))
      : kind === 'cell'
        ? fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }))
        : kind === 'number'
          ? fc.double({ noNaN: true, noDefaultInfinity: true })
          : fc.maxSafeInteger();
  return optional ? fc.option(own) : own;
};
const correction: fc.Arbitrary<Correction> = fc
  .constantFrom(...PATHS)
  .chain((path) => valueFor(at(path)).map((to) => ({ path, from: at(path).value, to })));

describe('corrections of a reading', () => {
  it('leave the reading as it is, and taking all of them back gives it again', () => {
    const before = structuredClone(reading);
    fc.assert(
      fc.property(fc.array(correction, { maxLength: 6 }), (corrections) => {
        const { disclosure, states } = applyCorrections(reading, corrections);
        expect(reading).toEqual(before);
        expect(states).not.toContain('pending');
        for (const [i, { path, to }] of corrections.entries()) {
          if (states[i] === 'applied') expect(at(path, disclosure).value).toBe(to);
        }
        expect(applyCorrections(reading, []).disclosure).toBe(reading);
        // The opposite corrections, laid over what came out, lead back as well.
        const back = corrections
          .filter((_, i) => states[i] === 'applied')
          .map(({ path, from, to }) => ({ path, from: to, to: from }));
        const restored = applyCorrections(disclosure, back);
        expect(restored.states).not.toContain('pending');
        // Levels and targets are derived anew, from the same wording.
        expect(restored.disclosure).toEqual(reading);
      }),
    );
  });

  it('taking one back gives what the others alone give', () => {
    fc.assert(
      fc.property(fc.array(correction, { minLength: 1, maxLength: 6 }), fc.nat(), (corrections, n) => {
        const others = corrections.filter((_, i) => i !== n % corrections.length);
        const paths = new Set(others.map(({ path }) => path));
        const withAll = applyCorrections(reading, corrections).disclosure;
        const withOthers = applyCorrections(reading, others).disclosure;
        const { path } = corrections[n % corrections.length] as Correction;
        if (!paths.has(path)) expect(at(path, withOthers).value).toBe(at(path).value);
        for (const other of paths)
          if (other !== path) expect(at(other, withAll).value).toBe(at(other, withOthers).value);
      }),
    );
  });

  it('tell of pointers and values that no longer fit, and leave them out', () => {
    const gone: Correction[] = [
      { path: '/goalSheets/1/name', from: '甲', to: '乙' },
      { path: '/goalSheets/0/name', from: '别的名称', to: '乙' },
      { path: '/goalSheets/0/indicators/0/targets/0', from: '≥120公里', to: '乙' },
      { path: '/goalSheets/0/funding/0/fen', from: 100_000_000, to: 1.5 },
      { path: '/goalSheets/0/indicators/0/targets', from: null, to: null },
      { path: '/provenance/x', from: null, to: 'y' },
      { path: '/goalSheets/0/id', from: 's1', to: 's2' },
      { path: '', from: null, to: null },
    ];
    const { disclosure, states } = applyCorrections(reading, gone);
    expect(states).toEqual(gone.map(() => 'pending'));
    expect(disclosure).toBe(reading);
  });

  it('the later of two of one value holds', () => {
    const path = '/goalSheets/0/name';
    const two = [
      { path, from: '示例项目', to: '甲' },
      { path, from: '示例项目', to: '乙' },
    ];
    const { disclosure, states } = applyCorrections(reading, two);
    expect(states).toEqual(['superseded', 'applied']);
    expect(disclosure.goalSheets[0]?.name).toBe('乙');
  });

  it('a target is parsed anew, and the kind of an indicator follows its levels', () => {
    const { disclosure } = applyCorrections(reading, [
      { path: '/goalSheets/0/indicators/0/targets/0/raw', from: '≥120公里', to: '12月底前' },
      { path: '/goalSheets/0/indicators/0/level2', from: '数量指标', to: '时效指标' },
    ]);
    const indicator = disclosure.goalSheets[0]?.indicators[0];
    expect(indicator?.kind).toBe('output.timeliness');
    expect(indicator?.targets[0]).toEqual({
      period: 'FY',
      column: '指标值',
      raw: '12月底前',
      ...parseTarget('12月底前', { fiscalYear: 2026 }),
    });
    expect(indicator?.targets[0]?.notAfter).toBe('2026-12-31');
    expect(indicator?.targets[1]).toBe(reading.goalSheets[0]?.indicators[0]?.targets[1]);
  });

  it('a pointer to a whole leads to the value that stands for it', () => {
    expect(at('/goalSheets/0/indicators/0/targets/0')).toMatchObject({ path: PATHS[17], kind: 'target' });
    expect(at('/goalSheets/0/indicators/0/targets/0/unit')).toMatchObject({ path: PATHS[17], kind: 'target' });
    expect(at('/goalSheets/0/funding/0')).toMatchObject({ kind: 'money', value: 100_000_000 });
    expect(at('/goalSheets/0/indicators/0')).toMatchObject({ path: '/goalSheets/0/indicators/0/level3' });
    expect(at('/statements/0')).toMatchObject({ path: '/statements/0/value', kind: 'number' });
    for (const whole of ['/goalSheets', '/goalSheets/0/indicators', '/source', '/goalSheets/0/attributes', '/unit/x'])
      expect(correctableAt(reading, whole), whole).toBeUndefined();
  });
});

describe('what a person types', () => {
  const money = { kind: 'money', optional: false } as const;
  it('amounts are exact fen, in 万元 unless another unit is typed', () => {
    const typed = (words: string) => parseTyped(money, words);
    expect(typed('12.5')).toEqual({ ok: true, value: 12_500_000 });
    expect(typed('1,234.560001 万元')).toEqual({ ok: true, value: 1_234_560_001 });
    expect(typed('125000元')).toEqual({ ok: true, value: 12_500_000 });
    expect(typed('0.1亿元')).toEqual({ ok: true, value: 1_000_000_000 });
    for (const words of ['', '约 12', '12.3456789', '0.001元', '99999999999999亿元']) {
      expect(typed(words), words).toMatchObject({ ok: false, message: expect.stringMatching(/[\u4e00-\u9fff]/) });
    }
  });

  it('cells hold figures, words or nothing; codes stay words', () => {
    const typed = (words: string) => parseTyped({ kind: 'cell', optional: true }, words);
    expect(['1,234.50', '-3', '', '001', '12%', '无'].map(typed)).toEqual(
      [1234.5, -3, null, '001', '12%', '无'].map((value) => ({ ok: true, value })),
    );
    expect(parseTyped({ kind: 'integer', optional: false }, '2026.5').ok).toBe(false);
    expect(parseTyped({ kind: 'number', optional: false }, '二十').ok).toBe(false);
    expect(parseTyped({ kind: 'number', optional: true }, '50%')).toEqual({ ok: true, value: 50 });
  });

  it('what is shown for editing is read back as it was', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (fen) => {
        expect(parseTyped(money, printTyped({ kind: 'money', value: fen }))).toEqual({ ok: true, value: fen });
      }),
    );
    for (const path of PATHS) {
      const there = at(path);
      expect(parseTyped(there, printTyped(there)), path).toEqual({ ok: true, value: there.value });
      expect(isCorrectionFor(there, there.value), path).toBe(true);
    }
    expect(tellCorrectionValue('money', 12_500_000)).toBe('12.50 万元');
    expect(tellCorrectionValue('text', null)).toBe('空白');
  });
});

describe('rows added and taken out', () => {
  const list = '/goalSheets/0/indicators';
  const named = (level3: string, raw = '≥1个'): Indicator => ({
    level1: '产出指标',
    level2: '数量指标',
    level3,
    kind: 'output.quantity',
    targets: [{ period: 'FY', raw, ...parseTarget(raw) }],
  });
  const [sheet] = reading.goalSheets;
  if (!sheet) throw new Error('no sheet');
  const five: Disclosure = {
    ...reading,
    goalSheets: [{ ...sheet, indicators: ['甲', '乙', '丙', '丁', '戊'].map((name) => named(name)) }],
    provenance: {
      ...Object.fromEntries(
        [0, 1, 2, 3, 4].map((i) => [`${list}/${i}/level3`, [{ part: 'body', line: i, how: 'printed' as const }]]),
      ),
      '/goalSheets/0/name': [{ part: 'body', line: 99, how: 'printed' }],
    },
  };
  const names = (disclosure: Disclosure) => disclosure.goalSheets[0]?.indicators.map(({ level3 }) => level3).join('');
  const row = (i: number) => five.goalSheets[0]?.indicators[i] as unknown as CorrectionRow;
  const add = (i: number, n: number, level3: string): Correction => ({
    path: `${list}/${i}+${n}`,
    from: null,
    to: named(level3) as unknown as CorrectionRow,
  });
  const take = (i: number): Correction => ({ path: `${list}/${i}`, from: row(i), to: null });

  it('come in before the row that they name, go with their place, and can be corrected in turn', () => {
    const all = [
      add(1, 1, '子'),
      add(1, 2, '丑'),
      take(2),
      add(5, 1, '末'),
      { path: `${list}/1+2/targets/0/raw`, from: '≥1个', to: '≥95%' },
      { path: `${list}/3/level3`, from: '丁', to: '丁丁' },
      { path: `${list}/1+1/level2`, from: '数量指标', to: '质量指标' },
    ];
    const { disclosure, states } = applyCorrections(five, all);
    expect(states).toEqual(all.map(() => 'applied'));
    expect(names(disclosure)).toBe('甲子丑乙丁丁戊末');
    expect(disclosure.goalSheets[0]?.indicators[2]?.targets[0]).toMatchObject({ operator: '>=', value: 95, unit: '%' });
    expect(disclosure.goalSheets[0]?.indicators[1]?.kind).toBe('output.quality');
    expect(Object.entries(disclosure.provenance).map(([path, [origin]]) => [path, origin?.line])).toEqual([
      [`${list}/0/level3`, 0],
      [`${list}/3/level3`, 1],
      [`${list}/4/level3`, 3],
      [`${list}/5/level3`, 4],
      ['/goalSheets/0/name', 99],
    ]);
    expect(names(five)).toBe('甲乙丙丁戊');
    expect(applyCorrections(five, []).disclosure).toBe(five);
  });

  it('wait for a person where the reading is another', () => {
    const all = [
      { ...take(1), from: row(0) },
      { ...add(9, 1, '子') },
      { path: '/goalSheets/3/indicators/0+1', from: null, to: row(0) },
      { path: list, from: null, to: row(0) },
      { path: `${list}/1`, from: '乙', to: null },
      { path: `${list}/1+1`, from: null, to: null },
    ];
    const { disclosure, states } = applyCorrections(five, all);
    expect(states).toEqual(all.map(() => 'pending'));
    expect(disclosure).toBe(five);
    // What was corrected in a row that is no longer added has gone with it.
    const orphan = { path: `${list}/1+1/level3`, from: '子', to: '丑' };
    expect(applyCorrections(five, [orphan])).toEqual({ disclosure: five, states: ['superseded'] });
  });

  it('names of rows lead from the reading to what is in force and back', () => {
    const change = fc.oneof(
      fc.nat(4).map(take),
      fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 3 })).map(([i, n]) => add(i, n, `新${i}${n}`)),
    );
    fc.assert(
      fc.property(fc.uniqueArray(change, { selector: ({ path }) => path, maxLength: 8 }), (rows) => {
        const { disclosure, states } = applyCorrections(five, rows);
        expect(states).toEqual(rows.map(() => 'applied'));
        const map = new RowNames(rows);
        const there = disclosure.goalSheets[0]?.indicators ?? [];
        for (const [i, indicator] of there.entries()) {
          const own = map.toReading(`${list}/${i}/level3`);
          expect(map.toForce(own)).toBe(`${list}/${i}/level3`);
          const added = rows.find(({ path }) => `${path}/level3` === own);
          expect(indicator.level3).toBe((added?.to as Indicator | undefined)?.level3 ?? valueAt(five, own));
          expect(disclosure.provenance[`${list}/${i}/level3`]).toEqual(five.provenance[own]);
        }
        for (const { path, to } of rows) expect(map.toForce(path) === undefined).toBe(to === null);
        expect(map.toReading('/goalSheets/0/name')).toBe('/goalSheets/0/name');
        const fresh = map.nameForNew(
          `${list}/${there.length}`,
          rows.map(({ path }) => path),
        );
        const more = applyCorrections(five, [...rows, { path: fresh, from: null, to: row(0) }]);
        expect(more.disclosure.goalSheets[0]?.indicators.at(-1)?.level3).toBe('甲');
        expect(more.disclosure.goalSheets[0]?.indicators).toHaveLength(there.length + 1);
      }),
    );
  });

  it('also in the tables of a budget', () => {
    const { disclosure } = applyCorrections(reading, [
      { path: '/budgetTables/0/rows/0+1', from: null, to: { label: '其中：甲', cells: [2.5, null] } },
      { path: '/budgetTables/0/rows/0+1/cells/0', from: 2.5, to: 3.5 },
    ]);
    expect(disclosure.budgetTables[0]?.rows).toEqual([
      { label: '其中：甲', cells: [3.5, null] },
      { no: 1, label: '合计', cells: [12.5, null] },
    ]);
  });
});
