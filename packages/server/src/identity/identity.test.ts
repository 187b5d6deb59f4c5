import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { AccountList, Me, OneTimePassword, PasswordRules, SessionList, SignInOptions } from '@jizhun/api';
import { BUILT_IN_TENANT } from '@jizhun/store';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY_MINUTES, type Installation, PASSWORD, startInstallation } from '../../test/installation.ts';
import { createIdentity } from './service.ts';

const NEXT = 'Wm4=kiesel-58';
const OTHER_TENANT = 2;

let system: Installation;

beforeAll(async () => {
  system = await startInstallation({}, ['jx.example.gov.cn']);
});

afterAll(async () => {
  await system?.close();
});

/** A browser in which somebody has signed in. */
async function signedIn(login: string, options: { origin?: string; address?: string } = {}) {
  const browser = system.browser(options);
  expect(await browser.signIn(login)).toBe('200');
  return browser;
}
let administrators = 0;
/** A security administrator, new each time: the clock may have moved beyond what a password holds. */
async function administrator() {
  const login = `secadmin${++administrators}`;
  const person = await system.person(login, { role: 'security-administrator' });
  return { person, login, browser: await signedIn(login) };
}
const eventsAbout = (kind: string, id: string) =>
  system.store.trail(BUILT_IN_TENANT).list({ subject: { kind, id }, limit: 100 });
const cookieOf = (browser: { cookies: Map<string, string> }) => browser.cookies.get('jizhun') ?? '';

