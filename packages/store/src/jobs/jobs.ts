import type { Kysely, Selectable } from 'kysely';
import type { Stamp } from '../audit/event.ts';
import { type Db, type Run, type Scope, scopeOf } from '../scope.ts';
import { storable, storableOrNull } from '../storable.ts';
import type { Tables } from '../tables.ts';
import type { JobRow, JobState, Jobs } from './types.ts';

const OPEN: readonly JobState[] = ['waiting', 'running'];

const subjectOf = (id: string) => ({ kind: 'job', id });

function rowOf(row: Selectable<Tables['job']>): JobRow {
  return {
    id: row.id,
    kind: row.kind,
    input: JSON.parse(row.input) as unknown,
    state: row.state,
    attempts: row.attempts,
    mostAttempts: row.most_attempts,
    dueAt: row.due_at,
    cancelAsked: row.cancel_asked,
    done: row.done_count,
    ...(row.total_count === null ? {} : { total: row.total_count }),
    ...(row.doing === null ? {} : { doing: row.doing }),
    ...(row.result === null ? {} : { result: JSON.parse(row.result) as unknown }),
    ...(row.problem === null ? {} : { problem: row.problem }),
    ...(row.person_id === null ? {} : { person: row.person_id }),
    createdBy: row.created_by,
    createdAt: row.created_at,
    ...(row.started_at === null ? {} : { startedAt: row.started_at }),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
  };
}

/** The jobs of a tenant, over a connection in which no query can leave that tenant. */
export function jobsOf(database: Kysely<Tables>, tenant: number, run: Run): Jobs {
  const scope = scopeOf(database, tenant, run);
  return { ...asking(scope), ...working(scope), ...deciding(scope) };
}

/**
 * The tenants that have a job to be claimed now: waiting and due, or left by a worker; without a time, those that have
 * any that is not over. The one question that looks over all tenants, so that each claim can name its own.
 */
export async function tenantsWithJobs(database: Kysely<Tables>, now: Date | undefined): Promise<number[]> {
  let query = database.selectFrom('job').select('tenant_id').distinct().where('state', 'in', OPEN);
  if (now !== undefined) {
    query = query.where((eb) =>
      eb.or([
        eb.and([eb('state', '=', 'waiting'), eb('due_at', '<=', now)]),
        eb.and([eb('state', '=', 'running'), eb('lease_until', '<', now)]),
      ]),
    );
  }
  const found = await query.orderBy('tenant_id').execute();
  return found.map(({ tenant_id }) => tenant_id);
}

const jobIn = (from: Db, tenant: number, id: string) =>
  from.selectFrom('job').selectAll().where('tenant_id', '=', tenant).where('id', '=', id);

/** What shows jobs and adds them. */
function asking({ db, tenant, run, recorded }: Scope): Pick<Jobs, 'add' | 'list' | 'find' | 'file' | 'countOpen'> {
  return {
    add: (job, by) =>
      recorded(async (tx, note) => {
        const added = await tx
          .insertInto('job')
          .values({
            tenant_id: tenant,
            id: job.id,
            kind: job.kind,
            input: JSON.stringify(job.input),
            state: 'waiting',
            attempts: 0,
            most_attempts: job.mostAttempts,
            due_at: job.dueAt ?? by.at,
            worker: null,
            lease_until: null,
            cancel_asked: false,
            done_count: 0,
            total_count: null,
            doing: null,
            result: null,
            problem: null,
            person_id: job.person ?? null,
            created_by: storable(by.actor),
            created_at: by.at,
            started_at: null,
            ended_at: null,
          })
          .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
          .returningAll()
          .executeTakeFirst();
        if (added === undefined) return rowOf(await jobIn(tx, tenant, job.id).executeTakeFirstOrThrow());
        if (job.file !== undefined) {
          const { buffer, byteOffset, byteLength } = job.file;
          const content = Buffer.from(buffer, byteOffset, byteLength);
          await tx.insertInto('job_file').values({ tenant_id: tenant, job_id: job.id, content }).execute();
        }
        await note('job.add', subjectOf(job.id), { after: { kind: job.kind } });
        return rowOf(added);
      }, by),

    list: ({ person, states, after, limit }) =>
      run(async () => {
        let query = db.selectFrom('job').selectAll().where('tenant_id', '=', tenant);
        if (person !== undefined) query = query.where('person_id', '=', person);
        if (states !== undefined) query = query.where('state', 'in', states);
        if (after !== undefined) {
          const { createdAt, id } = after;
          query = query.where((eb) =>
            eb.or([eb('created_at', '<', createdAt), eb.and([eb('created_at', '=', createdAt), eb('id', '>', id)])]),
          );
        }
        return (await query.orderBy('created_at', 'desc').orderBy('id').limit(limit).execute()).map(rowOf);
      }),

    find: (id) =>
      run(async () => {
        const row = await jobIn(db, tenant, id).executeTakeFirst();
        return row === undefined ? undefined : rowOf(row);
      }),

    file: (id) =>
      run(async () => {
        const row = await db
          .selectFrom('job_file')
          .select('content')
          .where('tenant_id', '=', tenant)
          .where('job_id', '=', id)
          .executeTakeFirst();
        return row?.content;
      }),

    countOpen: (kind) =>
      run(async () => {
        let query = db
          .selectFrom('job')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .where('tenant_id', '=', tenant)
          .where('state', 'in', OPEN);
        if (kind !== undefined) query = query.where('kind', '=', kind);
        return (await query.executeTakeFirstOrThrow()).count;
      }),
  };
}

