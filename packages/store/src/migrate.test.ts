import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NOW } from '../test/samples.ts';
import { startTestServer, type TestServer } from '../test/server.ts';
import { type Migration, migrate, ownMigrations, steps } from './migrate.ts';
import { TENANT_TABLES } from './tables.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(async () => {
  await server?.stop();
});

/** Gives a new database, and as many connections to it as wanted. */
async function withDatabase(work: (connect: () => Promise<pg.Client>) => Promise<void>): Promise<void> {
  const address = await server.newDatabase();
  const clients: pg.Client[] = [];
  try {
    await work(async () => {
      const client = new pg.Client(address);
      await client.connect();
      clients.push(client);
      return client;
    });
  } finally {
    for (const client of clients) await client.end();
  }
}

const migration = (name: string, sql: string): Migration => ({ name, sql, checksum: sql });

test('all are applied once, in order, also by several programs at once', () =>
  withDatabase(async (connect) => {
    const migrations = await ownMigrations();
    expect(migrations.length).toBeGreaterThan(0);
    const clients = await Promise.all([connect(), connect(), connect()]);
    const applied = await Promise.all(clients.map((client) => migrate(client, migrations, NOW)));
    expect(applied.flat()).toEqual(migrations.map(({ name }) => name));
    expect(await migrate(clients[0] as pg.Client, migrations, NOW)).toEqual([]);
  }));

test('one that fails leaves those before it, and nothing of itself', () =>
  withDatabase(async (connect) => {
    const client = await connect();
    const good = migration('0001-a.sql', 'create table a (x int)');
    const bad = migration('0002-b.sql', 'create table b (x int); select no_such_function()');
    await expect(migrate(client, [good, bad], NOW)).rejects.toThrow(/no_such_function/);
    const { rows } = await client.query("select to_regclass('a') as a, to_regclass('b') as b");
    expect(rows).toEqual([{ a: 'a', b: null }]);
    expect(await migrate(client, [good, migration('0002-b.sql', 'create table b (x int)')], NOW)).toEqual([
      '0002-b.sql',
    ]);
  }));

test('data of a newer version, and a changed migration, are refused untouched', () =>
  withDatabase(async (connect) => {
    const client = await connect();
    const a = migration('0001-a.sql', 'create table a (x int)');
    const b = migration('0002-b.sql', 'create table b (x int)');
    await migrate(client, [a, b], NOW);
    await expect(migrate(client, [a], NOW)).rejects.toMatchObject({ code: 'newer-schema' });
    const changed = migration('0001-a.sql', 'create table a (y int)');
    await expect(migrate(client, [changed, b], NOW)).rejects.toMatchObject({ code: 'changed-migration' });
  }));

test('every table of tenants has the tenant first in every key, and no trigger', () =>
  withDatabase(async (connect) => {
    const client = await connect();
    await migrate(client, await ownMigrations(), NOW);
    const { rows: keys } = await client.query<{ table: string; first: string; name: string }>(
      `select c.conrelid::regclass::text as table, c.conname as name, a.attname as first
         from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
        where c.contype in ('p', 'u', 'f') and c.connamespace = 'public'::regnamespace`,
    );
    for (const table of TENANT_TABLES) {
      const own = keys.filter((key) => key.table === table);
      expect(own.length, table).toBeGreaterThan(0);
      for (const key of own) expect(key.first, key.name).toBe('tenant_id');
    }
    const { rows: tables } = await client.query<{ name: string }>(
      "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'",
    );
    expect(tables.map(({ name }) => name).sort()).toEqual(
      [...TENANT_TABLES, 'identity_name', 'login_name', 'schema_migration', 'tenant'].sort(),
    );
    const { rowCount } = await client.query('select 1 from pg_trigger where not tgisinternal');
    expect(rowCount).toBe(0);
  }));

test('a migration is cut where a table is to be spread', () => {
  const sql = 'create table a (x int);\n--! reference a\n\ncreate table b (x int);\n--! distribute b\n';
  expect(steps(sql)).toEqual([
    { sql: 'create table a (x int);\n' },
    { table: 'a', how: 'reference' },
    { sql: '\n\ncreate table b (x int);\n' },
    { table: 'b', how: 'distribute' },
  ]);
});

test('every table of tenants is marked for spreading, right after it is made', async () => {
  const all = (await ownMigrations()).flatMap(({ sql }) => steps(sql));
  const spread = all.flatMap((step) => ('table' in step && step.how === 'distribute' ? [step.table] : []));
  expect(spread.sort()).toEqual([...TENANT_TABLES].sort());
});
