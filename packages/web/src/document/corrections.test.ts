import type { CorrectionRecord } from '@jizhun/api';
import { type Disclosure, parseTarget } from '@jizhun/model';
import { describe, expect, it } from 'vitest';
import { correctionsOf, editingOf, overlayOf, soleChange, tellCorrection, understand } from './corrections.ts';

const indicator = (level3: string, raw: string) => ({
  level1: '产出指标',
  level2: '数量指标',
  level3,
  kind: 'output.quantity' as const,
  targets: [{ period: 'FY' as const, raw, ...parseTarget(raw) }],
});
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
      funding: [{ side: 'income', label: '合计', period: 'FY', fen: 12_500_000 }],
      schedule: [],
      tasks: [],
      indicators: [indicator('里程', '≥10公里'), indicator('次数', '3次')],
    },
  ],
  budgetTables: [],
  statements: [],
  unread: [],
  provenance: {},
};
const levels = ['/goalSheets/0/indicators/0/level1', '/goalSheets/0/indicators/1/level1'];
const target = '/goalSheets/0/indicators/0/targets/0';
const record = (path: string, state: CorrectionRecord['state'], more: Partial<CorrectionRecord> = {}) => ({
  change: 1,
  path,
  from: '≥195%',
  to: '≥95%',
  author: '张三',
  at: '2026-03-31T01:05:00.000Z',
  state,
  ...more,
});

describe('what is about to be corrected', () => {
  it('a merged cell is corrected for all its rows; what is no value not at all', () => {
    expect(editingOf(disclosure, levels)).toMatchObject({ paths: levels, value: { value: '产出指标' } });
    expect(editingOf(disclosure, [target, `${target}/unit`])?.paths).toEqual([`${target}/raw`]);
    expect(editingOf(disclosure, ['/goalSheets'])).toBeUndefined();
    expect(editingOf(disclosure, [])).toBeUndefined();
  });

  it('says how a target, a date, an amount will be understood, and what cannot be taken', () => {
    const edit = (path: string) => {
      const editing = editingOf(disclosure, [path]);
      if (!editing) throw new Error(path);
      return (typed: string) => understand(disclosure, editing, typed);
    };
    const ofTarget = edit(target);
    expect(ofTarget('≥10公里')).toEqual({ state: 'same' });
    expect(ofTarget('不低于 95%')).toMatchObject({ state: 'good', value: '不低于 95%', words: '≥95%' });
    expect(ofTarget('12月底前')).toMatchObject({ words: '不晚于 2026-12-31' });
    expect(ofTarget('全部完成')).toMatchObject({ words: '按文字理解，没有读出数值' });
    const ofAmount = edit('/goalSheets/0/funding/0');
    expect(ofAmount('12.50')).toEqual({ state: 'same' });
    expect(ofAmount('12.5')).toEqual({ state: 'same' });
    expect(ofAmount('130000元')).toMatchObject({ state: 'good', value: 13_000_000, words: '13.00 万元' });
    expect(ofAmount('十二')).toMatchObject({ state: 'bad' });
  });
});

describe('corrections in force', () => {
  it('are those that apply, found by the cell that shows their value', () => {
    const overlay = overlayOf([
      record(`${target}/raw`, 'applied'),
      record(levels[0] ?? '', 'withdrawn'),
      record('/title', 'pending'),
    ]);
    expect(overlay.applied.size).toBe(1);
    expect(correctionsOf(overlay, [target])).toHaveLength(1);
    expect(correctionsOf(overlay, [`${target}/unit`])).toHaveLength(1);
    expect(correctionsOf(overlay, levels)).toEqual([]);
    const [one] = correctionsOf(overlay, [target]);
    expect(one && tellCorrection(disclosure, overlay, one)).toBe(
      '印出「≥195%」，更正为「≥95%」，由张三于 2026-03-31 09:05 更正',
    );
  });

  it('of one value end with it, of many do not', () => {
    const one = record(`${target}/raw`, 'applied');
    const other = record('/goalSheets/0/indicators/1/targets/0/raw', 'applied', { change: 2 });
    const overlay = overlayOf([one, other]);
    expect(soleChange(overlay, [one, other], [`${target}/raw`])).toBe(1);
    const both = [one, { ...other, change: 1 }];
    expect(soleChange(overlay, both, [`${target}/raw`])).toBeUndefined();
    expect(soleChange(overlay, both, [`${target}/raw`, other.path])).toBe(1);
    expect(soleChange(overlay, both, ['/goalSheets/0/name'])).toBeUndefined();
    // What was put back by hand is no correction any more.
    expect(overlayOf([{ ...one, to: one.from }]).applied.size).toBe(0);
  });
});
