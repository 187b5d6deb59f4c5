import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decimalOf,
  fromFen,
  groupDigits,
  type MoneyUnit,
  moneyUnitIn,
  numberOf,
  parseDecimal,
  printDecimal,
  rescale,
  sumDecimals,
  toFen,
} from './money.ts';

const units = fc.constantFrom<MoneyUnit>('元', '万元', '亿元');
const decimal = fc.record({
  digits: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
  scale: fc.integer({ min: 0, max: 6 }),
});

describe('printed numbers', () => {
  it.each([
    ['14379.06', '14379.06'],
    ['56,539.99', '56539.99'],
    ['１２．５０', '12.50'],
    ['-1,234', '-1234'],
    ['(12.30)', '-12.30'],
    ['（12.30）', '-12.30'],
    ['0.00', '0.00'],
  ])('%s is %s', (printed, exact) => {
    const value = parseDecimal(printed);
    expect(value && printDecimal(value)).toBe(exact);
  });

  it.each(['', '—', '-', '12万', '1,23', '1.2.3', '25.7€', 'abc'])('%s is no number', (printed) => {
    expect(parseDecimal(printed)).toBeNull();
  });

  it('prints and reads back', () => {
    fc.assert(
      fc.property(decimal, (d) => {
        expect(parseDecimal(printDecimal(d))).toEqual(d);
      }),
    );
  });
});

describe('money', () => {
  it('is exact where floats are not', () => {
    expect(toFen(14379.06, '万元')).toBe(14_379_060_000);
    expect(toFen(715.07, '万元')).toBe(715_070_000);
    expect(fromFen(715_070_000, '万元')).toBe('715.07');
    expect(sumDecimals([0.1, 0.2].map(decimalOf))).toEqual(decimalOf(0.3));
  });

  it('comes back the same from every unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 14), max: 10 ** 14 }), units, (fen, unit) => {
        const printed = parseDecimal(fromFen(fen, unit));
        expect(printed && toFen(printed, unit)).toBe(fen);
      }),
    );
  });

  it('sums independently of order, and of unit', () => {
    fc.assert(
      fc.property(fc.array(decimal, { minLength: 1, maxLength: 20 }), (terms) => {
        const there = sumDecimals(terms);
        const back = sumDecimals([...terms].reverse());
        expect(rescale(there, 6)).toEqual(rescale(back, 6));
      }),
    );
  });

  it('takes no endless row of digits for a number', () => {
    expect(parseDecimal('9'.repeat(400))).toBeNull();
    expect(parseDecimal(`0.${'0'.repeat(400)}1`)).toBeNull();
    expect(parseDecimal('9'.repeat(40))).not.toBeNull();
  });

  it('refuses what integer fen cannot hold', () => {
    expect(() => toFen(10 ** 9, '亿元')).toThrow(RangeError);
    expect(() => decimalOf(Number.NaN)).toThrow(RangeError);
    expect(numberOf(decimalOf(1e-7))).toBe(1e-7);
  });

  it('is grouped for reading', () => {
    expect(groupDigits('1234567.80')).toBe('1,234,567.80');
    expect(groupDigits('-123')).toBe('-123');
    expect(groupDigits('-1234')).toBe('-1,234');
  });

  it.each([
    ['单位：万元', '万元'],
    ['金额单位：元', '元'],
    ['预算金额（万元）', '万元'],
    ['部门整体资金（万 元）', '万元'],
    ['价值（金额单位：万元）', '万元'],
    ['指标值', null],
  ])('the unit in %s is %s', (head, unit) => {
    expect(moneyUnitIn(head)).toBe(unit);
  });
});
