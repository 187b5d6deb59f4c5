import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { type Accounts, BUILT_IN_TENANT, openStore, PROGRAM, type Stamp, type Store } from '../index.ts';
import { TENANT_TABLES } from '../tables.ts';

const NOW = new Date('2026-05-06T01:00:00.000Z');
const OTHER_TENANT = 2;
const MINUTE = 60_000;
const IDLE = 30 * MINUTE;

const statements: string[] = [];
let server: TestServer;
let client: pg.Client;
let store: Store;
let accounts: Accounts;

const at = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE);
const by = (minutes = 0): Stamp => ({ at: at(minutes), actor: '管理员（admin）', origin: '10.0.0.1' });
const hash = (words: string) => createHash('sha256').update(words).digest('hex');

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
  await client.query('insert into tenant (id, name, created_at) values ($1, $2, $3)', [OTHER_TENANT, '另一县', NOW]);
  accounts = store.accounts(BUILT_IN_TENANT);
});

afterAll(async () => {
  await client?.end();
  await store?.close();
  await server?.stop();
});

async function newPerson(name: string, tenant = BUILT_IN_TENANT): Promise<string> {
  const id = randomUUID();
  await client.query('insert into person (tenant_id, id, name, created_at) values ($1, $2, $3, $4)', [
    tenant,
    id,
    name,
    NOW,
  ]);
  return id;
}

async function newAccount(login: string, passwordHash = `digest of ${login}`): Promise<string> {
  const person = await newPerson(`人员${login}`);
  expect(await accounts.create({ person, login, passwordHash, mustChange: false }, by())).toBe('created');
  return person;
}

const session = (person: string, token: string, expiresIn = 12 * 60) => ({
  id: randomUUID(),
  tokenHash: hash(token),
  person,
  how: 'password' as const,
  expiresAt: at(expiresIn),
  address: '10.0.0.9',
  agent: '浏览器',
});
const trailOf = async (subject: { kind: string; id: string }) =>
  (await store.trail(BUILT_IN_TENANT).list({ subject, limit: 50 })).map(({ operation }) => operation).reverse();

test('a log-in name is one person’s over all tenants, and leads to them', async () => {
  const person = await newAccount('zhangsan');
  expect(await store.doors.byLogin('zhangsan')).toEqual({ tenant: BUILT_IN_TENANT, person });
  expect(await store.doors.byLogin('lisi')).toBeUndefined();
  const account = { login: 'zhangsan', mustChange: true };
  expect(await accounts.create({ ...account, person: await newPerson('同名') }, by())).toBe('login-taken');
  const elsewhere = await newPerson('邻县', OTHER_TENANT);
  expect(await store.accounts(OTHER_TENANT).create({ ...account, person: elsewhere }, by())).toBe('login-taken');
  expect(await accounts.create({ ...account, login: 'zhangsan2', person }, by())).toBe('exists');
  // A person of another tenant is no person here.
  expect(await accounts.create({ ...account, login: 'zhangsan3', person: elsewhere }, by())).toBe('no-person');
  expect(await store.doors.byLogin('zhangsan3')).toBeUndefined();
  expect(await store.accounts(OTHER_TENANT).find(person)).toBeUndefined();
  expect(await accounts.find(person)).toEqual({
    person,
    name: '人员zhangsan',
    login: 'zhangsan',
    hasPassword: true,
    passwordSetAt: NOW,
    mustChange: false,
    failedCount: 0,
  });
});

test('two who want the same log-in name at once: one gets it', async () => {
  const people = [await newPerson('甲'), await newPerson('乙'), await newPerson('丙')];
  const came = await Promise.all(
    people.map((person) => accounts.create({ person, login: 'wanted', mustChange: false }, by())),
  );
  expect([...came].sort()).toEqual(['created', 'login-taken', 'login-taken']);
});

test('failures are counted and lock; a good log-in, a new password or an administrator ends that', async () => {
  const person = await newAccount('lock');
  const lock = (failed: number) => (failed >= 3 ? at(30) : undefined);
  const refusal = { why: 'password', counts: true };
  // All at once: none is lost.
  await Promise.all([1, 2, 3, 4].map(() => accounts.refused(person, refusal, lock, by())));
  expect(await accounts.find(person)).toMatchObject({ failedCount: 4, lockedUntil: at(30) });
  await accounts.refused(person, { why: 'locked', counts: false }, lock, by());
  expect((await accounts.find(person))?.failedCount).toBe(4);
  expect(await accounts.unlock(person, by())).toBe(true);
  expect(await accounts.unlock(person, by())).toBe(false);
  const account = await accounts.find(person);
  expect(account?.failedCount).toBe(0);
  expect(account?.lockedUntil).toBeUndefined();

  await accounts.refused(person, refusal, lock, by());
  expect(await accounts.startSession(session(person, 'good'), { atOnce: 3 }, by())).toBe(true);
  expect((await accounts.find(person))?.failedCount).toBe(0);

  const events = await store.trail(BUILT_IN_TENANT).list({ subject: { kind: 'account', id: person }, limit: 50 });
  expect(events.map(({ operation }) => operation).reverse()).toEqual([
    'account.create',
    ...Array<string>(5).fill('session.refuse'),
    'account.unlock',
    'session.refuse',
  ]);
  const refused = events.filter(({ operation }) => operation === 'session.refuse').map(({ after }) => after ?? '');
  expect(refused.filter((after) => after.includes('lockedUntil'))).toHaveLength(2);
  expect(events.every(({ before, after }) => !`${before}${after}`.includes('digest of'))).toBe(true);
});

