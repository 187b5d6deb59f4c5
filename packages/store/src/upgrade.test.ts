import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BY, identity, NOW, newDocument, readingOf, reportOf } from '../test/samples.ts';
import { startTestServer, type TestServer } from '../test/server.ts';
import { BackupError, BUILT_IN_TENANT, openStore, type Upgrade } from './index.ts';
import { migrate, ownMigrations } from './migrate.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(async () => {
  await server?.stop();
});

/** A database as the first version of the program left it, with a tenant in it. */
async function oldDatabase(): Promise<string> {
  const address = await server.newDatabase();
  const client = new pg.Client(address);
  await client.connect();
  await migrate(client, (await ownMigrations()).slice(0, 1), NOW);
  await client.query("insert into tenant values (1, '旧单位', $1)", [NOW]);
  await client.end();
  return address;
}

const open = (databaseUrl: string, beforeUpgrade?: (upgrade: Upgrade) => Promise<void>) =>
  openStore({ databaseUrl, dataDirectory: '/nowhere', now: () => NOW, ...(beforeUpgrade ? { beforeUpgrade } : {}) });

test('what is there is handed out whole before the schema is changed, and once only', async () => {
  const address = await oldDatabase();
  const missing: string[][] = [];
  let script = '';
  const beforeUpgrade = async (upgrade: Upgrade) => {
    missing.push([...upgrade.missing]);
    const packed = upgrade.backup({ program: '0', madeAt: NOW, checkpoints: '' });
    script = await text(packed.pipe(createGunzip()));
  };
  const store = await open(address, beforeUpgrade);
  expect(missing).toEqual([(await ownMigrations()).slice(1).map(({ name }) => name)]);
  expect(script).toContain('旧单位');
  expect(script).not.toContain('copy "event"');
  const document = newDocument(identity(1), '更新之后');
  await store.documents(BUILT_IN_TENANT).add(document, readingOf(document), reportOf(document, []), BY);
  await store.close();
  await (await open(address, beforeUpgrade)).close();
  expect(missing).toHaveLength(1);
});

test('where that fails, nothing is changed', async () => {
  const address = await oldDatabase();
  const noRoom = async () => {
    throw new BackupError('没有空间', '请腾出空间。');
  };
  await expect(open(address, noRoom)).rejects.toThrow('没有空间');
  const client = new pg.Client(address);
  await client.connect();
  const { rows } = await client.query('select name from schema_migration');
  await client.end();
  expect(rows).toHaveLength(1);
});

test('a new database has nothing to save', async () => {
  const beforeUpgrade = async () => {
    throw new Error('not to be called');
  };
  await (await open(await server.newDatabase(), beforeUpgrade)).close();
});
