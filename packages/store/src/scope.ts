import type { Kysely, Transaction } from 'kysely';
import type { Deed, Stamp } from './audit/event.ts';
import { appendEvent } from './audit/trail.ts';
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
   */
  recorded<T>(work: (tx: Transaction<Tables>, note: Note) => Promise<T>, by: Stamp): Promise<T>;
}

export function scopeOf(database: Kysely<Tables>, tenant: number, run: Run): Scope {
  const db = database.withPlugin(tenantGuard(tenant));
  return {
    db,
    tenant,
    run,
    recorded: (work, by) =>
      run(() =>
        db
          .transaction()
          .execute((tx) =>
            work(tx, (operation, subject, { before, after, reason } = {}) =>
              appendEvent(tx, tenant, { operation, subject, before, after, reason }, by),
            ),
          ),
      ),
  };
}
