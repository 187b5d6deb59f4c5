import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInFormat, compileFormat, general } from './number-format.ts';

const show = (code: string, value: number, date1904 = false): string => compileFormat(code, date1904)(value);

describe('general', () => {
  it.each([
    [715.0700000000001, '715.07'],
    [0.1 + 0.2, '0.3'],
    [14379.06, '14379.06'],
    [0, '0'],
    [-0, '0'],
    [-3.5, '-3.5'],
    [13020524, '13020524'],
    [130205240091, '130205240091'],
    [0.00001, '0.00001'],
    [0.0000123, '0.0000123'],
    [5.820766091346741e-11, '5.82076609134674E-11'],
    [1e-7, '0.0000001'],
    [1e21, '1E+21'],
    [123456789012345680, '123456789012346000'],
  ])('shows %d as %s', (value, text) => {
    expect(general(value)).toBe(text);
  });

  it('gives back every amount of fen that was written as yuan or ten thousand yuan', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e14, max: 1e14 }), (fen) => {
        expect(Number(general(fen / 100))).toBe(fen / 100);
        expect(general(fen / 100)).toMatch(/^-?\d+(\.\d{1,2})?$/);
      }),
    );
  });
});

describe('compileFormat', () => {
  it.each([
    ['0', 715.5, '716'],
    ['0.00', 715.0700000000001, '715.07'],
    ['0.00', 1.005, '1.01'],
    ['0.00', -1.005, '-1.01'],
    ['0.00', -0.001, '0.00'],
    ['0.0#', 3.1, '3.1'],
    ['0.0#', 3.126, '3.13'],
    ['#,##0.00', 1234567.891, '1,234,567.89'],
    ['#,##0.00', 0, '0.00'],
    ['#,##0', 999, '999'],
    ['#.##', 0.5, '.5'],
    ['#', 0, ''],
    ['0%', 0.08, '8%'],
    ['0.00%', 0.37456, '37.46%'],
    ['0.0%', 1, '100.0%'],
    ['0"天"', 180, '180天'],
    ['0\\天', 180, '180天'],
    ['"≥"0', 90, '≥90'],
    ['0"人次"', 4800, '4800人次'],
    ['0_ ', 12, '12 '],
    ['0.00_);(0.00)', -5, '(5.00)'],
    ['0.00_);(0.00)', 5, '5.00 '],
    ['0;-0;"无"', 0, '无'],
    ['[>=10000]0.0,"千";0', 12345, '12.3千'],
    ['[>=10000]0.0,"千";0', 99, '99'],
    ['[<60]"不合格";[>=90]"优";"合格"', 75, '合格'],
    ['[<60]"不合格";[>=90]"优";"合格"', 95, '优'],
    ['[Red]0.00', 2, '2.00'],
    ['[$-804]0.00', 2, '2.00'],
    ['[$¥-804]#,##0.00', 1200, '¥1,200.00'],
    ['0!.0,"万元"', 12345678, '1234.6万元'],
    ['0\\.0,', 12345678, '1234.6'],
    ['000-0000', 5551234, '555-1234'],
    ['0.00,,', 12345678, '12.35'],
    ['0,.0', 12345, '12.3'],
    ['0.0#', 2, '2.0'],
    ['#,##0.##', 1234, '1,234'],
    ['0.00E+00', 12345, '1.23E+04'],
    ['00000', 42, '00042'],
    ['0.0,', 12345, '12.3'],
    ['General"元"', 12.5, '12.5元'],
    ['@', 12.5, '12.5'],
    ['# ?/?', 0.5, '0.5'],
    [';;;', 5, ''],
  ])('%s shows %d as %s', (code, value, text) => {
    expect(show(code, value)).toBe(text);
  });

  it.each([
    ['yyyy.m.d', 45292, '2024.1.1'],
    ['yyyy/m/d', 45657, '2024/12/31'],
    ['yyyy-mm-dd', 45292, '2024-01-01'],
    ['yyyy"年"m"月"d"日"', 45292, '2024年1月1日'],
    ['yyyy\\年m\\月', 45292, '2024年1月'],
    ['[$-F800]yyyy"年"m"月"d"日"', 45292, '2024年1月1日'],
    ['m"月"', 45292, '1月'],
    ['h:mm', 0.5, '12:00'],
    ['h:mm:ss', 45292.75, '18:00:00'],
    ['mm:ss', 1 / 24 / 60, '01:00'],
    ['mm:ss.0', 1.5 / 86400, '00:01.5'],
    ['[h]:mm', 1.5, '36:00'],
    ['上午/下午h"时"mm"分"', 0.75, '下午6时00分'],
    ['h:mm AM/PM', 0.25, '6:00 AM'],
    ['aaaa', 45292, '星期一'],
    ['d-mmm-yy', 45292, '1-Jan-24'],
    ['dddd', 45292, 'Monday'],
    ['yyyy/m/d', 59, '1900/2/28'],
    ['yyyy/m/d', 60, '1900/2/29'],
    ['yyyy/m/d', 61, '1900/3/1'],
    ['yyyy/m/d', -1, '-1'],
    ['yyyy/m/d', 45291.99999999, '2024/1/1'],
  ])('%s shows day %d as %s', (code, value, text) => {
    expect(show(code, value)).toBe(text);
  });

  it('counts from 1904 when the workbook does', () => {
    expect(show('yyyy/m/d', 0, true)).toBe('1904/1/1');
    expect(show('yyyy/m/d', 43830, true)).toBe('2024/1/1');
  });

  it('knows the built-in formats as a Chinese program shows them', () => {
    expect(show(builtInFormat(14), 45292)).toBe('2024/1/1');
    expect(show(builtInFormat(31), 45292)).toBe('2024年1月1日');
    expect(show(builtInFormat(57), 45292)).toBe('2024年1月');
    expect(show(builtInFormat(10), 0.375)).toBe('37.50%');
    expect(show(builtInFormat(43), 0)).toBe('-');
    expect(builtInFormat(163)).toBe('General');
  });

  it('rounds half up on the decimal that a person sees, for every amount in fen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9e13 }), fc.constantFrom('0.00', '#,##0.00'), (fen, code) => {
        const yuan = String(Math.floor(fen / 100));
        const grouped = code === '0.00' ? yuan : yuan.replace(/\B(?=(\d{3})+$)/g, ',');
        expect(show(code, fen / 100)).toBe(`${grouped}.${String(fen % 100).padStart(2, '0')}`);
      }),
    );
  });

  it('never throws, whatever the format', () => {
    const sign = fc.constantFrom(
      '0',
      '#',
      '?',
      '.',
      ',',
      '%',
      'E+',
      '"',
      '\\',
      '_',
      '*',
      ';',
      '[',
      ']',
      'y',
      'm',
      'd',
      'h',
      's',
      '/',
      '@',
      'General',
      '年',
      '[>1]',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 15 }), fc.double(), (signs, value) => {
        expect(show(signs.join(''), value)).toBeTypeOf('string');
      }),
      { numRuns: 3000 },
    );
  });
});
