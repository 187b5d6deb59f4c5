import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditList, AuditVerification, Checkpoint, DocumentAdded } from '@jizhun/api';
import { createIntake, type Intake } from '@jizhun/intake';
import { BUILT_IN_TENANT, openStore, readCheckpoints, readExport, type Store, verifyTrail } from '@jizhun/store';
import type { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeOffice, OFFICE, personAs, testIdentity } from '../../test/people.ts';
import { createApplication } from '../application.ts';
import { createIdentity } from '../identity/service.ts';
import { createTenants } from '../tenants.ts';
import { type Audit, type Audits, createAudits, setHourly } from './audit.ts';

const folder = mkdtempSync(join(tmpdir(), 'jizhun-audit-'));
// PostgreSQL runs as nobody where the tests run as root.
chmodSync(folder, 0o755);
const KEPT = join(folder, 'audit-checkpoints.jsonl');
let store: Store;
let intake: Intake;
let audits: Audits;
let audit: Audit;
/** Someone of the finance authority, who also looks after the trail. */
const identity = testIdentity(
  personAs(
    'performance-office',
    { authority: OFFICE },
    {
      assignments: [
        ...personAs('performance-office', { authority: OFFICE }).assignments,
        ...personAs('audit-administrator').assignments,
        ...personAs('system-administrator').assignments,
      ],
    },
  ),
);
let app: Hono;

