import type { Day, Succession } from './types.ts';

/**
 * Follows a unit from a day to another one, forward or back: every unit that went on as it, or as which it went on,
 * through mergers and splits in between, in the order of their days; itself too. Which of them are there on the other
 * day is for the caller to see. Forward and back are the same way: where `b` is found from `a`, `a` is found from `b`.
 */
export function follow(successions: Iterable<Succession>, id: string, from: Day, to: Day): string[] {
  const forward = from <= to;
  const [after, until] = forward ? [from, to] : [to, from];
  const steps = new Map<string, { unit: string; day: Day }[]>();
  for (const { predecessor, successor, from: day } of successions) {
    if (day <= after || day > until) continue;
    const [at, next] = forward ? [predecessor, successor] : [successor, predecessor];
    const there = steps.get(at);
    if (there === undefined) steps.set(at, [{ unit: next, day }]);
    else there.push({ unit: next, day });
  }
  // The best day on which a unit can be reached: whatever happened on the wrong side of it is no way on.
  const reached = new Map<string, Day>([[id, forward ? after : until]]);
  const waiting = [id];
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    const since = reached.get(at) ?? after;
    for (const { unit, day } of steps.get(at) ?? []) {
      if (forward ? day < since : day > since) continue;
      const known = reached.get(unit);
      if (known !== undefined && (forward ? known <= day : known >= day)) continue;
      reached.set(unit, day);
      waiting.push(unit);
    }
  }
  return [...reached.keys()];
}
