import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { oldestBinaries, startOldestServer } from '../test/oldest-server.ts';
import { BY, finding, identity, NOW, newDocument, readingOf, reportOf } from '../test/samples.ts';
import { startTestServer, type TestServer } from '../test/server.ts';
import { BUILT_IN_TENANT, type Derive, openStore, restoreStore, type Store } from './index.ts';

const installed = oldestBinaries();
if (installed === undefined) console.log('PostgreSQL 14 is not installed for this machine: not tested with it');

describe.runIf(installed)('PostgreSQL 14', () => {
  let oldest: TestServer;
  let own: TestServer;
  let address: string;
  let store: Store;

  beforeAll(async () => {
    if (installed === undefined) return;
    oldest = await startOldestServer(installed);
    own = await startTestServer();
    address = await oldest.newDatabase();
    store = await openStore({ databaseUrl: address, dataDirectory: '/nowhere', now: () => NOW });
  }, 60_000);

  afterAll(async () => {
    await store?.close();
    await oldest?.stop();
    await own?.stop();
  });

  test('takes the schema, documents, corrections and the trail', async () => {
    expect(store.serverVersion).toMatch(/^14\./);
    const documents = store.documents(BUILT_IN_TENANT);
    const id = identity(1);
    const document = newDocument(id, '绩效目标');
    const derive: Derive = () => ({ summary: readingOf(document).summary, report: reportOf(document, []) });
    await documents.add(document, readingOf(document), reportOf(document, [finding('甲')]), BY);
    const edits = [{ path: '/title', from: null, to: '乙' }];
    expect(await documents.correct(id, { edits }, () => {}, derive, BY)).toBe(1);
    expect(await documents.withdraw(id, 1, derive, BY)).toBe(true);
    expect(await documents.remove(id, BY)).toBe(true);
    expect(await documents.restore(id, BY)).toBe(true);
    expect((await documents.content(id))?.corrections).toHaveLength(1);
    expect(await documents.stale('reader-2', 'rules-1')).toHaveLength(1);
    expect(await store.trail(BUILT_IN_TENANT).verify()).toMatchObject({ whole: true, end: { seq: 5 } });
    for await (const { fine } of store.inspect([])) expect(fine).toBe(true);
  });

  test('gives a backup to a newer server and takes one from it', async () => {
    const facts = { program: '0.1.0', madeAt: NOW, checkpoints: '' };
    const newer = await own.newDatabase();
    const up = await restoreStore(
      { databaseUrl: newer, dataDirectory: '/nowhere', now: () => NOW },
      store.backup(facts) as AsyncIterable<Uint8Array>,
    );
    expect(up.tables.find(({ table }) => table === 'event')?.rows).toBe(5);
    const above = await openStore({ databaseUrl: newer, dataDirectory: '/nowhere', now: () => NOW });
    try {
      const down = await restoreStore(
        { databaseUrl: await oldest.newDatabase(), dataDirectory: '/nowhere', now: () => NOW },
        above.backup(facts) as AsyncIterable<Uint8Array>,
      );
      expect(down.tables).toEqual(up.tables);
    } finally {
      await above.close();
    }
  });

  test('takes units, people and roles, and lists them', async () => {
    const organisation = store.organisation(BUILT_IN_TENANT);
    const [authority, one, other, person, project] = [11, 12, 13, 14, 15].map(identity) as [
      string,
      string,
      string,
      string,
      string,
    ];
    const from = '2020-01-01';
    await organisation.applyChanges(
      [
        { operation: 'authority.add', id: authority, from, name: '示例县财政局' },
        { operation: 'unit.add', id: one, from, name: '甲局', kind: 'department', authority },
        { operation: 'unit.add', id: other, from, name: '乙局', kind: 'department', authority },
        { operation: 'project.add', id: project, unit: other, code: 'P1', name: '项目', fromYear: 2026 },
        { operation: 'unit.merge', units: [one, other], into: one, from: '2026-01-01' },
        { operation: 'person.add', id: person, name: '张三' },
        { operation: 'assignment.give', id: identity(16), person, role: 'clerk', unit: one, from: '2026-01-01' },
      ],
      BY,
    );
    const day = '2026-03-31';
    expect((await organisation.tree(day)).units.map(({ name }) => name)).toEqual(['甲局']);
    expect((await organisation.projects({ unit: one, search: '项', limit: 5 })).count).toBe(1);
    expect((await organisation.people({ search: '张', role: 'clerk', day, limit: 5 })).rows).toHaveLength(1);
    expect(await organisation.assignmentsOf(person, day)).toMatchObject([{ role: 'clerk', unit: one }]);
    await organisation.applyChanges([{ operation: 'person.end', id: person }], BY);
    expect(await organisation.assignmentsOf(person, day)).toEqual([]);
  });
});
