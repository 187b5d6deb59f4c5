import type { Assignment, Role } from '@jizhun/lifecycle';
import { sql } from 'kysely';
import type { Db, Scope } from '../scope.ts';
import { storable } from '../storable.ts';
import { versionOf } from './plan.ts';
import { anyId, assignmentsWhere, peopleWhere, projectsWhere, roleOf } from './rows.ts';
import type { Day, HeldAssignment, Person, Project } from './types.ts';

/** A part of a list, and how to go on: the name and id of its last row. */
export interface Page<T> {
  rows: T[];
  /** Of the whole list. */
  count: number;
  next: { name: string; id: string } | null;
}

export interface PageQuery {
  limit: number;
  after?: { name: string; id: string } | undefined;
}

/** The state of an account: nothing by which one could sign in. */
export interface AccountState {
  login: string;
  hasPassword: boolean;
  mustChange: boolean;
  lockedUntil: Date | null;
  disabledAt: Date | null;
  lastLoginAt: Date | null;
}

/** An assignment with the names of those it is about. */
export interface NamedAssignment extends HeldAssignment {
  personName: string;
  /** The person who is stood in for. */
  principal: { id: string; name: string } | null;
  version: string;
}

export interface PersonRow extends Person {
  account: AccountState | null;
  assignments: NamedAssignment[];
  version: string;
}

export interface PeopleQuery extends PageQuery {
  /** Part of the name, of the 工号, or, with `logins`, of the log-in name. */
  search?: string | undefined;
  /** For those who may see how people sign in: others would learn log-in names letter by letter. */
  logins?: boolean | undefined;
  /** Who holds this role on `day`. */
  role?: Role | undefined;
  /** Who holds any role at this unit, or authority, on `day`. */
  unit?: string | undefined;
  authority?: string | undefined;
  /** Also those who left. */
  ended?: boolean | undefined;
  /** Who can sign in, is locked out at `at`, was shut out, or has no account. */
  account?: { state: 'open' | 'locked' | 'disabled' | 'none'; at: Date } | undefined;
  day: Day;
}

export interface ProjectsQuery extends PageQuery {
  /** Of these units, or these themselves; all where it is left out. */
  among?: { units: readonly string[]; projects: readonly string[] } | undefined;
  /** Of this unit. */
  unit?: string | undefined;
  search?: string | undefined;
  /** In this year. */
  year?: number | undefined;
  /** Also those that have ended. */
  ended?: boolean | undefined;
}

export type ProjectRow = Project & { version: string };

/** What is asked of people, projects and roles. */
export interface Lists {
  people(query: PeopleQuery): Promise<Page<PersonRow>>;
  person(id: string): Promise<PersonRow | undefined>;
  projects(query: ProjectsQuery): Promise<Page<ProjectRow>>;
  project(id: string): Promise<ProjectRow | undefined>;
  /** What a person may act as on a day, as a deputy too; nothing for one who has left. */
  assignmentsOf(person: string, day: Day): Promise<Assignment[]>;
  /** Everything that is, was or will be held: by a person, at a unit, at an authority, for an item. */
  assignments(of: AssignmentsQuery): Promise<NamedAssignment[]>;
  assignment(id: string): Promise<NamedAssignment | undefined>;
}

export interface AssignmentsQuery {
  person?: string;
  unit?: string;
  authority?: string;
  /** A department of which a desk is in charge, or what a third party was given. */
  item?: string;
  /** Those who stand in for it. */
  deputyFor?: string;
  /** Only what holds on this day. */
  day?: Day;
}

const contains = (column: string, text: string) =>
  sql<boolean>`strpos(lower(${sql.ref(column)}), ${text.toLowerCase()}) > 0`;

const nextOf = <T extends { name: string; id: string }>(rows: readonly T[], limit: number) => {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return last === undefined ? null : { name: last.name, id: last.id };
};

/** Adds names, and to deputies the items of those they stand in for. */
async function named(db: Db, tenant: number, held: readonly HeldAssignment[]): Promise<NamedAssignment[]> {
  if (held.length === 0) return [];
  const wanted = new Set(held.map(({ deputyFor }) => deputyFor).filter((id) => id !== null));
  const originals = new Map(
    wanted.size === 0
      ? []
      : (await assignmentsWhere(db, tenant, (eb) => eb.or([eb('id', '=', anyId(wanted))]))).map((one) => [one.id, one]),
  );
  const ids = new Set([...held, ...originals.values()].map(({ person }) => person));
  const names = new Map(
    (await peopleWhere(db, tenant, (eb) => eb.or([eb('id', '=', anyId(ids))]))).map(({ id, name }) => [id, name]),
  );
  const nameOf = (id: string) => names.get(id) ?? id;
  return held.map((one) => {
    const original = one.deputyFor === null ? undefined : originals.get(one.deputyFor);
    return {
      ...one,
      items: original?.items ?? one.items,
      personName: nameOf(one.person),
      principal: original === undefined ? null : { id: original.person, name: nameOf(original.person) },
      version: versionOf(one),
    };
  });
}

