import { createHash } from 'node:crypto';
import type { UnitList } from '@jizhun/api';
import type { Tree, UnitOnDay } from '@jizhun/store';
import type { Permit } from '../operation.ts';
import { listedAuthorities, unitAnswer } from './answer.ts';
import { mayTo } from './permitted.ts';

/** Which units are asked for; all conditions must hold. */
export interface UnitQuery {
  /** Part of the name or code, of any year. */
  search?: string | undefined;
  authority?: string | undefined;
  /** Those below this one. */
  above?: string | undefined;
  /** Also those that have ended, or are still to come. */
  ended?: boolean | undefined;
  limit?: number | undefined;
  /** The last one of the page before. */
  after?: string | undefined;
}

/** Large enough for every unit of a province. */
const ALL = 1_000_000;

function asked(tree: Tree, { search, authority, above, ended }: UnitQuery): readonly UnitOnDay[] {
  let units: readonly UnitOnDay[];
  if (search !== undefined) units = tree.search(search, ALL);
  else if (ended === true) {
    const there = new Set(tree.units.map(({ id }) => id));
    const others = [...tree.ids()].filter((id) => !there.has(id)).map((id) => tree.unit(id));
    units = [...tree.units, ...others.filter((unit) => unit !== undefined)];
  } else units = tree.units;
  if (ended !== true) units = units.filter(({ state }) => state === 'there');
  if (authority !== undefined) units = units.filter((unit) => unit.authority === authority);
  if (above !== undefined) {
    units = units.filter(({ id }) => id !== above && tree.lineOf(id)?.units.includes(above) === true);
  }
  return units;
}

/** The units of a day that the caller may read. */
export function unitList(tree: Tree, query: UnitQuery, permit: Permit): UnitList {
  const readable = mayTo('unit.read', permit, tree);
  const units = asked(tree, query).filter(({ id }) => readable(id));
  // Who arranges units, or gives roles, has to know of every authority; others of those that stand above what they see.
  const every = permit.may('unit.manage') || permit.may('role.assign');
  const known = new Set(
    every
      ? []
      : [
          ...new Set(units.map(({ authority }) => authority)),
          ...permit.principal.assignments.map((one) => one.authority),
        ]
          .filter((id) => id !== undefined)
          .flatMap((id) => tree.authoritiesAbove(id)),
  );
  const start = query.after === undefined ? 0 : units.findIndex(({ id }) => id === query.after) + 1;
  const page = query.limit === undefined ? units.slice(start) : units.slice(start, start + query.limit);
  const last = page.at(-1);
  return {
    day: tree.day,
    revision: tree.revision,
    authorities: listedAuthorities(tree.authorities.filter(({ id }) => every || known.has(id))),
    units: page.map(unitAnswer),
    count: units.length,
    ...(last !== undefined && start + page.length < units.length ? { next: last.id } : {}),
  };
}

/** Names what is in a tree, also after a database was put back to an earlier day. */
const contents = new WeakMap<Tree, string>();

function contentOf(tree: Tree): string {
  let known = contents.get(tree);
  if (known === undefined) {
    const { day, authorities, units } = tree;
    const ended = [...tree.ids()].length;
    known = createHash('sha1')
      .update(JSON.stringify([day, authorities, units, ended]))
      .digest('base64url');
    contents.set(tree, known);
  }
  return known;
}

/** Names an answer: the same as long as tree, question and roles are the same. */
export function unitListTag(tree: Tree, query: UnitQuery, { principal }: Permit): string {
  const { assignments, scopes, tokenUnit } = principal;
  const question = [contentOf(tree), tree.revision, query, assignments, [...(scopes ?? [])], tokenUnit];
  return `W/"${createHash('sha1').update(JSON.stringify(question)).digest('base64url')}"`;
}
