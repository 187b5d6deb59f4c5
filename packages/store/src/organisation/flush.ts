import type { Transaction } from 'kysely';
import type { Tables } from '../tables.ts';
import { anyId } from './rows.ts';
import type { Draft } from './state.ts';
import type { Authority } from './types.ts';

/** Rows of one statement: it takes at most 65,535 values. */
const ROWS_AT_ONCE = 1_000;

function* portions<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) yield rows.slice(from, from + ROWS_AT_ONCE);
}

/** What came or changed. */
const present = <T>(changed: Iterable<{ before: T | undefined; after: T | undefined }>): T[] =>
  [...changed].map(({ after }) => after).filter((after) => after !== undefined);

/** Those above first: a row refers to the one above it. */
function fromTheTop(draft: Draft, rows: readonly Authority[]): Authority[] {
  const depth = ({ parent }: Authority): number => {
    const above = parent === null ? undefined : draft.authorities.get(parent);
    return above === undefined ? 0 : 1 + depth(above);
  };
  return rows.toSorted((a, b) => depth(a) - depth(b));
}

/** Writes what a draft changed. Answers whether the tree was among it. */
export async function flush(tx: Transaction<Tables>, tenant: number, draft: Draft): Promise<boolean> {
  const tenant_id = tenant;
  const authorities = fromTheTop(draft, present(draft.authorities.changed()));
  for (const rows of portions(authorities)) {
    await tx
      .insertInto('authority')
      .values(
        rows.map(({ id, parent, name, adcode, place, from, to }) => ({
          tenant_id,
          id,
          parent_id: parent,
          name,
          adcode,
          place_id: place,
          valid_from: from,
          valid_to: to,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'id']).doUpdateSet((eb) => ({
          parent_id: eb.ref('excluded.parent_id'),
          name: eb.ref('excluded.name'),
          adcode: eb.ref('excluded.adcode'),
          place_id: eb.ref('excluded.place_id'),
          valid_to: eb.ref('excluded.valid_to'),
        })),
      )
      .execute();
  }

  const units = [...draft.units.changed()];
  const newUnits = present(units.filter(({ before }) => before === undefined));
  for (const rows of portions(newUnits)) {
    await tx
      .insertInto('unit')
      .values(rows.map(({ id, createdAt }) => ({ tenant_id, id, created_at: createdAt })))
      .execute();
  }
  const terms = units.flatMap(({ before, after }) =>
    after === undefined
      ? []
      : after.terms
          .filter((term) => before?.terms.includes(term) !== true)
          .map((term) => ({ unit_id: after.id, ...term })),
  );
  for (const rows of portions(terms)) {
    await tx
      .insertInto('unit_term')
      .values(
        rows.map(({ unit_id, from, to, name, code, kind, parent, authority, basis }) => ({
          tenant_id,
          unit_id,
          valid_from: from,
          valid_to: to,
          name,
          code,
          kind,
          parent_id: parent,
          authority_id: authority,
          basis,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'unit_id', 'valid_from']).doUpdateSet((eb) => ({
          valid_to: eb.ref('excluded.valid_to'),
          name: eb.ref('excluded.name'),
          code: eb.ref('excluded.code'),
          kind: eb.ref('excluded.kind'),
          parent_id: eb.ref('excluded.parent_id'),
          authority_id: eb.ref('excluded.authority_id'),
          basis: eb.ref('excluded.basis'),
        })),
      )
      .execute();
  }
  const successions = present(draft.successions.changed());
  for (const rows of portions(successions)) {
    await tx
      .insertInto('unit_succession')
      .values(
        rows.map(({ predecessor, successor, from, kind, basis }) => ({
          tenant_id,
          predecessor_id: predecessor,
          successor_id: successor,
          from_day: from,
          kind,
          basis,
        })),
      )
      .execute();
  }

  await flushProjects(tx, tenant, draft);
  await flushPeople(tx, tenant, draft);
  await flushAssignments(tx, tenant, draft);
  return authorities.length + units.length > 0;
}

async function flushProjects(tx: Transaction<Tables>, tenant_id: number, draft: Draft): Promise<void> {
  // A code that goes from one project to another is free for a moment.
  const freed = [...draft.projects.changed()].filter(
    ({ before, after }) => before !== undefined && before.code !== null && before.code !== after?.code,
  );
  if (freed.length > 0) {
    await tx
      .updateTable('project')
      .set({ code: null })
      .where('tenant_id', '=', tenant_id)
      .where('id', '=', anyId(freed.map(({ id }) => id)))
      .execute();
  }
  for (const rows of portions(present(draft.projects.changed()))) {
    await tx
      .insertInto('project')
      .values(
        rows.map(({ id, unit, code, name, category, fromYear, toYear, createdAt, endedAt }) => ({
          tenant_id,
          id,
          unit_id: unit,
          code,
          name,
          category,
          from_year: fromYear,
          to_year: toYear,
          created_at: createdAt,
          ended_at: endedAt,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'id']).doUpdateSet((eb) => ({
          unit_id: eb.ref('excluded.unit_id'),
          code: eb.ref('excluded.code'),
          name: eb.ref('excluded.name'),
          category: eb.ref('excluded.category'),
          from_year: eb.ref('excluded.from_year'),
          to_year: eb.ref('excluded.to_year'),
          ended_at: eb.ref('excluded.ended_at'),
        })),
      )
      .execute();
  }
}

async function flushPeople(tx: Transaction<Tables>, tenant_id: number, draft: Draft): Promise<void> {
  const changed = [...draft.people.changed()];
  const freed = changed.filter(
    ({ before, after }) =>
      before !== undefined && before.staffNumber !== null && before.staffNumber !== after?.staffNumber,
  );
  if (freed.length > 0) {
    await tx
      .updateTable('person')
      .set({ staff_number: null })
      .where('tenant_id', '=', tenant_id)
      .where('id', '=', anyId(freed.map(({ id }) => id)))
      .execute();
  }
  for (const rows of portions(present(changed))) {
    await tx
      .insertInto('person')
      .values(
        rows.map(({ id, name, staffNumber, createdAt, endedAt }) => ({
          tenant_id,
          id,
          name,
          staff_number: staffNumber,
          created_at: createdAt,
          ended_at: endedAt,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'id']).doUpdateSet((eb) => ({
          name: eb.ref('excluded.name'),
          staff_number: eb.ref('excluded.staff_number'),
          ended_at: eb.ref('excluded.ended_at'),
        })),
      )
      .execute();
  }
}

async function flushAssignments(tx: Transaction<Tables>, tenant_id: number, draft: Draft): Promise<void> {
  const changed = [...draft.assignments.changed()].filter(
    ({ before, after }) => before !== undefined || after !== undefined,
  );
  const gone = changed.filter(({ after }) => after === undefined).map(({ id }) => id);
  const unlisted = changed
    .filter(({ before, after }) => before !== undefined && before.items !== after?.items && before.items.length > 0)
    .map(({ id }) => id);
  if (unlisted.length > 0) {
    await tx
      .deleteFrom('assignment_item')
      .where('tenant_id', '=', tenant_id)
      .where('assignment_id', '=', anyId(unlisted))
      .execute();
  }
  if (gone.length > 0) {
    await tx.deleteFrom('assignment').where('tenant_id', '=', tenant_id).where('id', '=', anyId(gone)).execute();
  }
  const held = present(changed).toSorted((a, b) => Number(a.deputyFor !== null) - Number(b.deputyFor !== null));
  for (const rows of portions(held)) {
    await tx
      .insertInto('assignment')
      .values(
        rows.map(({ id, person, role, unit, authority, from, to, deputyFor }) => ({
          tenant_id,
          id,
          person_id: person,
          role,
          unit_id: unit,
          authority_id: authority,
          from_day: from,
          to_day: to,
          deputy_for: deputyFor,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'id']).doUpdateSet((eb) => ({ to_day: eb.ref('excluded.to_day') })),
      )
      .execute();
  }
  const items = changed.flatMap(({ before, after }) =>
    after === undefined || before?.items === after.items
      ? []
      : after.items.map(({ kind, id }) => ({ tenant_id, assignment_id: after.id, kind, item_id: id })),
  );
  for (const rows of portions(items))
    await tx
      .insertInto('assignment_item')
      .values([...rows])
      .execute();
}
