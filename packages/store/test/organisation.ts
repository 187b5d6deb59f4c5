import type { Change } from '../src/organisation/changes.ts';
import { type Plan, plan } from '../src/organisation/plan.ts';
import type { Snapshot } from '../src/organisation/snapshot.ts';
import type { Facts } from '../src/organisation/state.ts';

export const NOTHING: Facts = {
  authorities: new Map(),
  units: new Map(),
  successions: new Map(),
  projects: new Map(),
  people: new Map(),
  assignments: new Map(),
  documents: new Set(),
  shut: new Set(),
};

/** Facts after a plan, for the next one. */
export function after({ draft }: Plan): Facts & Snapshot {
  const rows = <T extends object>(table: { values(): Iterable<T> }, key: (row: T) => string) =>
    new Map([...table.values()].map((row) => [key(row), row]));
  return {
    revision: 1,
    authorities: rows(draft.authorities, ({ id }) => id),
    units: rows(draft.units, ({ id }) => id),
    successions: rows(draft.successions, ({ predecessor, successor }) => `${predecessor} ${successor}`),
    projects: rows(draft.projects, ({ id }) => id),
    people: rows(draft.people, ({ id }) => id),
    assignments: rows(draft.assignments, ({ id }) => id),
    documents: new Set(),
    shut: new Set(),
  };
}

export const AT = new Date('2026-03-31T08:00:00.000Z');

/** Plans changes on facts, by the program. */
export const planned = (changes: readonly Change[], facts: Facts = NOTHING, actor?: string): Plan =>
  plan(facts, changes, AT, actor);
