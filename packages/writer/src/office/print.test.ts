import { joinTarget, parseTarget } from '@jizhun/model';
import { expect, test } from 'vitest';
import { moneyUnitOf, type Printed, printMoney, printNumber, printWords, rewordTarget, splitTarget } from './print.ts';

const textOf = (result: Printed): string => (result.ok ? result.text : `不能：${result.why}`);

test.each([
  ['12,345.60', '万元', 12_345_600_000, 1_234_500_000, '1,234.50'],
  ['12.50', '万元', 12_500_000, 123_456_700, '123.4567'],
  ['60万元', '万元', 60_000_000, 70_000_000, '70万元'],
  ['(3.20)', '万元', -3_200_000, -4_500_000, '(4.50)'],
  ['-3.20', '万元', -3_200_000, 4_500_000, '4.50'],
  ['1000.00', '元', 100_000, 200_050, '2000.50'],
  ['2024年预算：8.5万元', '万元', 8_500_000, 9_500_000, '2024年预算：9.5万元'],
  ['甲 3 乙 3', '万元', 3_000_000, 1, '不能：单元格中不是一个金额'],
] as const)('an amount printed as %s in %s, of %i fen, becomes %i fen as %s', (words, unit, from, to, text) => {
  expect(textOf(printMoney(words, unit, from, to))).toBe(text);
});

test('the unit of an amount is the one printed, or the one that gives what was read', () => {
  expect(moneyUnitOf('12.5', 12_500_000)).toBe('万元');
  expect(moneyUnitOf('12.5', 1_250)).toBe('元');
  expect(moneyUnitOf('0.3亿元', 1)).toBe('亿元');
  expect(moneyUnitOf('0.00', 0)).toBeUndefined();
});

test('a number keeps its decimals, separators and what stands beside it', () => {
  expect(textOf(printNumber('1,234.50', 1234.5, 98765.4))).toBe('98,765.40');
  expect(textOf(printNumber('10分', 10, 12))).toBe('12分');
  expect(textOf(printNumber('2024年度', 2024, 2025))).toBe('2025年度');
  expect(textOf(printNumber('-5.5%', -5.5, 3))).toBe('3.0%');
  expect(textOf(printNumber('5和5', 5, 6))).toMatch(/^不能：/);
  expect(textOf(printNumber('六', 6, 7))).toMatch(/^不能：/);
});

test('words are found over blanks, and only where they stand once', () => {
  expect(textOf(printWords('产出 指标\n(50分)', '产出指标', '产出'))).toBe('产出\n(50分)');
  expect(textOf(printWords('甲甲', '甲', '乙'))).toMatch(/^不能：/);
  expect(textOf(printWords('甲', '乙', '丙'))).toMatch(/^不能：/);
});

test.each([
  ['≥2场次', { operator: '≥', figure: '2', unit: '场次' }, '≥3场次', { operator: '≥', figure: '3', unit: '场次' }],
  ['≥2场次', { operator: '≥', figure: '2', unit: '场次' }, '=100%', { operator: '=', figure: '100', unit: '%' }],
  ['≥2', { operator: '≥', figure: '2', unit: undefined }, '≤2', { operator: '≤', figure: '2', unit: undefined }],
  [
    '90百分比',
    { operator: undefined, figure: '90', unit: '百分比' },
    '90%',
    { operator: undefined, figure: '90', unit: '%' },
  ],
  [
    '≥90%',
    { operator: undefined, figure: '≥90%', unit: undefined },
    '甲',
    { operator: undefined, figure: '甲', unit: undefined },
  ],
])('%s in its columns becomes %s', (_before, cells, raw, expected) => {
  const split = splitTarget(raw, cells);
  expect(split).toEqual(expected);
  expect(joinTarget(split?.operator ?? '', split?.figure ?? '', split?.unit ?? '')).toBe(raw);
});

test('a target of which only the meaning changes is worded anew', () => {
  const target = (raw: string) => ({ period: 'FY' as const, raw, ...parseTarget(raw) });
  expect(rewordTarget(target('≥90人'), { unit: '%' }, '甲')).toBe('≥90%');
  expect(rewordTarget(target('不低于90%'), { operator: '=' }, '甲')).toBe('=90%');
  expect(rewordTarget(target('≥1,200人次'), { value: 1300 }, '甲')).toBe('≥1,300人次');
  expect(rewordTarget(target('有所提高'), { value: 5 }, '甲')).toBeUndefined();
});
