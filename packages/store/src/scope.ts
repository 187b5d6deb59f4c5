import type { Kysely, Transaction } from 'kysely';
import type { ChainPoint, Deed, Stamp } from './audit/event.ts';
import { appendEvent, isInTrail } from './audit/trail.ts';
import type { Tables } from './tables.ts';
import { tenantGuard } from './tenant-guard.ts';

/** Runs one piece of work that may be repeated: a server that restarts in the middle is waited for. */
export type Run = <T>(work: () => Promise<T>) => Promise<T>;

/** A connection, or a transaction on it. */
export type Db = Kysely<Tables> | Transaction<Tables>;

/** Adds a row to the trail: what was done, to what. */
export type Note = (
  operation: string,
  subject: Deed['subject'],
  what?: Pick<Deed, 'before' | 'after' | 'reason'>,
) => Promise<void>;

/** The data of one tenant, over a connection in which no query can leave it. */
export interface Scope {
  db: Kysely<Tables>;
  tenant: number;
  run: Run;
  /**
   * Changes something and notes it in the trail, in one transaction. The trail is held from the first note to the
   * commit, so the work comes first and its notes last.
   *
   * Where the connection breaks at the commit, the trail itself tells whether it came through: then the work is not
   * done a second time.
   */
  recorded<T>(work: (tx: Transaction<Tables>, note: Note) => Promise<T>, by: Stamp): Promise<T>;
}

export function scopeOf(database: Kysely<Tables>, tenant: number, run: Run): Scope {
  const db = database.withPlugin(tenantGuard(tenant));
  return {
    db,
    tenant,
    run,
    recorded: <T>(work: (tx: Transaction<Tables>, note: Note) => Promise<T>, by: Stamp) => {
      /** What the last attempt did, with its row of the trail: undefined where it did not come to its commit. */
      let sent: { result: T; point: ChainPoint } | undefined;
      return run(async () => {
        if (sent !== undefined && (await isInTrail(db, tenant, sent.point))) return sent.result;
        sent = undefined;
        return db.transaction().execute(async (tx) => {
          let point: ChainPoint | undefined;
          const result = await work(tx, async (operation, subject, { before, after, reason } = {}) => {
            point = await appendEvent(tx, tenant, { operation, subject, before, after, reason }, by);
          });
          if (point !== undefined) sent = { result, point };
          return result;
        });
      });
    },
  };
}
