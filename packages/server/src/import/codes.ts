import { complain, type Draft } from './plan.ts';

/** What a workbook makes of a long code: 1.01E+08. */
const SCIENTIFIC = /^\d(\.\d+)?E\+?\d+$/i;
const CODE = /^[0-9A-Za-z][0-9A-Za-z._-]{0,39}$/;

/** Complains about a code that cannot be one. */
export function checkCode(draft: Draft, field: string, what: string, code: string): boolean {
  if (SCIENTIFIC.test(code)) {
    complain(
      draft,
      'error',
      field,
      `${what}“${code}”是科学计数法，原来的数字已丢失。`,
      '请在表格中把这一列设为文本格式，重新填写后再导入。',
    );
    return false;
  }
  if (!CODE.test(code)) {
    complain(
      draft,
      'error',
      field,
      `${what}“${code}”写法不对：只能是字母、数字、点、下划线和连字符，不超过 40 个字符。`,
      '请改正后重新导入。',
    );
    return false;
  }
  return true;
}

/** How often a length must be met to count as one of those in use. */
const COMMON_SHARE = 0.1;

/**
 * Warns of codes that are one digit shorter than those around them: a workbook takes 0101 for the number 101. Codes have
 * the lengths of their levels (3, 6, 9 digits); only what fits none of them is told.
 */
export function warnOfLostZeros(drafts: readonly Draft[], field: string, what: string): void {
  const digits = drafts.filter(({ code }) => code !== null && /^\d+$/.test(code));
  const lengths = new Map<number, number>();
  for (const { code } of digits) lengths.set(code?.length ?? 0, (lengths.get(code?.length ?? 0) ?? 0) + 1);
  const common = (length: number) => (lengths.get(length) ?? 0) >= Math.max(3, digits.length * COMMON_SHARE);
  for (const draft of digits) {
    const length = draft.code?.length ?? 0;
    if (common(length) || !common(length + 1)) continue;
    complain(
      draft,
      'warning',
      field,
      `${what}“${draft.code}”有 ${length} 位，同列多为 ${length + 1} 位：可能丢失了开头的 0。`,
      '请对照原代码；丢失的，把这一列设为文本格式后改正。',
    );
  }
}
