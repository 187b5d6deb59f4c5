import type { Kysely, Transaction } from 'kysely';
import type { Tables } from './tables.ts';

/** A finding that is to be answered for. */
export interface NewSuppression {
  fingerprint: string;
  reason: string;
  /** The last day on which it holds: 2026-12-31. */
  expires?: string;
}

/** A finding that was answered for, as it is kept; ended where `endedAt` is there. */
export interface StoredSuppression extends NewSuppression {
  seq: number;
  rule: string;
  /** What the finding said when it was answered for. */
  about: string;
  author: string;
  at: Date;
  /** SHA-256 of the file that it was given for. */
  version: string;
  endedAt?: Date;
  endedBy?: string;
  endedHow?: 'withdrawn' | 'expired';
}

type Db = Kysely<Tables> | Transaction<Tables>;

/** The suppressions of a document, the oldest first, the ended ones too. */
export async function suppressionsOf(from: Db, tenant: number, id: string): Promise<StoredSuppression[]> {
  const found = await from
    .selectFrom('suppression')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('document_id', '=', id)
    .orderBy('seq')
    .execute();
  return found.map((row) => ({
    seq: row.seq,
    rule: row.rule,
    fingerprint: row.fingerprint,
    about: row.about,
    reason: row.reason,
    author: row.author,
    at: row.at,
    version: row.version,
    ...(row.expires === null ? {} : { expires: row.expires }),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    ...(row.ended_by === null ? {} : { endedBy: row.ended_by }),
    ...(row.ended_how === null ? {} : { endedHow: row.ended_how }),
  }));
}
