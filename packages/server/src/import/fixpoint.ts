import type { ImportRow } from '@jizhun/api';
import { type Choices, complain, contentOf, type Draft, groupBy, shown, stateOf } from './plan.ts';
import type { ListRow } from './rows.ts';

/** A row in a plan, and the one that says the same. */
export interface Planned extends Draft {
  /** Stays out: as if it were not in the list. */
  out: boolean;
  duplicate: Planned | undefined;
}

/**
 * Plans again without the rows that stay out, until no more do: what rests on a row that stays out stays out as well. A
 * row that repeats another one shares its fate.
 */
export function planWithout<P extends { rows: ImportRow[] }>(
  rows: readonly ListRow[],
  choices: Choices,
  attempt: (out: ReadonlySet<string>) => { entries: readonly Planned[]; plan(): P },
): P {
  const leftOut = new Map<string, ImportRow | undefined>();
  for (const { key } of rows) if (choices.decisions[key] === 'leave-out') leftOut.set(key, undefined);
  for (;;) {
    const { entries, plan } = attempt(new Set(leftOut.keys()));
    const fails = (entry: Planned) => !entry.out && stateOf(entry, choices) === 'left-out';
    const failing = entries.filter(
      (entry) => fails(entry) || (!entry.out && entry.duplicate !== undefined && fails(entry.duplicate)),
    );
    if (failing.length === 0) {
      const result = plan();
      // Why a row stays out was seen when it was still among the others.
      return { ...result, rows: result.rows.map((row) => leftOut.get(row.key) ?? row) };
    }
    for (const entry of failing) leftOut.set(entry.row.key, { ...shown(entry, choices), state: 'left-out' });
  }
}

/** The same line twice is one line: marks all but the first. */
export function markDuplicates(entries: readonly Planned[]): void {
  for (const [first, ...others] of groupBy(entries, contentOf).values()) {
    for (const entry of others) {
      entry.duplicate = first;
      entry.actions.push('duplicate');
      complain(entry, 'warning', 'name', `与${first?.row.place}相同，只算一次。`, '不必处理。');
    }
  }
}
