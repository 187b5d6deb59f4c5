import { halfWidth } from './text.ts';

/** 元, 万元, 亿元: the units in which forms print money. */
export type MoneyUnit = '元' | '万元' | '亿元';

/** Powers of ten from the unit to fen. */
const EXPONENT: Record<MoneyUnit, number> = { 元: 2, 万元: 6, 亿元: 10 };

/**
 * A printed number, exactly: `-1,234.50` is digits 123450n at scale 2.
 * `scale` is the number of decimals that were printed: what rounding is judged by.
 */
export interface Decimal {
  digits: bigint;
  scale: number;
}

/** What has more digits is no figure that anyone prints, and may be larger than a number can be. */
const MOST_DIGITS = 40;
const NUMBER = /^([+\-−－]?)(\d[\d,]*)(?:\.(\d+))?$/;

/**
 * Reads one printed number: thousands separators, full-width digits, a leading sign, accounting brackets `(12.30)`.
 * Returns null for anything else, a dash for "none" and rows of more than 40 digits included.
 */
export function parseDecimal(printed: string): Decimal | null {
  let s = halfWidth(printed).replace(/\s/g, '');
  let negative = false;
  const bracketed = /^\(([^()]+)\)$/.exec(s);
  if (bracketed) {
    negative = true;
    s = bracketed[1] ?? '';
  }
  const m = NUMBER.exec(s);
  if (!m) return null;
  const whole = m[2] ?? '';
  if (whole.includes(',') && !/^\d{1,3}(,\d{3})+$/.test(whole)) return null;
  const fraction = m[3] ?? '';
  if (whole.length + fraction.length > MOST_DIGITS) return null;
  const digits = BigInt(whole.replace(/,/g, '') + fraction);
  if (m[1] && m[1] !== '+') negative = !negative;
  return { digits: negative ? -digits : digits, scale: fraction.length };
}

/** The exact decimal of a JSON number as JSON prints it. Throws RangeError for NaN and infinities. */
export function decimalOf(value: number): Decimal {
  if (!Number.isFinite(value)) throw new RangeError(`not a finite number: ${value}`);
  const [mantissa = '0', exponent] = String(value).split('e');
  const parsed = parseDecimal(mantissa);
  if (!parsed) throw new RangeError(`not a decimal number: ${value}`);
  const shift = exponent ? Number(exponent) : 0;
  const scale = parsed.scale - shift;
  return scale >= 0 ? { digits: parsed.digits, scale } : { digits: parsed.digits * 10n ** BigInt(-scale), scale: 0 };
}

/** `1234.50` for digits 123450n at scale 2. */
export function printDecimal({ digits, scale }: Decimal): string {
  const negative = digits < 0n;
  const s = (negative ? -digits : digits).toString().padStart(scale + 1, '0');
  const body = scale ? `${s.slice(0, -scale)}.${s.slice(-scale)}` : s;
  return negative ? `-${body}` : body;
}

/** The number nearest to a decimal; exact for everything a budget prints. */
export function numberOf(decimal: Decimal): number {
  return Number(printDecimal(decimal));
}

/** The same value at a larger or smaller number of decimals; dropped decimals are rounded half away from zero. */
export function rescale({ digits, scale }: Decimal, to: number): Decimal {
  if (to >= scale) return { digits: digits * 10n ** BigInt(to - scale), scale: to };
  const divisor = 10n ** BigInt(scale - to);
  const half = divisor / 2n;
  return { digits: (digits < 0n ? digits - half : digits + half) / divisor, scale: to };
}

/** Exact sum; the scale is that of the finest addend. */
export function sumDecimals(terms: readonly Decimal[]): Decimal {
  const scale = terms.reduce((most, t) => Math.max(most, t.scale), 0);
  return { digits: terms.reduce((sum, t) => sum + rescale(t, scale).digits, 0n), scale };
}

/**
 * The only bridge from printed money to stored money: a printed decimal in its printed unit to integer fen.
 * Fractions of a fen are rounded half away from zero. Throws RangeError where fen would pass Number.MAX_SAFE_INTEGER
 * (90 万亿元).
 */
export function toFen(value: Decimal | number, unit: MoneyUnit): number {
  const decimal = typeof value === 'number' ? decimalOf(value) : value;
  const fen = fenWithin(decimal, unit);
  if (fen === null) throw new RangeError(`amount out of range: ${printDecimal(decimal)}${unit}`);
  return fen;
}

/** As `toFen`, for figures that nobody vouches for: null where it would throw. */
export function fenWithin(value: Decimal | number, unit: MoneyUnit): number | null {
  if (typeof value === 'number' && !Number.isFinite(value)) return null;
  const { digits, scale } = typeof value === 'number' ? decimalOf(value) : value;
  const fen = Number(rescale({ digits, scale: scale - EXPONENT[unit] }, 0).digits);
  return Number.isSafeInteger(fen) ? fen : null;
}

/** Integer fen as an exact decimal in `unit`, trailing zeros cut down to `decimals` (default 2). */
export function fromFen(fen: number, unit: MoneyUnit, decimals = 2): string {
  const exact = printDecimal({ digits: BigInt(fen), scale: EXPONENT[unit] });
  const [whole = '0', fraction = ''] = exact.split('.');
  const kept = fraction.replace(/0+$/, '').padEnd(decimals, '0');
  return kept ? `${whole}.${kept}` : whole;
}

/** `12,345.60`: thousands separators put into a plain decimal. */
export function groupDigits(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** The money unit that a head, caption or note names (`单位：万元`, `预算金额（万元）`), else null. */
export function moneyUnitIn(text: string): MoneyUnit | null {
  const s = text.replace(/\s/g, '');
  const m = /(?:单?位[:：为]?(?:人民币)?|金额[^元]{0,6}?|资金[^元]{0,6}?|[（(,，])(亿元|万元|元)/.exec(s);
  return m ? (m[1] as MoneyUnit) : null;
}
