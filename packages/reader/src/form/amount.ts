import type { Decimal, MoneyUnit } from '@jizhun/model';
import { parseDecimal } from '@jizhun/model';
import type { SourceCell } from '../source/document.ts';

/** An amount as printed: the figure, and the unit where it stands beside it (60万元). */
export interface Amount {
  value: Decimal;
  unit?: MoneyUnit;
}

/** Reads a cell that holds one amount; null for anything else, a dash for "none" included. */
export function amountIn(text: string): Amount | null {
  const m = /^(.*?)(亿元|万元|元)?$/.exec(text.replace(/\s/g, ''));
  const value = m && parseDecimal(m[1] ?? '');
  if (!value) return null;
  return { value, ...(m[2] !== undefined && { unit: m[2] as MoneyUnit }) };
}

/** Whether a cell holds an amount. */
export function isAmount(cell: SourceCell): boolean {
  return amountIn(cell.text) !== null;
}

/** A dash for "none" or "not applicable". */
export function isDash(cell: SourceCell): boolean {
  return /^[—–\-－/]+$/.test(cell.text);
}

/** Whether a cell stands in a column of figures: an amount, a rate, or a dash in its place. */
export function isFigure(cell: SourceCell): boolean {
  return isAmount(cell) || isDash(cell) || /^\d+(\.\d+)?%$/.test(cell.text);
}
