import type { Selectable } from 'kysely';
import type { AuditEvent, Stamp } from '../audit/event.ts';
import { eventOf, eventRows } from '../audit/trail.ts';
import type { Scope } from '../scope.ts';
import { storable } from '../storable.ts';
import type { Tables } from '../tables.ts';

/** An address that is told what happens. */
export interface NewWebhook {
  id: string;
  url: string;
  /** Signs what is sent. */
  secret: string;
  /** Operations of the trail that are told. */
  operations: readonly string[];
  /** Only what concerns this unit and those below it. */
  unit?: string;
}

export interface StoredWebhook extends NewWebhook {
  createdAt: Date;
  createdBy: string;
  stoppedAt?: Date;
  /** Messages that wait, and those that were given up. */
  waiting: number;
  givenUp: number;
}

/** A message that is due. */
export interface DueDelivery {
  webhook: Pick<StoredWebhook, 'id' | 'url' | 'secret'>;
  event: AuditEvent;
  attempts: number;
}

/** What became of an attempt. */
export type Attempt =
  | { delivered: true; outcome: string }
  | { delivered: false; outcome: string; nextAt: Date }
  | { delivered: false; outcome: string; givenUp: true };

/** A message as the list of them shows it. */
export interface DeliveryRow {
  seq: number;
  operation: string;
  attempts: number;
  dueAt: Date;
  deliveredAt?: Date;
  givenUpAt?: Date;
  outcome?: string;
}

/** Who is told what happens, and what is still to be told. */
export interface Webhooks {
  /** From now on: what happened before is not told. */
  add(webhook: NewWebhook, by: Stamp): Promise<void>;
  list(): Promise<StoredWebhook[]>;
  find(id: string): Promise<StoredWebhook | undefined>;
  /** Ends it, and what it was still to be told; false where none runs. */
  stop(id: string, by: Stamp): Promise<boolean>;
  /** The last messages of one, the newest first. */
  deliveries(id: string, limit: number): Promise<DeliveryRow[]>;
  /**
   * Looks through the trail for what is to be told, and keeps it as messages: so that none is lost when the program is
   * killed, and none is told twice unless its answer was lost. Answers how many rows of the trail were looked at.
   */
  gather(concerns: (webhook: StoredWebhook, event: AuditEvent) => Promise<boolean>, now: Date): Promise<number>;
  /** Messages that are due, of each address the oldest: one address does not hold up another. */
  due(now: Date): Promise<DueDelivery[]>;
  attempted(webhook: string, seq: number, attempt: Attempt, now: Date): Promise<void>;
}

/** So many rows of the trail are looked through at a time. */
const PORTION = 500;

type Counts = { waiting: number; given_up: number };

const webhookOf = (row: Selectable<Tables['webhook']>, counts: Counts | undefined): StoredWebhook => ({
  id: row.id,
  url: row.url,
  secret: row.secret,
  operations: JSON.parse(row.operations) as string[],
  ...(row.unit_id === null ? {} : { unit: row.unit_id }),
  createdAt: row.created_at,
  createdBy: row.created_by,
  ...(row.stopped_at === null ? {} : { stoppedAt: row.stopped_at }),
  waiting: counts?.waiting ?? 0,
  givenUp: counts?.given_up ?? 0,
});

