import { type Arithmetic, displayWidth } from '@jizhun/model';
import { describe, expect, it } from 'vitest';
import { formatArithmetic } from './index.ts';

describe('formatArithmetic', () => {
  const sum: Arithmetic = {
    unit: '万元',
    terms: [
      { label: '人员经费增加', value: 80.87, sign: '+', odd: true },
      { label: 'A4 纸', value: 9.8, sign: '-' },
    ],
    result: 71.07,
    printed: { label: '基本支出增加', value: 70.79 },
    difference: -0.28,
  };

  it('aligns by display width, marks the odd figure and names the unit', () => {
    expect(formatArithmetic(sum)).toEqual([
      '  人员经费增加          80.87  ◀ 可疑',
      '- A4 纸                  9.80',
      '-----------------------------',
      '= 算得                  71.07',
      '  基本支出增加（印出）  70.79',
      '  相差                  -0.28  万元',
    ]);
  });

  it('ends all figures in one column', () => {
    const ends = formatArithmetic(sum)
      .filter((line) => !line.startsWith('---'))
      .map((line) => displayWidth(line.replace(/(\d) {2}.*$/, '$1')));
    expect(new Set(ends).size).toBe(1);
  });

  it('keeps decimals that are there, and none for counts', () => {
    expect(
      formatArithmetic({
        ...sum,
        unit: '',
        terms: [{ label: '台', value: 3, sign: '+' }],
        result: 3,
        printed: { label: '合计', value: 4 },
        difference: 1,
      })[0],
    ).toBe('  台            3');
    expect(formatArithmetic({ ...sum, result: 2.9567 })[3]).toContain('2.9567');
  });
});
