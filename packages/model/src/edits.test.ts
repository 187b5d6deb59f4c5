import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, type Edit, editKind } from './edits.ts';
import { valueAt } from './pointer.ts';
import { parseTarget } from './target.ts';
import type { Disclosure, Indicator } from './types.ts';

const row = (level3: string, raw: string): Indicator => ({
  level1: '产出指标',
  level2: '数量指标',
  level3,
  kind: 'output.quantity',
  targets: [{ period: 'FY', column: '指标值', raw, ...parseTarget(raw) }],
});

const reading: Disclosure = {
  schema: 'jizhun/disclosure@1',
  source: { name: '甲.xlsx', sha256: '0', mediaType: 'application/x' },
  fiscalYear: 2026,
  goalSheets: [
    {
      id: 's1',
      form: 'goal',
      scope: 'project',
      name: '示例项目',
      attributes: { 年度目标: '完成任务' },
      funding: [],
      schedule: [],
      tasks: [],
      indicators: [row('甲', '≥1个'), row('乙', '≥2个'), row('丙', '≥3个')],
    },
  ],
  budgetTables: [],
  statements: [],
  unread: [],
  provenance: {
    '/goalSheets/0/indicators/0/level3': [{ part: 'body', line: 1, how: 'printed' }],
    '/goalSheets/0/indicators/1/level3': [{ part: 'body', line: 2, how: 'printed' }],
    '/goalSheets/0/indicators/2/level3': [{ part: 'body', line: 3, how: 'printed' }],
    '/goalSheets/0/indicators/2/targets/0': [{ part: 'body', line: 3, how: 'printed' }],
    '/goalSheets/0/attributes/年度目标': [{ part: 'body', line: 4, how: 'printed' }],
  },
};

const INDICATORS = '/goalSheets/0/indicators';
const apply = (...edits: Edit[]): Disclosure => {
  const outcome = applyEdits(reading, edits);
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.disclosure;
};
const names = (disclosure: Disclosure) => disclosure.goalSheets[0]?.indicators.map(({ level3 }) => level3).join('');
const lines = (disclosure: Disclosure) =>
  Object.fromEntries(Object.entries(disclosure.provenance).map(([path, [origin]]) => [path, origin?.line]));

describe('edits of a disclosure', () => {
  it('replace a value, and what follows from it', () => {
    const changed = apply(
      { path: `${INDICATORS}/1/targets/0/raw`, from: '≥2个', to: '≤5%' },
      { path: `${INDICATORS}/1/level2`, from: '数量指标', to: '成本指标' },
    );
    const indicator = changed.goalSheets[0]?.indicators[1];
    expect(indicator?.kind).toBe('output.cost');
    expect(indicator?.targets[0]).toMatchObject({ column: '指标值', operator: '<=', value: 5, unit: '%' });
    expect(changed.goalSheets[0]?.indicators[0]).toBe(reading.goalSheets[0]?.indicators[0]);
    expect(reading.goalSheets[0]?.indicators[1]?.kind).toBe('output.quantity');
  });

  it('insert before the element that stands there, and shift provenance', () => {
    const changed = apply(
      { path: `${INDICATORS}/1`, from: undefined, to: row('一', '1个') },
      { path: `${INDICATORS}/1`, from: undefined, to: row('二', '1个') },
      { path: `${INDICATORS}/3`, from: undefined, to: row('末', '1个') },
    );
    expect(names(changed)).toBe('甲一二乙丙末');
    expect(lines(changed)).toEqual({
      [`${INDICATORS}/0/level3`]: 1,
      [`${INDICATORS}/3/level3`]: 2,
      [`${INDICATORS}/4/level3`]: 3,
      [`${INDICATORS}/4/targets/0`]: 3,
      '/goalSheets/0/attributes/年度目标': 4,
    });
  });

  it('remove an element with its place, and a field', () => {
    const changed = apply(
      { path: `${INDICATORS}/1`, from: row('乙', '≥2个'), to: undefined },
      { path: '/goalSheets/0/attributes/年度目标', from: '完成任务', to: undefined },
    );
    expect(names(changed)).toBe('甲丙');
    expect(changed.goalSheets[0]?.attributes).toEqual({});
    expect(lines(changed)).toEqual({
      [`${INDICATORS}/0/level3`]: 1,
      [`${INDICATORS}/1/level3`]: 3,
      [`${INDICATORS}/1/targets/0`]: 3,
    });
  });

  it('speak of the disclosure as it was, whatever their order', () => {
    const edits: Edit[] = [
      { path: `${INDICATORS}/0`, from: row('甲', '≥1个'), to: undefined },
      { path: `${INDICATORS}/0`, from: undefined, to: row('首', '1个') },
      { path: `${INDICATORS}/2/level3`, from: '丙', to: '丁' },
      { path: `${INDICATORS}/2/weight`, from: undefined, to: 10 },
      { path: `${INDICATORS}/2/targets/0`, from: row('丙', '≥3个').targets[0], to: undefined },
    ];
    const [whole] = [apply(...edits)];
    expect(names(whole)).toBe('首乙丁');
    expect(whole.goalSheets[0]?.indicators[2]).toMatchObject({ weight: 10, targets: [] });
    fc.assert(
      fc.property(fc.shuffledSubarray(edits, { minLength: edits.length }), (shuffled) => {
        expect(apply(...shuffled)).toEqual(whole);
      }),
    );
  });

  it('are refused as a whole where what stands there is not what the fix was made for', () => {
    const good: Edit = { path: `${INDICATORS}/0/level3`, from: '甲', to: '子' };
    for (const bad of [
      { path: `${INDICATORS}/1/level3`, from: '甲', to: '子' },
      { path: `${INDICATORS}/9/level3`, from: '甲', to: '子' },
      { path: `${INDICATORS}/x`, from: undefined, to: row('一', '1个') },
      { path: `${INDICATORS}/4`, from: undefined, to: row('一', '1个') },
      { path: `${INDICATORS}/0/level3`, from: undefined, to: '子' },
      { path: '/constructor/name', from: 'Object', to: '子' },
      { path: '', from: reading, to: reading },
      { path: '/title', from: undefined, to: undefined },
    ]) {
      const outcome = applyEdits(reading, [good, bad]);
      expect(outcome, bad.path).toMatchObject({ ok: false, at: 1, message: expect.stringMatching(/。$/) });
    }
  });

  it('can be taken back', () => {
    const back = ({ path, from, to }: Edit): Edit => ({ path, from: to, to: from });
    const paths = [`${INDICATORS}/0/level3`, `${INDICATORS}/1`, '/goalSheets/0/name', '/fiscalYear'];
    fc.assert(
      fc.property(fc.subarray(paths, { minLength: 1 }), fc.boolean(), (some, removing) => {
        const edits = some.map((path): Edit => {
          const from = valueAt(reading, path);
          return { path, from, to: removing && path.endsWith('/1') ? undefined : from };
        });
        const there = applyEdits(reading, edits);
        if (!there.ok) throw new Error(there.message);
        const again = applyEdits(there.disclosure, edits.map(back));
        if (!again.ok) throw new Error(again.message);
        expect(again.disclosure.goalSheets).toEqual(reading.goalSheets);
      }),
    );
    expect(editKind({ path: '/a', from: 1, to: 2 })).toBe('replace');
  });
});