/** The addresses of a tenant that are told. */
export function webhooksOf({ db, tenant, run, recorded }: Scope): Webhooks {
  const countsOf = async () => {
    const rows = await db
      .selectFrom('webhook_delivery')
      .select((eb) => [
        'webhook_id',
        eb.fn
          .count<number>('event_seq')
          .filterWhere('delivered_at', 'is', null)
          .filterWhere('given_up_at', 'is', null)
          .as('waiting'),
        eb.fn.count<number>('event_seq').filterWhere('given_up_at', 'is not', null).as('given_up'),
      ])
      .where('tenant_id', '=', tenant)
      .groupBy('webhook_id')
      .execute();
    return new Map(rows.map((row) => [row.webhook_id, row]));
  };
  const list = () =>
    run(async () => {
      const rows = await db
        .selectFrom('webhook')
        .selectAll()
        .where('tenant_id', '=', tenant)
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .execute();
      const counts = await countsOf();
      return rows.map((row) => webhookOf(row, counts.get(row.id)));
    });

  return {
    list,

    find: async (id) => (await list()).find((webhook) => webhook.id === id),

    add: (webhook, by) =>
      recorded(async (tx, note) => {
        const head = await tx.selectFrom('audit_head').select('seq').where('tenant_id', '=', tenant).executeTakeFirst();
        await tx
          .insertInto('webhook')
          .values({
            tenant_id: tenant,
            id: webhook.id,
            url: webhook.url,
            secret: webhook.secret,
            operations: JSON.stringify(webhook.operations),
            unit_id: webhook.unit ?? null,
            created_at: by.at,
            created_by: storable(by.actor),
            told_seq: head?.seq ?? 0,
            stopped_at: null,
          })
          .execute();
        const { id, secret, ...after } = webhook;
        await note('webhook.add', { kind: 'webhook', id }, { after });
      }, by),

    stop: (id, by) =>
      recorded(async (tx, note) => {
        const row = await tx
          .updateTable('webhook')
          .set({ stopped_at: by.at })
          .where('tenant_id', '=', tenant)
          .where('id', '=', id)
          .where('stopped_at', 'is', null)
          .returning('url')
          .executeTakeFirst();
        if (row === undefined) return false;
        await tx
          .updateTable('webhook_delivery')
          .set({ given_up_at: by.at, outcome: '已停止推送' })
          .where('tenant_id', '=', tenant)
          .where('webhook_id', '=', id)
          .where('delivered_at', 'is', null)
          .where('given_up_at', 'is', null)
          .execute();
        await note('webhook.stop', { kind: 'webhook', id }, { before: { url: row.url } });
        return true;
      }, by),

    deliveries: (id, limit) =>
      run(async () => {
        const rows = await db
          .selectFrom('webhook_delivery as d')
          .innerJoin('event as e', (join) =>
            join
              .onRef('e.tenant_id', '=', 'd.tenant_id')
              .onRef('e.seq', '=', 'd.event_seq')
              .on('e.tenant_id', '=', tenant),
          )
          .select([
            'd.event_seq',
            'e.operation',
            'd.attempts',
            'd.due_at',
            'd.delivered_at',
            'd.given_up_at',
            'd.outcome',
          ])
          .where('d.tenant_id', '=', tenant)
          .where('d.webhook_id', '=', id)
          .orderBy('d.event_seq', 'desc')
          .limit(limit)
          .execute();
        return rows.map((row) => ({
          seq: row.event_seq,
          operation: row.operation,
          attempts: row.attempts,
          dueAt: row.due_at,
          ...(row.delivered_at === null ? {} : { deliveredAt: row.delivered_at }),
          ...(row.given_up_at === null ? {} : { givenUpAt: row.given_up_at }),
          ...(row.outcome === null ? {} : { outcome: row.outcome }),
        }));
      }),

    gather: async (concerns, now) => {
      let looked = 0;
      const running = await run(() =>
        db.selectFrom('webhook').selectAll().where('tenant_id', '=', tenant).where('stopped_at', 'is', null).execute(),
      );
      for (const row of running) {
        const webhook = webhookOf(row, undefined);
        const events = await run(() =>
          eventRows(db, tenant).where('seq', '>', row.told_seq).orderBy('seq').limit(PORTION).execute(),
        );
        const last = events.at(-1);
        if (last === undefined) continue;
        looked += events.length;
        const told: number[] = [];
        for (const event of events) {
          if (webhook.operations.includes(event.operation) && (await concerns(webhook, eventOf(event))))
            told.push(event.seq);
        }
        await run(() =>
          db.transaction().execute(async (tx) => {
            // Another program looks at the same rows: who comes second finds them told.
            const { numUpdatedRows } = await tx
              .updateTable('webhook')
              .set({ told_seq: last.seq })
              .where('tenant_id', '=', tenant)
              .where('id', '=', row.id)
              .where('told_seq', '=', row.told_seq)
              .where('stopped_at', 'is', null)
              .executeTakeFirstOrThrow();
            if (numUpdatedRows === 0n || told.length === 0) return;
            await tx
              .insertInto('webhook_delivery')
              .values(
                told.map((seq) => ({
                  tenant_id: tenant,
                  webhook_id: row.id,
                  event_seq: seq,
                  attempts: 0,
                  due_at: now,
                  delivered_at: null,
                  given_up_at: null,
                  outcome: null,
                })),
              )
              .onConflict((conflict) => conflict.columns(['tenant_id', 'webhook_id', 'event_seq']).doNothing())
              .execute();
          }),
        );
      }
      return looked;
    },

    due: (now) =>
      run(async () => {
        const rows = await db
          .selectFrom('webhook_delivery as d')
          .innerJoin('webhook as w', (join) =>
            join
              .onRef('w.tenant_id', '=', 'd.tenant_id')
              .onRef('w.id', '=', 'd.webhook_id')
              .on('w.tenant_id', '=', tenant),
          )
          .distinctOn('d.webhook_id')
          .select(['d.webhook_id', 'd.event_seq', 'd.attempts', 'd.due_at', 'w.url', 'w.secret'])
          .where('d.tenant_id', '=', tenant)
          .where('d.delivered_at', 'is', null)
          .where('d.given_up_at', 'is', null)
          .orderBy('d.webhook_id')
          .orderBy('d.event_seq')
          .execute();
        const ready = rows.filter(({ due_at }) => due_at <= now);
        if (ready.length === 0) return [];
        const events = new Map(
          (
            await eventRows(db, tenant)
              .where(
                'seq',
                'in',
                ready.map(({ event_seq }) => event_seq),
              )
              .execute()
          ).map((event) => [event.seq, eventOf(event)]),
        );
        return ready.flatMap((row) => {
          const event = events.get(row.event_seq);
          const webhook = { id: row.webhook_id, url: row.url, secret: row.secret };
          return event === undefined ? [] : [{ webhook, event, attempts: row.attempts }];
        });
      }),

    attempted: (webhook, seq, attempt, now) =>
      run(async () => {
        await db
          .updateTable('webhook_delivery')
          .set((eb) => ({
            attempts: eb('attempts', '+', 1),
            outcome: storable(attempt.outcome),
            ...(attempt.delivered ? { delivered_at: now } : {}),
            ...('nextAt' in attempt ? { due_at: attempt.nextAt } : {}),
            ...('givenUp' in attempt ? { given_up_at: now } : {}),
          }))
          .where('tenant_id', '=', tenant)
          .where('webhook_id', '=', webhook)
          .where('event_seq', '=', seq)
          .execute();
      }),
  };
}
