import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type AuditEvent, breakWords, type Checkpoint, readCheckpoints, readExport, verifyTrail } from '@jizhun/store';
import type { Change, Ledger, OwnDocument } from './ledger.ts';
import type { Person } from './person.ts';

/** What was lost, made twice, or left behind: empty where all is as it should be. */
export type Faults = string[];

interface Detail {
  corrections: { change: number; to: unknown; state: string }[];
  suppressions: { id: number; state: string }[];
}

async function* linesOf(text: string): AsyncGenerator<string> {
  yield* text.split('\n');
}

/**
 * The whole trail as an export gives it, followed from the first row to the last and held against the checkpoints of
 * the data directory and against where it stood at earlier looks.
 */
export async function trailOf(
  auditor: Person,
  data: string,
  kept: readonly Checkpoint[],
): Promise<{ events: AuditEvent[]; end: Checkpoint; faults: Faults }> {
  const { status, text } = await auditor.ask('GET', '/audit/export');
  if (status !== 200) throw new Error(`export: ${status} ${text.slice(0, 300)}`);
  const { tenant, exportedAt, events: given } = await readExport(linesOf(text));
  const events: AuditEvent[] = [];
  for await (const event of given) events.push(event);
  const outside = readCheckpoints(readFileSync(path.join(data, 'audit-checkpoints.jsonl'), 'utf8'));
  const checkpoints = [...outside, ...kept].filter((one) => one.tenant === tenant);
  async function* again() {
    yield* events;
  }
  const verification = await verifyTrail(again(), tenant, { checkpoints });
  const last = events.at(-1);
  if (last === undefined) throw new Error('an empty trail');
  const { seq, sha256, sm3 } = last;
  return {
    events,
    end: { tenant, at: exportedAt, seq, sha256, sm3 },
    faults: verification.whole ? [] : [`trail: ${breakWords(verification.break)}`],
  };
}

const rowsOf = (events: readonly AuditEvent[], { operation, subject, mark, afterwards }: Change): AuditEvent[] =>
  events.filter(
    (event) =>
      event.operation === operation &&
      (subject === '' || event.subject.id === subject) &&
      `${afterwards ? '' : event.before},${event.after},${event.reason}`.includes(mark),
  );

/** Whether each change that was acknowledged is in the trail exactly once, and what was not answered at most once. */
export function checkTrail(events: readonly AuditEvent[], ledger: Ledger): Faults {
  const faults: Faults = [];
  const name = ({ operation, subject, mark }: Change) => `${operation} ${subject} ${mark}`;
  /** Changes that leave the same words each time are counted. */
  const alike = (some: readonly Change[], { operation, subject, mark }: Change) =>
    some.filter((one) => one.operation === operation && one.subject === subject && one.mark === mark).length;
  for (const change of ledger.acknowledged) {
    const { length } = rowsOf(events, change);
    if (change.mark === '') {
      const known = alike(ledger.acknowledged, change);
      if (length < known || length > known + alike(ledger.unsure, change))
        faults.push(`${known} times acknowledged, ${length} times in the trail: ${name(change)}`);
    } else if (length !== 1) faults.push(`acknowledged, ${length} times in the trail: ${name(change)}`);
  }
  for (const unsure of ledger.unsure) {
    const length = rowsOf(events, unsure).length - (unsure.mark === '' ? alike(ledger.acknowledged, unsure) : 0);
    if (length > 1) faults.push(`not answered, ${length} times in the trail: ${name(unsure)}`);
    if (length === 1) unsure.adopt();
  }
  return faults;
}

/** Whether documents are as their changes left them; those that were under way count where the trail has them. */
export async function checkDocuments(
  reader: Person,
  documents: Iterable<OwnDocument>,
  events: readonly AuditEvent[],
): Promise<Faults> {
  const faults: Faults = [];
  for (const document of documents) {
    const { id, name, removed } = document;
    const { status, json } = await reader.ask('GET', `/documents/${id}`);
    if (status !== (removed ? 404 : 200)) {
      faults.push(`${name} is ${removed ? 'removed' : 'there'}, but answers ${status}`);
      continue;
    }
    if (removed) continue;
    const { corrections, suppressions } = json as Detail;
    const numberOf = (operation: string) => rowsOf(events, { operation, subject: id, mark: '' }).length;
    const made = numberOf('document.correct');
    if (corrections.length !== made) faults.push(`${name}: ${corrections.length} corrections, ${made} in the trail`);
    const answered = numberOf('document.suppress');
    if (suppressions.length !== answered)
      faults.push(`${name}: ${suppressions.length} suppressions, ${answered} in the trail`);
    for (const [change, to] of document.corrections) {
      const there = corrections.filter((one) => one.change === change && one.to === to);
      if (there.length !== 1) faults.push(`${name}: correction ${change} to ${to} is there ${there.length} times`);
      else if (document.withdrawn.has(change) !== (there[0]?.state === 'withdrawn'))
        faults.push(`${name}: correction ${change} is ${there[0]?.state}`);
    }
    for (const number of document.suppressions.keys()) {
      const there = suppressions.find((one) => one.id === number);
      if (there === undefined || document.ended.has(number) !== (there.state === 'withdrawn'))
        faults.push(`${name}: suppression ${number} is ${there?.state ?? 'gone'}`);
    }
  }
  return faults;
}

/** Whether units have all names that they were given. */
export async function checkUnits(administrator: Person, { units }: Ledger): Promise<Faults> {
  const faults: Faults = [];
  for (const { id, names } of units) {
    const { status, text } = await administrator.ask('GET', `/units/${id}`);
    for (const name of names)
      if (status !== 200 || !text.includes(`"${name}"`)) faults.push(`unit ${id} was never ${name} (${status})`);
  }
  return faults;
}

interface JobList {
  jobs: { id: string; state: string; problem?: string }[];
}

/** Waits until no job is open, and looks whether those of archives ended well, with all files taken in once. */
export async function checkJobs(
  administrator: Person,
  ledger: Ledger,
  trail: () => Promise<readonly AuditEvent[]>,
): Promise<Faults> {
  const faults: Faults = [];
  const listed = async (state: string) =>
    ((await administrator.ask('GET', `/jobs?state=${state}&limit=100`)).json as JobList).jobs;
  const end = performance.now() + 60_000;
  for (;;) {
    const open = [...(await listed('waiting')), ...(await listed('running'))];
    if (open.length === 0) break;
    if (performance.now() > end) return [`jobs that do not end: ${JSON.stringify(open)}`];
    await new Promise((settle) => setTimeout(settle, 100));
  }
  for (const failed of [...(await listed('failed')), ...(await listed('cancelled'))])
    faults.push(`job ${failed.id} is ${failed.state}: ${failed.problem ?? ''}`);
  const done = new Set((await listed('done')).map(({ id }) => id));
  const events = await trail();
  for (const { job, names } of ledger.archives) {
    if (!done.has(job)) faults.push(`job ${job} was told of and is not among those done`);
    for (const name of names) {
      const { length } = rowsOf(events, { operation: 'document.add', subject: '', mark: `"${name}"` });
      if (length !== 1) faults.push(`${name} of an archive is ${length} times in the trail`);
    }
  }
  return faults;
}
