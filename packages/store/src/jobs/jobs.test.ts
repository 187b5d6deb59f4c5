import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { BY, identity, NOW } from '../../test/samples.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { BUILT_IN_TENANT, type Jobs, openStore, type Store } from '../index.ts';

const statements: string[] = [];
let server: TestServer;
let store: Store;
let client: pg.Client;
let jobs: Jobs;

beforeAll(async () => {
  server = await startTestServer();
  const address = await server.newDatabase();
  store = await openStore({
    databaseUrl: address,
    dataDirectory: '/nowhere',
    onStatement: (sql) => statements.push(sql),
    now: () => NOW,
  });
  client = new pg.Client(address);
  await client.connect();
  await client.query("insert into tenant (id, name, created_at) values (2, '另一单位', $1)", [NOW]);
  jobs = store.jobs(BUILT_IN_TENANT);
});

beforeEach(() => client.query('delete from job'));

afterAll(async () => {
  await client?.end();
  await store?.close();
  await server?.stop();
});

const KINDS = ['read-again', 'import'];
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const by = (seconds: number) => ({ ...BY, at: later(seconds) });
const lease = (worker: string, seconds = 30) => ({ worker, until: later(seconds) });
const add = (n: number, more: { kind?: string; person?: string; dueAt?: Date } = {}) =>
  jobs.add({ id: identity(n), kind: 'read-again', input: { n }, mostAttempts: 3, ...more }, by(n));
const deeds = async (n: number) =>
  (await store.trail(BUILT_IN_TENANT).list({ subject: { kind: 'job', id: identity(n) }, limit: 20 }))
    .map(({ operation }) => operation)
    .reverse();

test('a job is added once, claimed, told how far it is, and ended', async () => {
  expect(await add(1)).toMatchObject({ state: 'waiting', input: { n: 1 }, done: 0, attempts: 0, createdBy: '甲' });
  expect(await add(1)).toMatchObject({ state: 'waiting' });
  expect(await store.tenantsWithJobs(later(1))).toEqual([BUILT_IN_TENANT]);
  expect(await jobs.countOpen()).toBe(1);
  expect(await jobs.countOpen('import')).toBe(0);

  const claimed = await jobs.claim(KINDS, lease('甲'), later(2));
  expect(claimed).toMatchObject({ id: identity(1), state: 'running', attempts: 1, startedAt: later(2) });
  expect(await jobs.claim(KINDS, lease('乙'), later(2))).toBeUndefined();
  expect(await store.tenantsWithJobs(later(2))).toEqual([]);

  const progress = { done: 3, total: 10, doing: '正在读取“甲.docx”', kept: { next: 'x' } };
  expect(await jobs.progress(identity(1), lease('甲', 60), progress)).toBe('go-on');
  expect(await jobs.find(identity(1))).toMatchObject({
    done: 3,
    total: 10,
    doing: progress.doing,
    result: { next: 'x' },
  });
  expect(await jobs.progress(identity(1), lease('甲', 90))).toBe('go-on');
  expect(await jobs.find(identity(1))).toMatchObject({ done: 3, result: { next: 'x' } });
  expect(await jobs.progress(identity(1), lease('乙', 60), progress)).toBe('lost');

  expect(await jobs.end(identity(1), '乙', { state: 'done' }, by(5))).toBe(false);
  expect(await jobs.end(identity(1), '甲', { state: 'done', result: { read: 10 } }, by(5))).toBe(true);
  const ended = await jobs.find(identity(1));
  expect(ended).toMatchObject({ state: 'done', result: { read: 10 }, endedAt: later(5) });
  expect(ended?.doing).toBeUndefined();
  expect(await jobs.progress(identity(1), lease('甲'))).toBe('lost');
  expect(await deeds(1)).toEqual(['job.add', 'job.end']);
});

test('several workers never get the same job', async () => {
  const numbers = Array.from({ length: 20 }, (_, i) => i + 100);
  for (const n of numbers) await add(n);
  const all = await Promise.all(
    [1, 2, 3, 4, 5].map(async (w) => {
      const mine: string[] = [];
      for (;;) {
        const job = await jobs.claim(KINDS, lease(`工人${w}`, 2_000), later(1_000));
        if (job === undefined) return mine;
        mine.push(job.id);
      }
    }),
  );
  // One that met only locked rows may have stopped early; none is claimed twice, and none stays behind.
  expect(all.flat().sort()).toEqual(numbers.map(identity).sort());
});

