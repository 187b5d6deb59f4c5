import { fromFen, groupDigits, printDecimal, rescale } from '@jizhun/model';

/** `14,379.06` of fen: 万元 with two decimals, so that a column of amounts lines up; `—` where there is none. */
export function wan(fen: number | null): string {
  return fen === null ? '—' : groupDigits(printDecimal(rescale({ digits: BigInt(fen), scale: 6 }, 2)));
}

/** The exact amount in yuan, for the hover over an amount in 万元. */
export function yuan(fen: number): string {
  return `${groupDigits(fromFen(fen, '元', 2))} 元`;
}

/** A number of an arithmetic, aligned with its neighbours: grouped, with `decimals` places. */
export function figure(value: number, decimals: number): string {
  return groupDigits(value.toFixed(decimals));
}

/** How many decimals the longest of the numbers needs. */
export function decimalsOf(values: readonly number[]): number {
  return Math.min(6, Math.max(0, ...values.map((v) => (String(v).split('.')[1] ?? '').length)));
}

/** `1.2 MB`. */
export function bytes(count: number): string {
  if (count < 1024) return `${count} B`;
  if (count < 1024 * 1024) return `${(count / 1024).toFixed(count < 10 * 1024 ? 1 : 0)} KB`;
  return `${(count / 1024 / 1024).toFixed(1)} MB`;
}
