import type { Kysely, Transaction } from 'kysely';
import type { ChainPoint, Deed, Stamp } from './audit/event.ts';
import { appendEvents, isInTrail } from './audit/trail.ts';
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

/** Adds many rows to the trail at once, in this order. */
export type NoteAll = (deeds: readonly Deed[]) => Promise<void>;

/** What changes something, and says what it did. */
export type Recorded<T> = (tx: Transaction<Tables>, note: Note, noteAll: NoteAll) => Promise<T>;

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
  recorded<T>(work: Recorded<T>, by: Stamp): Promise<T>;
}

export function scopeOf(database: Kysely<Tables>, tenant: number, run: Run): Scope {
  const db = database.withPlugin(tenantGuard(tenant));
  return {
    db,
    tenant,
    run,
    recorded: <T>(work: Recorded<T>, by: Stamp) => {
      /** What the last attempt did, with its row of the trail: undefined where it did not come to its commit. */
      let sent: { result: T; point: ChainPoint } | undefined;
      return run(async () => {
        if (sent !== undefined && (await isInTrail(db, tenant, sent.point))) return sent.result;
        sent = undefined;
        return db.transaction().execute(async (tx) => {
          let point: ChainPoint | undefined;
          const noteAll = async (deeds: readonly Deed[]) => {
            if (deeds.length > 0) point = await appendEvents(tx, tenant, deeds, by);
          };
          const note: Note = (operation, subject, { before, after, reason } = {}) =>
            noteAll([{ operation, subject, before, after, reason }]);
          const result = await work(tx, note, noteAll);
          if (point !== undefined) sent = { result, point };
          return result;
        });
      });
    },
  };
}
