import { Kysely, PostgresDialect } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BY, NOW } from '../test/samples.ts';
import { startTestServer, type TestServer } from '../test/server.ts';
import { trailOf } from './audit/trail.ts';
import { openPool } from './connection.ts';
import { BUILT_IN_TENANT, openStore } from './index.ts';
import { type Run, scopeOf } from './scope.ts';
import type { Tables } from './tables.ts';

let server: TestServer;
let database: Kysely<Tables>;

beforeAll(async () => {
  server = await startTestServer();
  const address = await server.newDatabase();
  await (await openStore({ databaseUrl: address, dataDirectory: '/nowhere', now: () => NOW })).close();
  database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: openPool({ connectionString: address }) }) });
});

afterAll(async () => {
  await database?.destroy();
  await server?.stop();
});

const once: Run = (work) => work();
/** As where the server goes away after the commit, before it could say so: the work is asked for again. */
const unheard: Run = async (work) => {
  await work();
  return work();
};

test('a change whose commit was not heard of is not made twice', async () => {
  let times = 0;
  const set = (run: Run, name: string) =>
    scopeOf(database, BUILT_IN_TENANT, run).recorded(async (tx, note) => {
      times++;
      const values = { value: '1', set_at: NOW, set_by: BY.actor };
      await tx
        .insertInto('setting')
        .values({ tenant_id: BUILT_IN_TENANT, name, ...values })
        .execute();
      await note('setting.set', { kind: 'setting', id: name });
      return times;
    }, BY);
  expect(await set(unheard, '甲')).toBe(1);
  expect(times).toBe(1);
  expect(await set(once, '乙')).toBe(2);
  const events = await trailOf(database, BUILT_IN_TENANT, once).list({ limit: 10 });
  expect(events.map(({ subject }) => subject.id)).toEqual(['乙', '甲']);
});

test('a change that did not come to its commit is made again', async () => {
  let times = 0;
  const again: Run = async (work) => {
    await work().catch(() => {});
    return work();
  };
  await scopeOf(database, BUILT_IN_TENANT, again).recorded(async (_tx, note) => {
    await note('setting.set', { kind: 'setting', id: '丙' });
    if (++times === 1) throw new Error('gone');
  }, BY);
  expect(times).toBe(2);
  const events = await trailOf(database, BUILT_IN_TENANT, once).list({
    subject: { kind: 'setting', id: '丙' },
    limit: 10,
  });
  expect(events).toHaveLength(1);
});
