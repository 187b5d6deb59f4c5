import type { Kysely, Transaction } from 'kysely';
import { storable, storableOrNull } from '../storable.ts';
import type { Tables } from '../tables.ts';
import { tenantGuard } from '../tenant-guard.ts';
import { BEGINNING, digestsOf, type Undigested } from './chain.ts';
import type { AuditEvent, ChainPoint, Checkpoint, Deed, Stamp } from './event.ts';
import { type Verification, verifyTrail } from './verify.ts';

/** Rows are fetched in portions, so that a long trail does not stand in memory. */
const PORTION = 2_000;
/** Rows of one insert: a statement takes at most 65,535 values. */
const ROWS_AT_ONCE = 1_000;

type Db = Kysely<Tables> | Transaction<Tables>;

/** What of the trail is asked for; all conditions must hold. */
export interface TrailQuery {
  subject?: { kind: string; id: string };
  /** Rows with a smaller number, the newest first. */
  before?: number;
  limit: number;
}

/** The trail of one tenant. */
export interface Trail {
  /** Newest first. */
  list(query: TrailQuery): Promise<AuditEvent[]>;
  /** Every row, oldest first, in one unchanging view. */
  all(): AsyncGenerator<AuditEvent>;
  /** The last row; the beginning where there is none. */
  head(): Promise<ChainPoint>;
  /** Adds a row for something that changed nothing: that the trail was read, or exported. */
  note(deed: Deed, stamp: Stamp): Promise<void>;
  /** Sets down where the trail is now; undefined where there is nothing new since the last one. */
  setCheckpoint(now: Date): Promise<Checkpoint | undefined>;
  /** Those in the database, oldest first. */
  checkpoints(): Promise<Checkpoint[]>;
  /** Follows the whole trail, held against its head, its own checkpoints, and those kept elsewhere. */
  verify(elsewhere?: readonly Checkpoint[]): Promise<Verification>;
}

type Row = Omit<Tables['event'], 'tenant_id'>;

export const eventOf = ({ at, subject_kind, subject_id, ...row }: Row): AuditEvent => ({
  ...row,
  at: at.toISOString(),
  subject: { kind: subject_kind, id: subject_id },
});

/** Rows of the trail of a tenant, as `eventOf` takes them. */
export const eventRows = (from: Db, tenant: number) =>
  from
    .selectFrom('event')
    .select([
      'seq',
      'at',
      'actor',
      'origin',
      'operation',
      'subject_kind',
      'subject_id',
      'before',
      'after',
      'reason',
      'sha256',
      'sm3',
    ])
    .where('tenant_id', '=', tenant);

const jsonOf = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

/**
 * Adds rows to the trail, as the last step of the transaction that made the changes: the trail of a tenant is held from
 * here to the commit, so that its rows have one order. Answers where the trail is then.
 */
export async function appendEvents(
  tx: Transaction<Tables>,
  tenant: number,
  deeds: readonly Deed[],
  stamp: Stamp,
): Promise<ChainPoint> {
  const head = (lock: boolean) => {
    const query = tx.selectFrom('audit_head').select(['seq', 'sha256', 'sm3']).where('tenant_id', '=', tenant);
    return (lock ? query.forUpdate() : query).executeTakeFirst();
  };
  let previous: ChainPoint | undefined = await head(true);
  if (previous === undefined) {
    await tx
      .insertInto('audit_head')
      .values({ tenant_id: tenant, ...BEGINNING })
      .onConflict((conflict) => conflict.column('tenant_id').doNothing())
      .execute();
    previous = await head(true);
  }
  if (previous === undefined) throw new Error('no head of the trail');
  let point = previous;
  const rows = deeds.map((deed): Tables['event'] => {
    const event: Undigested = {
      seq: point.seq + 1,
      at: stamp.at.toISOString(),
      actor: storable(stamp.actor),
      origin: storable(stamp.origin),
      operation: deed.operation,
      subject: { kind: deed.subject.kind, id: storable(deed.subject.id) },
      before: jsonOf(deed.before),
      after: jsonOf(deed.after),
      reason: storableOrNull(deed.reason ?? stamp.reason),
    };
    point = { seq: event.seq, ...digestsOf(point, tenant, event) };
    const { subject, ...columns } = event;
    return {
      tenant_id: tenant,
      ...columns,
      at: stamp.at,
      subject_kind: subject.kind,
      subject_id: subject.id,
      ...point,
    };
  });
  const last = Math.max(0, rows.length - ROWS_AT_ONCE);
  for (let from = 0; from < last; from += ROWS_AT_ONCE) {
    await tx
      .insertInto('event')
      .values(rows.slice(from, Math.min(from + ROWS_AT_ONCE, last)))
      .execute();
  }
  // With the head in one statement: whoever writes next waits for as short as can be.
  await tx
    .with('moved', (qb) => qb.updateTable('audit_head').set(point).where('tenant_id', '=', tenant))
    .insertInto('event')
    .values(rows.slice(last))
    .execute();
  return point;
}

