import type { UnitLine } from '@jizhun/lifecycle';
import { holdsOn } from './days.ts';
import { follow } from './follow.ts';
import { versionOf } from './plan.ts';
import type { Snapshot } from './snapshot.ts';
import { lastTerm, lifeOf } from './state.ts';
import type { Authority, Day, Succession, Unit, UnitTerm } from './types.ts';

/** A unit as it is on a day. */
export interface UnitOnDay extends UnitTerm {
  id: string;
  /** 'ended': as it last was. 'coming': as it first will be. */
  state: 'there' | 'ended' | 'coming';
}

/** The tree of authorities and units on a day, in memory. */
export interface Tree {
  day: Day;
  /** Counts the changes of the tree; another one for everything that is different. */
  revision: number;
  /** Those that are there on the day, each after the one above it. */
  authorities: readonly Authority[];
  /** Those that are there on the day, each after the one above it, those below right behind; by code, then name. */
  units: readonly UnitOnDay[];
  /** Whatever the day. */
  authority(id: string): Authority | undefined;
  /** As it is on the day; where it has ended, or has not begun, as it was last, or will be. */
  unit(id: string): UnitOnDay | undefined;
  /**
   * Where a unit stands on the day. One that has ended keeps its last line, one that is still to come has its first, so
   * that what belongs to it stays where it belongs.
   */
  lineOf(id: string): UnitLine | undefined;
  /** An authority and those above it, itself first. */
  authoritiesAbove(id: string): readonly string[];
  /** All units below another one on the day, in the order of `units`. */
  below(id: string): readonly string[];
  /** Units whose name or code holds a text, now or in another year: those that are there first. */
  search(text: string, limit: number): UnitOnDay[];
  /** Every unit, whatever the day. */
  ids(): Iterable<string>;
  /** A unit through the years. */
  history(id: string): UnitHistory | undefined;
  /** Units that carry on, on a day, what a unit was on another: see `follow`. */
  followed(id: string, from: Day, to: Day): readonly string[];
  /** For optimistic changes: `seen` of a change. */
  versionOf(id: string): string | undefined;
}

export interface UnitHistory {
  terms: readonly UnitTerm[];
  predecessors: readonly Succession[];
  successors: readonly Succession[];
}

function nearest(unit: Unit, day: Day): { term: UnitTerm; state: UnitOnDay['state'] } {
  const term = unit.terms.findLast(({ from }) => from <= day);
  if (term === undefined) return { term: unit.terms[0] ?? lastTerm(unit), state: 'coming' };
  return { term, state: holdsOn(term, day) ? 'there' : 'ended' };
}

const byName = new Intl.Collator('zh-CN').compare;

/** Units with a code by it, those without behind them by name. */
const inOrder = (a: UnitOnDay, b: UnitOnDay): number => {
  if (a.code !== null && b.code !== null && a.code !== b.code) return a.code < b.code ? -1 : 1;
  if ((a.code === null) !== (b.code === null)) return a.code === null ? 1 : -1;
  return byName(a.name, b.name) || (a.id < b.id ? -1 : 1);
};

/** Each after the one above it, those right below it behind it. */
function fromTheTop<T extends { id: string; parent: string | null }>(rows: readonly T[]): T[] {
  const there = new Set(rows.map(({ id }) => id));
  const children = new Map<string, T[]>();
  const tops: T[] = [];
  for (const row of rows) {
    if (row.parent === null || !there.has(row.parent)) tops.push(row);
    else {
      const siblings = children.get(row.parent);
      if (siblings === undefined) children.set(row.parent, [row]);
      else siblings.push(row);
    }
  }
  const ordered: T[] = [];
  const waiting = tops.toReversed();
  for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
    ordered.push(row);
    for (const child of children.get(row.id)?.toReversed() ?? []) waiting.push(child);
  }
  return ordered;
}

