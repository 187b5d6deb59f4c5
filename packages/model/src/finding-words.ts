import { decimalOf, numberOf, sumDecimals } from './money.ts';
import type { Arithmetic, Finding, LapsedSuppression, Severity } from './types.ts';

/** A report in words: the same on the terminal, on the page and on paper. */

/** 错误, 警告, 建议. */
export function severityWord(severity: Severity): string {
  return { error: '错误', warning: '警告', info: '建议' }[severity];
}

/** ▲, ●, ○: beside the word wherever there is colour. */
export function severityMark(severity: Severity): string {
  return { error: '▲', warning: '●', info: '○' }[severity];
}

/** Why a suppression has no effect. */
export function lapsedWord({ state, expires }: Pick<LapsedSuppression, 'state' | 'expires'>): string {
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

/** Longer sums are shown by their first and last terms and those that do not fit. */
const MOST_TERMS = 14;
const HEAD = 8;
const TAIL = 3;

/** A long sum with the terms of its middle as one, so that it still adds up; a term that does not fit stays by itself. */
export function joinMiddle(terms: Arithmetic['terms']): Arithmetic['terms'] {
  if (terms.length <= MOST_TERMS || terms.some(({ sign }) => sign === '×' || sign === '÷')) return terms;
  const joined: Arithmetic['terms'] = [];
  let middle: Arithmetic['terms'] = [];
  const close = (): void => {
    const [only] = middle;
    if (only !== undefined && middle.length === 1) joined.push(only);
    else if (middle.length > 1) {
      const sum = sumDecimals(middle.map(({ value, sign }) => decimalOf(sign === '-' ? -value : value)));
      joined.push({ label: `另 ${middle.length} 项之和`, value: numberOf(sum), sign: '+' });
    }
    middle = [];
  };
  terms.forEach((term, i) => {
    if (i >= HEAD && i < terms.length - TAIL && !term.odd) middle.push(term);
    else {
      close();
      joined.push(term);
    }
  });
  return joined;
}
