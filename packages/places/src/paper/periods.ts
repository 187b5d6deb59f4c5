import type { Period } from '@jizhun/model';

/** Heads of columns that a form does not name. */
export const PERIOD_NAMES: Record<Period, string> = {
  H1: '半年',
  FY: '全年',
  CYCLE: '实施周期',
  INITIAL: '年初',
  ACTUAL: '实际完成',
  EXPECTED: '全年预计',
  HISTORY: '以前年度',
};

/** Heads of columns of targets that a form does not name. */
export const TARGET_NAMES: Record<Period, string> = {
  H1: '半年指标值',
  FY: '年度指标值',
  CYCLE: '实施周期指标值',
  INITIAL: '年初指标值',
  ACTUAL: '实际完成值',
  EXPECTED: '全年预计完成值',
  HISTORY: '以前年度完成值',
};
