/** Last row and column that a worksheet can have, 0-based. */
export const LAST_ROW = 1_048_575;
export const LAST_COLUMN = 16_383;

/** 0-based place of `B7`; undefined for what is no address of a worksheet's cell. */
export function parseAddress(address: string): { row: number; column: number } | undefined {
  let column = 0;
  let at = 0;
  const length = address.length;
  if (address.charCodeAt(at) === 36) at += 1;
  const letters = at;
  for (; at < length; at++) {
    const code = address.charCodeAt(at) & ~32;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
    if (at - letters > 3) return undefined;
  }
  if (at === letters) return undefined;
  if (address.charCodeAt(at) === 36) at += 1;
  const numbers = at;
  let row = 0;
  for (; at < length; at++) {
    const code = address.charCodeAt(at);
    if (code < 48 || code > 57) return undefined;
    row = row * 10 + code - 48;
    if (at - numbers > 7) return undefined;
  }
  if (row < 1 || row - 1 > LAST_ROW || column - 1 > LAST_COLUMN) return undefined;
  return { row: row - 1, column: column - 1 };
}

/** `B` of column 1. */
export function columnName(column: number): string {
  let rest = column + 1;
  let name = '';
  while (rest > 0) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
    rest = Math.floor((rest - 1) / 26);
  }
  return name;
}
