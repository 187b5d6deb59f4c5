import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUILT_IN_TENANT, DatabaseFailure, type JobRow, openStore, type Store } from '@jizhun/store';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createTenantJobs, type TenantJobs } from './jobs.ts';
import { type JobContext, JobRefused, jobKind } from './kind.ts';
import { createRunner, type Runner, waitAfter } from './runner.ts';

let folder: string;
let store: Store;
const endings: (() => Promise<void>)[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jizhun-jobs-'));
  chmodSync(folder, 0o755);
  store = await openStore({ dataDirectory: folder });
});

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

afterAll(async () => {
  await store?.close();
  rmSync(folder, { recursive: true, force: true });
});

const BY = { at: new Date(), actor: '张三（zhangsan）', origin: '192.0.2.1' };
type Context = JobContext<{ tenant: number }>;

/** A kind whose work is given by the test. */
const kindOf = (name: string, run: (input: { n: number }, context: Context) => Promise<unknown>, more = {}) =>
  jobKind<{ tenant: number }, z.ZodType<{ n: number }>>({
    kind: name,
    title: name,
    input: z.object({ n: z.number() }),
    run,
    ...more,
  });

async function begin(
  kinds: Parameters<typeof createRunner<{ tenant: number }>>[0]['kinds'],
  more: {
    worker?: string;
    from?: Pick<Store, 'jobs' | 'tenantsWithJobs' | 'kind'>;
    firstWaitMs?: number;
    leaseMs?: number;
  } = {},
): Promise<{ runner: Runner; jobs: TenantJobs; errors: unknown[] }> {
  const errors: unknown[] = [];
  const runner = createRunner({
    store: more.from ?? store,
    kinds,
    services: (tenant) => ({ tenant }),
    worker: more.worker ?? randomUUID(),
    now: () => new Date(),
    log: (error) => errors.push(error),
    firstWaitMs: more.firstWaitMs ?? 10,
    ...(more.leaseMs === undefined ? {} : { leaseMs: more.leaseMs }),
  });
  await runner.start();
  endings.push(() => runner.stop());
  return { runner, jobs: createTenantJobs(store.jobs(BUILT_IN_TENANT), runner, randomUUID), errors };
}

const until = async (jobs: TenantJobs, id: string, fits: (job: JobRow) => boolean): Promise<JobRow> => {
  for (let i = 0; i < 400; i++) {
    const job = await jobs.find(id);
    if (job !== undefined && fits(job)) return job;
    await new Promise((settle) => setTimeout(settle, 25));
  }
  throw new Error(`still ${JSON.stringify(await jobs.find(id))}`);
};
const over = (jobs: TenantJobs, id: string) => until(jobs, id, ({ endedAt }) => endedAt !== undefined);
const aborted = async ({ signal }: Context) => {
  if (!signal.aborted) await once(signal, 'abort');
  signal.throwIfAborted();
};

test('work is done with what its tenant has, and tells what came of it', async () => {
  const kind = kindOf('one', async ({ n }, { tenant, by, progress }) => {
    progress({ done: n, total: n, doing: '正在读取' });
    return { tenant: tenant.tenant, actor: by().actor };
  });
  const { jobs } = await begin([kind]);
  const job = await jobs.add(kind, { n: 4 }, BY);
  expect(await over(jobs, job.id)).toMatchObject({
    state: 'done',
    done: 4,
    total: 4,
    result: { tenant: BUILT_IN_TENANT, actor: BY.actor },
  });
  await expect(jobs.add(kind, { n: 'x' } as never, BY)).rejects.toThrow();
});

test('a failure that may pass is met again after a while; what never ends well is given up with words', async () => {
  let times = 0;
  const passing = kindOf('passing', async () => {
    if (++times < 3) throw new DatabaseFailure('no-space', '磁盘已满。', '请腾出空间。');
    return { times };
  });
  const broken = kindOf(
    'broken',
    async () => {
      throw new TypeError('x is not a function');
    },
    { mostAttempts: 2 },
  );
  const refused = kindOf('refused', async () => {
    throw new JobRefused('第 3 行缺少单位代码。', '请补上后重新导入。');
  });
  const { jobs, errors } = await begin([passing, broken, refused]);
  const [a, b, c] = await Promise.all([passing, broken, refused].map((kind) => jobs.add(kind, { n: 1 }, BY)));
  expect(await over(jobs, a?.id ?? '')).toMatchObject({ state: 'done', result: { times: 3 } });
  expect(await over(jobs, b?.id ?? '')).toMatchObject({ state: 'failed', attempts: 2 });
  expect((await jobs.find(b?.id ?? ''))?.problem).toContain('程序出错');
  expect(errors.filter((error) => error instanceof TypeError)).toHaveLength(2);
  expect(await over(jobs, c?.id ?? '')).toMatchObject({
    state: 'failed',
    attempts: 1,
    problem: '第 3 行缺少单位代码。请补上后重新导入。',
  });
});

test('each further attempt waits longer, an hour at most', () => {
  expect([1, 2, 3, 4, 20].map((n) => waitAfter(n))).toEqual([5_000, 20_000, 80_000, 320_000, 3_600_000]);
});

test('who cancels running work stops it; what it did not come to is not done', async () => {
  let reached = false;
  const kind = kindOf('long', async (_input, context) => {
    context.progress({ done: 1, total: 2 });
    await aborted(context);
    reached = true;
  });
  const { jobs } = await begin([kind]);
  const { id } = await jobs.add(kind, { n: 1 }, BY);
  await until(jobs, id, ({ done }) => done === 1);
  expect(await jobs.cancel(id, BY)).toMatchObject({ state: 'running', cancelAsked: true });
  expect(await over(jobs, id)).toMatchObject({ state: 'cancelled' });
  expect(reached).toBe(false);
});

