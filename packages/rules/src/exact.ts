import { decimalOf, type MoneyUnit, printDecimal, rescale } from '@jizhun/model';

/**
 * An exact quantity: millionths of its unit. For money the unit is 万元, so that a quantity is fen, whatever unit was
 * printed; for counts, areas and percentages it is the printed unit itself. Never a float: sums of cells are exact.
 */
export type Exact = bigint;

/** Decimals of the unit that `Exact` keeps. */
const SCALE = 6;

/** Millionths of one printed unit: what one 元, 万元 or 亿元 is in fen; null for anything that is not money. */
const ONE: Record<MoneyUnit, bigint> = { 元: 100n, 万元: 1_000_000n, 亿元: 10_000_000_000n };

/** Decimals that remain below one printed unit before fen (or millionths) end. */
const DECIMALS: Record<MoneyUnit, number> = { 元: 2, 万元: 6, 亿元: 10 };

/** What quantities are printed in: money, or a plain number. */
export type PrintedUnit = MoneyUnit | null;

/** Largest number whose hundredth, as a float, still rounds to the right integer. */
const SAFE_HUNDREDTHS = Number.MAX_SAFE_INTEGER / 1000;

/** The quantity that a printed number states. Fractions of a fen (of a millionth) are rounded half away from zero. */
export function exact(value: number, unit: PrintedUnit): Exact {
  const decimals = unit === null ? SCALE : DECIMALS[unit];
  // Nearly every cell of a budget has two decimals: for those, one multiplication and a check that it was exact.
  const hundredths = Math.round(value * 100);
  if (hundredths / 100 === value && Math.abs(hundredths) < SAFE_HUNDREDTHS) {
    return decimals === 2 ? BigInt(hundredths) : BigInt(hundredths) * POWER[decimals - 2]!;
  }
  return rescale(decimalOf(value), decimals).digits;
}

const POWER: readonly bigint[] = Array.from({ length: 11 }, (_, n) => 10n ** BigInt(n));

/** How many decimals a number has as JSON prints it. */
export function decimalsOf(value: number): number {
  if (Number.isInteger(value)) return 0;
  return decimalOf(value).scale;
}

/** Half a unit of the last printed decimal: how far rounding can move one printed figure. */
export function halfUnit(decimals: number, unit: PrintedUnit): Exact {
  const one = unit === null ? POWER[SCALE]! : ONE[unit];
  const last = one / POWER[Math.min(decimals, unit === null ? SCALE : DECIMALS[unit])]!;
  return last / 2n;
}

/** The quantity as a decimal of the printed unit, with at least `decimals` decimals (money: 2, others: 0). */
export function printExact(quantity: Exact, unit: PrintedUnit, decimals = unit === null ? 0 : 2): string {
  const scale = unit === null ? SCALE : DECIMALS[unit];
  const [whole = '0', fraction = ''] = printDecimal({ digits: quantity, scale }).split('.');
  const kept = fraction.replace(/0+$/, '').padEnd(decimals, '0');
  return kept ? `${whole}.${kept}` : whole;
}

/** The quantity as the number nearest to it, in the printed unit. */
export function numberOfExact(quantity: Exact, unit: PrintedUnit): number {
  return Number(printExact(quantity, unit, 0));
}

export function absolute(quantity: Exact): Exact {
  return quantity < 0n ? -quantity : quantity;
}
