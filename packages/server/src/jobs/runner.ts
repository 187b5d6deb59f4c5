import { setTimeout as sleep } from 'node:timers/promises';
import {
  DatabaseFailure,
  type JobEnd,
  type JobProgress,
  type JobRow,
  PROGRAM,
  type Stamp,
  type Store,
} from '@jizhun/store';
import { createFollowers, type Followers, JobInterrupted } from './follow.ts';
import { type AnyJobKind, type JobContext, JobRefused } from './kind.ts';

/** Jobs that are worked on at a time, of all kinds and tenants together: reading uses the cores already. */
const AT_ONCE = 3;
/** Where nobody says that there is work: the database is asked so often. */
const LOOK_MS = 1_000;
/** Progress is written twice a second at most. */
const WRITE_MS = 500;
/** Without a sign of life for so long, a job is another worker's. */
const LEASE_MS = 30_000;
const SIGN_OF_LIFE_MS = LEASE_MS / 4;
/** At the end, running jobs are given so long to come to a place where they can stop. */
const GRACE_MS = 5_000;
/** The wait before the second attempt; each further one is four times as long, up to the longest. */
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 3_600_000;
/** What ended is shown so long. */
const KEPT_MS = 90 * 86_400_000;
const DAY_MS = 86_400_000;

const ORIGIN = '后台任务';
const KILLED = '程序多次在这项任务中途中断，已不再重试。请查看程序日志，处理后再重试。';
const OTHER_VERSION = '这项任务由另一版本的程序建立，本版本不能执行。请重新发起。';
const DEFECT = '程序出错，未能完成。请稍后重试；仍不行，请把程序日志交给维护人员。';

/** Why work is stopped, other than by itself. */
class Stopped extends Error {
  readonly why: 'cancelled' | 'closing' | 'lost';
  constructor(why: Stopped['why']) {
    super(`job ${why}`);
    this.name = 'Stopped';
    this.why = why;
  }
}

export interface RunnerOptions<T> {
  store: Pick<Store, 'jobs' | 'tenantsWithJobs' | 'kind'>;
  kinds: readonly AnyJobKind<T>[];
  /** What a tenant's jobs work with. */
  services(tenant: number): T | Promise<T>;
  /** A name that no other start of the program has. */
  worker: string;
  now(): Date;
  /** Hears of errors that are ours. */
  log(error: unknown): void;
  firstWaitMs?: number;
  /** How long a job of a worker that is gone is left to it. */
  leaseMs?: number;
}

/** What works on jobs, a few at a time, until it is stopped. */
export interface Runner {
  followers: Followers;
  /** What a kind is called; its own name where it is not known. */
  titleOf(kind: string): string;
  /** Begins; jobs that an earlier start of this program left are taken up at once where no other can have them. */
  start(): Promise<void>;
  /** There is something new: a job, or one to be cancelled. */
  nudge(): void;
  /** Jobs at work now. */
  running(): number;
  /** Takes no more, and hands those at work back for the next start. */
  stop(): Promise<void>;
}

interface Running {
  tenant: number;
  job: JobRow;
  stop: AbortController;
  /** Asks at once whether it is to go on. */
  look(): void;
  over: Promise<void>;
}

/** How long a job waits after so many attempts that failed. */
export const waitAfter = (attempts: number, first = FIRST_WAIT_MS) =>
  Math.min(first * 4 ** Math.max(0, attempts - 1), LONGEST_WAIT_MS);

