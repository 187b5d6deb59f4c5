import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { oldestBinaries, startOldestServer } from '../test/oldest-server.ts';
import { BY, identity, NOW, newDocument, readingOf, reportOf, temporaryFolder } from '../test/samples.ts';
import { startTestServer, type TestServer } from '../test/server.ts';
import { openPool } from './connection.ts';
import { startEmbedded } from './embedded/index.ts';
import { BUILT_IN_TENANT, openStore, type Store } from './index.ts';
import { ownMigrations } from './migrate.ts';
import { APP_ROLE, APPEND_ONLY, arrangeAppRole, isLimited } from './privileges.ts';
import { createDatabase, EMBEDDED_NAME } from './store.ts';

const PERMISSION_DENIED = { code: '42501' };

async function work(store: Store): Promise<void> {
  const document = newDocument(identity(1), '绩效目标');
  await store.documents(BUILT_IN_TENANT).add(document, readingOf(document), reportOf(document, []), BY);
  expect(await store.documents(BUILT_IN_TENANT).remove(document.id, BY)).toBe(true);
  await store.trail(BUILT_IN_TENANT).setCheckpoint(NOW);
}

async function advice(store: Store): Promise<{ fine: boolean; detail: string; remedy?: string }> {
  for await (const inspection of store.inspect([])) if (inspection.what === '数据库权限') return inspection;
  throw new Error('nothing is said of the privileges');
}

/** Tries what nobody may do who works as the program, over a pool of that role. */
async function refusesToRewrite(pool: pg.Pool): Promise<void> {
  expect(await isLimited(pool)).toBe(true);
  for (const table of APPEND_ONLY) {
    await expect(pool.query(`update ${table} set tenant_id = tenant_id`), table).rejects.toMatchObject(
      PERMISSION_DENIED,
    );
    await expect(pool.query(`delete from ${table}`), table).rejects.toMatchObject(PERMISSION_DENIED);
    await expect(pool.query(`truncate ${table} cascade`), table).rejects.toMatchObject(PERMISSION_DENIED);
  }
  for (const statement of [
    'delete from audit_head',
    'delete from document',
    'truncate session',
    'create table more (id int)',
    'create index more on event (tenant_id)',
    `insert into schema_migration values ('9999-x.sql', '', now())`,
  ])
    await expect(pool.query(statement), statement).rejects.toMatchObject(PERMISSION_DENIED);
  for (const statement of ['alter table event add column more int', 'drop table event'])
    await expect(pool.query(statement), statement).rejects.toMatchObject({ code: '42501' });
}

describe('the embedded server', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());

  test('is worked in by a role that cannot rewrite the trail, under a password that nobody else knows', async () => {
    const store = await openStore({ dataDirectory: folder.path });
    await work(store);
    expect(await advice(store)).toMatchObject({ fine: true, detail: expect.stringContaining('不能修改') });
    await store.close();

    const embedded = await startEmbedded({ dataDirectory: folder.path });
    try {
      await createDatabase(embedded.connection);
      const connection = { ...embedded.connection, database: EMBEDDED_NAME };
      const owner = openPool(connection);
      const client = await owner.connect();
      const narrow = await arrangeAppRole(client, connection, true);
      client.release();
      expect(narrow?.user).toBe(APP_ROLE);
      const pool = openPool(narrow ?? {});
      await refusesToRewrite(pool);
      // Nobody becomes the owner again, or reads what the owner may.
      await expect(pool.query('set role jizhun')).rejects.toMatchObject(PERMISSION_DENIED);
      await expect(pool.query("select pg_read_file('/etc/passwd')")).rejects.toMatchObject(PERMISSION_DENIED);
      await expect(pool.query("copy event to program 'cat'")).rejects.toMatchObject(PERMISSION_DENIED);
      await pool.end();
      await owner.end();
    } finally {
      await embedded.stop();
    }
  });
});

describe('an existing server', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server?.stop());

  const open = (databaseUrl: string) => openStore({ databaseUrl, dataDirectory: '/nowhere', now: () => NOW });

  test('is worked in by the role too, where its user may make roles', async () => {
    const address = await server.newDatabase();
    const store = await open(address);
    await work(store);
    expect((await advice(store)).detail).toContain('不能修改');
    await store.close();
    const pool = openPool({ connectionString: address, options: `-c role=${APP_ROLE}` });
    await refusesToRewrite(pool);
    await pool.end();
    // The next start finds everything as it is.
    const again = await open(`${address}${address.includes('?') ? '&' : '?'}options=-c%20work_mem%3D8MB`);
    expect((await advice(again)).detail).toContain('不能修改');
    await again.close();
  });

  test('works as before where its user may not, and doctor says what would help', async () => {
    const address = await server.newDatabase();
    const admin = new pg.Client(address);
    await admin.connect();
    const name = `plain_${Date.now()}`;
    await admin.query(`create role ${name} login password 'secret'`);
    await admin.query(`grant create, connect on database ${admin.database} to ${name}`);
    await admin.query(`create schema own authorization ${name}`);
    await admin.query(`alter role ${name} set search_path = own`);
    const url = address.replace(/\/\/[^@]*@/, `//${name}:secret@`);
    const store = await open(url);
    await work(store);
    expect(await advice(store)).toMatchObject({ fine: true, remedy: expect.stringContaining('CREATEROLE') });
    await store.close();

    await admin.query(`alter role ${name} createrole`);
    // From PostgreSQL 16 on, a role of another's making is not ours to give: it is worked without it then.
    const still = await open(url);
    expect((await advice(still)).detail).toMatch(/也能修改|不能修改/);
    await still.close();
    await admin.query(`drop schema own cascade`);
    await admin.query(`drop owned by ${name}`);
    await admin.query(`drop role ${name}`);
    await admin.end();
  });
});

const oldest = oldestBinaries();
test.runIf(oldest)(
  'PostgreSQL 14 knows the same role',
  async () => {
    if (oldest === undefined) return;
    const server = await startOldestServer(oldest);
    try {
      const address = await server.newDatabase();
      const store = await openStore({ databaseUrl: address, dataDirectory: '/nowhere', now: () => NOW });
      await work(store);
      await store.close();
      const pool = openPool({ connectionString: address, options: `-c role=${APP_ROLE}` });
      await refusesToRewrite(pool);
      await pool.end();
    } finally {
      await server.stop();
    }
  },
  60_000,
);

test('what is append-only is a table of the schema', async () => {
  const schema = (await ownMigrations()).map(({ sql }) => sql).join('\n');
  for (const table of APPEND_ONLY) expect(schema).toContain(`create table ${table} (`);
});
