import type { ExpressionBuilder } from 'kysely';
import type { Stamp } from '../audit/event.ts';
import type { Db } from '../scope.ts';
import { storable } from '../storable.ts';
import type { Tables } from '../tables.ts';
import { listedRow, listedRows, placeIn } from './listed.ts';
import { holdAny, putReading, putReport, versionsOf } from './parts.ts';
import type { DocumentScope, Note } from './scope.ts';
import type { DocumentPlace, Documents, Readable } from './types.ts';

/** Puts a removed document back on the list under the name with which it came again. */
const revive = async (tx: Db, tenant: number, note: Note, id: string, name: string, by: Stamp) => {
  const there = await holdAny(tx, tenant, id);
  if (there === undefined || there.deleted_at === null) return false;
  await tx
    .updateTable('document')
    .set({ deleted_at: null, added_at: by.at, name: storable(name) })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .execute();
  await note('document.add-again', id, { before: { name: there.name }, after: { name: storable(name) } });
  return true;
};

/** The document with these bytes that belongs to the unit, to the authority, or to nobody. */
const bySha = async (from: Db, tenant: number, sha256: string, { unit, authority }: DocumentPlace) => {
  const row = await from
    .selectFrom('document')
    .select(['id', 'deleted_at'])
    .where('tenant_id', '=', tenant)
    .where('sha256', '=', sha256)
    .where('unit_id', unit === undefined ? 'is' : '=', unit ?? null)
    .where('authority_id', authority === undefined ? 'is' : '=', authority ?? null)
    .executeTakeFirst();
  return row === undefined ? undefined : { id: row.id, removed: row.deleted_at !== null };
};

/** The condition that a document (d) is among those that someone may read. */
const readable = (which: Readable | 'all') => (eb: ExpressionBuilder<Tables & { d: Tables['document'] }, 'd'>) => {
  if (which === 'all') return eb.lit(true);
  const { units, authorities, examples, documents } = which;
  return eb.or([
    ...(examples ? [eb('d.example', '=', true)] : []),
    ...(units.length > 0 ? [eb('d.unit_id', 'in', units)] : []),
    ...(authorities.length > 0 ? [eb('d.authority_id', 'in', authorities)] : []),
    ...(documents.length > 0 ? [eb('d.id', 'in', documents)] : []),
  ]);
};

/** What shows the list, puts documents on it, and takes them off. */
export function listing({
  db,
  tenant,
  run,
  recorded,
}: DocumentScope): Pick<
  Documents,
  | 'list'
  | 'owners'
  | 'owner'
  | 'adopt'
  | 'count'
  | 'find'
  | 'findBySha'
  | 'examples'
  | 'add'
  | 'revive'
  | 'remove'
  | 'restore'
