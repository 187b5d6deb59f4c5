import type { ImportAction, ImportPreview, ImportRow } from '@jizhun/api';

// Not from the package: it would bring its schemas along.
export const actionWords: Readonly<Record<ImportAction, string>> = {
  add: '新增',
  rename: '更名',
  move: '移动',
  recode: '改代码',
  change: '修改',
  assign: '授予角色',
  account: '可开设账号',
  same: '无变化',
  duplicate: '重复',
};

export const stateWords: Readonly<Record<Exclude<ImportRow['state'], 'ready'>, string>> = {
  error: '有错',
  undecided: '待决定',
  'left-out': '不导入',
};

/** What rows can be shown by: what needs a person comes first. */
export const showable: readonly { key: string; word: string }[] = [
  { key: 'error', word: stateWords.error },
  { key: 'undecided', word: stateWords.undecided },
  ...(Object.keys(actionWords) as ImportAction[])
    .filter((action) => action !== 'same')
    .map((action) => ({ key: action, word: actionWords[action] })),
  { key: 'left-out', word: stateWords['left-out'] },
  { key: 'same', word: actionWords.same },
  { key: 'warning', word: '有提示' },
];

/** 新增 3，更名 1. */
export function countWords({ counts }: Pick<ImportPreview, 'counts'>, changesOnly = false): string {
  const quiet = new Set(changesOnly ? ['same', 'duplicate', 'left-out', 'error', 'undecided'] : []);
  const parts = [...showable, { key: 'end', word: '停用' }]
    .filter(({ key }) => (counts[key] ?? 0) > 0 && !quiet.has(key))
    .map(({ key, word }) => `${word} ${counts[key]}`);
  return parts.length === 0 ? '没有变化' : parts.join('，');
}

/** Whether a row belongs to what is shown. */
export function isShown(row: ImportRow, show: string | undefined, q: string | undefined): boolean {
  if (q !== undefined && !`${row.name} ${row.code ?? ''}`.toLowerCase().includes(q.toLowerCase())) return false;
  if (show === undefined) return true;
  if (show === 'warning') return row.problems.some(({ severity }) => severity === 'warning');
  if (row.state !== 'ready') return row.state === show;
  return row.actions.some((action) => action === show);
}
