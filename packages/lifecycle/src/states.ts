/**
 * Where a sheet or a round stands. `with-…` is a desk of the place's route: who has it, has to act. Things that have no
 * state (documents, units, people) have `none`.
 */
export type State =
  | 'none'
  | 'draft'
  | 'returned'
  | 'recalled'
  | 'with-unit-head'
  | 'with-department'
  | 'with-desk'
  | 'with-performance-office'
  | 'with-budget-office'
  | 'approved'
  | 'in-force'
  | 'adjusting'
  | 'suspended'
  | 'withdrawn'
  | 'superseded';

export const STATES: Readonly<Record<State, string>> = {
  none: '—',
  draft: '草稿',
  returned: '已退回',
  recalled: '已撤回',
  'with-unit-head': '待单位负责人审签',
  'with-department': '待主管部门审核',
  'with-desk': '待业务科审核',
  'with-performance-office': '待绩效科审核',
  'with-budget-office': '待预算科审核',
  approved: '已批复',
  'in-force': '执行中',
  adjusting: '调整中',
  suspended: '已暂停',
  withdrawn: '已撤销',
  superseded: '已被替代',
};

export const stateNames = Object.keys(STATES) as State[];

/** The unit has it, and may write in it. */
export const WRITABLE: readonly State[] = ['draft', 'returned', 'recalled', 'adjusting'];
