import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BY, identity, NOW, newDocument, readingOf, reportOf } from '../../test/samples.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { BUILT_IN_TENANT, type NewToken, openStore, type Store, type StoredWebhook } from '../index.ts';

const OTHER = 2;
let server: TestServer;
let store: Store;

beforeAll(async () => {
  server = await startTestServer();
  const address = await server.newDatabase();
  store = await openStore({ databaseUrl: address, dataDirectory: '/nowhere', now: () => NOW });
  const client = new pg.Client(address);
  await client.connect();
  await client.query("insert into tenant (id, name, created_at) values ($1, '另一单位', $2)", [OTHER, NOW]);
  for (const tenant of [BUILT_IN_TENANT, OTHER])
    await client.query('insert into person (tenant_id, id, name, created_at) values ($1, $2, $3, $4)', [
      tenant,
      identity(1),
      '甲',
      NOW,
    ]);
  await client.end();
});

afterAll(async () => {
  await store?.close();
  await server?.stop();
});

const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const hash = (n: number) => String(n).padStart(64, '0');
const token = (n: number, more: Partial<NewToken> = {}): NewToken => ({
  id: identity(n),
  hash: hash(n),
  name: `令牌${n}`,
  person: identity(1),
  scopes: ['document.read'],
  expiresAt: later(3_600),
  ...more,
});
const deeds = async (kind: string, n: number) =>
  (await store.trail(BUILT_IN_TENANT).list({ subject: { kind, id: identity(n) }, limit: 20 })).map(
    ({ operation }) => operation,
  );

test('a token holds until its end, until it is taken back, and in its own tenant', async () => {
  const tokens = store.tokens(BUILT_IN_TENANT);
  await tokens.issue(token(10), BY);
  expect(await tokens.use(hash(10), later(1))).toMatchObject({ id: identity(10), scopes: ['document.read'] });
  expect(await tokens.use(hash(11), later(1))).toBeUndefined();
  expect(await store.tokens(OTHER).use(hash(10), later(1))).toBeUndefined();
  expect(await store.tokens(OTHER).find(identity(10))).toBeUndefined();
  expect(await tokens.use(hash(10), later(3_600))).toBeUndefined();

  expect(await store.tokens(OTHER).revoke(identity(10), BY)).toBe(false);
  expect(await tokens.revoke(identity(10), { ...BY, at: later(2) })).toBe(true);
  expect(await tokens.revoke(identity(10), { ...BY, at: later(3) })).toBe(false);
  expect(await tokens.use(hash(10), later(4))).toBeUndefined();
  expect(await tokens.find(identity(10))).toMatchObject({ revokedAt: later(2), revokedBy: '甲' });
  expect(await deeds('token', 10)).toEqual(['token.revoke', 'token.issue']);
  const [, issued] = await store.trail(BUILT_IN_TENANT).list({ limit: 2 });
  expect(issued?.after).not.toContain(hash(10));
});

test('the use of a token is noted, once a minute at most', async () => {
  const tokens = store.tokens(BUILT_IN_TENANT);
  await tokens.issue(token(20), BY);
  const used = async () => (await tokens.find(identity(20)))?.lastUsedAt;
  await tokens.use(hash(20), later(10));
  expect(await used()).toEqual(later(10));
  await tokens.use(hash(20), later(40));
  expect(await used()).toEqual(later(10));
  await tokens.use(hash(20), later(90));
  expect(await used()).toEqual(later(90));
  expect((await tokens.list(identity(1))).map(({ id }) => id)).toContain(identity(20));
  expect(await tokens.list(identity(2))).toEqual([]);
});

test('a write with a key is done once: told again, refused for another request, given back where nothing was done', async () => {
  const keys = store.idempotency(BUILT_IN_TENANT);
  const key = { person: identity(1), key: '甲-1', request: hash(1) };
  expect(await keys.begin(key, NOW)).toEqual({ is: 'new' });
  expect(await keys.begin(key, later(5))).toEqual({ is: 'under-way', since: NOW });
  const answer = { status: 201, contentType: 'application/json', body: '{"id":1}' };
  await keys.finish(key, answer);
  expect(await keys.begin(key, later(6))).toEqual({ is: 'answered', answer });
  expect(await keys.begin({ ...key, request: hash(2) }, later(6))).toEqual({ is: 'other' });
  expect(await keys.begin({ ...key, person: identity(2) }, later(6))).toEqual({ is: 'new' });
  expect(await store.idempotency(OTHER).begin(key, later(6))).toEqual({ is: 'new' });

  // An answer that was given stays; a key of which nothing came is free again.
  await keys.abandon(key);
  expect(await keys.begin(key, later(7))).toEqual({ is: 'answered', answer });
  const second = { ...key, key: '甲-2' };
  await keys.begin(second, NOW);
  await keys.abandon(second);
  expect(await keys.begin(second, later(8))).toEqual({ is: 'new' });
  expect(await keys.cleanUp(later(1))).toBe(1);
  expect(await keys.begin(key, later(9))).toEqual({ is: 'new' });
});

