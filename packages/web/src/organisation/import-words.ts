import type { ImportAction, ImportKind, ImportPreview, ImportRow } from '@jizhun/api';

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

/** The fields of each kind of list; as above, held against the package by a test. */
export const fieldNames: Readonly<Record<ImportKind, Readonly<Record<string, string>>>> = {
  units: {
    code: '单位代码',
    name: '单位名称',
    parentCode: '上级单位代码',
    parent: '上级单位',
    kind: '单位类型',
    authority: '所属财政',
    from: '启用日期',
  },
  people: {
    staff: '工号',
    name: '姓名',
    login: '登录名',
    unitCode: '单位代码',
    unit: '单位',
    role: '角色',
    inCharge: '对口部门',
    from: '起始日期',
    to: '截止日期',
  },
  projects: {
    code: '项目编码',
    name: '项目名称',
    category: '项目类别',
    unitCode: '单位代码',
    unit: '单位',
    fromYear: '起始年度',
    toYear: '截止年度',
    years: '起止年度',
  },
};