test('the one that has been due longest comes first, of the kinds asked for, and not before its time', async () => {
  await add(200, { dueAt: later(500) });
  await add(201, { dueAt: later(400) });
  await add(202, { dueAt: later(300), kind: 'import' });
  expect(await jobs.claim(KINDS, lease('甲'), later(250))).toBeUndefined();
  expect(await jobs.claim(['read-again'], lease('甲'), later(600))).toMatchObject({ id: identity(201) });
  expect(await jobs.claim([], lease('甲'), later(600))).toBeUndefined();
  expect(await jobs.claim(KINDS, lease('甲'), later(600))).toMatchObject({ id: identity(202) });
});

test('a job whose worker is gone is claimed again after its lease, with what it kept', async () => {
  await add(300);
  await jobs.claim(KINDS, lease('甲', 330), later(300));
  await jobs.progress(identity(300), lease('甲', 340), { done: 7, kept: [7] });
  expect(await jobs.claim(KINDS, lease('乙', 400), later(339))).toBeUndefined();
  expect(await store.tenantsWithJobs(later(341))).toEqual([BUILT_IN_TENANT]);
  const again = await jobs.claim(KINDS, lease('乙', 400), later(341));
  expect(again).toMatchObject({ done: 7, result: [7], attempts: 2, startedAt: later(300) });
  expect(await jobs.progress(identity(300), lease('甲', 500), { done: 8 })).toBe('lost');
  expect(await jobs.end(identity(300), '甲', { state: 'done' }, by(342))).toBe(false);

  // Who gets further has not failed so far; who does not, has.
  await jobs.progress(identity(300), lease('乙', 400), { done: 7 });
  expect(await jobs.find(identity(300))).toMatchObject({ attempts: 2 });
  await jobs.progress(identity(300), lease('乙', 400), { done: 8 });
  expect(await jobs.find(identity(300))).toMatchObject({ attempts: 1 });

  // The only program there is need not wait for the lease.
  expect(await jobs.takeBack('乙', later(350))).toBe(0);
  expect(await jobs.takeBack('丙', later(350))).toBe(1);
  expect(await jobs.claim(KINDS, lease('丙', 400), later(350))).toMatchObject({ done: 8, state: 'running' });
});

test('one that failed waits for its next attempt; one that was handed back has not failed', async () => {
  await add(400);
  await jobs.claim(KINDS, lease('甲', 430), later(400));
  expect(await jobs.postpone(identity(400), '甲', later(420), '磁盘已满')).toBe(true);
  expect(await jobs.find(identity(400))).toMatchObject({ state: 'waiting', attempts: 1, problem: '磁盘已满' });
  expect(await jobs.claim(KINDS, lease('甲', 450), later(419))).toBeUndefined();
  expect(await jobs.claim(KINDS, lease('甲', 450), later(420))).toMatchObject({ attempts: 2 });
  expect(await jobs.postpone(identity(400), '甲', later(421))).toBe(true);
  expect(await jobs.find(identity(400))).toMatchObject({ state: 'waiting', attempts: 1 });
  expect(await jobs.postpone(identity(400), '甲', later(421))).toBe(false);
  await jobs.claim(KINDS, lease('甲', 450), later(430));
  expect(await jobs.end(identity(400), '甲', { state: 'failed', problem: '文件已损坏' }, by(440))).toBe(true);
  expect(await jobs.find(identity(400))).toMatchObject({ state: 'failed', problem: '文件已损坏' });
  expect(await deeds(400)).toEqual(['job.add', 'job.end']);

  expect(await jobs.retry(identity(400), by(450))).toMatchObject({ state: 'waiting', attempts: 0, done: 0 });
  const waiting = await jobs.find(identity(400));
  expect([waiting?.problem, waiting?.endedAt, waiting?.startedAt]).toEqual([undefined, undefined, undefined]);
  expect(await jobs.retry(identity(400), by(451))).toMatchObject({ state: 'waiting' });
  expect(await deeds(400)).toEqual(['job.add', 'job.end', 'job.retry']);
});

test('one that waits is cancelled at once, one that runs is told', async () => {
  await add(500);
  expect(await jobs.cancel(identity(500), by(501))).toMatchObject({ state: 'cancelled', endedAt: later(501) });
  expect(await jobs.claim(KINDS, lease('甲', 550), later(502))).toBeUndefined();
  await jobs.retry(identity(500), by(503));
  expect(await jobs.claim(KINDS, lease('甲', 550), later(504))).toMatchObject({ cancelAsked: false });
  expect(await jobs.cancel(identity(500), by(505))).toMatchObject({ state: 'running', cancelAsked: true });
  expect(await jobs.cancel(identity(500), by(506))).toMatchObject({ state: 'running', cancelAsked: true });
  expect(await jobs.progress(identity(500), lease('甲', 560), { done: 1 })).toBe('cancel');
  expect(await jobs.end(identity(500), '甲', { state: 'cancelled' }, by(507))).toBe(true);
  expect(await jobs.cancel(identity(500), by(508))).toMatchObject({ state: 'cancelled' });
  expect(await deeds(500)).toEqual(['job.add', 'job.cancel', 'job.retry', 'job.cancel', 'job.end']);
  expect(await jobs.cancel(identity(404), by(508))).toBeUndefined();
  expect(await jobs.retry(identity(404), by(508))).toBeUndefined();
});