> {
  return {
    list: (which, page) =>
      run(async () => {
        let query = listedRows(db, tenant).where(readable(which)).orderBy('d.added_at', 'desc').orderBy('d.id');
        const after = page?.after;
        if (after !== undefined)
          query = query.where((eb) =>
            eb.or([
              eb('d.added_at', '<', after.addedAt),
              eb.and([eb('d.added_at', '=', after.addedAt), eb('d.id', '>', after.id)]),
            ]),
          );
        if (page !== undefined) query = query.limit(page.limit);
        return (await query.execute()).map(listedRow);
      }),

    owners: () =>
      run(async () => {
        const found = await db
          .selectFrom('document')
          .select(['unit_id', 'authority_id'])
          .distinct()
          .where('tenant_id', '=', tenant)
          .execute();
        return {
          units: found.flatMap(({ unit_id }) => unit_id ?? []),
          authorities: found.flatMap(({ authority_id }) => authority_id ?? []),
        };
      }),

    owner: (id) =>
      run(async () => {
        const row = await db
          .selectFrom('document')
          .select(['unit_id', 'authority_id', 'example'])
          .where('tenant_id', '=', tenant)
          .where('id', '=', id)
          .executeTakeFirst();
        return row === undefined ? undefined : { example: row.example, ...placeIn(row) };
      }),

    adopt: (authority, by) =>
      recorded(async (tx, note) => {
        const given = await tx
          .updateTable('document')
          .set({ authority_id: authority })
          .where('tenant_id', '=', tenant)
          .where('unit_id', 'is', null)
          .where('authority_id', 'is', null)
          .returning('id')
          .execute();
        for (const { id } of given) await note('document.give', id, { after: { authority } });
        return given.length;
      }, by),

    count: (which) =>
      run(async () => {
        const { count } = await db
          .selectFrom('document as d')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .where('d.tenant_id', '=', tenant)
          .where('d.deleted_at', 'is', null)
          .where(readable(which))
          .executeTakeFirstOrThrow();
        return count;
      }),

    find: (id) =>
      run(async () => {
        const row = await listedRows(db, tenant).where('d.id', '=', id).executeTakeFirst();
        return row === undefined ? undefined : listedRow(row);
      }),

    findBySha: (sha256, place = {}) => run(() => bySha(db, tenant, sha256, place)),

    examples: () =>
      run(async () => {
        const found = await db
          .selectFrom('document')
          .select(['id', 'name', 'sha256', 'deleted_at'])
          .where('tenant_id', '=', tenant)
          .where('example', '=', true)
          .execute();
        return found.map(({ deleted_at, ...row }) => ({ ...row, removed: deleted_at !== null }));
      }),

    add: (document, reading, report, by) =>
      recorded(async (tx, note) => {
        await tx
          .insertInto('file')
          .values({
            tenant_id: tenant,
            sha256: document.sha256,
            byte_count: document.bytes.byteLength,
            media_type: storable(document.mediaType),
            content: Buffer.from(document.bytes.buffer, document.bytes.byteOffset, document.bytes.byteLength),
            added_at: by.at,
          })
          .onConflict((conflict) => conflict.columns(['tenant_id', 'sha256']).doNothing())
          .execute();
        const inserted = await tx
          .insertInto('document')
          .values({
            tenant_id: tenant,
            id: document.id,
            sha256: document.sha256,
            name: storable(document.name),
            example: document.example,
            added_at: by.at,
            deleted_at: null,
            unit_id: document.unit ?? null,
            authority_id: document.authority ?? null,
          })
          // Once in each unit, in each authority, and with nobody: three unique indexes.
          .onConflict((conflict) => conflict.doNothing())
          .returning('id')
          .executeTakeFirst();
        if (inserted === undefined) {
          const there = await bySha(tx, tenant, document.sha256, document);
          if (there === undefined) throw new Error('document vanished while being added');
          return { id: there.id, created: await revive(tx, tenant, note, there.id, document.name, by) };
        }
        await putReading(tx, tenant, document.id, reading, by.at);
        await putReport(tx, tenant, document.id, report, by.at);
        await note('document.add', document.id, {
          after: {
            name: storable(document.name),
            sha256: document.sha256,
            bytes: document.bytes.byteLength,
            example: document.example,
            ...(document.unit === undefined ? {} : { unit: document.unit }),
            ...(document.authority === undefined ? {} : { authority: document.authority }),
            ...versionsOf(reading, report),
          },
        });
        return { id: document.id, created: true };
      }, by),

    revive: (id, name, by) => recorded((tx, note) => revive(tx, tenant, note, id, name, by), by),

    remove: (id, by) =>
      recorded(async (tx, note) => {
        const there = await holdAny(tx, tenant, id);
        if (there === undefined) return false;
        if (there.deleted_at !== null) return true;
        await tx
          .updateTable('document')
          .set({ deleted_at: by.at })
          .where('tenant_id', '=', tenant)
          .where('id', '=', id)
          .execute();
        await note('document.remove', id, { before: { name: there.name } });
        return true;
      }, by),

    restore: (id, by) =>
      recorded(async (tx, note) => {
        const there = await holdAny(tx, tenant, id);
        if (there === undefined) return false;
        if (there.deleted_at === null) return true;
        await tx
          .updateTable('document')
          .set({ deleted_at: null })
          .where('tenant_id', '=', tenant)
          .where('id', '=', id)
          .execute();
        await note('document.restore', id, { after: { name: there.name } });
        return true;
      }, by),
  };
}