/** What those who work on jobs say. */
function working({
  db,
  tenant,
  run,
  recorded,
}: Scope): Pick<Jobs, 'claim' | 'progress' | 'end' | 'postpone' | 'takeBack'> {
  return {
    claim: (kinds, { worker, until }, now) =>
      run(async () => {
        if (kinds.length === 0) return undefined;
        const claimed = await db
          .with('next', (qb) =>
            qb
              .selectFrom('job')
              .select('id')
              .where('tenant_id', '=', tenant)
              .where('kind', 'in', kinds)
              .where((eb) =>
                eb.or([
                  eb.and([eb('state', '=', 'waiting'), eb('due_at', '<=', now)]),
                  eb.and([eb('state', '=', 'running'), eb('lease_until', '<', now)]),
                ]),
              )
              .orderBy('due_at')
              .orderBy('id')
              .limit(1)
              .forUpdate()
              .skipLocked(),
          )
          .updateTable('job')
          .from('next')
          .set((eb) => ({
            state: 'running',
            worker,
            lease_until: until,
            attempts: eb('job.attempts', '+', 1),
            started_at: eb.fn.coalesce('job.started_at', eb.val(now)),
          }))
          .where('job.tenant_id', '=', tenant)
          .whereRef('job.id', '=', 'next.id')
          .returningAll('job')
          .executeTakeFirst();
        return claimed === undefined ? undefined : rowOf(claimed);
      }),

    progress: (id, { worker, until }, progress) =>
      run(async () => {
        const row = await db
          .updateTable('job')
          .set({ lease_until: until })
          .$if(progress !== undefined, (qb) => {
            const { done, total, doing, kept } = progress ?? { done: 0 };
            return qb
              .set((eb) => ({
                // Who gets further has not failed so far.
                attempts: eb.case().when('done_count', '<', done).then(1).else(eb.ref('attempts')).end(),
                done_count: done,
                total_count: total ?? null,
                doing: storableOrNull(doing),
              }))
              .$if(kept !== undefined, (more) => more.set({ result: JSON.stringify(kept) }));
          })
          .where('tenant_id', '=', tenant)
          .where('id', '=', id)
          .where('worker', '=', worker)
          .where('state', '=', 'running')
          .returning('cancel_asked')
          .executeTakeFirst();
        if (row === undefined) return 'lost';
        return row.cancel_asked ? 'cancel' : 'go-on';
      }),

    end: (id, worker, end, by) =>
      recorded(async (tx, note) => {
        const row = await tx
          .updateTable('job')
          .set({
            state: end.state,
            worker: null,
            lease_until: null,
            ended_at: by.at,
            doing: null,
            problem: end.state === 'failed' ? storable(end.problem) : null,
            result: end.state === 'done' && end.result !== undefined ? JSON.stringify(end.result) : null,
          })
          .where('tenant_id', '=', tenant)
          .where('id', '=', id)
          .where('worker', '=', worker)
          .where('state', '=', 'running')
          .returning(['kind', 'done_count'])
          .executeTakeFirst();
        if (row === undefined) return false;
        if (end.state === 'done') {
          await tx.deleteFrom('job_file').where('tenant_id', '=', tenant).where('job_id', '=', id).execute();
        }
        const after = { kind: row.kind, state: end.state, done: row.done_count };
        await note('job.end', subjectOf(id), {
          after: end.state === 'failed' ? { ...after, problem: storable(end.problem) } : after,
        });
        return true;
      }, by),

    postpone: (id, worker, dueAt, problem) =>
      run(async () => {
        const row = await db
          .updateTable('job')
          .set((eb) => ({
            state: 'waiting',
            worker: null,
            lease_until: null,
            due_at: dueAt,
            ...(problem === undefined
              ? // The program stops: that is no attempt that failed.
                { attempts: eb.fn<number>('greatest', [eb('attempts', '-', 1), eb.lit(0)]) }
              : { problem: storable(problem) }),
          }))
          .where('tenant_id', '=', tenant)
          .where('id', '=', id)
          .where('worker', '=', worker)
          .where('state', '=', 'running')
          .returning('id')
          .executeTakeFirst();
        return row !== undefined;
      }),

    takeBack: (worker, now) =>
      run(async () => {
        const rows = await db
          .updateTable('job')
          .set({ state: 'waiting', worker: null, lease_until: null, due_at: now })
          .where('tenant_id', '=', tenant)
          .where('state', '=', 'running')
          .where('worker', '<>', worker)
          .returning('id')
          .execute();
        return rows.length;
      }),
  };
}