test('of many that send the same key at once, one is let through', async () => {
  const keys = store.idempotency(BUILT_IN_TENANT);
  const key = { person: identity(1), key: '同时', request: hash(3) };
  const all = await Promise.all(Array.from({ length: 12 }, () => keys.begin(key, NOW)));
  expect(all.filter(({ is }) => is === 'new')).toHaveLength(1);
});

const add = (n: number) => {
  const document = newDocument(identity(n), `文件${n}`);
  return store.documents(BUILT_IN_TENANT).add(document, readingOf(document), reportOf(document, []), BY);
};
const webhook = (n: number, operations = ['document.add']) => ({
  id: identity(n),
  url: `http://192.0.2.${n}/hook`,
  secret: 's'.repeat(43),
  operations,
});

test('what happens from then on is told, once, the oldest first, to whoever asked for it', async () => {
  const webhooks = store.webhooks(BUILT_IN_TENANT);
  await add(100);
  await webhooks.add(webhook(1), BY);
  await webhooks.add(webhook(2, ['document.remove']), BY);
  await add(101);
  await add(102);
  await store.documents(BUILT_IN_TENANT).remove(identity(101), BY);

  const asked: string[] = [];
  const concerns = async ({ id }: StoredWebhook, { subject }: { subject: { id: string } }) => {
    asked.push(`${id.slice(-1)} ${subject.id.slice(-3)}`);
    return subject.id !== identity(102);
  };
  expect(await webhooks.gather(concerns, later(1))).toBeGreaterThan(0);
  expect(asked.sort()).toEqual(['1 101', '1 102', '2 101']);
  expect(await webhooks.gather(concerns, later(2))).toBe(0);
  expect(asked).toHaveLength(3);
  expect(await store.webhooks(OTHER).due(later(2))).toEqual([]);

  const due = await webhooks.due(later(2));
  expect(due.map((one) => [one.webhook.url, one.event.operation, one.event.subject.id])).toEqual([
    ['http://192.0.2.1/hook', 'document.add', identity(101)],
    ['http://192.0.2.2/hook', 'document.remove', identity(101)],
  ]);
  expect((await webhooks.find(identity(1)))?.waiting).toBe(1);
});

test('what was not taken waits and holds back what comes after it; what was given up does not', async () => {
  const webhooks = store.webhooks(BUILT_IN_TENANT);
  await add(110);
  await webhooks.gather(async () => true, later(10));
  const [first] = (await webhooks.due(later(10))).filter(({ webhook: { id } }) => id === identity(1));
  const seq = first?.event.seq ?? 0;
  expect(first?.event.subject.id).toBe(identity(101));
  await webhooks.attempted(identity(1), seq, { delivered: false, outcome: '连不上', nextAt: later(60) }, later(11));
  const mine = async (moment: Date) =>
    (await webhooks.due(moment))
      .filter(({ webhook: { id } }) => id === identity(1))
      .map(({ event, attempts }) => [event.subject.id, attempts]);
  expect(await mine(later(59))).toEqual([]);
  expect(await mine(later(60))).toEqual([[identity(101), 1]]);
  await webhooks.attempted(identity(1), seq, { delivered: false, outcome: '连不上', givenUp: true }, later(61));
  expect(await mine(later(62))).toEqual([[identity(110), 0]]);
  const [next] = await webhooks.due(later(62));
  await webhooks.attempted(identity(1), next?.event.seq ?? 0, { delivered: true, outcome: '200' }, later(63));
  expect(await mine(later(64))).toEqual([]);
  expect((await webhooks.deliveries(identity(1), 10)).map(({ outcome, attempts }) => [outcome, attempts])).toEqual([
    ['200', 1],
    ['连不上', 2],
  ]);
  expect(await webhooks.find(identity(1))).toMatchObject({ waiting: 0, givenUp: 1 });
});

test('one that is stopped is told nothing more, and its secret stands in no record', async () => {
  const webhooks = store.webhooks(BUILT_IN_TENANT);
  await add(120);
  await webhooks.gather(async () => true, later(20));
  expect(await store.webhooks(OTHER).stop(identity(1), BY)).toBe(false);
  expect(await webhooks.stop(identity(1), BY)).toBe(true);
  expect(await webhooks.stop(identity(1), BY)).toBe(false);
  expect((await webhooks.due(later(21))).map(({ webhook: { id } }) => id)).not.toContain(identity(1));
  await add(121);
  await webhooks.gather(async () => true, later(22));
  expect((await webhooks.find(identity(1)))?.waiting).toBe(0);
  expect(await deeds('webhook', 1)).toEqual(['webhook.stop', 'webhook.add']);
  for await (const event of store.trail(BUILT_IN_TENANT).all())
    expect(`${event.before} ${event.after}`).not.toContain('sss');
});
