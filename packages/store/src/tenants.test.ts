import { afterAll, beforeAll, expect, test } from 'vitest';
import { BY } from '../test/samples.ts';
import { startTestServer, type TestServer } from '../test/server.ts';
import { BUILT_IN_TENANT, openStore, type Store } from './index.ts';

let server: TestServer;
let store: Store;
beforeAll(async () => {
  server = await startTestServer();
  store = await openStore({ databaseUrl: await server.newDatabase(), dataDirectory: '/nowhere' });
});
afterAll(async () => {
  await store?.close();
  await server?.stop();
});

test('a tenant is added with a trail of its own, which begins with that', async () => {
  const ids = await Promise.all(['示例市', '示例县', '示例区'].map((name) => store.tenantList.add(name, BY)));
  expect(new Set(ids).size).toBe(3);
  expect(ids).not.toContain(BUILT_IN_TENANT);
  for (const id of ids) {
    const [event] = await store.trail(id).list({ limit: 5 });
    expect(event).toMatchObject({ seq: 1, operation: 'tenant.add', subject: { kind: 'tenant', id: String(id) } });
    expect(await store.trail(id).verify()).toMatchObject({ whole: true });
  }
  const names = (await store.tenantList.all()).map(({ name }) => name);
  expect([...names].sort()).toEqual(['本单位', '示例区', '示例县', '示例市']);
});

test('what a tenant is called and whether it is a demonstration changes once, and is told', async () => {
  const facts = { name: '示例省财政（演示）', demonstration: true };
  expect(await store.tenantList.settle(BUILT_IN_TENANT, facts, BY)).toBe(true);
  expect(await store.tenantList.settle(BUILT_IN_TENANT, facts, BY)).toBe(false);
  expect(await store.tenantList.settle(99, facts, BY)).toBe(false);
  expect((await store.tenantList.all())[0]).toEqual({ id: BUILT_IN_TENANT, ...facts });
  const events = await store.trail(BUILT_IN_TENANT).list({ limit: 5 });
  expect(events.map(({ operation, after }) => [operation, after])).toEqual([['tenant.change', JSON.stringify(facts)]]);
});
