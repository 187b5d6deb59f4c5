import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AuditEvent, Checkpoint } from '@jizhun/store';
import { checkDocuments, checkJobs, checkTrail, checkUnits, type Faults, trailOf } from './check.ts';
import { type Ledger, newLedger } from './ledger.ts';
import { reorganise, sendArchive, work } from './load.ts';
import { type Person, signIn } from './person.ts';
import { randomFrom } from './random.ts';
import { freePort, launch, postmasterOf, postmastersIn, type Running, start, sweep, type Target } from './service.ts';

/** Who makes changes at the same time. */
const CLERKS = ['clerk', 'clerk', 'unit-head', 'department-reviewer'] as const;
/** The load lasts so long before the kill, at least and at most, once it is under way: on a busy machine that takes a while. */
const LOAD_MS: [number, number] = [0, 1_200];
const UNDER_WAY = 5;
const LONGEST_MS = 10_000;
/** Where the database alone is killed, the load goes on for so long. */
const AFTER_MS = 600;
const FILES_OF_ARCHIVE = 8;

/** What a round did. */
export interface Round {
  target: Target;
  acknowledged: number;
  /** Changes that were under way at the kill, and how many of them had come through. */
  unsure: number;
  archives: number;
  /** From the new start to the line that says that it is up. */
  upMs: number;
  faults: Faults;
}

export interface Rounds {
  /** Does one round: load, kill, start again, compare. */
  next(): Promise<Round>;
  /** Looks at everything once more, and stops in order. */
  end(): Promise<Faults>;
  /** Whatever became of the rounds: nothing goes on running. */
  abandon(): Promise<void>;
}

const TARGETS: readonly Target[] = ['server', 'both', 'postmaster'];

/** Begins rounds on a new data directory. The first start of it is killed too, at a random moment. */
export async function beginRounds(data: string, seed: number): Promise<Rounds> {
  const random = randomFrom(seed);
  const between = (least: number, most: number) => least + Math.floor(random() * (most - least));
  const port = await freePort();
  /** Where the trail was at earlier looks: kept outside of the data directory. */
  const kept: Checkpoint[] = [];
  const everything: Ledger = newLedger();
  let running: Running | undefined;
  let count = 0;
  // No figure of a sheet as it is read.
  let names = 1_000;
  const unique = () => ++names;

  const first = launch(data, port);
  await sleep(between(100, 4_000));
  first.child.kill('SIGKILL');
  await new Promise((settle) => {
    if (first.child.exitCode !== null || first.child.signalCode !== null) settle(undefined);
    else first.child.on('exit', settle);
  });
  running = await start(data, port);

  const own = async (service: Running): Promise<{ clerks: Person[]; auditor: Person; administrator: Person }> => {
    const people = await signIn(service.address, [...CLERKS, 'audit-administrator', 'system-administrator']);
    const administrator = people.pop();
    const auditor = people.pop();
    if (administrator === undefined || auditor === undefined) throw new Error('nobody signed in');
    return { clerks: people, auditor, administrator };
  };

  /** Whether the directory has one owner and one database, and nothing of the killed ones. */
  const checkDirectory = async (before: ReturnType<typeof postmasterOf>, target: Target): Promise<Faults> => {
    const faults: Faults = [];
    const postmasters = postmastersIn(data);
    const now = postmasterOf(data);
    if (postmasters !== undefined && (postmasters.length !== 1 || postmasters[0] !== now?.pid))
      faults.push(`postmasters ${postmasters.join(', ')}, the file says ${now?.pid}`);
    if (target !== 'postmaster' && before !== undefined && before.socket !== now?.socket && existsSync(before.socket))
      faults.push(`the socket of the killed one is still at ${before.socket}`);
    const lock = JSON.parse(await readFile(path.join(data, 'jizhun.lock'), 'utf8')) as { pid: number };
    if (lock.pid !== running?.pid) faults.push(`the lock is of ${lock.pid}, not of ${running?.pid}`);
    return faults;
  };

  return {
    async next() {
      if (running === undefined) throw new Error('not running');
      const target = TARGETS[count++ % TARGETS.length] ?? 'server';
      const ledger = newLedger();
      const { clerks, administrator: keeper } = await own(running);
      const stop = new AbortController();
      const load = [
        ...clerks.map((clerk) => work(clerk, ledger, random, unique, stop.signal)),
        reorganise(keeper, ledger, random, unique, stop.signal),
        sendArchive(clerks[0] as Person, ledger, unique, FILES_OF_ARCHIVE),
      ];
      const over = Promise.allSettled(load);
      const begunLoad = performance.now();
      while (ledger.acknowledged.length < UNDER_WAY && performance.now() - begunLoad < LONGEST_MS) await sleep(5);
      await sleep(between(...LOAD_MS));
      const before = postmasterOf(data);
      await running.kill(target);
      if (target === 'postmaster') {
        await sleep(AFTER_MS);
        stop.abort();
      }
      const ended = await over;
      const faults: Faults = ended.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
      const begun = performance.now();
      if (target !== 'postmaster') running = await start(data, port);
      const upMs = performance.now() - begun;

      const { auditor, administrator, clerks: again } = await own(running);
      faults.push(...(await checkDirectory(before, target)));
      let trail = await trailOf(auditor, data, kept);
      faults.push(...trail.faults, ...checkTrail(trail.events, ledger));
      faults.push(...(await checkDocuments(again[0] as Person, ledger.touched, trail.events)));
      faults.push(...(await checkUnits(administrator, ledger)));
      const later = async (): Promise<readonly AuditEvent[]> => {
        trail = await trailOf(auditor, data, kept);
        return trail.events;
      };
      faults.push(...(await checkJobs(administrator, ledger, later)), ...trail.faults);
      kept.push(trail.end);
      everything.documents.push(...ledger.documents);
      everything.acknowledged.push(...ledger.acknowledged);
      everything.unsure.push(...ledger.unsure.map((one) => ({ ...one, adopt: () => {} })));
      everything.archives.push(...ledger.archives);
      everything.units.push(...ledger.units);
      return {
        target,
        acknowledged: ledger.acknowledged.length,
        unsure: ledger.unsure.length,
        archives: ledger.archives.length,
        upMs,
        faults,
      };
    },

    async end() {
      if (running === undefined) throw new Error('not running');
      const { auditor, administrator, clerks } = await own(running);
      const { events, faults } = await trailOf(auditor, data, kept);
      faults.push(...checkTrail(events, everything));
      faults.push(...(await checkDocuments(clerks[0] as Person, everything.documents, events)));
      faults.push(...(await checkUnits(administrator, everything)));
      const code = await running.stop();
      if (code !== 0) faults.push(`stopped with ${code}: ${running.lines.slice(-3).join(' / ')}`);
      if (existsSync(path.join(data, 'jizhun.lock'))) faults.push('the lock stayed behind');
      const left = postmastersIn(data);
      if (left !== undefined && left.length > 0) faults.push(`a postmaster stayed behind: ${left.join(', ')}`);
      running = undefined;
      return faults;
    },

    async abandon() {
      await running?.kill('both').catch(() => {});
      sweep(data);
    },
  };
}