/** What people decide about jobs. */
function deciding({ tenant, recorded }: Scope): Pick<Jobs, 'cancel' | 'retry' | 'cleanUp'> {
  const held = (tx: Db, id: string) => jobIn(tx, tenant, id).forUpdate().executeTakeFirst();
  const change = async (tx: Db, id: string, to: Partial<Selectable<Tables['job']>>) =>
    rowOf(
      await tx
        .updateTable('job')
        .set(to)
        .where('tenant_id', '=', tenant)
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirstOrThrow(),
    );
  return {
    cancel: (id, by: Stamp) =>
      recorded(async (tx, note) => {
        const there = await held(tx, id);
        if (there === undefined) return undefined;
        if (!OPEN.includes(there.state) || there.cancel_asked) return rowOf(there);
        const waiting = there.state === 'waiting';
        const row = await change(tx, id, {
          cancel_asked: true,
          ...(waiting ? { state: 'cancelled', ended_at: by.at, doing: null, result: null } : {}),
        });
        await note('job.cancel', subjectOf(id), {
          before: { kind: there.kind, state: there.state },
          after: { state: row.state },
        });
        return row;
      }, by),

    retry: (id, by) =>
      recorded(async (tx, note) => {
        const there = await held(tx, id);
        if (there === undefined) return undefined;
        if (there.state !== 'failed' && there.state !== 'cancelled') return rowOf(there);
        const row = await change(tx, id, {
          state: 'waiting',
          attempts: 0,
          due_at: by.at,
          cancel_asked: false,
          done_count: 0,
          total_count: null,
          doing: null,
          result: null,
          problem: null,
          started_at: null,
          ended_at: null,
        });
        await note('job.retry', subjectOf(id), {
          before: { kind: there.kind, state: there.state },
          after: { state: 'waiting' },
        });
        return row;
      }, by),

    cleanUp: (before, by) =>
      recorded(async (tx, note) => {
        const removed = await tx
          .deleteFrom('job')
          .where('tenant_id', '=', tenant)
          .where('ended_at', '<', before)
          .returning('id')
          .execute();
        if (removed.length > 0) {
          await note('job.clean-up', subjectOf('ended'), {
            after: { before: before.toISOString(), removed: removed.length },
          });
        }
        return removed.length;
      }, by),
  };
}
