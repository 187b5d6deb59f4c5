import type { Db } from '../scope.ts';
import { GUARDIAN } from './plan-common.ts';
import { anyId } from './rows.ts';
import type { Day } from './types.ts';

/** Those of some people who cannot get in: without an account, or with one that is disabled. */
export async function shutAmong(db: Db, tenant: number, people: ReadonlySet<string>): Promise<Set<string>> {
  if (people.size === 0) return new Set();
  const open = await db
    .selectFrom('account')
    .select('person_id')
    .where('tenant_id', '=', tenant)
    .where('person_id', '=', anyId(people))
    .where('disabled_at', 'is', null)
    .execute();
  const shut = new Set(people);
  for (const { person_id } of open) shut.delete(person_id);
  return shut;
}

/**
 * Whether a person is, on a day, the only one who can get in and is a security administrator for good. Holds changes of
 * the organisation until the end of the transaction, so that two do not go at once because of each other.
 */
export async function isLastGuardian(tx: Db, tenant: number, person: string, day: Day): Promise<boolean> {
  await holdOrganisation(tx, tenant);
  const standing = await tx
    .selectFrom('assignment')
    .innerJoin('person', (join) =>
      join.on('person.tenant_id', '=', tenant).onRef('person.id', '=', 'assignment.person_id'),
    )
    .select('assignment.person_id')
    .where('assignment.tenant_id', '=', tenant)
    .where('assignment.role', '=', GUARDIAN)
    .where('assignment.deputy_for', 'is', null)
    .where('assignment.to_day', 'is', null)
    .where('assignment.from_day', '<=', day)
    .where('person.ended_at', 'is', null)
    .execute();
  const guardians = new Set(standing.map(({ person_id }) => person_id));
  for (const shut of await shutAmong(tx, tenant, guardians)) guardians.delete(shut);
  return guardians.size === 1 && guardians.has(person);
}

/** Lets changes of the organisation go one after another. Answers its revision. */
export async function holdOrganisation(tx: Db, tenant: number): Promise<number> {
  await tx
    .insertInto('organisation_head')
    .values({ tenant_id: tenant, revision: 0 })
    .onConflict((conflict) => conflict.column('tenant_id').doNothing())
    .execute();
  const { revision } = await tx
    .selectFrom('organisation_head')
    .select('revision')
    .where('tenant_id', '=', tenant)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return revision;
}
