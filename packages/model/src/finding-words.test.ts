import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeSubject, joinMiddle, lapsedWord, severityMark, severityWord } from './finding-words.ts';
import type { Arithmetic } from './types.ts';

describe('describeSubject', () => {
  it('names the place in printed names', () => {
    expect(describeSubject({ subject: {} })).toBe('');
    expect(
      describeSubject({
        subject: { sheet: '示例培训经费', level1: '产出指标', level2: '数量指标', level3: '培训班次' },
      }),
    ).toBe('示例培训经费 · 产出指标/数量指标/培训班次');
    expect(describeSubject({ subject: { table: '部门支出总表', row: '行政运行', column: '合计' } })).toBe(
      '《部门支出总表》“行政运行”行“合计”列',
    );
    expect(describeSubject({ subject: { section: '三、机关运行经费', row: '机关运行经费' } })).toBe(
      '三、机关运行经费 · “机关运行经费”行',
    );
  });
});

it('says severities in Chinese, each with a mark of its own', () => {
  const all = ['error', 'warning', 'info'] as const;
  expect(all.map(severityWord)).toEqual(['错误', '警告', '建议']);
  expect(new Set(all.map(severityMark)).size).toBe(3);
});

it('says why a suppression has no effect', () => {
  expect(lapsedWord({ state: 'expired', expires: '2024-03-31' })).toBe('已过期（有效至 2024-03-31）');
  expect(lapsedWord({ state: 'expired' })).toBe('已过期');
  expect(lapsedWord({ state: 'no-reason' })).toBe('没有写理由');
});

describe('joinMiddle', () => {
  const term = fc.record({
    label: fc.string(),
    value: fc.integer({ min: -1e9, max: 1e9 }).map((n) => n / 100),
    sign: fc.constantFrom('+' as const, '-' as const),
    odd: fc.constantFrom(true as const, undefined),
  });
  const cents = (terms: readonly { value: number; sign: string }[]) =>
    terms.reduce((sum, { value, sign }) => sum + BigInt(Math.round(value * 100)) * (sign === '-' ? -1n : 1n), 0n);

  it('keeps the sum, and every term that does not fit', () => {
    fc.assert(
      fc.property(fc.array(term, { maxLength: 60 }), (terms) => {
        const given: Arithmetic['terms'] = terms.map(({ odd, ...rest }) => (odd ? { ...rest, odd } : rest));
        const joined = joinMiddle(given);
        expect(cents(joined)).toBe(cents(given));
        expect(joined.filter(({ odd }) => odd)).toEqual(given.filter(({ odd }) => odd));
        if (given.length <= 14) expect(joined).toEqual(given);
      }),
    );
  });
});