test('over http the session is out of reach of scripts and other sites; over https it also stays with this host', async () => {
  await system.person('cookies');
  const plain = await signedIn('cookies');
  expect(plain.lastCookies).toEqual([
    expect.stringMatching(/^jizhun=1\.[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/),
  ]);
  const origin = 'https://jx.example.gov.cn';
  const encrypted = await signedIn('cookies', { origin });
  expect(encrypted.lastCookies).toEqual([
    expect.stringMatching(/^__Host-jizhun=1\.[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/),
  ]);
  expect((await encrypted.json<Me>('GET', '/me')).secure).toBe(true);
  // What came unencrypted, where anyone may have put it, is nobody's session over https.
  const mixed = system.browser({ origin });
  mixed.cookies.set('jizhun', cookieOf(plain));
  expect(await mixed.outcome('GET', '/me')).toBe('401 not-signed-in');
});

test('a sign-in begins a new session, whatever the browser brought', async () => {
  await system.person('fixation');
  const browser = system.browser();
  const planted = `1.${'a'.repeat(43)}`;
  browser.cookies.set('jizhun', planted);
  expect(await browser.signIn('fixation')).toBe('200');
  const first = cookieOf(browser);
  expect(first).not.toBe(planted);
  expect(await browser.signIn('fixation')).toBe('200');
  const second = cookieOf(browser);
  expect(second).not.toBe(first);
  const attacker = system.browser();
  for (const token of [planted, first]) {
    attacker.cookies.set('jizhun', token);
    expect(await attacker.outcome('GET', '/me')).toBe('401 not-signed-in');
  }
  expect((await browser.json<SessionList>('GET', '/me/sessions')).sessions).toHaveLength(1);
});

test('what is wrong with a sign-in is not told: every refusal is the same', async () => {
  const shut = await system.person('shut');
  await system.identity.administration.setDisabled(BUILT_IN_TENANT, shut, true, system.by());
  await system.person('no-password', { password: null });
  const left = await system.person('left');
  await system.store.organisation(BUILT_IN_TENANT).applyChanges([{ operation: 'person.end', id: left }], system.by());
  const locked = await system.person('locked');
  for (let n = 0; n < 5; n++) {
    expect(await system.browser().signIn('locked', 'wrong')).toBe('401 sign-in-refused');
    system.clock.pass(1);
  }
  await system.person('wrong');
  const answers = new Set<string>();
  const tries: [string, string][] = [
    ['nobody-of-this-name', PASSWORD],
    ['不是登录名 ; drop table', PASSWORD],
    ['shut', PASSWORD],
    ['left', PASSWORD],
    ['locked', PASSWORD],
    ['no-password', PASSWORD],
    ['wrong', 'Wrong-password-1'],
  ];
  for (const [login, password] of tries) {
    const response = await system.browser({ address: '10.0.0.7' }).send('POST', '/sign-in', { login, password });
    expect(response.status).toBe(401);
    expect(response.headers.getSetCookie()).toEqual([]);
    answers.add(await response.text());
  }
  expect(answers.size).toBe(1);
  expect([...answers][0]).toContain('登录名或口令不对，或者账号不能使用');
  const why = (await eventsAbout('account', locked)).map(({ after }) => JSON.parse(after ?? '{}').why);
  expect(why.filter((one) => one === 'password')).toHaveLength(5);
  expect(why[0]).toBe('locked');
  // What was typed as a name may be the password.
  const [unknown] = await eventsAbout('account', '');
  expect(unknown?.after).not.toContain('drop table');
  expect(unknown).toMatchObject({ actor: '未登录', origin: '10.0.0.7' });
});

test('five failures lock for half an hour, the next five for an hour; the right password ends the count', async () => {
  await system.person('lock');
  const fail = async () => {
    expect(await system.browser().signIn('lock', 'wrong')).toBe('401 sign-in-refused');
    system.clock.pass(1);
  };
  for (let n = 0; n < 5; n++) await fail();
  system.clock.pass(28);
  expect(await system.browser().signIn('lock')).toBe('401 sign-in-refused');
  system.clock.pass(1.1);
  for (let n = 0; n < 5; n++) await fail();
  system.clock.pass(58);
  expect(await system.browser().signIn('lock')).toBe('401 sign-in-refused');
  system.clock.pass(1.1);
  expect(await system.browser().signIn('lock')).toBe('200');
  for (let n = 0; n < 4; n++) await fail();
  expect(await system.browser().signIn('lock')).toBe('200');
});

test('many guesses at once are no more guesses than one after the other', async () => {
  const person = await system.person('parallel');
  const guesses = await Promise.all(
    Array.from({ length: 30 }, (_, n) => system.browser({ address: `10.1.0.${n}` }).signIn('parallel', `guess ${n}`)),
  );
  expect(guesses.filter((one) => one === '401 sign-in-refused').length).toBeLessThanOrEqual(5);
  expect(new Set(guesses)).toEqual(new Set(['401 sign-in-refused', '429 too-many-attempts']));
  expect((await system.store.accounts(BUILT_IN_TENANT).find(person))?.failedCount).toBeLessThanOrEqual(5);
});

test('who signs in many times at once has as many sessions as may be, and no more', async () => {
  const person = await system.person('eager');
  const browsers = Array.from({ length: 6 }, () => system.browser());
  const outcomes: string[] = [];
  // In twos: three clicks at once are slowed down.
  for (let n = 0; n < 6; n += 2) {
    outcomes.push(...(await Promise.all(browsers.slice(n, n + 2).map((browser) => browser.signIn('eager')))));
    system.clock.pass(0.1);
  }
  expect(outcomes).toEqual(Array<string>(6).fill('200'));
  const alive = await Promise.all(browsers.map((browser) => browser.outcome('GET', '/me')));
  expect(alive.slice(4)).toEqual(['200', '200']);
  expect(alive.filter((one) => one === '200')).toHaveLength(3);
  const open = await system.identity.sessions.list(BUILT_IN_TENANT, person);
  expect(open).toHaveLength(3);
  const events = await system.store.trail(BUILT_IN_TENANT).list({ limit: 20 });
  expect(events.filter(({ after }) => after === '{"how":"replaced"}').length).toBeGreaterThanOrEqual(3);
});

test('tries under a name wait longer each time, whether there is such a name or not', async () => {
  const waits = async (login: string, address: string) => {
    const seconds: (string | null)[] = [];
    for (let n = 0; n < 4; n++) {
      await system.browser({ address }).signIn(login, 'wrong');
      const response = await system.browser({ address }).send('POST', '/sign-in', { login, password: 'wrong' });
      seconds.push(response.status === 429 ? response.headers.get('retry-after') : null);
      system.clock.pass(0.5);
    }
    return seconds;
  };
  await system.person('waiting');
  const known = await waits('waiting', '10.2.0.1');
  expect(known.filter((one) => one !== null).length).toBeGreaterThan(1);
  expect(await waits('no-such-waiting', '10.2.0.2')).toEqual(known);
});

test('an address that fails under many names waits, and others do not', async () => {
  await system.person('neighbour');
  const address = '10.3.0.1';
  const outcomes: string[] = [];
  for (let n = 0; n < 35; n++) outcomes.push(await system.browser({ address }).signIn(`name-${n}`, 'wrong'));
  expect(outcomes.filter((one) => one === '401 sign-in-refused')).toHaveLength(30);
  expect(await system.browser({ address }).signIn('neighbour')).toBe('429 too-many-attempts');
  expect(await system.browser({ address: '10.3.0.2' }).signIn('neighbour')).toBe('200');
  system.clock.pass(11);
  expect(await system.browser({ address }).signIn('neighbour')).toBe('200');
});

test('a password that has expired is changed before anything else', async () => {
  await system.person('expiry');
  system.clock.pass(89 * DAY_MINUTES);
  const early = await signedIn('expiry');
  const me = await early.json<Me>('GET', '/me');
  expect(me.password).toMatchObject({ mustChange: false, expiresOn: expect.stringMatching(/^2026-06-2\d$/) });
  system.clock.pass(DAY_MINUTES + 1);
  const browser = system.browser();
  expect(await browser.json('POST', '/sign-in', { login: 'expiry', password: PASSWORD })).toMatchObject({
    mustChangePassword: true,
  });
  expect(await browser.outcome('GET', '/documents')).toBe('403 password-change-due');
  expect(await browser.outcome('GET', '/me/sessions')).toBe('403 password-change-due');
  expect((await browser.json<Me>('GET', '/me')).password?.mustChange).toBe(true);
  expect((await browser.json<PasswordRules>('GET', '/me/password')).words.join()).toContain('至少 10 个字符');
  const before = cookieOf(browser);
  expect(await browser.outcome('POST', '/me/password', { current: PASSWORD, next: NEXT })).toBe('200');
  expect(cookieOf(browser)).not.toBe(before);
  expect(await browser.outcome('GET', '/me/sessions')).toBe('200');
  expect((await browser.json<Me>('GET', '/me')).password?.mustChange).toBe(false);
  expect(await system.browser().signIn('expiry')).toBe('401 sign-in-refused');
});

test('a session ends after half an hour of doing nothing, and after twelve hours of anything', async () => {
  await system.person('idle');
  const idle = await signedIn('idle');
  system.clock.pass(29);
  const { session } = await idle.json<Me>('GET', '/me');
  expect(session).toMatchObject({ idleSeconds: 1800, endsInSeconds: 1800, longestInSeconds: 12 * 3600 - 29 * 60 });
  system.clock.pass(29.9);
  // What the page asks by itself is nothing that a person does.
  const background = await idle.send('GET', '/me', undefined, { 'jizhun-background': '1' });
  expect(((await background.json()) as Me).session?.endsInSeconds).toBe(6);
  system.clock.pass(0.2);
  expect(await idle.outcome('GET', '/me')).toBe('401 not-signed-in');

  const busy = await signedIn('idle');
  for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
    system.clock.pass(20);
    expect(await busy.outcome('GET', '/me')).toBe('200');
  }
  system.clock.pass(21);
  expect(await busy.outcome('GET', '/me')).toBe('401 not-signed-in');
  await system.identity.sessions.sweep(BUILT_IN_TENANT);
  const [last] = await system.store.trail(BUILT_IN_TENANT).list({ limit: 1 });
  expect(last).toMatchObject({ operation: 'session.end', actor: '程序', after: '{"how":"timeout"}' });
});

test('a new password has to be right, good, and new; every other session ends', async () => {
  await system.person('change');
  const browser = await signedIn('change');
  const other = await signedIn('change');
  const change = (current: string, next: string) => browser.send('POST', '/me/password', { current, next });
  const refused: [current: string, next: string, words: RegExp][] = [
    ['wrong', NEXT, /现在的口令不对/],
    [PASSWORD, 'short-1', /只有 7 个字符/],
    [PASSWORD, 'onlylowercase', /只有 1 种字符/],
    [PASSWORD, 'Change-Me-2026', /登录名|容易被猜到/],
    [PASSWORD, 'xx-CHANGE-77-yy', /登录名/],
    [PASSWORD, 'Caizheng#2026', /容易被猜到/],
    [PASSWORD, '1qaz2wsx3edc', /容易被猜到/],
    [PASSWORD, 'aaaaaaaaaa11', /容易被猜到/],
    [PASSWORD, PASSWORD, /与现在的相同/],
  ];
  for (const [current, next, words] of refused) {
    const response = await change(current, next);
    expect(response.status, next).toBe(422);
    expect(((await response.json()) as { detail: string }).detail).toMatch(words);
    system.clock.pass(1);
  }
  expect(await other.outcome('GET', '/me')).toBe('200');
  expect((await change(PASSWORD, NEXT)).status).toBe(200);
  expect(await other.outcome('GET', '/me')).toBe('401 not-signed-in');
  expect(await browser.outcome('GET', '/me')).toBe('200');

  // None of the last five, then again.
  let current = NEXT;
  for (const next of ['Qa8!moos-31', 'Zt3?fels-47', 'Hv6+bach-82', 'Lp9_wald-65']) {
    expect((await change(current, PASSWORD)).status).toBe(422);
    system.clock.pass(1);
    expect((await change(current, next)).status).toBe(200);
    current = next;
  }
  expect((await change(current, NEXT)).status).toBe(422);
  expect((await change(current, PASSWORD)).status).toBe(200);
  // Typed in full width by an input method, it is the same.
  const wide = PASSWORD.replace(/[0-9A-Za-z-]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
  expect(await system.browser().signIn('change', wide)).toBe('200');
});

test('a page that stands open does not help to guess the present password', async () => {
  await system.person('open-page');
  const browser = await signedIn('open-page');
  const change = (current: string) => browser.outcome('POST', '/me/password', { current, next: NEXT });
  for (let n = 0; n < 5; n++) {
    expect(await change(`guess ${n}`)).toBe('422 wrong-password');
    system.clock.pass(1);
  }
  // Locked: the right one is wrong as well, here as at the sign-in.
  expect(await change(PASSWORD)).toBe('422 wrong-password');
  system.clock.pass(1);
  expect(await system.browser().signIn('open-page')).toBe('401 sign-in-refused');
});

test('an administrator resets a password without learning the new one', async () => {
  const person = await system.person('forgot');
  const there = await signedIn('forgot');
  const { browser: admin, login } = await administrator();
  const path = `/people/${person}/password-reset`;
  expect(await there.outcome('POST', path)).toMatch(/^40[34]/);
  const reset = await admin.json<OneTimePassword>('POST', path);
  const password = reset.password ?? '';
  expect(password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
  expect(reset.account).toMatchObject({ login: 'forgot', mustChangePassword: true, state: 'open' });
  expect(await there.outcome('GET', '/me')).toBe('401 not-signed-in');
  expect(await system.browser().signIn('forgot')).toBe('401 sign-in-refused');
  system.clock.pass(9 * DAY_MINUTES);
  const again = system.browser();
  expect(await again.signIn('forgot', password)).toBe('200');
  expect(await again.outcome('GET', '/documents')).toBe('403 password-change-due');
  // It is not used, and not kept, beyond its time.
  system.clock.pass(2 * DAY_MINUTES);
  expect(await system.browser().signIn('forgot', password)).toBe('401 sign-in-refused');
  const { browser: fresh, person: self } = await administrator();
  expect(await fresh.outcome('POST', `/people/${self}/password-reset`)).toBe('409 own-account');
  expect(await fresh.outcome('POST', '/people/00000000-0000-4000-8000-000000000404/password-reset')).toBe(
    '404 not-found',
  );
  const [event] = (await eventsAbout('account', person)).filter(
    ({ operation }) => operation === 'account.reset-password',
  );
  expect(event).toMatchObject({ actor: `人员${login}（${login}）`, origin: '10.0.0.1', after: '{"sessionsEnded":1}' });
});

test('accounts are made, shut, opened and unlocked by the security administrator alone', async () => {
  const { browser: admin, person: self } = await administrator();
  const person = await system.person('made', { password: null });
  const auditor = await system.person('audit2', { role: 'audit-administrator' });
  expect(await admin.outcome('POST', `/people/${person}/account`, { login: 'made2' })).toBe('409 account-exists');
  expect(await (await signedIn('audit2')).outcome('DELETE', `/people/${person}/account`)).toMatch(/^403/);
  const victim = await signedIn('audit2');
  expect(await admin.json('DELETE', `/people/${auditor}/account`)).toMatchObject({ state: 'disabled' });
  // At once, though what is known of sessions is kept for seconds.
  expect(await victim.outcome('GET', '/me')).toBe('401 not-signed-in');
  expect(await admin.json('POST', `/people/${auditor}/account/enable`)).toMatchObject({ state: 'open' });
  expect(await system.browser().signIn('audit2')).toBe('200');
  expect(await admin.outcome('DELETE', `/people/${self}/account`)).toBe('409 own-account');
  for (let n = 0; n < 5; n++) {
    await system.browser().signIn('audit2', 'wrong');
    system.clock.pass(1);
  }
  const { accounts } = await admin.json<AccountList>('GET', '/accounts');
  expect(accounts.find(({ login }) => login === 'audit2')).toMatchObject({ state: 'locked' });
  expect(await admin.json('POST', `/people/${auditor}/account/unlock`)).toMatchObject({
    state: 'open',
    lockedUntil: null,
  });
  expect(await system.browser().signIn('audit2')).toBe('200');
});

test('a session is listed and ended by its person and by the security administrator', async () => {
  const person = await system.person('listed', { role: 'auditor' });
  const one = await signedIn('listed', { address: '10.4.0.1' });
  const two = await signedIn('listed', { address: '10.4.0.2' });
  const { sessions } = await two.json<SessionList>('GET', '/me/sessions');
  expect(sessions.map(({ address, current, agent }) => [address, current, agent])).toEqual(
    expect.arrayContaining([
      ['10.4.0.1', false, 'test browser'],
      ['10.4.0.2', true, 'test browser'],
    ]),
  );
  const other = sessions.find(({ current }) => !current)?.id ?? '';
  await system.person('stranger');
  const stranger = await signedIn('stranger');
  expect(await stranger.outcome('DELETE', `/sessions/${other}`)).toBe('404 not-found');
  expect(await stranger.outcome('GET', '/sessions')).toMatch(/^403/);
  expect(await two.outcome('DELETE', `/sessions/${other}`)).toBe('204');
  expect(await one.outcome('GET', '/me')).toBe('401 not-signed-in');
  expect(await two.outcome('DELETE', `/sessions/${other}`)).toBe('404 not-found');

  const { browser: admin } = await administrator();
  const all = (await admin.json<SessionList>('GET', '/sessions')).sessions;
  const theirs = all.find((session) => session.person.id === person);
  expect(await admin.outcome('DELETE', `/sessions/${theirs?.id}`)).toBe('204');
  expect(await two.outcome('GET', '/me')).toBe('401 not-signed-in');
  await signedIn('listed');
  await signedIn('listed');
  expect(await admin.json('DELETE', `/people/${person}/sessions`)).toEqual({ ended: 2 });
});

test('signing out ends this session, or all of the person', async () => {
  await system.person('out');
  const [one, two, three] = [await signedIn('out'), await signedIn('out'), await signedIn('out')];
  const copy = system.browser();
  copy.cookies.set('jizhun', cookieOf(one));
  expect(await one.outcome('POST', '/sign-out', {})).toBe('204');
  expect(one.cookies.size).toBe(0);
  expect(await copy.outcome('GET', '/me')).toBe('401 not-signed-in');
  expect(await two.outcome('GET', '/me')).toBe('200');
  expect(await two.outcome('POST', '/sign-out', { everywhere: true })).toBe('204');
  expect(await three.outcome('GET', '/me')).toBe('401 not-signed-in');
  expect(await three.outcome('POST', '/sign-out', {})).toBe('401 not-signed-in');
});

test('a session holds in its own tenant only', async () => {
  expect(await system.store.tenantList.add('邻县', system.by())).toBe(OTHER_TENANT);
  await system.person('here');
  const there = await system.person('there', { tenant: OTHER_TENANT, role: 'security-administrator' });
  const browser = await signedIn('here');
  const token = cookieOf(browser).split('.')[1];
  const elsewhere = system.browser();
  elsewhere.cookies.set('jizhun', `${OTHER_TENANT}.${token}`);
  expect(await elsewhere.outcome('GET', '/me')).toBe('401 not-signed-in');
  // Even an administrator reaches no account of another tenant.
  const { browser: admin } = await administrator();
  expect(await admin.outcome('GET', `/people/${there}/account`)).toBe('404 not-found');
  expect(await admin.outcome('POST', `/people/${there}/password-reset`)).toBe('404 not-found');
  expect(await admin.outcome('POST', `/people/${there}/account`, { login: 'taken-over' })).toBe('404 not-found');
  const foreign = await signedIn('there');
  const { sessions } = await foreign.json<SessionList>('GET', '/sessions');
  expect(sessions.every((session) => session.person.login === 'there')).toBe(true);
  const own = sessions[0]?.id ?? '';
  expect(await admin.outcome('DELETE', `/sessions/${own}`)).toBe('404 not-found');
  expect(await foreign.outcome('GET', '/me')).toBe('200');
});

test('settings are in force at once, within what is allowed', async () => {
  const { browser: admin, login } = await administrator();
  await system.person('settings');
  const browser = await signedIn('settings');
  expect(await browser.outcome('GET', '/settings')).toMatch(/^403/);
  const usual = await admin.json<{ session: { idleMinutes: number }; logs: { months: number } }>('GET', '/settings');
  expect(usual.session.idleMinutes).toBe(30);
  expect(await admin.outcome('PUT', '/settings', { ...usual, logs: { months: 5 } })).toBe('400 bad-request');
  expect(await admin.outcome('PUT', '/settings', { ...usual, lockOut: { failures: 50 } })).toBe('400 bad-request');
  system.clock.pass(6);
  const shorter = { ...usual, session: { idleMinutes: 5, hours: 8, atOnce: 1 } };
  expect(await admin.json('PUT', '/settings', shorter)).toEqual(shorter);
  expect(await browser.outcome('GET', '/me')).toBe('401 not-signed-in');
  const one = await signedIn('settings');
  await signedIn('settings');
  expect(await one.outcome('GET', '/me')).toBe('401 not-signed-in');
  const [event] = (await eventsAbout('setting', 'session')) ?? [];
  expect(event).toMatchObject({ operation: 'setting.change', actor: `人员${login}（${login}）` });
  expect(await admin.outcome('PUT', '/settings', {})).toBe('200');
  expect(await admin.json('GET', '/settings')).toEqual(usual);
});

test('a role that is taken away counts no more with the next request', async () => {
  const person = await system.person('demoted', { role: 'security-administrator' });
  const browser = await signedIn('demoted');
  expect(await browser.outcome('GET', '/sessions')).toBe('200');
  const organisation = system.store.organisation(BUILT_IN_TENANT);
  const [held] = await organisation.assignments({ person });
  await organisation.applyChanges(
    [{ operation: 'assignment.end', id: held?.id ?? '', last: '2026-01-01' }],
    system.by(),
  );
  expect(await browser.outcome('GET', '/sessions')).toMatch(/^403/);
  expect((await browser.json<Me>('GET', '/me')).roles).toEqual([]);
});

test('a system in use offers no sign-in by one click, whatever the database says', async () => {
  const person = await system.person('clicked');
  const facts = { name: '本单位', demonstration: true };
  await system.store.tenantList.settle(BUILT_IN_TENANT, facts, system.by());
  const browser = system.browser();
  const options = await browser.json<SignInOptions>('GET', '/sign-in');
  expect(options).toEqual({
    demonstration: null,
    password: true,
    oidc: [],
    notice: '本系统严禁录入、存储国家秘密',
    refusal: null,
  });
  expect(await browser.outcome('POST', '/sign-in/demonstration', { person })).toBe('404 not-found');
  await system.store.tenantList.settle(BUILT_IN_TENANT, { ...facts, demonstration: false }, system.by());
});

test('a digest of other costs is made anew with the next sign-in', async () => {
  const person = await system.person('dated');
  const accounts = system.store.accounts(BUILT_IN_TENANT);
  const before = (await accounts.credentials(person))?.passwordHash;
  const { store, clock } = system;
  const dearer = createIdentity({
    store,
    now: clock.now,
    newId: randomUUID,
    log: () => {},
    costs: { memory: 128, passes: 1 },
    oidc: undefined,
  });
  const from = { request: new Request('http://localhost/'), address: '10.5.0.1' };
  await dearer.signIn.byPassword({ login: 'dated', password: PASSWORD }, from);
  const after = await accounts.credentials(person);
  expect(before).toContain('$m=64,t=1,p=1$');
  expect(after?.passwordHash).toContain('$m=128,t=1,p=1$');
  // The same password: it is not older or newer than it was.
  expect(after?.former).toEqual((await accounts.credentials(person))?.former);
  expect(await system.browser().signIn('dated')).toBe('200');
});

test('a session outlives the program, and no cookie that was not given out opens anything', async () => {
  await system.person('restart');
  const browser = await signedIn('restart');
  const { store, clock } = system;
  const parts = { store, now: clock.now, newId: randomUUID, log: () => {}, oidc: undefined };
  const { sessions } = createIdentity(parts);
  const principalOf = (cookie: string) =>
    sessions.of(new Request('http://localhost/', { headers: { cookie } }), { address: '10.5.0.3', now: clock.now() });
  const own = cookieOf(browser);
  expect(await principalOf(`a=b; jizhun=${own}; c=d`)).toMatchObject({ login: 'restart', channel: 'session' });
  const visible = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) });
  const near = fc
    .tuple(fc.nat({ max: own.length - 1 }), fc.constantFrom('a', 'Z', '-', '0', '', '.', ' '))
    .map(([at, other]) => own.slice(0, at) + other + own.slice(at + 1))
    .filter((cookie) => cookie.trim() !== own);
  await fc.assert(
    fc.asyncProperty(fc.oneof(visible, near), async (cookie) => {
      expect(await principalOf(`jizhun=${cookie}`)).toBeUndefined();
      expect(await principalOf(cookie)).toBeUndefined();
    }),
    { numRuns: 60 },
  );
});

