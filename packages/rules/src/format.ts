import { type Arithmetic, displayWidth } from '@jizhun/model';

/**
 * The arithmetic as aligned lines of plain text, East Asian characters counted as two columns:
 *
 *     人员经费增加           80.87  ◀ 可疑
 *   + 公用经费增加            9.89
 *   ------------------------------
 *   = 算得                   90.76
 *     基本支出增加（印出）   70.79
 *     相差                  -19.97  万元
 */
export function formatArithmetic(arithmetic: Arithmetic): string[] {
  const { terms, result, printed, difference, unit } = arithmetic;
  const decimals = Math.max(
    unit === '万元' || unit === '元' || unit === '亿元' ? 2 : 0,
    ...[...terms.map((term) => term.value), result, printed.value, difference].map(decimalsShown),
  );
  const rows = [
    ...terms.map((term, i) => ({
      sign: i === 0 && term.sign === '+' ? ' ' : { '+': '+', '-': '-', '×': '×', '÷': '÷' }[term.sign],
      label: term.label,
      value: term.value.toFixed(decimals),
      mark: term.odd ? '  ◀ 可疑' : '',
    })),
    { sign: '=', label: '算得', value: result.toFixed(decimals), mark: '' },
    { sign: ' ', label: `${printed.label}（印出）`, value: printed.value.toFixed(decimals), mark: '' },
    { sign: ' ', label: '相差', value: difference.toFixed(decimals), mark: unit ? `  ${unit}` : '' },
  ];
  const labelWidth = Math.max(...rows.map(({ label }) => displayWidth(label)));
  const valueWidth = Math.max(...rows.map(({ value }) => value.length));
  const lines = rows.map(
    ({ sign, label, value, mark }) =>
      `${sign}${' '.repeat(2 - displayWidth(sign))}${label}${' '.repeat(labelWidth - displayWidth(label))}  ${value.padStart(valueWidth)}${mark}`,
  );
  lines.splice(terms.length, 0, '-'.repeat(labelWidth + valueWidth + 4));
  return lines;
}

function decimalsShown(value: number): number {
  const text = String(value);
  const point = text.indexOf('.');
  return point < 0 || text.includes('e') ? 0 : Math.min(6, text.length - point - 1);
}
