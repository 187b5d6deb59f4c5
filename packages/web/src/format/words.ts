import type { Severity } from '@jizhun/model';

/** One word for one thing, everywhere in the application. */
export const severityWord: Record<Severity, string> = { error: '错误', warning: '警告', info: '建议' };
export const severities: readonly Severity[] = ['error', 'warning', 'info'];

const scopeWords: Record<string, string> = {
  cell: '单元格',
  indicator: '指标',
  sheet: '目标表',
  table: '预算表',
  disclosure: '整份文件',
  across: '跨文件',
};

export function scopeWord(scope: string): string {
  return scopeWords[scope] ?? scope;
}
