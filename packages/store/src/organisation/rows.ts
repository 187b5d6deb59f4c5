import { type Item, ROLES, type Role } from '@jizhun/lifecycle';
import { type ExpressionBuilder, type RawBuilder, sql } from 'kysely';
import type { Db } from '../scope.ts';
import type { Tables } from '../tables.ts';
import type { HeldAssignment, Person, Project } from './types.ts';

/** For `id = any(…)`: one parameter however many there are. */
export const anyId = (ids: Iterable<string>): RawBuilder<string> => sql<string>`any(${[...ids]}::uuid[])`;
export const anyText = (texts: Iterable<string>): RawBuilder<string> => sql<string>`any(${[...texts]}::text[])`;

const isRole = (text: string): text is Role => Object.hasOwn(ROLES, text);

/** A role as it was stored. @throws where this program does not know it (any more) */
export function roleOf(text: string): Role {
  if (!isRole(text)) throw new Error(`unknown role ${text}`);
  return text;
}

type Where<T extends keyof Tables> = (
  eb: ExpressionBuilder<Tables, T>,
) => ReturnType<ExpressionBuilder<Tables, T>['or']>;

export async function projectsWhere(db: Db, tenant: number, where: Where<'project'>): Promise<Project[]> {
  return db
    .selectFrom('project')
    .select([
      'id',
      'unit_id as unit',
      'code',
      'name',
      'category',
      'from_year as fromYear',
      'to_year as toYear',
      'created_at as createdAt',
      'ended_at as endedAt',
    ])
    .where('tenant_id', '=', tenant)
    .where(where)
    .execute();
}

export async function peopleWhere(db: Db, tenant: number, where: Where<'person'>): Promise<Person[]> {
  return db
    .selectFrom('person')
    .select(['id', 'name', 'staff_number as staffNumber', 'created_at as createdAt', 'ended_at as endedAt'])
    .where('tenant_id', '=', tenant)
    .where(where)
    .execute();
}

/** Items by assignment. */
async function itemsOf(db: Db, tenant: number, assignments: readonly string[]): Promise<Map<string, Item[]>> {
  const items = new Map<string, Item[]>();
  if (assignments.length === 0) return items;
  const found = await db
    .selectFrom('assignment_item')
    .select(['assignment_id', 'kind', 'item_id as id'])
    .where('tenant_id', '=', tenant)
    .where('assignment_id', '=', anyId(assignments))
    .orderBy('kind')
    .orderBy('item_id')
    .execute();
  for (const { assignment_id, ...item } of found) {
    const there = items.get(assignment_id);
    if (there === undefined) items.set(assignment_id, [item]);
    else there.push(item);
  }
  return items;
}

export async function assignmentsWhere(db: Db, tenant: number, where: Where<'assignment'>): Promise<HeldAssignment[]> {
  const found = await db
    .selectFrom('assignment')
    .select([
      'id',
      'person_id as person',
      'role',
      'unit_id as unit',
      'authority_id as authority',
      'from_day as from',
      'to_day as to',
      'deputy_for as deputyFor',
    ])
    .where('tenant_id', '=', tenant)
    .where(where)
    .orderBy('from_day')
    .orderBy('id')
    .execute();
  const items = await itemsOf(
    db,
    tenant,
    found.map(({ id }) => id),
  );
  return found.map((row) => ({ ...row, role: roleOf(row.role), items: items.get(row.id) ?? [] }));
}
