import { dayAfter } from './days.ts';
import { checkTerm } from './plan-units.ts';
import { Refusal } from './refusal.ts';
import type { Snapshot } from './snapshot.ts';
import { draftOf } from './state.ts';

/**
 * What in a tree is not as `applyChanges` leaves it, in Chinese: gaps and overlaps in the terms of a unit, and terms that
 * contradict others. Nothing, unless someone changed the database by other means.
 */
export function flawsOf(snapshot: Snapshot): string[] {
  const none = new Map<string, never>();
  const draft = draftOf({
    ...snapshot,
    projects: none,
    people: none,
    assignments: none,
    documents: new Set(),
    shut: new Set(),
  });
  const context = { draft, at: new Date(0), today: '', actor: undefined };
  const flaws: string[] = [];
  for (const { id, terms } of snapshot.units.values()) {
    if (terms.length === 0) flaws.push(`编号 ${id} 的单位没有名称和归属`);
    for (const [at, term] of terms.entries()) {
      const next = terms[at + 1];
      if (term.to !== null && term.to < term.from) {
        flaws.push(`“${term.name}”的登记止于 ${term.to}，早于起始的 ${term.from}`);
      } else if (next !== undefined && (term.to === null || dayAfter(term.to) !== next.from)) {
        flaws.push(`“${term.name}”的登记止于 ${term.to ?? '未定之日'}，下一条却自 ${next.from} 起`);
      }
      try {
        checkTerm(context, id, term);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        flaws.push(`“${term.name}”自 ${term.from} 起的登记：${error.message.replace(/。$/, '')}`);
      }
    }
  }
  return flaws;
}
