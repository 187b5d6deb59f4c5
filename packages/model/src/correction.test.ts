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
import { parseTarget } from './target.ts';
import type { Disclosure } from './types.ts';

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