export function createRunner<T>(options: RunnerOptions<T>): Runner {
  const { store, worker, now, log } = options;
  const leaseMs = options.leaseMs ?? LEASE_MS;
  const kinds = new Map(options.kinds.map((kind) => [kind.kind, kind]));
  if (kinds.size < options.kinds.length) throw new Error('two kinds of job with one name');
  const followers = createFollowers();
  const running = new Map<string, Running>();
  const cleaned = new Map<number, number>();
  let started = false;
  let closing = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let lookAgain = false;

  const lease = () => ({ worker, until: new Date(now().getTime() + leaseMs) });
  const stamp = (actor: string): Stamp => ({ at: now(), actor, origin: ORIGIN });

  /** The kinds of which one more may be taken. */
  const kindsWithRoom = () =>
    running.size >= AT_ONCE
      ? []
      : [...kinds.values()]
          .filter(
            ({ kind, atOnce = 1 }) => [...running.values()].filter(({ job }) => job.kind === kind).length < atOnce,
          )
          .map(({ kind }) => kind);

  /** Takes jobs while there is room, of each tenant in turn. */
  async function take(): Promise<void> {
    for (let taken = true; taken && !closing && kindsWithRoom().length > 0; ) {
      taken = false;
      for (const tenant of await store.tenantsWithJobs(now())) {
        if (closing) return;
        const job = await store.jobs(tenant).claim(kindsWithRoom(), lease(), now());
        if (job === undefined) continue;
        taken = true;
        begin(tenant, job);
      }
    }
  }

  function look(): void {
    if (!started || closing) return;
    if (looking !== undefined) {
      lookAgain = true;
      return;
    }
    looking = take()
      .catch(log)
      .finally(() => {
        looking = undefined;
        if (lookAgain) {
          lookAgain = false;
          look();
        }
      });
  }

  function begin(tenant: number, job: JobRow): void {
    const stop = new AbortController();
    const entry: Running = { tenant, job, stop, look: () => {}, over: Promise.resolve() };
    running.set(`${tenant}/${job.id}`, entry);
    entry.over = work(entry)
      .catch(log)
      .finally(() => {
        running.delete(`${tenant}/${job.id}`);
        // Where nothing was said of its end, another has it.
        followers.end(job.id, new JobInterrupted('again', ''));
        look();
      });
  }

  /** Runs a job and writes down how it ended. */
  async function work(entry: Running): Promise<void> {
    const { tenant, job, stop } = entry;
    const jobs = store.jobs(tenant);
    const end = async (how: JobEnd) => {
      await jobs.end(job.id, worker, how, stamp(PROGRAM));
      if (how.state === 'done') followers.end(job.id);
      else followers.end(job.id, new JobInterrupted(how.state, how.state === 'failed' ? how.problem : ''));
      await cleanUp(tenant);
    };
    if (job.cancelAsked) return end({ state: 'cancelled' });
    if (job.attempts > job.mostAttempts) return end({ state: 'failed', problem: KILLED });
    const kind = kinds.get(job.kind);
    const input = kind?.input.safeParse(job.input);
    if (kind === undefined || input?.success !== true) return end({ state: 'failed', problem: OTHER_VERSION });

    const reporter = report(entry);
    entry.look = () => void reporter.flush();
    let outcome: JobEnd | { state: 'again'; problem?: string };
    try {
      const context: JobContext<T> = {
        tenant: await options.services(tenant),
        job: { id: job.id, ...(job.person === undefined ? {} : { person: job.person }) },
        from: { done: job.done, ...(job.result === undefined ? {} : { kept: job.result }) },
        progress: reporter.progress,
        tell: (line) => followers.tell(job.id, line),
        signal: stop.signal,
        by: () => stamp(job.createdBy),
      };
      const result = await letGo(kind.run(input.data as never, context), stop.signal);
      outcome = { state: 'done', ...(result === undefined ? {} : { result }) };
    } catch (error) {
      outcome = outcomeOf(error, entry, reporter.attempts());
    } finally {
      await reporter.close();
    }
    if (stop.signal.reason instanceof Stopped && stop.signal.reason.why === 'lost') return;
    if (outcome.state !== 'again') return end(outcome);
    const wait = outcome.problem === undefined ? 0 : waitAfter(reporter.attempts(), options.firstWaitMs);
    await jobs.postpone(job.id, worker, new Date(now().getTime() + wait), outcome.problem);
    followers.end(job.id, new JobInterrupted('again', outcome.problem ?? ''));
  }

  function outcomeOf(
    error: unknown,
    { job, stop }: Running,
    attempts: number,
  ): JobEnd | { state: 'again'; problem?: string } {
    if (stop.signal.aborted && stop.signal.reason instanceof Stopped) {
      return stop.signal.reason.why === 'cancelled' ? { state: 'cancelled' } : { state: 'again' };
    }
    if (error instanceof JobRefused) return { state: 'failed', problem: error.message };
    const known = error instanceof DatabaseFailure;
    if (!known) log(error);
    const problem = known ? `${error.message}${error.remedy}` : DEFECT;
    return attempts < job.mostAttempts ? { state: 'again', problem } : { state: 'failed', problem };
  }

  /** Writes what a job says of itself, gives signs of life, and stops it when the answer is that it shall. */
  function report({ tenant, job, stop }: Running) {
    const jobs = store.jobs(tenant);
    let latest: JobProgress | undefined;
    let furthest = job.done;
    let attempts = job.attempts;
    let writing: Promise<void> | undefined;
    let due: NodeJS.Timeout | undefined;
    let written = 0;
    let open = true;

    const write = async () => {
      const progress = latest;
      latest = undefined;
      written = performance.now();
      try {
        const answer = await jobs.progress(job.id, lease(), progress);
        if (answer === 'lost') stop.abort(new Stopped('lost'));
        else if (answer === 'cancel') stop.abort(new Stopped('cancelled'));
      } catch (error) {
        // The next sign of life tries again; the lease is longer than several of them.
        log(error);
        latest ??= progress;
      }
    };
    const flush = () => {
      clearTimeout(due);
      due = undefined;
      writing ??= write().finally(() => {
        writing = undefined;
        if (open && latest !== undefined) schedule();
      });
      return writing;
    };
    const schedule = () => {
      due ??= setTimeout(() => void flush(), Math.max(0, written + WRITE_MS - performance.now()));
    };
    const signs = setInterval(() => void flush(), Math.min(SIGN_OF_LIFE_MS, leaseMs / 4));
    return {
      flush,
      attempts: () => attempts,
      progress(progress: JobProgress) {
        stop.signal.throwIfAborted();
        latest = progress;
        if (progress.done > furthest) {
          furthest = progress.done;
          attempts = 1;
        }
        if (writing === undefined) schedule();
      },
      async close() {
        open = false;
        clearInterval(signs);
        clearTimeout(due);
        await writing;
        // What it said last holds also where it goes on later.
        if (latest !== undefined) await write();
      },
    };
  }

  /** Once a day removes what ended long ago. */
  async function cleanUp(tenant: number): Promise<void> {
    const at = now().getTime();
    if (at - (cleaned.get(tenant) ?? 0) < DAY_MS) return;
    cleaned.set(tenant, at);
    await store.jobs(tenant).cleanUp(new Date(at - KEPT_MS), { at: now(), actor: PROGRAM, origin: ORIGIN });
  }

  return {
    followers,
    titleOf: (kind) => kinds.get(kind)?.title ?? kind,
    async start() {
      // An embedded database has one program at a time: whoever had a job before is gone.
      if (store.kind === 'embedded') {
        for (const tenant of await store.tenantsWithJobs()) await store.jobs(tenant).takeBack(worker, now());
      }
      started = true;
      timer = setInterval(look, LOOK_MS).unref();
      look();
    },
    nudge() {
      for (const entry of running.values()) entry.look();
      look();
    },
    running: () => running.size,
    async stop() {
      closing = true;
      clearInterval(timer);
      await looking;
      const all = [...running.values()];
      for (const { stop } of all) stop.abort(new Stopped('closing'));
      await Promise.all(all.map(({ over }) => over));
    },
  };
}

/** The work's own end; or, some time after it was told to stop and did not, the reason why it was. */
async function letGo<R>(work: Promise<R>, signal: AbortSignal): Promise<R> {
  const over = new AbortController();
  const given = new Promise<never>((_, fail) => {
    const wait = () => {
      sleep(GRACE_MS, undefined, { signal: over.signal }).then(
        () => fail(signal.reason),
        () => {},
      );
    };
    if (signal.aborted) wait();
    else signal.addEventListener('abort', wait, { once: true, signal: over.signal });
  });
  // Whoever loses the race is nobody's unhandled rejection.
  work.catch(() => {});
  given.catch(() => {});
  try {
    return await Promise.race([work, given]);
  } finally {
    over.abort();
  }
}