test('a new password keeps the former digests, as many as are remembered, and ends every session', async () => {
  const person = await newAccount('former', 'p0');
  await accounts.startSession(session(person, 'former-1'), { atOnce: 9 }, by());
  await accounts.startSession(session(person, 'former-2'), { atOnce: 9 }, by());
  for (const n of [1, 2, 3, 4])
    expect(await accounts.setPassword(person, { hash: `p${n}`, mustChange: n === 4, remember: 2 }, by(n))).toBe(true);
  expect(await accounts.credentials(person)).toMatchObject({
    passwordHash: 'p4',
    former: ['p3', 'p2'],
    account: { mustChange: true, passwordSetAt: at(4) },
  });
  expect(await accounts.session(hash('former-1'))).toBeUndefined();
  expect(await accounts.sessions(at(5), IDLE, person)).toEqual([]);
  expect((await trailOf({ kind: 'account', id: person })).slice(1)).toEqual([
    'account.change-password',
    'account.change-password',
    'account.change-password',
    'account.reset-password',
  ]);
  expect(await accounts.setPassword(randomUUID(), { hash: 'x', mustChange: false, remember: 2 }, by())).toBe(false);
});

test('a session is found by the digest of its token, in its own tenant, until it ends', async () => {
  const person = await newAccount('session');
  const one = session(person, 'token-1');
  expect(await accounts.startSession(one, { atOnce: 3, detail: { issuer: 'x' } }, by())).toBe(true);
  expect(await accounts.session(one.tokenHash)).toMatchObject({
    session: { id: one.id, person, startedAt: NOW, lastSeenAt: NOW, expiresAt: at(720) },
    account: { login: 'session', name: '人员session', lastLoginAt: NOW },
  });
  expect(await store.accounts(OTHER_TENANT).session(one.tokenHash)).toBeUndefined();
  expect(await store.accounts(OTHER_TENANT).endSession(one.id, 'administrator', by())).toBe(false);
  expect(await accounts.endSession(one.id, 'logout', by(1))).toBe(true);
  expect(await accounts.endSession(one.id, 'logout', by(1))).toBe(false);
  expect(await accounts.session(one.tokenHash)).toBeUndefined();
  expect(await trailOf({ kind: 'session', id: one.id })).toEqual(['session.start', 'session.end']);
});

test('that a session was seen is written down once a minute', async () => {
  const person = await newAccount('seen');
  await accounts.startSession(session(person, 'seen'), { atOnce: 3 }, by());
  const seen = async (minutes: number) => {
    await accounts.touch(hash('seen'), at(minutes));
    return (await accounts.session(hash('seen')))?.session.lastSeenAt;
  };
  expect(await seen(0.5)).toEqual(NOW);
  expect(await seen(1)).toEqual(at(1));
  expect(await seen(1.9)).toEqual(at(1));
  expect(await seen(40)).toEqual(at(40));
});

test('more sessions than may be at once end the oldest; timed out ones end and are forgotten', async () => {
  const person = await newAccount('many');
  for (const n of [1, 2, 3, 4]) await accounts.startSession(session(person, `many-${n}`), { atOnce: 2 }, by(n));
  expect((await accounts.sessions(at(5), IDLE, person)).map(({ startedAt }) => startedAt)).toEqual([at(4), at(3)]);
  expect(await accounts.session(hash('many-2'))).toBeUndefined();
  // One is used, the other is not.
  await accounts.touch(hash('many-4'), at(30));
  expect((await accounts.sessions(at(40), IDLE, person)).map(({ startedAt }) => startedAt)).toEqual([at(4)]);
  expect(await accounts.endTimedOut(IDLE, { at: at(40), actor: PROGRAM, origin: '会话' })).toBeGreaterThan(0);
  expect(await accounts.session(hash('many-3'))).toBeUndefined();
  expect(await accounts.session(hash('many-4'))).toBeDefined();
  expect(await accounts.endTimedOut(IDLE, { at: at(721), actor: PROGRAM, origin: '会话' })).toBeGreaterThan(0);
  expect(await accounts.session(hash('many-4'))).toBeUndefined();
  await accounts.forgetSessions(at(3));
  const { rows } = await client.query('select id from session where person_id = $1', [person]);
  expect(rows).toHaveLength(4);
  await accounts.forgetSessions(at(4.5));
  expect((await client.query('select id from session where person_id = $1', [person])).rows).toHaveLength(2);
});

