import type { AssignmentInfo, PersonInfo } from '@jizhun/api';
import { ROLES } from '@jizhun/lifecycle';
import type { StateKind } from '../shared/state.tsx';

/** `填报人，代李四`. */
export const assignmentTitle = ({ role, deputyFor }: Pick<AssignmentInfo, 'role' | 'deputyFor'>): string =>
  deputyFor === null ? ROLES[role].name : `${ROLES[role].name}，代${deputyFor.name}`;

/** Where it is held; `全部` for what is held in the installation as a whole. */
export const assignmentPlace = ({ unit, authority }: Pick<AssignmentInfo, 'unit' | 'authority'>): string =>
  unit?.name ?? authority?.name ?? '全部';

export const assignmentState: Record<AssignmentInfo['state'], string> = {
  holds: '有效',
  coming: '尚未开始',
  over: '已结束',
};

type Account = PersonInfo['account'];

/** How a person can get in, as a word and a class of `state-…`. */
export function accountWord(account: Account): { word: string; kind: StateKind } {
  if (account === null) return { word: '没有账号', kind: 'quiet' };
  if (account.state === 'locked') return { word: '已锁定', kind: 'warning' };
  if (account.state === 'disabled') return { word: '已停用', kind: 'error' };
  return { word: '可以登录', kind: 'fine' };
}