/** The tree as it is on a day. */
export function treeOf({ revision, authorities, units, successions }: Snapshot, day: Day): Tree {
  const ofTheDay = fromTheTop(
    [...authorities.values()]
      .filter((authority) => holdsOn(authority, day))
      .sort((a, b) => ((a.adcode ?? '') < (b.adcode ?? '') ? -1 : a.adcode === b.adcode ? byName(a.name, b.name) : 1)),
  );
  const rank = new Map(ofTheDay.map(({ id }, at) => [id, at]));
  const onDay = (unit: Unit): UnitOnDay => {
    const { term, state } = nearest(unit, day);
    return { id: unit.id, ...term, state };
  };
  const there = [...units.values()].map(onDay).filter(({ state }) => state === 'there');
  there.sort((a, b) => (rank.get(a.authority) ?? 0) - (rank.get(b.authority) ?? 0) || inOrder(a, b));
  const unitsOfTheDay = fromTheTop(there);
  const byId = new Map(unitsOfTheDay.map((unit) => [unit.id, unit]));
  const position = new Map(unitsOfTheDay.map(({ id }, at) => [id, at]));

  const authoritiesAbove = (id: string): readonly string[] => {
    const line: string[] = [];
    for (
      let at = authorities.get(id);
      at !== undefined;
      at = at.parent === null ? undefined : authorities.get(at.parent)
    ) {
      line.push(at.id);
    }
    return line;
  };
  const lines = new Map<string, UnitLine>();
  const lineOf = (id: string): UnitLine | undefined => {
    const known = lines.get(id);
    if (known !== undefined) return known;
    const unit = units.get(id);
    if (unit === undefined) return undefined;
    const { term, state } = nearest(unit, day);
    const when = state === 'there' ? day : state === 'ended' ? (term.to ?? day) : term.from;
    const above: string[] = [];
    for (let parent = term.parent; parent !== null; ) {
      above.push(parent);
      const next = units.get(parent);
      parent = next === undefined ? null : nearest(next, when).term.parent;
    }
    const line = { units: [id, ...above], authorities: authoritiesAbove(term.authority) };
    lines.set(id, line);
    return line;
  };

  return {
    day,
    revision,
    authorities: ofTheDay,
    units: unitsOfTheDay,
    authority: (id) => authorities.get(id),
    unit: (id) => {
      const known = byId.get(id);
      if (known !== undefined) return known;
      const unit = units.get(id);
      return unit === undefined ? undefined : onDay(unit);
    },
    lineOf,
    authoritiesAbove,
    below(id) {
      const found: string[] = [];
      for (let at = (position.get(id) ?? unitsOfTheDay.length) + 1; at < unitsOfTheDay.length; at++) {
        const unit = unitsOfTheDay[at];
        if (unit === undefined || lineOf(unit.id)?.units.includes(id) !== true) break;
        found.push(unit.id);
      }
      return found;
    },
    search(text, limit) {
      const wanted = text.trim().toLowerCase();
      if (wanted === '') return unitsOfTheDay.slice(0, limit);
      const holds = ({ name, code }: UnitTerm) =>
        name.toLowerCase().includes(wanted) || code?.toLowerCase().includes(wanted) === true;
      const found = [...units.values()].filter(({ terms }) => terms.some(holds)).map(onDay);
      const at = (unit: UnitOnDay) => position.get(unit.id) ?? Number.MAX_SAFE_INTEGER;
      return found.sort((a, b) => at(a) - at(b) || inOrder(a, b)).slice(0, limit);
    },
    ids: () => units.keys(),
    history(id) {
      const unit = units.get(id);
      if (unit === undefined) return undefined;
      const all = [...successions.values()].sort((a, b) => (a.from < b.from ? -1 : 1));
      return {
        terms: unit.terms,
        predecessors: all.filter(({ successor }) => successor === id),
        successors: all.filter(({ predecessor }) => predecessor === id),
      };
    },
    followed: (id, from, to) =>
      follow(successions.values(), id, from, to).filter((one) => {
        const unit = units.get(one);
        return unit !== undefined && holdsOn(lifeOf(unit), to);
      }),
    versionOf(id) {
      const entity = units.get(id) ?? authorities.get(id);
      return entity === undefined ? undefined : versionOf(entity);
    },
  };
}
