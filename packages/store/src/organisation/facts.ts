import type { Item } from '@jizhun/lifecycle';
import type { Db } from '../scope.ts';
import type { Change } from './changes.ts';
import { shutAmong } from './guardians.ts';
import { GUARDIAN } from './plan-common.ts';
import { anyId, anyText, assignmentsWhere, peopleWhere, projectsWhere } from './rows.ts';
import type { Snapshot } from './snapshot.ts';
import type { Facts } from './state.ts';
import type { HeldAssignment } from './types.ts';

/** What changes speak of, beside the tree. */
interface Named {
  units: Set<string>;
  authorities: Set<string>;
  projects: Set<string>;
  codes: Set<string>;
  people: Set<string>;
  numbers: Set<string>;
  assignments: Set<string>;
  documents: Set<string>;
  guards: boolean;
}

function namedBy(changes: readonly Change[]): Named {
  const named: Named = {
    units: new Set(),
    authorities: new Set(),
    projects: new Set(),
    codes: new Set(),
    people: new Set(),
    numbers: new Set(),
    assignments: new Set(),
    documents: new Set(),
    guards: false,
  };
  const items = (list: readonly Item[] = []) => {
    for (const { kind, id } of list) {
      if (kind === 'project') named.projects.add(id);
      else if (kind === 'document') named.documents.add(id);
    }
  };
  for (const change of changes) {
    switch (change.operation) {
      case 'authority.end':
        named.authorities.add(change.id);
        break;
      case 'unit.end':
      case 'unit.split':
        named.units.add(change.id);
        if (change.operation === 'unit.split') {
          for (const { projects = [] } of change.into) for (const id of projects) named.projects.add(id);
        }
        break;
      case 'unit.merge':
        for (const id of change.units) named.units.add(id);
        break;
      case 'project.add':
      case 'project.change':
        named.projects.add(change.id);
        if (typeof change.code === 'string') named.codes.add(change.code.trim());
        break;
      case 'project.end':
      case 'project.resume':
        named.projects.add(change.id);
        break;
      case 'person.add':
      case 'person.change':
        named.people.add(change.id);
        if (typeof change.staffNumber === 'string') named.numbers.add(change.staffNumber.trim());
        break;
      case 'person.end':
      case 'person.resume':
        named.people.add(change.id);
        named.guards = true;
        break;
      case 'assignment.give':
        named.people.add(change.person);
        items(change.items);
        break;
      case 'assignment.change':
        named.assignments.add(change.id);
        named.guards = true;
        items(change.items);
        break;
      case 'assignment.end':
        named.assignments.add(change.id);
        named.guards = true;
        break;
      case 'assignment.deputise':
        named.assignments.add(change.of);
        named.people.add(change.person);
        break;
    }
  }
  return named;
}

const wellFormed = (ids: Iterable<string>): string[] =>
  [...ids].filter((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id));

const byId = <T extends { id: string }>(rows: readonly T[]): Map<string, T> =>
  new Map(rows.map((row) => [row.id, row]));

async function assignmentsFor(tx: Db, tenant: number, named: Named): Promise<Map<string, HeldAssignment>> {
  const { assignments, people, units, authorities, guards } = named;
  if (assignments.size + people.size + units.size + authorities.size === 0 && !guards) return new Map();
  const found = byId(
    await assignmentsWhere(tx, tenant, (eb) =>
      eb.or([
        eb('id', '=', anyId(wellFormed(assignments))),
        eb('person_id', '=', anyId(wellFormed(people))),
        eb('unit_id', '=', anyId(wellFormed(units))),
        eb('authority_id', '=', anyId(wellFormed(authorities))),
        ...(guards ? [eb('role', '=', GUARDIAN)] : []),
      ]),
    ),
  );
  // Those who stand in, those stood in for; then whatever else their holders hold.
  const originals = [...found.values()].map(({ deputyFor }) => deputyFor).filter((id) => id !== null);
  const standing = await assignmentsWhere(tx, tenant, (eb) =>
    eb.or([eb('id', '=', anyId(originals)), eb('deputy_for', '=', anyId(found.keys()))]),
  );
  for (const held of standing) found.set(held.id, held);
  const holders = new Set([...found.values()].map(({ person }) => person));
  const others = await assignmentsWhere(tx, tenant, (eb) => eb.or([eb('person_id', '=', anyId(holders))]));
  for (const held of others) found.set(held.id, held);
  return found;
}

/** Everything that planning these changes may look at. */
export async function factsFor(
  tx: Db,
  tenant: number,
  { authorities, units, successions }: Snapshot,
  changes: readonly Change[],
): Promise<Facts> {
  const named = namedBy(changes);
  const assignments = await assignmentsFor(tx, tenant, named);
  for (const { person } of assignments.values()) named.people.add(person);
  const none = named.projects.size + named.codes.size + named.units.size === 0;
  const projects = none
    ? []
    : await projectsWhere(tx, tenant, (eb) =>
        eb.or([
          eb('id', '=', anyId(wellFormed(named.projects))),
          eb('code', '=', anyText(named.codes)),
          eb('unit_id', '=', anyId(wellFormed(named.units))),
        ]),
      );
  const people =
    named.people.size + named.numbers.size === 0
      ? []
      : await peopleWhere(tx, tenant, (eb) =>
          eb.or([eb('id', '=', anyId(wellFormed(named.people))), eb('staff_number', '=', anyText(named.numbers))]),
        );
  const documents =
    named.documents.size === 0
      ? []
      : await tx
          .selectFrom('document')
          .select('id')
          .where('tenant_id', '=', tenant)
          .where('deleted_at', 'is', null)
          .where('id', '=', anyId(wellFormed(named.documents)))
          .execute();
  const guardians = new Set(
    [...assignments.values()].filter(({ role }) => role === GUARDIAN).map(({ person }) => person),
  );
  return {
    authorities,
    units,
    successions,
    assignments,
    projects: byId(projects),
    people: byId(people),
    documents: new Set(documents.map(({ id }) => id)),
    shut: named.guards ? await shutAmong(tx, tenant, guardians) : new Set(),
  };
}
