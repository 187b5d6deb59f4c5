import { afterAll, beforeAll, expect, test } from 'vitest';
import { BY, finding, identity, NOW, newDocument, readingOf, reportOf } from '../../test/samples.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { BUILT_IN_TENANT, openStore, type Store } from '../index.ts';

let server: TestServer;
let store: Store;
const [finance, chen, wang, left] = [identity(1), identity(2), identity(3), identity(4)];

beforeAll(async () => {
  server = await startTestServer();
  const databaseUrl = await server.newDatabase();
  store = await openStore({ databaseUrl, dataDirectory: '/nowhere', now: () => NOW });
  const give = (id: string, person: string, to: string | null) =>
    ({
      operation: 'assignment.give',
      id,
      person,
      role: 'performance-office',
      authority: finance,
      from: '2026-01-01',
      to,
    }) as const;
  await store
    .organisation(BUILT_IN_TENANT)
    .applyChanges(
      [
        { operation: 'authority.add', id: finance, from: '2020-01-01', name: '示例县财政局' },
        { operation: 'person.add', id: chen, name: '陈示例' },
        { operation: 'person.add', id: wang, name: '王示例' },
        { operation: 'person.add', id: left, name: '离示例' },
        give(identity(12), chen, '2026-04-10'),
        give(identity(13), wang, '2026-12-31'),
        give(identity(14), left, null),
        { operation: 'person.end', id: left },
      ],
      BY,
    );
});

afterAll(async () => {
  await store?.close();
  await server?.stop();
});

test('who cannot sign in, who is locked out, and whose role ends soon', async () => {
  const glance = store.glance(BUILT_IN_TENANT);
  const accounts = store.accounts(BUILT_IN_TENANT);
  const without = await glance.withoutAccount('2026-03-31', 1);
  expect(without.count).toBe(2);
  expect(without.rows).toHaveLength(1);
  await accounts.create({ person: chen, login: 'chen', passwordHash: 'x', mustChange: false }, BY);
  expect(await glance.withoutAccount('2026-03-31', 5)).toEqual({ count: 1, rows: [{ person: wang, name: '王示例' }] });
  // Before their roles began there was no need of an account.
  expect((await glance.withoutAccount('2025-12-31', 5)).count).toBe(0);

  expect((await glance.locked(NOW, 5)).count).toBe(0);
  const until = new Date(NOW.getTime() + 600_000);
  await accounts.refused(chen, { why: '口令不对', counts: true }, () => until, BY);
  expect(await glance.locked(NOW, 5)).toEqual({ count: 1, rows: [{ person: chen, name: '陈示例', until }] });
  expect((await glance.locked(until, 5)).count).toBe(0);

  const named = async (state: 'open' | 'locked' | 'disabled' | 'none', at = NOW) =>
    (
      await store.organisation(BUILT_IN_TENANT).people({ account: { state, at }, day: '2026-03-31', limit: 10 })
    ).rows.map(({ name }) => name);
  expect(await named('none')).toEqual(['王示例']);
  expect(await named('locked')).toEqual(['陈示例']);
  expect(await named('open')).toEqual([]);
  expect(await named('open', until)).toEqual(['陈示例']);
  await accounts.setDisabled(chen, true, BY);
  expect([await named('disabled'), await named('locked')]).toEqual([['陈示例'], []]);

  const soon = { from: '2026-03-31', to: '2026-04-30' };
  expect(await glance.ending(soon, 5)).toEqual({
    count: 1,
    rows: [
      {
        assignment: identity(12),
        person: chen,
        name: '陈示例',
        role: 'performance-office',
        day: '2026-04-10',
        deputy: false,
      },
    ],
  });
  expect((await glance.ending(soon, 5, wang)).count).toBe(0);
});

test('what weighs most in a document', async () => {
  const documents = store.documents(BUILT_IN_TENANT);
  const [bad, fair] = [newDocument(identity(20), '甲'), newDocument(identity(21), '乙')];
  await documents.add(
    bad,
    readingOf(bad),
    reportOf(bad, [finding('轻', 'warning'), finding('重', 'error'), finding('也重', 'error')]),
    BY,
  );
  await documents.add(fair, readingOf(fair), reportOf(fair, [finding('建议', 'info')]), BY);
  const worst = await store.glance(BUILT_IN_TENANT).worst([bad.id, fair.id]);
  expect([...worst]).toEqual([[bad.id, { severity: 'error', message: '重' }]]);
});
