import type { Selectable } from 'kysely';
import type { Db, Scope } from '../scope.ts';
import { storable } from '../storable.ts';
import type { Tables } from '../tables.ts';
import { accountOf, accountSubject, hold } from './rows.ts';
import type { Accounts, Session, SessionEnd } from './types.ts';

/** How long after one sight of a session the next is written down. */
const SIGHT_MS = 60_000;
const LONGEST_AGENT = 300;

type SessionRow = Selectable<Tables['session']>;

const sessionOf = (
  row: Pick<
    SessionRow,
    'id' | 'person_id' | 'how' | 'started_at' | 'last_seen_at' | 'expires_at' | 'address' | 'agent'
  >,
): Session => ({
  id: row.id,
  person: row.person_id,
  how: row.how,
  startedAt: row.started_at,
  lastSeenAt: row.last_seen_at,
  expiresAt: row.expires_at,
  address: row.address,
  agent: row.agent,
});

const sessionSubject = (id: string) => ({ kind: 'session', id });

/** Ends all sessions of a person but one, within a transaction that notes it. Answers their ids. */
export async function endAll(
  tx: Db,
  tenant: number,
  person: string,
  how: SessionEnd,
  at: Date,
  but?: string,
): Promise<string[]> {
  let query = tx
    .updateTable('session')
    .set({ ended_at: at, ended_how: how })
    .where('tenant_id', '=', tenant)
    .where('person_id', '=', person)
    .where('ended_at', 'is', null);
  if (but !== undefined) query = query.where('id', '<>', but);
  return (await query.returning('id').execute()).map(({ id }) => id);
}

/** Ends the oldest sessions of a person beyond `most`. Answers their ids. */
async function endBeyond(tx: Db, tenant: number, person: string, most: number, at: Date): Promise<string[]> {
  const open = await tx
    .selectFrom('session')
    .select('id')
    .where('tenant_id', '=', tenant)
    .where('person_id', '=', person)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', at)
    .orderBy('started_at', 'desc')
    .orderBy('id')
    .execute();
  const beyond = open.slice(most).map(({ id }) => id);
  if (beyond.length > 0)
    await tx
      .updateTable('session')
      .set({ ended_at: at, ended_how: 'replaced' })
      .where('tenant_id', '=', tenant)
      .where('id', 'in', beyond)
      .execute();
  return beyond;
}

/** Log-ins that were refused or begin a session; sessions, seen and ended. */
export function keepingSessions({
  db,
  tenant,
  run,
  recorded,
}: Scope): Pick<
  Accounts,
  | 'refused'
  | 'startSession'
  | 'session'
  | 'touch'
  | 'sessions'
  | 'endSession'
  | 'endSessions'
  | 'endTimedOut'
  | 'forgetSessions'