/**
 * Whether the trail has this very row. Waits for whoever holds the trail: a transaction whose connection broke may still
 * be on its way to the commit.
 */
export async function isInTrail(db: Kysely<Tables>, tenant: number, { seq, sha256 }: ChainPoint): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    await tx.selectFrom('audit_head').select('seq').where('tenant_id', '=', tenant).forUpdate().executeTakeFirst();
    const row = await tx
      .selectFrom('event')
      .select('sha256')
      .where('tenant_id', '=', tenant)
      .where('seq', '=', seq)
      .executeTakeFirst();
    return row?.sha256 === sha256;
  });
}

/** The trail of a tenant, over a connection in which no query can leave that tenant. */
export function trailOf(
  database: Kysely<Tables>,
  tenant: number,
  run: <T>(work: () => Promise<T>) => Promise<T>,
): Trail {
  const db = database.withPlugin(tenantGuard(tenant));
  const rows = (from: Db) => eventRows(from, tenant);
  const headIn = async (from: Db): Promise<ChainPoint> =>
    (await from
      .selectFrom('audit_head')
      .select(['seq', 'sha256', 'sm3'])
      .where('tenant_id', '=', tenant)
      .executeTakeFirst()) ?? BEGINNING;

  /** Rows up to `last`: what is added meanwhile stands behind it. */
  async function* upTo(last: number): AsyncGenerator<AuditEvent> {
    for (let after = 0; ; ) {
      const portion = await run(() =>
        rows(db).where('seq', '>', after).where('seq', '<=', last).orderBy('seq').limit(PORTION).execute(),
      );
      for (const row of portion) yield eventOf(row);
      const end = portion.at(-1);
      if (end === undefined || portion.length < PORTION) return;
      after = end.seq;
    }
  }

  const trail: Trail = {
    list: ({ subject, before, limit }) =>
      run(async () => {
        let query = rows(db);
        if (subject !== undefined)
          query = query.where('subject_kind', '=', subject.kind).where('subject_id', '=', subject.id);
        if (before !== undefined) query = query.where('seq', '<', before);
        return (await query.orderBy('seq', 'desc').limit(limit).execute()).map(eventOf);
      }),

    async *all() {
      yield* upTo(Number.MAX_SAFE_INTEGER);
    },

    head: () => run(() => headIn(db)),

    note: async (deed, stamp) => {
      await run(() => db.transaction().execute((tx) => appendEvents(tx, tenant, [deed], stamp)));
    },

    setCheckpoint: (now) =>
      run(() =>
        db.transaction().execute(async (tx) => {
          const { seq, sha256, sm3 } = await headIn(tx);
          if (seq === 0) return undefined;
          const { numInsertedOrUpdatedRows } = await tx
            .insertInto('audit_checkpoint')
            .values({ tenant_id: tenant, seq, at: now, sha256, sm3 })
            .onConflict((conflict) => conflict.columns(['tenant_id', 'seq']).doNothing())
            .executeTakeFirstOrThrow();
          return numInsertedOrUpdatedRows === 0n ? undefined : { tenant, seq, at: now.toISOString(), sha256, sm3 };
        }),
      ),

    checkpoints: () =>
      run(async () => {
        const found = await db
          .selectFrom('audit_checkpoint')
          .select(['seq', 'at', 'sha256', 'sm3'])
          .where('tenant_id', '=', tenant)
          .orderBy('seq')
          .execute();
        return found.map(({ at, ...row }) => ({ tenant, ...row, at: at.toISOString() }));
      }),

    async verify(elsewhere = []) {
      // The head first: rows that are added while the trail is followed are not missed at its end.
      const head = await trail.head();
      const checkpoints = [...(await trail.checkpoints()), ...elsewhere];
      const tail = Math.max(head.seq, ...checkpoints.map(({ seq }) => seq));
      return verifyTrail(upTo(tail), tenant, { checkpoints, head });
    },
  };
  return trail;
}
