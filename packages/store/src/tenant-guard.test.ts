import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Tables } from './tables.ts';
import { TenantGuardError, tenantGuard } from './tenant-guard.ts';

const db = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
}).withPlugin(tenantGuard(7));

const document = { id: 'x', sha256: 'x', name: 'x', example: false, added_at: new Date(0), deleted_at: null };

test('a query that names its tenant for each table passes', () => {
  const passing = [
    db.selectFrom('document').selectAll().where('tenant_id', '=', 7).where('id', '=', 'x'),
    db
      .selectFrom('document as d')
      .selectAll()
      .where((eb) => eb.and([eb('d.tenant_id', '=', 7), eb('d.id', '=', 'x')])),
    db
      .selectFrom('document as d')
      .leftJoin('file as f', (join) => join.onRef('f.tenant_id', '=', 'd.tenant_id').on('f.tenant_id', '=', 7))
      .select('d.id')
      .where('d.tenant_id', '=', 7),
    db.selectFrom('tenant').selectAll(),
    db.updateTable('document').set({ name: 'y' }).where('tenant_id', '=', 7),
    db.deleteFrom('finding').where('finding.tenant_id', '=', 7),
    db.insertInto('document').values([
      { tenant_id: 7, ...document },
      { tenant_id: 7, ...document },
    ]),
  ];
  for (const query of passing) expect(() => query.compile()).not.toThrow();
});

test('a query that forgets it, or names another, is refused before it is sent', () => {
  const refused = [
    () => db.selectFrom('document').selectAll(),
    () => db.selectFrom('document').selectAll().where('tenant_id', '=', 8),
    () => db.selectFrom('document').selectAll().where('tenant_id', '>', 7),
    () =>
      db
        .selectFrom('document')
        .selectAll()
        .where((eb) => eb.or([eb('tenant_id', '=', 7), eb('id', '=', 'x')])),
    () =>
      db
        .selectFrom('document')
        .selectAll()
        .where((eb) => eb.not(eb('tenant_id', '=', 7))),
    // The joined table by itself.
    () =>
      db
        .selectFrom('document as d')
        .innerJoin('file as f', (join) => join.onRef('f.tenant_id', '=', 'd.tenant_id'))
        .select('d.id')
        .where('d.tenant_id', '=', 7),
    // Which of the two is meant is not said.
    () =>
      db
        .selectFrom(['document', 'file'])
        .select('document.id')
        .where('tenant_id' as 'document.tenant_id', '=', 7),
    // A sub-query that knows the tenant only through the outer row.
    () =>
      db
        .selectFrom('document as d')
        .select((eb) =>
          eb.selectFrom('finding as f').select('f.rule').whereRef('f.tenant_id', '=', 'd.tenant_id').as('rule'),
        )
        .where('d.tenant_id', '=', 7),
    () =>
      db
        .with('all_files', (cte) => cte.selectFrom('file').select('sha256'))
        .selectFrom('document')
        .select('id')
        .where('tenant_id', '=', 7),
    () => db.updateTable('document').set({ name: 'y' }).where('id', '=', 'x'),
    () => db.deleteFrom('finding').where('rule', '=', 'x'),
    () =>
      db.insertInto('document').values([
        { tenant_id: 7, ...document },
        { tenant_id: 8, ...document },
      ]),
    () =>
      db
        .insertInto('tenant')
        .columns(['id', 'name'])
        .expression(db.selectFrom('file').select(['byte_count', 'sha256'])),
  ];
  for (const query of refused) expect(() => query().compile(), String(query)).toThrow(TenantGuardError);
  expect(() => sql`select 1`.compile(db)).toThrow(TenantGuardError);
});
