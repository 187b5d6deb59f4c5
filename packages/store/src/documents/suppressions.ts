import type { Db } from '../scope.ts';
import { storable } from '../storable.ts';
import { correctionsOf } from './corrections.ts';
import { hold, holdAny, putDerived, readingIn } from './parts.ts';
import type { DocumentScope } from './scope.ts';
import type { Documents } from './types.ts';

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

/** What answers for findings, and ends that. */
export function suppressing({
  db,
  tenant,
  run,
  recorded,
}: DocumentScope): Pick<Documents, 'suppress' | 'endSuppression' | 'expireSuppressions'> {
  return {
    suppress: (id, { fingerprint, reason, expires }, accept, derive, by) =>
      recorded(async (tx, note) => {
        const disclosure = (await hold(tx, tenant, id)) ? await readingIn(tx, tenant, id) : undefined;
        if (disclosure === undefined) return undefined;
        const there = await suppressionsOf(tx, tenant, id);
        const { rule, about } = accept(derive(disclosure, await correctionsOf(tx, tenant, id), there).report.report);
        const seq = (there.at(-1)?.seq ?? 0) + 1;
        await tx
          .insertInto('suppression')
          .values({
            tenant_id: tenant,
            document_id: id,
            seq,
            rule: storable(rule),
            fingerprint: storable(fingerprint),
            about: storable(about),
            reason: storable(reason),
            author: storable(by.actor),
            at: by.at,
            version: disclosure.source.sha256,
            expires: expires ?? null,
            ended_at: null,
            ended_by: null,
            ended_how: null,
          })
          .execute();
        await putDerived(tx, tenant, id, disclosure, derive, by.at);
        const after = { suppression: seq, rule, fingerprint, about, ...(expires === undefined ? {} : { expires }) };
        await note('document.suppress', id, { after, reason });
        return seq;
      }, by),

    endSuppression: (id, seq, derive, by) =>
      recorded(async (tx, note) => {
        const disclosure = (await hold(tx, tenant, id)) ? await readingIn(tx, tenant, id) : undefined;
        if (disclosure === undefined) return false;
        const ended = await tx
          .updateTable('suppression')
          .set({ ended_at: by.at, ended_by: storable(by.actor), ended_how: 'withdrawn' })
          .where('tenant_id', '=', tenant)
          .where('document_id', '=', id)
          .where('seq', '=', seq)
          .where('ended_at', 'is', null)
          .returning(['rule', 'fingerprint', 'about'])
          .executeTakeFirst();
        if (ended === undefined) return false;
        await putDerived(tx, tenant, id, disclosure, derive, by.at);
        await note('document.end-suppression', id, { before: { suppression: seq, ...ended } });
        return true;
      }, by),

    expireSuppressions: async (today, derive, by) => {
      const over = await run(() =>
        db
          .selectFrom('suppression')
          .select('document_id')
          .distinct()
          .where('tenant_id', '=', tenant)
          .where('ended_at', 'is', null)
          .where('expires', '<', today)
          .execute(),
      );
      for (const { document_id: id } of over) {
        await recorded(async (tx, note) => {
          if ((await holdAny(tx, tenant, id)) === undefined) return;
          const ended = await tx
            .updateTable('suppression')
            .set({ ended_at: by.at, ended_by: storable(by.actor), ended_how: 'expired' })
            .where('tenant_id', '=', tenant)
            .where('document_id', '=', id)
            .where('ended_at', 'is', null)
            .where('expires', '<', today)
            .returning(['seq', 'rule', 'fingerprint', 'expires'])
            .execute();
          const disclosure = ended.length === 0 ? undefined : await readingIn(tx, tenant, id);
          if (disclosure === undefined) return;
          await putDerived(tx, tenant, id, disclosure, derive, by.at);
          await note('document.expire-suppressions', id, { before: { suppressions: ended } });
        }, by);
      }
      return over.length;
    },
  };
}