test('a demonstration signs in those whom it offers, and nobody else', async () => {
  const offered = await system.person('offered', { role: 'auditor' });
  const other = await system.person('not-offered');
  const { store, clock } = system;
  const role = {
    role: 'auditor',
    name: '审计',
    duty: '只读',
    person: { id: offered, name: '人员' },
    place: null,
  } as const;
  const identity = createIdentity({
    store,
    now: clock.now,
    newId: randomUUID,
    log: () => {},
    oidc: undefined,
    demonstration: { tenant: BUILT_IN_TENANT, offers: async () => [role] },
  });
  const from = { request: new Request('http://localhost/'), address: '10.5.0.2' };
  // The directory says so, the tenant does not.
  await expect(identity.demonstrate(offered, from)).rejects.toMatchObject({ problem: { status: 404 } });
  expect((await identity.options(from.request)).options.demonstration).toBeNull();
  const facts = { name: '示例', demonstration: true };
  await store.tenantList.settle(BUILT_IN_TENANT, facts, system.by());
  expect((await identity.options(from.request)).options.demonstration?.roles).toEqual([role]);
  const { cookie, answer } = await identity.demonstrate(offered, from);
  expect(answer).toMatchObject({ person: { id: offered }, mustChangePassword: false });
  const browser = system.browser();
  browser.cookies.set('jizhun', /jizhun=([^;]+)/.exec(cookie)?.[1] ?? '');
  expect((await browser.json<Me>('GET', '/me')).session?.how).toBe('demonstration');
  await expect(identity.demonstrate(other, from)).rejects.toMatchObject({ problem: { status: 404 } });
  await store.tenantList.settle(BUILT_IN_TENANT, { ...facts, demonstration: false }, system.by());
});

// The last test: it looks at everything that the others did.
test('neither database nor trail nor log holds a password or a token', async () => {
  const { browser } = await administrator();
  const secrets = [PASSWORD, NEXT, 'Qa8!moos-31', cookieOf(browser).split('.')[1] ?? ''];
  const pieces: Uint8Array[] = [];
  const facts = { program: '0.0.0', madeAt: system.clock.now(), checkpoints: '' };
  for await (const piece of system.store.backup(facts)) pieces.push(piece as Uint8Array);
  const everything = gunzipSync(Buffer.concat(pieces)).toString('utf8');
  expect(everything).toContain('$argon2id$');
  for (const secret of secrets) expect(everything.includes(secret)).toBe(false);
  expect(system.errors).toEqual([]);
  expect(await system.store.trail(BUILT_IN_TENANT).verify()).toMatchObject({ whole: true });
});
