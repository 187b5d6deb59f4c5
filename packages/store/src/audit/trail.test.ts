import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BY, disclosureOf, finding, identity, NOW, newDocument, readingOf, reportOf } from '../../test/samples.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { BUILT_IN_TENANT, type Derive, type Documents, openStore, type Store, type Trail } from '../index.ts';
import type { Checkpoint } from './event.ts';

let server: TestServer;
let address: string;
let store: Store;
let documents: Documents;
let trail: Trail;

beforeAll(async () => {
  server = await startTestServer();
  address = await server.newDatabase();
  store = await openStore({ databaseUrl: address, dataDirectory: '/nowhere', now: () => NOW });
  documents = store.documents(BUILT_IN_TENANT);
  trail = store.trail(BUILT_IN_TENANT);
});

afterAll(async () => {
  await store?.close();
  await server?.stop();
});

/** Speaks to the database behind the program's back. */
async function tamper(statement: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client(address);
  await client.connect();
  await client.query(statement, values);
  await client.end();
}

const add = (n: number, by = BY) => {
  const document = newDocument(identity(n), `第 ${n} 份`);
  return documents.add(document, readingOf(document), reportOf(document, [finding('甲')]), by);
};

test('every change leaves a row that says who, when, from where, what was and what is', async () => {
  const id = identity(1);
  const document = newDocument(id, '第 1 份');
  const derive: Derive = (disclosure) => ({
    summary: readingOf(document).summary,
    report: reportOf(document, []),
    disclosure,
  });
  await add(1);
  await documents.correct(
    id,
    { edits: [{ path: '/title', from: disclosureOf(document).title ?? null, to: '改后' }], reason: '印错' },
    () => {},
    derive,
    { ...BY, actor: '张三' },
  );
  await documents.withdraw(id, 1, derive, { ...BY, actor: '李四' });
  await documents.replaceReading(id, readingOf(document, 'reader-2'), derive, BY);
  await documents.remove(id, BY);
  await documents.restore(id, BY);
  const rows = (await trail.list({ subject: { kind: 'document', id }, limit: 20 })).reverse();
  expect(rows.map(({ operation, actor }) => [operation, actor])).toEqual([
    ['document.add', '甲'],
    ['document.correct', '张三'],
    ['document.withdraw-correction', '李四'],
    ['document.read-again', '甲'],
    ['document.remove', '甲'],
    ['document.restore', '甲'],
  ]);
  expect(rows[0]).toMatchObject({ at: NOW.toISOString(), origin: '192.0.2.1', before: null, reason: null });
  expect(JSON.parse(rows[0]?.after ?? '')).toMatchObject({ name: '第 1 份.txt', sha256: document.sha256 });
  expect(rows[1]).toMatchObject({ reason: '印错' });
  expect(JSON.parse(rows[1]?.before ?? '')).toEqual([{ path: '/title', value: '示例县林业局2026年部门预算' }]);
  expect(JSON.parse(rows[1]?.after ?? '')).toEqual({ change: 1, values: [{ path: '/title', value: '改后' }] });
  expect(JSON.parse(rows[3]?.before ?? '')).toMatchObject({ reader: 'reader-1' });
  expect(JSON.parse(rows[3]?.after ?? '')).toMatchObject({ reader: 'reader-2' });
});

test('what changes nothing, or fails, leaves no row', async () => {
  const { seq } = await trail.head();
  expect(await documents.remove(identity(404), BY)).toBe(false);
  expect(await documents.restore(identity(1), BY)).toBe(true);
  expect((await add(1)).created).toBe(false);
  const document = newDocument(identity(2), '半途而废');
  const report = reportOf(document, [{ ...finding('甲'), severity: 'fatal' as 'error' }]);
  await expect(documents.add(document, readingOf(document), report, BY)).rejects.toThrow();
  expect((await trail.head()).seq).toBe(seq);
});

test('rows of changes made at the same time stand one behind the other', async () => {
  const { seq } = await trail.head();
  await Promise.all(Array.from({ length: 12 }, (_, n) => add(100 + n)));
  expect((await trail.head()).seq).toBe(seq + 12);
  expect(await trail.verify()).toMatchObject({ whole: true, end: { seq: seq + 12 } });
});

test('characters that a database refuses, and times between milliseconds, are digested as they are stored', async () => {
  await add(200, { at: new Date(1_790_000_000_123), actor: '空\0字\ud800符', origin: '' });
  expect(await trail.verify()).toMatchObject({ whole: true });
});

test('portions of the list follow each other without a gap', async () => {
  const all: number[] = [];
  for (let before: number | undefined; ; before = all.at(-1)) {
    const page = await trail.list({ limit: 5, ...(before === undefined ? {} : { before }) });
    all.push(...page.map(({ seq }) => seq));
    if (page.length < 5) break;
  }
  const { seq } = await trail.head();
  expect(all).toEqual(Array.from({ length: seq }, (_, i) => seq - i));
  const whole: number[] = [];
  for await (const event of trail.all()) whole.push(event.seq);
  expect(whole).toEqual(all.reverse());
});

test('a checkpoint is set once for a row, and outlives a trail that was rewritten together with it', async () => {
  const kept: Checkpoint | undefined = await trail.setCheckpoint(NOW);
  expect(kept).toMatchObject({ tenant: BUILT_IN_TENANT, seq: (await trail.head()).seq });
  expect(await trail.setCheckpoint(NOW)).toBeUndefined();
  expect(await trail.checkpoints()).toEqual([kept]);
  if (kept === undefined) throw new Error('no checkpoint');

  // Someone with the database in hand cuts the trail before the checkpoint, its head and checkpoint too.
  const cut = kept.seq - 3;
  await tamper('delete from audit_checkpoint');
  await tamper('delete from event where seq > $1', [cut]);
  await tamper('update audit_head set (seq, sha256, sm3) = (select seq, sha256, sm3 from event where event.seq = $1)', [
    cut,
  ]);
  expect(await trail.verify()).toMatchObject({ whole: true, end: { seq: cut } });
  expect(await trail.verify([kept])).toEqual({
    whole: false,
    break: { kind: 'cut-off', after: cut, expected: kept.seq },
  });
});

test('a byte changed behind our back is found, and the row named', async () => {
  await tamper("update event set actor = '别人' where seq = 2");
  expect(await trail.verify()).toEqual({ whole: false, break: { kind: 'altered', seq: 2 } });
});

test('one tenant has a trail of its own', async () => {
  await tamper("insert into tenant values (2, '另一单位', $1)", [NOW]);
  const other = store.trail(2);
  expect(await other.verify()).toMatchObject({ whole: true, end: { seq: 0 } });
  await other.note({ operation: 'audit.read', subject: { kind: 'trail', id: '2' } }, BY);
  expect(await other.list({ limit: 10 })).toMatchObject([{ seq: 1, operation: 'audit.read' }]);
});
