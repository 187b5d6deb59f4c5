import { type Arithmetic, displayWidth } from '@jizhun/model';
import { describe, expect, it } from 'vitest';
import { describeSubject, formatArithmetic, severityWord } from './index.ts';

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

describe('severityWord', () => {
  it('says it in Chinese', () => {
    expect([severityWord('error'), severityWord('warning'), severityWord('info')]).toEqual(['错误', '警告', '建议']);
  });
});