/** Roles that are held for something: the others have no items. */
const WITH_ITEMS: ReadonlySet<Role> = new Set(['finance-desk', 'third-party']);

/** As the permissions take it. */
function actingAs({
  id,
  role,
  unit,
  authority,
  items,
  principal,
}: Pick<NamedAssignment, 'id' | 'role' | 'unit' | 'authority' | 'items' | 'principal'>): Assignment {
  const desk = role === 'finance-desk';
  return {
    id,
    role,
    ...(unit === null ? {} : { unit }),
    ...(authority === null ? {} : { authority }),
    inCharge: desk ? items.filter(({ kind }) => kind === 'unit').map((item) => item.id) : [],
    items: desk ? [] : items,
    ...(principal === null ? {} : { deputyFor: principal }),
  };
}

export function listing({ db, tenant, run }: Scope): Lists {
  const holdingOn = (day: Day) => (one: HeldAssignment) => one.from <= day && (one.to === null || day <= one.to);

  async function withRoles(people: readonly Person[]): Promise<PersonRow[]> {
    if (people.length === 0) return [];
    const ids = people.map(({ id }) => id);
    const held = await named(
      db,
      tenant,
      await assignmentsWhere(db, tenant, (eb) => eb.or([eb('person_id', '=', anyId(ids))])),
    );
    const accounts = await db
      .selectFrom('account')
      .select([
        'person_id',
        'login_name as login',
        'must_change as mustChange',
        'locked_until as lockedUntil',
        'disabled_at as disabledAt',
        'last_login_at as lastLoginAt',
      ])
      .select((eb) => eb('password_hash', 'is not', null).as('hasPassword'))
      .where('tenant_id', '=', tenant)
      .where('person_id', '=', anyId(ids))
      .execute();
    const accountOf = new Map(
      accounts.map(({ person_id, hasPassword, ...account }) => [
        person_id,
        { ...account, hasPassword: hasPassword === true },
      ]),
    );
    const heldBy = Map.groupBy(held, ({ person }) => person);
    return people.map((person) => ({
      ...person,
      account: accountOf.get(person.id) ?? null,
      assignments: heldBy.get(person.id) ?? [],
      version: versionOf(person),
    }));
  }

  return {
    people: ({ search, logins, role, unit, authority, ended, account, day, limit, after }) =>
      run(async () => {
        let query = db.selectFrom('person').where('person.tenant_id', '=', tenant);
        if (ended !== true) query = query.where('person.ended_at', 'is', null);
        const text = storable(search?.trim() ?? '');
        if (text !== '') {
          query = query.where((eb) =>
            eb.or([
              contains('person.name', text),
              contains('person.staff_number', text),
              ...(logins === true
                ? [
                    eb.exists(
                      eb
                        .selectFrom('account')
                        .select('account.person_id')
                        .where('account.tenant_id', '=', tenant)
                        .whereRef('account.person_id', '=', 'person.id')
                        .where(contains('account.login_name', text)),
                    ),
                  ]
                : []),
            ]),
          );
        }
        if (role !== undefined || unit !== undefined || authority !== undefined) {
          query = query.where((eb) => {
            let held = eb
              .selectFrom('assignment')
              .select('assignment.id')
              .where('assignment.tenant_id', '=', tenant)
              .whereRef('assignment.person_id', '=', 'person.id')
              .where('assignment.from_day', '<=', day)
              .where((one) => one.or([one('assignment.to_day', 'is', null), one('assignment.to_day', '>=', day)]));
            if (role !== undefined) held = held.where('assignment.role', '=', role);
            if (unit !== undefined) held = held.where('assignment.unit_id', '=', unit);
            if (authority !== undefined) held = held.where('assignment.authority_id', '=', authority);
            return eb.exists(held);
          });
        }
        if (account !== undefined) {
          const { state, at } = account;
          query = query.where((eb) => {
            const own = eb
              .selectFrom('account')
              .select('account.person_id')
              .where('account.tenant_id', '=', tenant)
              .whereRef('account.person_id', '=', 'person.id');
            if (state === 'none') return eb.not(eb.exists(own));
            if (state === 'disabled') return eb.exists(own.where('account.disabled_at', 'is not', null));
            const enabled = own.where('account.disabled_at', 'is', null);
            if (state === 'locked') return eb.exists(enabled.where('account.locked_until', '>', at));
            return eb.exists(
              enabled.where((one) =>
                one.or([one('account.locked_until', 'is', null), one('account.locked_until', '<=', at)]),
              ),
            );
          });
        }
        const { count } = await query.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
        if (after !== undefined) {
          const { name, id } = after;
          query = query.where((eb) =>
            eb.or([eb('person.name', '>', name), eb.and([eb('person.name', '=', name), eb('person.id', '>', id)])]),
          );
        }
        const found = await query
          .select([
            'person.id',
            'person.name',
            'person.staff_number as staffNumber',
            'person.created_at as createdAt',
            'person.ended_at as endedAt',
          ])
          .orderBy('person.name')
          .orderBy('person.id')
          .limit(limit + 1)
          .execute();
        return { rows: await withRoles(found.slice(0, limit)), count, next: nextOf(found, limit) };
      }),

    person: (id) =>
      run(async () => {
        const [row] = await withRoles(await peopleWhere(db, tenant, (eb) => eb.or([eb('id', '=', id)])));
        return row;
      }),

    projects: ({ among, unit, search, year, ended, limit, after }) =>
      run(async () => {
        let query = db.selectFrom('project').where('tenant_id', '=', tenant);
        if (among !== undefined) {
          query = query.where((eb) =>
            eb.or([eb('unit_id', '=', anyId(among.units)), eb('id', '=', anyId(among.projects))]),
          );
        }
        if (unit !== undefined) query = query.where('unit_id', '=', unit);
        if (ended !== true) query = query.where('ended_at', 'is', null);
        const text = storable(search?.trim() ?? '');
        if (text !== '') query = query.where((eb) => eb.or([contains('name', text), contains('code', text)]));
        if (year !== undefined) {
          query = query
            .where('from_year', '<=', year)
            .where((eb) => eb.or([eb('to_year', 'is', null), eb('to_year', '>=', year)]));
        }
        const { count } = await query.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
        if (after !== undefined) {
          const { name, id } = after;
          query = query.where((eb) =>
            eb.or([eb('name', '>', name), eb.and([eb('name', '=', name), eb('id', '>', id)])]),
          );
        }
        const found = await query
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
          .orderBy('name')
          .orderBy('id')
          .limit(limit + 1)
          .execute();
        const rows = found.slice(0, limit).map((project) => ({ ...project, version: versionOf(project) }));
        return { rows, count, next: nextOf(found, limit) };
      }),

    project: (id) =>
      run(async () => {
        const [project] = await projectsWhere(db, tenant, (eb) => eb.or([eb('id', '=', id)]));
        return project === undefined ? undefined : { ...project, version: versionOf(project) };
      }),

    // Asked with every request: one query for most people.
    assignmentsOf: (person, day) =>
      run(async () => {
        const found = await db
          .selectFrom('assignment')
          .innerJoin('person', (join) =>
            join.onRef('person.tenant_id', '=', 'assignment.tenant_id').onRef('person.id', '=', 'assignment.person_id'),
          )
          .select([
            'assignment.id',
            'assignment.person_id as person',
            'assignment.role',
            'assignment.unit_id as unit',
            'assignment.authority_id as authority',
            'assignment.from_day as from',
            'assignment.to_day as to',
            'assignment.deputy_for as deputyFor',
          ])
          .where('assignment.tenant_id', '=', tenant)
          .where('person.tenant_id', '=', tenant)
          .where('assignment.person_id', '=', person)
          .where('person.ended_at', 'is', null)
          .where('assignment.from_day', '<=', day)
          .where((eb) => eb.or([eb('assignment.to_day', 'is', null), eb('assignment.to_day', '>=', day)]))
          .orderBy('assignment.from_day')
          .orderBy('assignment.id')
          .execute();
        const held = found.map((row) => ({ ...row, role: roleOf(row.role), items: [] }));
        if (held.every(({ role, deputyFor }) => deputyFor === null && !WITH_ITEMS.has(role))) {
          return held.map((one) => actingAs({ ...one, principal: null }));
        }
        const ids = held.map(({ id }) => id);
        const whole = await assignmentsWhere(db, tenant, (eb) => eb.or([eb('id', '=', anyId(ids))]));
        return (await named(db, tenant, whole)).map(actingAs);
      }),

    assignments: ({ person, unit, authority, item, deputyFor, day }) =>
      run(async () => {
        const held = await assignmentsWhere(db, tenant, (eb) =>
          eb.or([
            ...(person === undefined ? [] : [eb('person_id', '=', person)]),
            ...(unit === undefined ? [] : [eb('unit_id', '=', unit)]),
            ...(authority === undefined ? [] : [eb('authority_id', '=', authority)]),
            ...(deputyFor === undefined ? [] : [eb('deputy_for', '=', deputyFor)]),
            ...(item === undefined
              ? []
              : [
                  eb(
                    'id',
                    'in',
                    eb
                      .selectFrom('assignment_item')
                      .select('assignment_item.assignment_id')
                      .where('assignment_item.tenant_id', '=', tenant)
                      .where('assignment_item.item_id', '=', item),
                  ),
                ]),
          ]),
        );
        return named(db, tenant, day === undefined ? held : held.filter(holdingOn(day)));
      }),

    assignment: (id) =>
      run(async () => {
        const [held] = await named(db, tenant, await assignmentsWhere(db, tenant, (eb) => eb.or([eb('id', '=', id)])));
        return held;
      }),
  };
}
