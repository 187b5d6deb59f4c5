import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BY, identity, NOW, newDocument, readingOf, reportOf } from '../test/samples.ts';
import { startTestServer, type TestServer } from '../test/server.ts';
import { BUILT_IN_TENANT, openStore, type Store } from './index.ts';

let server: TestServer;
let address: string;
let store: Store;

beforeAll(async () => {
  server = await startTestServer();
  address = await server.newDatabase();
  store = await openStore({ databaseUrl: address, dataDirectory: '/nowhere', now: () => NOW });
  for (const n of [1, 2]) {
    const document = newDocument(identity(n), `第 ${n} 份`);
    await store.documents(BUILT_IN_TENANT).add(document, readingOf(document), reportOf(document, []), BY);
  }
});

afterAll(async () => {
  await store?.close();
  await server?.stop();
});

async function documentsSeen(): Promise<{ fine: boolean; detail: string }> {
  for await (const inspection of store.inspect([])) if (inspection.what.startsWith('文件')) return inspection;
  throw new Error('documents were not looked at');
}

async function tamper(statement: string): Promise<void> {
  const client = new pg.Client(address);
  await client.connect();
  await client.query(statement);
  await client.end();
}

test('a document whose reading is gone, and one whose file was changed, are named', async () => {
  expect(await documentsSeen()).toMatchObject({ fine: true, detail: expect.stringContaining('2 份') });
  await tamper(`delete from reading where document_id = '${identity(1)}'`);
  expect(await documentsSeen()).toMatchObject({
    fine: false,
    detail: expect.stringContaining('“第 1 份.txt”没有读取结果'),
  });
  await tamper(`update file set content = 'x' where sha256 = '${newDocument(identity(2), '第 2 份').sha256}'`);
  expect((await documentsSeen()).detail).toContain('“第 2 份.txt”的原文件与加入时不同');
});

test('units whose years do not follow each other are named', async () => {
  const [authority, unit] = [identity(8), identity(9)];
  await store.organisation(BUILT_IN_TENANT).applyChanges(
    [
      { operation: 'authority.add', id: authority, from: '2000-01-01', name: '示例县财政局' },
      { operation: 'unit.add', id: unit, from: '2010-01-01', name: '旧局', kind: 'department', authority },
      { operation: 'unit.change', id: unit, from: '2020-01-01', name: '新局' },
    ],
    BY,
  );
  const seen = async () => {
    for await (const inspection of store.inspect([])) if (inspection.what.startsWith('单位')) return inspection;
    throw new Error('units were not looked at');
  };
  expect(await seen()).toMatchObject({ fine: true, detail: expect.stringContaining('1 个') });
  await tamper(`update unit_term set valid_to = '2019-06-30' where name = '旧局'`);
  expect(await seen()).toMatchObject({ fine: false, detail: expect.stringContaining('“旧局”的登记止于 2019-06-30') });
  await tamper(`update unit_term set valid_to = '2019-12-31', parent_id = unit_id where name = '旧局'`);
  expect((await seen()).detail).toContain('不能成为自己');
});