test('the list shows the newest first, page by page, one’s own where asked', async () => {
  for (const n of [600, 601, 602, 603]) await add(n, n % 2 === 0 ? { person: identity(9) } : {});
  const names = async (query: Parameters<Jobs['list']>[0]) => (await jobs.list(query)).map(({ id }) => id);
  expect(await names({ limit: 10 })).toEqual([603, 602, 601, 600].map(identity));
  expect(await names({ limit: 10, person: identity(9) })).toEqual([602, 600].map(identity));
  const [first, second] = await jobs.list({ limit: 2 });
  expect(second).toBeDefined();
  expect(await names({ limit: 2, after: { createdAt: second?.createdAt ?? NOW, id: second?.id ?? '' } })).toEqual(
    [601, 600].map(identity),
  );
  await jobs.cancel(first?.id ?? '', by(610));
  expect(await names({ limit: 10, states: ['cancelled'] })).toEqual([identity(603)]);
});

test('old ends are removed, open ones never', async () => {
  await add(700);
  await add(701);
  await jobs.cancel(identity(700), by(710));
  expect(await jobs.cleanUp(later(710), by(800))).toBe(0);
  expect(await jobs.cleanUp(later(711), by(800))).toBe(1);
  expect((await jobs.list({ limit: 10 })).map(({ id }) => id)).toEqual([identity(701)]);
  const [event] = await store.trail(BUILT_IN_TENANT).list({ limit: 1 });
  expect(event).toMatchObject({
    operation: 'job.clean-up',
    after: JSON.stringify({ before: later(711).toISOString(), removed: 1 }),
  });
});

test('the file that a job works on stays until the job is done, or forgotten', async () => {
  const file = new TextEncoder().encode('压缩包');
  const put = (n: number) => jobs.add({ id: identity(n), kind: 'import', input: {}, mostAttempts: 1, file }, by(n));
  await put(750);
  await put(751);
  expect(Buffer.from((await jobs.file(identity(750))) ?? []).toString()).toBe('压缩包');
  expect(await store.jobs(2).file(identity(750))).toBeUndefined();
  await jobs.claim(KINDS, lease('甲', 800), later(760));
  await jobs.end(identity(750), '甲', { state: 'done' }, by(761));
  expect(await jobs.file(identity(750))).toBeUndefined();
  await jobs.cancel(identity(751), by(762));
  expect(await jobs.file(identity(751))).toBeDefined();
  expect(await jobs.cleanUp(later(900), by(900))).toBe(2);
  expect(await jobs.file(identity(751))).toBeUndefined();
});

test('one tenant neither sees nor claims the jobs of another', async () => {
  await add(800);
  const others = store.jobs(2);
  expect(await others.list({ limit: 10 })).toEqual([]);
  expect(await others.find(identity(800))).toBeUndefined();
  expect(await others.claim(KINDS, lease('甲', 900), later(850))).toBeUndefined();
  expect(await others.cancel(identity(800), by(850))).toBeUndefined();
  await others.add({ id: identity(800), kind: 'import', input: null, mostAttempts: 1 }, by(801));
  expect(await store.tenantsWithJobs(later(850))).toEqual([BUILT_IN_TENANT, 2]);
  expect(await others.claim(KINDS, lease('甲', 900), later(850))).toMatchObject({ kind: 'import' });
  expect(await jobs.find(identity(800))).toMatchObject({ state: 'waiting' });
});

test('claiming names the tenant in each of its scopes', () => {
  const claims = statements.filter((sql) => sql.includes('skip locked'));
  expect(claims.length).toBeGreaterThan(0);
  for (const sql of claims) {
    expect(sql).toMatch(
      /^with "next" as \(select "id" from "job" where "tenant_id" = \$\d+ .* for update skip locked\)/,
    );
    expect(sql).toMatch(/update "job" set .* where "job"\."tenant_id" = \$\d+ and "job"\."id" = "next"\."id"/);
  }
});
