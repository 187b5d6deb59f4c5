import type { Role } from '@jizhun/lifecycle';
import type { Severity } from '@jizhun/model';
import { roleOf } from '../organisation/rows.ts';
import type { Scope } from '../scope.ts';

/** The first few of something, and how many there are. */
export interface FirstFew<T> {
  rows: T[];
  count: number;
}

/** A role that ends soon: `day` is its last. */
export interface EndingRole {
  assignment: string;
  person: string;
  name: string;
  role: Role;
  day: string;
  /** The person stands in for someone. */
  deputy: boolean;
}

/** What a first page needs to know of a tenant, each with one short query. */
export interface Glance {
  /** People who are here, hold a role on the day, and cannot sign in because they have no account. By name. */
  withoutAccount(day: string, limit: number): Promise<FirstFew<{ person: string; name: string }>>;
  /** Accounts that are locked at a moment; those locked longest first. */
  locked(at: Date, limit: number): Promise<FirstFew<{ person: string; name: string; until: Date }>>;
  /** Roles that hold on a day and end up to another one; of one person, or of all. The soonest first. */
  ending(days: { from: string; to: string }, limit: number, person?: string): Promise<FirstFew<EndingRole>>;
  /** What weighs most in each of these documents: the rule and the sentence of its first error, or else warning. */
  worst(documents: readonly string[]): Promise<ReadonlyMap<string, { severity: Severity; message: string }>>;
}

const firstFew = <T, R>(rows: readonly (R & { all: number })[], shown: (row: R) => T): FirstFew<T> => ({
  rows: rows.map(shown),
  count: rows[0]?.all ?? 0,
});

export function glanceOf({ db, tenant, run }: Scope): Glance {
  return {
    withoutAccount: (day, limit) =>
      run(async () => {
        const rows = await db
          .selectFrom('person')
          .select(['person.id as person', 'person.name'])
          .select((eb) => eb.fn.countAll<number>().over().as('all'))
          .where('person.tenant_id', '=', tenant)
          .where('person.ended_at', 'is', null)
          .where(({ exists, selectFrom }) =>
            exists(
              selectFrom('assignment')
                .select('assignment.id')
                .where('assignment.tenant_id', '=', tenant)
                .whereRef('assignment.person_id', '=', 'person.id')
                .where('assignment.from_day', '<=', day)
                .where((one) => one.or([one('assignment.to_day', 'is', null), one('assignment.to_day', '>=', day)])),
            ),
          )
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('account')
                  .select('account.person_id')
                  .where('account.tenant_id', '=', tenant)
                  .whereRef('account.person_id', '=', 'person.id'),
              ),
            ),
          )
          .orderBy('person.name')
          .orderBy('person.id')
          .limit(limit)
          .execute();
        return firstFew(rows, ({ person, name }) => ({ person, name }));
      }),

    locked: (at, limit) =>
      run(async () => {
        const rows = await db
          .selectFrom('account')
          .innerJoin('person', (join) =>
            join.onRef('person.tenant_id', '=', 'account.tenant_id').onRef('person.id', '=', 'account.person_id'),
          )
          .select(['account.person_id as person', 'person.name', 'account.locked_until'])
          .select((eb) => eb.fn.countAll<number>().over().as('all'))
          .where('account.tenant_id', '=', tenant)
          .where('person.tenant_id', '=', tenant)
          .where('account.locked_until', '>', at)
          .where('account.disabled_at', 'is', null)
          .where('person.ended_at', 'is', null)
          .orderBy('account.locked_until', 'desc')
          .limit(limit)
          .execute();
        return firstFew(rows, ({ person, name, locked_until }) => ({ person, name, until: locked_until ?? at }));
      }),

    ending: ({ from, to }, limit, person) =>
      run(async () => {
        let query = db
          .selectFrom('assignment')
          .innerJoin('person', (join) =>
            join.onRef('person.tenant_id', '=', 'assignment.tenant_id').onRef('person.id', '=', 'assignment.person_id'),
          )
          .select([
            'assignment.id',
            'assignment.person_id',
            'person.name',
            'assignment.role',
            'assignment.to_day',
            'assignment.deputy_for',
          ])
          .select((eb) => eb.fn.countAll<number>().over().as('all'))
          .where('assignment.tenant_id', '=', tenant)
          .where('person.tenant_id', '=', tenant)
          .where('person.ended_at', 'is', null)
          .where('assignment.from_day', '<=', from)
          .where('assignment.to_day', '>=', from)
          .where('assignment.to_day', '<=', to);
        if (person !== undefined) query = query.where('assignment.person_id', '=', person);
        const rows = await query.orderBy('assignment.to_day').orderBy('person.name').limit(limit).execute();
        return firstFew(rows, (row) => ({
          assignment: row.id,
          person: row.person_id,
          name: row.name,
          role: roleOf(row.role),
          day: row.to_day ?? to,
          deputy: row.deputy_for !== null,
        }));
      }),

    worst: (documents) =>
      run(async () => {
        if (documents.length === 0) return new Map();
        const rows = await db
          .selectFrom('finding')
          .distinctOn('document_id')
          .select(['document_id', 'severity', 'message'])
          .where('tenant_id', '=', tenant)
          .where('document_id', 'in', documents)
          .where('severity', 'in', ['error', 'warning'])
          .orderBy('document_id')
          // 'error' comes before 'warning'.
          .orderBy('severity')
          .orderBy('seq')
          .execute();
        return new Map(rows.map(({ document_id, severity, message }) => [document_id, { severity, message }]));
      }),
  };
}
