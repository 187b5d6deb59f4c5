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
  return /^[—–\-－─一/]+$/.test(cell.text);
}

/** Whether a cell stands in a column of figures: an amount, a rate, or a dash in its place. */
export function isFigure(cell: SourceCell): boolean {
  return isAmount(cell) || isDash(cell) || /^\d+(\.\d+)?%$/.test(cell.text);
}

/** An amount with its label in one cell (其中：财政拨款：6923.3552万元). */
export interface LabelledAmount {
  label: string;
  amount: Amount;
}

/**
 * The amounts of a cell that holds nothing but labels with their amounts, one (资金总额：430.60) or several
 * (财政拨款：20万元（其中：上级资金：15万元；本级资金：5万元）); null for any other text.
 */
export function labelledAmountsIn(text: string): LabelledAmount[] | null {
  if (!/\d/.test(text) || text.length > 120) return null;
  const parts = text
    .replace(/\s/g, '')
    .split(/[（(；;，）)。]|,(?!\d{3})/)
    .filter((part) => part !== '' && !/^其中[:：]?$/.test(part));
  const found: LabelledAmount[] = [];
  for (const part of parts) {
    const m =
      /^(?:[一二三四五六七八九十\d]+[、.])?(其中[:：]?)?([^:：\d]{2,16}?)[:：]?(-?\d[\d,]*(?:\.\d+)?(?:亿元|万元|元)?)$/.exec(
        part,
      );
    const amount = m && amountIn(m[3] ?? '');
    if (
      !m?.[2] ||
      !amount ||
      !/资金|拨款|总额|合计|收入|支出|财政|预算|其他|其它|结转|基金|补助|经费|自筹|投资/.test(m[2])
    )
      return null;
    found.push({ label: `${m[1] ?? ''}${m[2]}`, amount });
  }
  return found.length > 0 ? found : null;
}
