import type { DisclosureIndex } from './disclosure-index.ts';
import { pairsAcross, type SheetAt, sheetsOf } from './sheet-pairs.ts';

/** A monitoring or self-evaluation form, and the goal sheets of that project and year that other files hold. */
export interface AfterApproval {
  later: SheetAt;
  /** In the order of the files: a goal may be given as it was submitted, approved and adjusted. */
  goals: readonly [SheetAt, ...SheetAt[]];
}

export function* afterApproval(indexes: readonly DisclosureIndex[]): Generator<AfterApproval> {
  const goals = sheetsOf(indexes, ({ form }) => form === 'goal');
  const later = sheetsOf(indexes, ({ form }) => form === 'self-evaluation' || form === 'monitoring');
  for (const [one, others] of pairsAcross(later, goals)) yield { later: one, goals: others };
}

/** 自评表 or 监控表. */
export function formWord({ sheet }: SheetAt): string {
  return sheet.sheet.form === 'monitoring' ? '监控表' : '自评表';
}
