import type { Correction } from '@jizhun/model';
import type { Db } from '../scope.ts';
import { storable, storableOrNull } from '../storable.ts';
import { hold, putDerived, readingIn } from './parts.ts';
import type { DocumentScope } from './scope.ts';
import type { Documents, StoredCorrection } from './types.ts';

/** The corrections of a document, the oldest first, those taken back too. */
export const correctionsOf = async (from: Db, tenant: number, id: string): Promise<StoredCorrection[]> => {
  const found = await from
    .selectFrom('correction')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('document_id', '=', id)
    .orderBy('seq')
    .execute();
  return found.map((row) => ({
    seq: row.seq,
    change: row.change,
    path: row.path,
    from: JSON.parse(row.from_value) as Correction['from'],
    to: JSON.parse(row.to_value) as Correction['to'],
    author: row.author,
    ...(row.reason === null ? {} : { reason: row.reason }),
    at: row.at,
    ...(row.withdrawn_at === null ? {} : { withdrawnAt: row.withdrawn_at }),
    ...(row.withdrawn_by === null ? {} : { withdrawnBy: row.withdrawn_by }),
  }));
};

/** What lays corrections over readings and takes them back. */
export function correcting({
  db,
  tenant,
  run,
  recorded,
}: DocumentScope): Pick<Documents, 'corrections' | 'correct' | 'withdraw'> {
  return {
    corrections: (id) => run(() => correctionsOf(db, tenant, id)),

    correct: (id, { edits, reason }, accept, derive, by) =>
      recorded(async (tx, note) => {
        const disclosure = (await hold(tx, tenant, id)) ? await readingIn(tx, tenant, id) : undefined;
        if (disclosure === undefined) return undefined;
        accept(disclosure, await correctionsOf(tx, tenant, id));
        const { last } = await tx
          .selectFrom('correction')
          .select((eb) => eb.fn.max<number | null>('seq').as('last'))
          .where('tenant_id', '=', tenant)
          .where('document_id', '=', id)
          .executeTakeFirstOrThrow();
        const change = (last ?? 0) + 1;
        const rows = edits.map(({ path, from, to }, i) => ({
          tenant_id: tenant,
          document_id: id,
          seq: change + i,
          change,
          path: storable(path),
          from_value: JSON.stringify(from),
          to_value: JSON.stringify(to),
          author: storable(by.actor),
          reason: storableOrNull(reason),
          at: by.at,
          withdrawn_at: null,
          withdrawn_by: null,
        }));
        await tx.insertInto('correction').values(rows).execute();
        await putDerived(tx, tenant, id, disclosure, derive, by.at);
        await note('document.correct', id, {
          before: edits.map(({ path, from }) => ({ path, value: from })),
          after: { change, values: edits.map(({ path, to }) => ({ path, value: to })) },
          reason,
        });
        return change;
      }, by),

    withdraw: (id, change, derive, by) =>
      recorded(async (tx, note) => {
        const disclosure = (await hold(tx, tenant, id)) ? await readingIn(tx, tenant, id) : undefined;
        if (disclosure === undefined) return false;
        const withdrawn = await tx
          .updateTable('correction')
          .set({ withdrawn_at: by.at, withdrawn_by: storable(by.actor) })
          .where('tenant_id', '=', tenant)
          .where('document_id', '=', id)
          .where('change', '=', change)
          .where('withdrawn_at', 'is', null)
          .returning(['path', 'to_value'])
          .execute();
        if (withdrawn.length === 0) return false;
        await putDerived(tx, tenant, id, disclosure, derive, by.at);
        await note('document.withdraw-correction', id, {
          before: {
            change,
            values: withdrawn.map(({ path, to_value }) => ({ path, value: JSON.parse(to_value) as unknown })),
          },
        });
        return true;
      }, by),
  };
}