test('work that does not listen is let go after a while', async () => {
  const kind = kindOf('deaf', () => new Promise(() => {}));
  const { jobs } = await begin([kind]);
  const { id } = await jobs.add(kind, { n: 1 }, BY);
  await until(jobs, id, ({ state }) => state === 'running');
  await jobs.cancel(id, BY);
  expect(await over(jobs, id)).toMatchObject({ state: 'cancelled' });
}, 15_000);

test('a few run at a time, of a kind no more than it says', async () => {
  let most = 0;
  let now = 0;
  const run = async () => {
    most = Math.max(most, ++now);
    await new Promise((settle) => setTimeout(settle, 30));
    now--;
  };
  const single = kindOf('single', run);
  const { jobs } = await begin([single]);
  const added = await Promise.all([1, 2, 3].map((n) => jobs.add(single, { n }, BY)));
  for (const { id } of added) await over(jobs, id);
  expect(most).toBe(1);
});

test('at the end work is handed back with how far it was, and the next start goes on from there', async () => {
  const seen: unknown[] = [];
  const kind = kindOf('handed-back', async (_input, context) => {
    seen.push(context.from);
    if (context.from.done === 5) return { from: context.from.kept };
    context.progress({ done: 5, total: 9, kept: { next: '第六份' } });
    await aborted(context);
    return undefined;
  });
  const first = await begin([kind]);
  const { id } = await first.jobs.add(kind, { n: 1 }, BY);
  await until(first.jobs, id, ({ done }) => done === 5);
  await first.runner.stop();
  expect(await first.jobs.find(id)).toMatchObject({ state: 'waiting', done: 5, attempts: 0 });
  const second = await begin([kind]);
  expect(await over(second.jobs, id)).toMatchObject({ state: 'done', result: { from: { next: '第六份' } } });
  expect(seen).toEqual([{ done: 0 }, { done: 5, kept: { next: '第六份' } }]);
});

test('work of a program that was killed is taken up: at once where no other can have it, else after its lease', async () => {
  const kind = kindOf('orphan', async () => ({ ran: true }));
  const idle = kindOf('idle', async () => null);
  const { jobs, runner } = await begin([idle]);
  await runner.stop();
  const ids: string[] = [];
  for (const worker of ['killed-1', 'killed-2']) {
    const { id } = await jobs.add(kind, { n: 1 }, BY);
    const lease = { worker, until: new Date(Date.now() + 1_500) };
    expect((await store.jobs(BUILT_IN_TENANT).claim(['orphan'], lease, new Date()))?.id).toBe(id);
    ids.push(id);
    const external = worker === 'killed-1';
    const from = { ...store, kind: external ? ('external' as const) : ('embedded' as const) };
    const begun = Date.now();
    const next = await begin([kind], { from });
    expect(await over(next.jobs, id)).toMatchObject({ state: 'done', result: { ran: true }, attempts: 2 });
    if (external) expect(Date.now() - begun).toBeGreaterThan(1_000);
    else expect(Date.now() - begun).toBeLessThan(1_000);
    await next.runner.stop();
  }
});

test('work in which the program was killed too often is given up', async () => {
  const kind = kindOf('deadly', async () => ({ ran: true }), { mostAttempts: 1 });
  const { jobs, runner } = await begin([kindOf('idle', async () => null)]);
  await runner.stop();
  const { id } = await jobs.add(kind, { n: 1 }, BY);
  await store.jobs(BUILT_IN_TENANT).claim(['deadly'], { worker: 'killed', until: new Date() }, new Date());
  const next = await begin([kind]);
  expect(await over(next.jobs, id)).toMatchObject({ state: 'failed' });
  expect((await next.jobs.find(id))?.problem).toContain('多次');
});

test('a job whose input this version does not know is given up, not tried for ever', async () => {
  const { jobs } = await begin([kindOf('renamed', async () => null)]);
  const job = { id: randomUUID(), kind: 'renamed', input: { old: true }, mostAttempts: 5 };
  await store.jobs(BUILT_IN_TENANT).add(job, BY);
  expect(await over(jobs, job.id)).toMatchObject({ state: 'failed' });
});

test('who follows hears every line; who leaves stops nothing', async () => {
  const kind = kindOf('telling', async ({ n }, { tell }) => {
    for (let i = 0; i < n; i++) {
      tell({ i });
      await new Promise((settle) => setTimeout(settle, 5));
    }
    return { told: n };
  });
  const { jobs } = await begin([kind]);
  const { job, lines } = await jobs.addAndFollow(kind, { n: 5 }, BY);
  const heard: unknown[] = [];
  for await (const line of lines) heard.push(line);
  expect(heard).toEqual([0, 1, 2, 3, 4].map((i) => ({ i })));
  expect(await over(jobs, job.id)).toMatchObject({ state: 'done' });

  const left = await jobs.addAndFollow(kind, { n: 5 }, BY);
  for await (const _ of left.lines) break;
  expect(await over(jobs, left.job.id)).toMatchObject({ state: 'done', result: { told: 5 } });
});

test('of a kind that should run once, no second is added while one is open', async () => {
  const kind = kindOf('once', aborted as never);
  const { jobs } = await begin([kind]);
  const first = await jobs.addUnlessOpen(kind, { n: 1 }, BY);
  expect(first).toBeDefined();
  expect(await jobs.addUnlessOpen(kind, { n: 1 }, BY)).toBeUndefined();
  await jobs.cancel(first?.id ?? '', BY);
  await over(jobs, first?.id ?? '');
  expect(await jobs.addUnlessOpen(kind, { n: 1 }, BY)).toBeDefined();
});