beforeAll(async () => {
  let clock = Date.parse('2026-03-31T08:00:00.000Z');
  const now = () => {
    clock += 1_000;
    return new Date(clock);
  };
  let ids = 0;
  const newId = () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`;
  store = await openStore({ dataDirectory: join(folder, 'data') });
  await makeOffice(store);
  intake = createIntake({ workers: 1 });
  audits = createAudits(store, folder, now);
  audit = audits.of(BUILT_IN_TENANT);
  const versions = { opener: 'o1', reader: 'r1', rules: 'c1' };
  const tenants = createTenants({
    store,
    audits,
    intake,
    versions,
    newId,
    now,
    log: (error) => {
      throw error;
    },
  });
  const who = createIdentity({
    store,
    oidc: undefined,
    now,
    newId,
    log: (error) => {
      throw error;
    },
  });
  app = createApplication({
    services: { store, identity: who, tenants, audits, intake, version: '0.0.0', uploadLimit: 1 << 20, now },
    identity,
    log: (error) => {
      throw error;
    },
  });
});

afterAll(async () => {
  await intake?.close();
  await store?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

const ask = async (method: string, path: string, body?: string) =>
  app.request(`http://127.0.0.1:7788/api/v1${path}`, { method, ...(body === undefined ? {} : { body }) });
const answer = async <T>(response: Promise<Response>) => (await (await response).json()) as T;
const add = async (words: string) =>
  (await answer<DocumentAdded>(ask('POST', `/documents?name=${encodeURIComponent(`${words}.txt`)}`, words))).document;

test('what was done to a document is told, and that it was looked up', async () => {
  const { id } = await add('绩效目标：修建道路三公里。');
  await ask('DELETE', `/documents/${id}`);
  await ask('POST', `/documents/${id}/restore`);
  const { events, count } = await answer<AuditList>(ask('GET', `/audit?document=${id}`));
  expect(events.map(({ operation }) => operation)).toEqual([
    'audit.read',
    'document.restore',
    'document.remove',
    'document.add',
  ]);
  // The first is the authority at which the person is.
  expect(count).toBe(5);
  expect(events[3]).toMatchObject({ actor: '绩效科（performance-office）', origin: '程序内部' });
});

test('a unit has a trail of its own; to ask for it is on record too', async () => {
  const id = '00000000-0000-4000-8000-00000000abcd';
  const { events } = await answer<AuditList>(ask('GET', `/audit?unit=${id}`));
  expect(events.map(({ operation, subject }) => [operation, subject])).toEqual([['audit.read', { kind: 'unit', id }]]);
  const project = await answer<AuditList>(ask('GET', `/audit?project=${id}`));
  expect(project.events.map(({ subject }) => subject.kind)).toEqual(['project']);
});

test('a long trail comes in portions, and turning them is no new reading', async () => {
  for (let n = 0; n < 5; n++) await add(`第 ${n} 份绩效目标`);
  const first = await answer<AuditList>(ask('GET', '/audit?limit=3'));
  const next = await answer<AuditList>(ask('GET', `/audit?limit=3&before=${first.events[2]?.seq}`));
  expect([...first.events, ...next.events].map(({ seq }) => seq)).toEqual(
    Array.from({ length: 6 }, (_, i) => first.count - i),
  );
  expect(next.count).toBe(first.count);
  for (const query of ['limit=0', 'limit=999', 'before=x', 'document=1']) {
    expect((await ask('GET', `/audit?${query}`)).status).toBe(400);
  }
});

test('whoever begins in the middle of the trail reads it all the same', async () => {
  const about = (await add('从中间看起')).id;
  for (const query of ['limit=1&before=999999', `limit=1&before=999999&document=${about}`]) {
    const { count } = await answer<AuditList>(ask('GET', '/audit?limit=1'));
    const begun = await answer<AuditList>(ask('GET', `/audit?${query}`));
    expect(begun.count, query).toBe(count + 1);
    expect(begun.events[0]).toMatchObject({ operation: 'audit.read', seq: count + 1 });
  }
});

test('an export and a checkpoint are all that another needs to verify the trail', async () => {
  const checkpoint = await answer<Checkpoint>(ask('POST', '/audit/checkpoints'));
  await add('检查点之后的绩效目标');
  const response = await ask('GET', '/audit/export');
  expect(response.headers.get('content-disposition')).toContain('jsonl');
  const lines = (await response.text()).trimEnd().split('\n');
  const rows = lines.slice(1).map((line) => JSON.parse(line) as { operation: string });
  expect(rows.at(-1)?.operation).toBe('audit.export');

  const verify = async (text: readonly string[]) => {
    const { tenant, events } = await readExport(asLines(text));
    return verifyTrail(events, tenant, { checkpoints: [checkpoint] });
  };
  expect(await verify(lines)).toMatchObject({ whole: true, checkpoints: 1 });
  expect(await verify(lines.slice(0, 3))).toMatchObject({ whole: false, break: { kind: 'cut-off' } });
  expect(await verify(lines.map((line) => line.replace('第 3 份', '第 9 份')))).toMatchObject({
    whole: false,
    break: { kind: 'altered' },
  });
  await expect(verify(['{}'])).rejects.toThrow('第 1 行');
  await expect(verify([...lines, '{"seq":1}'])).rejects.toThrow(`第 ${lines.length + 1} 行`);
});

async function* asLines(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

test('verification and inspection say that all is well', async () => {
  const { whole, count } = await answer<AuditVerification>(ask('POST', '/audit/verification'));
  expect({ whole, count }).toEqual({ whole: true, count: (await audit.trail.head()).seq - 1 });
  const { inspections } = await answer<{ inspections: { fine: boolean; detail: string }[] }>(
    ask('GET', '/inspections'),
  );
  expect(inspections.map(({ fine }) => fine)).toEqual([true, true, true]);
});

test('checkpoints stand beside the database, set at start and end where there is something new', async () => {
  const hourly = await setHourly(audits, () => {});
  const before = readCheckpoints(readFileSync(KEPT, 'utf8')).length;
  await hourly.stop();
  expect(readCheckpoints(readFileSync(KEPT, 'utf8'))).toHaveLength(before);
  const again = await setHourly(audits, () => {});
  await add('停止之前的绩效目标');
  await again.stop();
  const kept = readCheckpoints(readFileSync(KEPT, 'utf8'));
  expect(kept).toHaveLength(before + 1);
  expect(kept.at(-1)?.seq).toBe((await audit.trail.head()).seq);
});

test('a trail that does not agree with a kept checkpoint is told with its place', async () => {
  const whole = readFileSync(KEPT, 'utf8');
  const kept = readCheckpoints(whole);
  const last = kept.at(-1);
  writeFileSync(KEPT, whole.replace(last?.sm3 ?? '', 'f'.repeat(64)));
  const verification = await answer<AuditVerification>(ask('POST', '/audit/verification'));
  expect(verification).toMatchObject({ whole: false });
  expect(verification.detail).toContain(`至 ${last?.seq} 条`);
  const [first] = (await answer<{ inspections: { fine: boolean; remedy?: string }[] }>(ask('GET', '/inspections')))
    .inspections;
  expect(first).toMatchObject({ fine: false, remedy: expect.stringContaining('备份') });
});
