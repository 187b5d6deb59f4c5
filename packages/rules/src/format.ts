import { type Arithmetic, displayWidth, type Finding, type LapsedSuppression, type Severity } from '@jizhun/model';

/** 错误, 警告, 建议. */
export function severityWord(severity: Severity): string {
  return { error: '错误', warning: '警告', info: '建议' }[severity];
}

/** Why a suppression has no effect. */
export function lapsedWord(state: LapsedSuppression['state'], expires?: string): string {
  return {
    expired: `已过期${expires === undefined ? '' : `（有效至 ${expires}）`}`,
    'other-version': '文件已换版本，请重新核对后再说明',
    unmatched: '没有这一处问题了',
    'no-reason': '没有写理由',
    'unknown-rule': '没有这条规则',
  }[state];
}

/**
 * Where a finding is, in printed names: `示例培训经费 · 产出指标/数量指标/培训班次`, `《部门支出总表》“组织事务”行“合计”列`,
 * `三、机关运行经费安排情况`. '' where it is about the whole file.
 */
export function describeSubject({ subject }: Pick<Finding, 'subject'>): string {
  const { sheet, table, section, level1, level2, level3, row, column } = subject;
  const levels = [level1, level2, level3].filter((level) => level);
  const parts = [
    sheet ?? '',
    section ?? '',
    levels.join('/'),
    table || row || column
      ? `${table ? `《${table}》` : ''}${row ? `“${row}”行` : ''}${column ? `“${column}”列` : ''}`
      : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

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