> {
  return {
    refused: (person, { why, counts }, lock, by) =>
      recorded(async (tx, note) => {
        const account = await hold(tx, tenant, person);
        if (account === undefined) return;
        const failed = account.failed_count + (counts ? 1 : 0);
        const until = counts ? lock(failed) : undefined;
        if (counts)
          await tx
            .updateTable('account')
            .set({ failed_count: failed, ...(until === undefined ? {} : { locked_until: until }) })
            .where('tenant_id', '=', tenant)
            .where('person_id', '=', person)
            .execute();
        await note('session.refuse', accountSubject(person), {
          after: {
            login: account.login_name,
            why,
            failed,
            ...(until === undefined ? {} : { lockedUntil: until.toISOString() }),
          },
        });
      }, by),

    startSession: (session, { atOnce, rehashed, detail }, by) =>
      recorded(async (tx, note) => {
        const { person } = session;
        const account = await hold(tx, tenant, person);
        if (account === undefined || account.disabled_at !== null) return false;
        await tx
          .updateTable('account')
          .set({
            failed_count: 0,
            locked_until: null,
            last_login_at: by.at,
            ...(rehashed === undefined ? {} : { password_hash: rehashed }),
          })
          .where('tenant_id', '=', tenant)
          .where('person_id', '=', person)
          .execute();
        const replaced = await endBeyond(tx, tenant, person, atOnce - 1, by.at);
        await tx
          .insertInto('session')
          .values({
            tenant_id: tenant,
            token_hash: session.tokenHash,
            id: session.id,
            person_id: person,
            how: session.how,
            started_at: by.at,
            last_seen_at: by.at,
            expires_at: session.expiresAt,
            address: storable(session.address),
            agent: storable(session.agent).slice(0, LONGEST_AGENT),
            ended_at: null,
            ended_how: null,
          })
          .execute();
        for (const id of replaced) await note('session.end', sessionSubject(id), { after: { how: 'replaced' } });
        const after = { login: account.login_name, how: session.how, ...detail };
        await note('session.start', sessionSubject(session.id), { after });
        return true;
      }, by),

    session: (tokenHash) =>
      run(async () => {
        const row = await db
          .selectFrom('session')
          .innerJoin('account', (join) =>
            join.on('account.tenant_id', '=', tenant).onRef('account.person_id', '=', 'session.person_id'),
          )
          .innerJoin('person', (join) =>
            join.on('person.tenant_id', '=', tenant).onRef('person.id', '=', 'session.person_id'),
          )
          .where('session.tenant_id', '=', tenant)
          .where('session.token_hash', '=', tokenHash)
          .where('session.ended_at', 'is', null)
          .selectAll('account')
          .select(['person.name', 'person.ended_at'])
          .select([
            'session.id',
            'session.how',
            'session.started_at',
            'session.last_seen_at',
            'session.expires_at',
            'session.address',
            'session.agent',
          ])
          .executeTakeFirst();
        return row === undefined ? undefined : { session: sessionOf(row), account: accountOf(row) };
      }),

    touch: (tokenHash, at) =>
      run(async () => {
        await db
          .updateTable('session')
          .set({ last_seen_at: at })
          .where('tenant_id', '=', tenant)
          .where('token_hash', '=', tokenHash)
          .where('ended_at', 'is', null)
          .where('last_seen_at', '<=', new Date(at.getTime() - SIGHT_MS))
          .execute();
      }),

    sessions: (at, idleMs, person) =>
      run(async () => {
        let query = db
          .selectFrom('session')
          .innerJoin('account', (join) =>
            join.on('account.tenant_id', '=', tenant).onRef('account.person_id', '=', 'session.person_id'),
          )
          .innerJoin('person', (join) =>
            join.on('person.tenant_id', '=', tenant).onRef('person.id', '=', 'session.person_id'),
          )
          .where('session.tenant_id', '=', tenant)
          .where('session.ended_at', 'is', null)
          .where('session.expires_at', '>', at)
          .where('session.last_seen_at', '>', new Date(at.getTime() - idleMs));
        if (person !== undefined) query = query.where('session.person_id', '=', person);
        const rows = await query
          .selectAll('session')
          .select(['person.name', 'account.login_name'])
          .orderBy('session.started_at', 'desc')
          .orderBy('session.id')
          .execute();
        return rows.map((row) => ({ ...sessionOf(row), name: row.name, login: row.login_name }));
      }),

    endSession: (id, how, by) =>
      recorded(async (tx, note) => {
        const ended = await tx
          .updateTable('session')
          .set({ ended_at: by.at, ended_how: how })
          .where('tenant_id', '=', tenant)
          .where('id', '=', id)
          .where('ended_at', 'is', null)
          .returning('person_id')
          .executeTakeFirst();
        if (ended === undefined) return false;
        await note('session.end', sessionSubject(id), { after: { how } });
        return true;
      }, by),

    endSessions: (person, how, by, but) =>
      recorded(async (tx, note) => {
        const ended = await endAll(tx, tenant, person, how, by.at, but);
        for (const id of ended) await note('session.end', sessionSubject(id), { after: { how } });
        return ended.length;
      }, by),

    endTimedOut: (idleMs, by) =>
      recorded(async (tx, note) => {
        const ended = await tx
          .updateTable('session')
          .set({ ended_at: by.at, ended_how: 'timeout' })
          .where('tenant_id', '=', tenant)
          .where('ended_at', 'is', null)
          .where(({ or, eb }) =>
            or([eb('expires_at', '<=', by.at), eb('last_seen_at', '<=', new Date(by.at.getTime() - idleMs))]),
          )
          .returning('id')
          .execute();
        for (const { id } of ended) await note('session.end', sessionSubject(id), { after: { how: 'timeout' } });
        return ended.length;
      }, by),

    forgetSessions: (endedBefore) =>
      run(async () => {
        await db.deleteFrom('session').where('tenant_id', '=', tenant).where('ended_at', '<', endedBefore).execute();
      }),
  };
}