test('a shut account begins no session and loses those it had', async () => {
  const person = await newAccount('shut');
  await accounts.startSession(session(person, 'shut-1'), { atOnce: 3 }, by());
  expect(await accounts.setDisabled(person, true, by(1))).toBe(true);
  expect(await accounts.setDisabled(person, true, by(1))).toBe(false);
  expect(await accounts.session(hash('shut-1'))).toBeUndefined();
  expect(await accounts.startSession(session(person, 'shut-2'), { atOnce: 3 }, by(2))).toBe(false);
  expect(await accounts.setDisabled(person, false, by(3))).toBe(true);
  expect(await accounts.startSession(session(person, 'shut-3'), { atOnce: 3 }, by(4))).toBe(true);
  expect(await accounts.endSessions(person, 'administrator', by(5))).toBe(1);
});

test('the account of the last security administrator who can get in stays open, also where two are shut at once', async () => {
  const organisation = store.organisation(BUILT_IN_TENANT);
  const guardian = async (login: string, more: { to?: string } = {}) => {
    const person = await newAccount(login);
    const role = 'security-administrator';
    await organisation.applyChanges(
      [{ operation: 'assignment.give', id: randomUUID(), person, role, from: '2026-01-01', ...more }],
      by(),
    );
    return person;
  };
  const first = await guardian('guardian-1');
  await guardian('guardian-for-a-time', { to: '2099-12-31' });
  expect(await accounts.setDisabled(first, true, by())).toBe('last-security-administrator');
  expect((await accounts.find(first))?.disabledAt).toBeUndefined();
  const second = await guardian('guardian-2');
  const both = await Promise.all([first, second].map((person) => accounts.setDisabled(person, true, by(1))));
  expect(both.sort()).toEqual(['last-security-administrator', true]);
  // Nor does the role of the one who is left go, although the other still has it.
  const left = (await accounts.find(first))?.disabledAt === undefined ? first : second;
  await expect(organisation.applyChanges([{ operation: 'person.end', id: left }], by(2))).rejects.toMatchObject({
    refused: [{ code: 'last-security-administrator' }],
  });
});

test('an identity of a provider belongs to one person over all tenants', async () => {
  const person = await newAccount('identity');
  const identity = { issuer: 'https://id.example/', subject: 'abc' };
  expect(await accounts.link({ id: randomUUID(), person, ...identity }, by())).toBe('linked');
  expect(await store.doors.byIdentity(identity.issuer, identity.subject)).toEqual({ tenant: BUILT_IN_TENANT, person });
  expect(await store.doors.byIdentity('https://other.example/', 'abc')).toBeUndefined();
  const other = await newAccount('identity2');
  expect(await accounts.link({ id: randomUUID(), person: other, ...identity }, by())).toBe('taken');
  expect(await accounts.link({ id: randomUUID(), person: await newPerson('无账号'), ...identity }, by())).toBe(
    'no-account',
  );
  const [bound] = await accounts.identities(person);
  expect(bound).toMatchObject({ ...identity, linkedAt: NOW, linkedBy: '管理员（admin）' });
  expect(await accounts.unlink(other, bound?.id ?? '', by())).toBe(false);
  expect(await accounts.unlink(person, bound?.id ?? '', by())).toBe(true);
  expect(await store.doors.byIdentity(identity.issuer, identity.subject)).toBeUndefined();
  expect(await accounts.link({ id: randomUUID(), person: other, ...identity }, by())).toBe('linked');
});

test('settings are put together, and what changed is in the trail with what was', async () => {
  const settings = store.settings(BUILT_IN_TENANT);
  expect((await settings.all()).size).toBe(0);
  expect(await settings.put({ password: { maxDays: 90 }, session: { hours: 12 } }, by())).toEqual([
    'password',
    'session',
  ]);
  expect(await settings.put({ password: { maxDays: 60 }, session: { hours: 12 } }, by(1))).toEqual(['password']);
  expect(await settings.all()).toEqual(
    new Map<string, unknown>([
      ['password', { maxDays: 60 }],
      ['session', { hours: 12 }],
    ]),
  );
  const [event] = await store.trail(BUILT_IN_TENANT).list({ limit: 1 });
  expect(event).toMatchObject({
    operation: 'setting.change',
    subject: { kind: 'setting', id: 'password' },
    before: '{"maxDays":90}',
    after: '{"maxDays":60}',
  });
  expect((await store.settings(OTHER_TENANT).all()).size).toBe(0);
});

// The last tests: they look at everything that the others did.
test('the trail is whole', async () => {
  expect(await store.trail(BUILT_IN_TENANT).verify()).toMatchObject({ whole: true });
});

test('every statement names the tenant for every table of tenants in every scope', () => {
  const seen = statements.filter((sql) => !/^(begin|commit|rollback|start|set) ?/.test(sql));
  expect(seen.length).toBeGreaterThan(50);
  const tables = new RegExp(`(?:from|join|into|update) "(${[...TENANT_TABLES].join('|')})"`, 'g');
  for (const sql of new Set(seen)) {
    const count = [...sql.matchAll(tables)].length;
    const named = sql.match(/"tenant_id"/g)?.length ?? 0;
    expect(named, sql).toBeGreaterThanOrEqual(count);
  }
});
