import { randomUUID } from 'node:crypto';
import type { Problem, TokenIssued, TokenList, WebhookAdded, WebhookList } from '@jizhun/api';
import { BUILT_IN_TENANT } from '@jizhun/store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browser, DAY_MINUTES, type Installation, startInstallation } from '../../test/installation.ts';

let system: Installation;
let clerk: Browser;
let clerkId: string;
let unit: string;
let otherUnit: string;

beforeAll(async () => {
  system = await startInstallation();
  const organisation = system.store.organisation(BUILT_IN_TENANT);
  const authority = randomUUID();
  unit = randomUUID();
  otherUnit = randomUUID();
  clerkId = await system.person('clerk');
  await organisation.applyChanges(
    [
      { operation: 'authority.add', id: authority, from: '2020-01-01', name: '示例市财政局' },
      ...[unit, otherUnit].map((id, n) => ({
        operation: 'unit.add' as const,
        id,
        from: '2020-01-01',
        name: `示例单位${n}`,
        kind: 'department' as const,
        authority,
      })),
      { operation: 'assignment.give', id: randomUUID(), person: clerkId, role: 'clerk', unit, from: '2020-01-01' },
    ],
    system.by(),
  );
  clerk = system.browser();
  await clerk.signIn('clerk');
});

afterAll(async () => {
  await system?.close();
});

const issue = (browser: Browser, more: object = {}) =>
  browser.json<TokenIssued>('POST', '/tokens', {
    name: '与一体化系统对接',
    scopes: ['document.read', 'document.add'],
    days: 30,
    ...more,
  });

/** A program with a token, and no cookie. */
async function program(secret: string, method: string, path: string, body?: unknown): Promise<string> {
  const browser = system.browser({ address: '10.0.0.77' });
  const response = await browser.send(method, path, body, { authorization: `Bearer ${secret}` });
  if (response.status < 400) return String(response.status);
  return `${response.status} ${((await response.json()) as Problem).code}`;
}

test('a token acts as its person within its scopes, and is shown once', async () => {
  const { token, secret } = await issue(clerk);
  expect(secret).toMatch(/^jz_1_[\w-]{43}$/);
  expect(token).toMatchObject({ state: 'valid', own: true, person: { id: clerkId }, lastUsedAt: null });
  expect(await program(secret, 'GET', '/documents')).toBe('200');
  expect(await program(secret, 'GET', '/audit')).toBe('403 not-permitted');
  // The person may read units; this token may not.
  expect(await clerk.outcome('GET', `/units/${unit}`)).toBe('200');
  expect(await program(secret, 'GET', `/units/${unit}`)).toBe('404 not-found');
  const listed = await clerk.json<TokenList>('GET', '/tokens');
  expect(JSON.stringify(listed)).not.toContain(secret.slice(5));
  expect(listed.tokens.find(({ id }) => id === token.id)?.lastUsedAt).not.toBeNull();
});

test('a token issues no token, changes no password, and sees no session and no first page', async () => {
  const { secret } = await issue(clerk);
  for (const [method, path, body] of [
    ['POST', '/tokens', { name: 'x', scopes: ['document.read'], days: 1 }],
    ['POST', '/me/password', { current: 'a', next: 'b' }],
    ['GET', '/me/sessions', undefined],
    ['GET', '/home', undefined],
    ['GET', '/tokens', undefined],
  ] as const)
    expect(await program(secret, method, path, body), path).toBe('403 not-permitted');
  for (const scope of ['role.assign', 'token.issue', 'account.reset', 'policy.manage'])
    expect(await clerk.outcome('POST', '/tokens', { name: 'x', scopes: [scope], days: 1 }), scope).toBe(
      '400 bad-request',
    );
});

test('nobody gives a token more than they may do themselves', async () => {
  expect(await clerk.outcome('POST', '/tokens', { name: 'x', scopes: ['audit.read'], days: 1 })).toBe(
    '403 not-permitted',
  );
  expect(
    await clerk.outcome('POST', '/tokens', { name: 'x', scopes: ['document.read'], days: 1, unit: otherUnit }),
  ).toBe('400 bad-request');
  await system.person('auditor', { role: 'auditor' });
  const auditor = system.browser({ address: '10.0.0.2' });
  await auditor.signIn('auditor');
  expect(await auditor.outcome('POST', '/tokens', { name: 'x', scopes: ['audit.read'], days: 1 })).not.toBe('201');
});

test('a token limited to a unit reaches nothing outside it', async () => {
  const { secret } = await issue(clerk, { scopes: ['unit.read'], unit });
  expect(await program(secret, 'GET', `/units/${unit}`)).toBe('200');
  expect(await program(secret, 'GET', `/units/${otherUnit}`)).toBe('404 not-found');
});

test('a token ends at its time, when it is taken back, and with its person', async () => {
  const { token, secret } = await issue(clerk);
  expect(await program(secret, 'GET', '/documents')).toBe('200');
  expect(await clerk.outcome('DELETE', `/tokens/${token.id}`)).toBe('200');
  expect(await program(secret, 'GET', '/documents')).toBe('401 not-signed-in');
  // A cookie does not make up for it.
  const response = await clerk.send('GET', '/documents', undefined, { authorization: `Bearer ${secret}` });
  expect(response.status).toBe(401);
  expect(await program('jz_1_nonsense', 'GET', '/documents')).toBe('401 not-signed-in');
  expect(await program(secret.replace('jz_1_', 'jz_2_'), 'GET', '/documents')).toBe('401 not-signed-in');

  const short = await issue(clerk, { days: 1 });
  expect(await program(short.secret, 'GET', '/documents')).toBe('200');
  system.clock.pass(DAY_MINUTES);
  expect(await program(short.secret, 'GET', '/documents')).toBe('401 not-signed-in');
  await clerk.signIn('clerk');

  const left = await issue(clerk);
  await system.store
    .organisation(BUILT_IN_TENANT)
    .applyChanges([{ operation: 'person.end', id: clerkId }], system.by());
  system.clock.pass(1);
  expect(await program(left.secret, 'GET', '/documents')).toBe('401 not-signed-in');
  await system.store
    .organisation(BUILT_IN_TENANT)
    .applyChanges([{ operation: 'person.resume', id: clerkId }], system.by());
});

test('tokens end with a password that an administrator resets, not with one that its person changes', async () => {
  const person = await system.person('reset', { role: 'finance-desk' });
  const desk = system.browser({ address: '10.0.0.9' });
  await desk.signIn('reset');
  const { token, secret } = await issue(desk, { scopes: ['document.read'] });
  expect(await program(secret, 'GET', '/documents')).toBe('200');
  await system.identity.administration.reset(BUILT_IN_TENANT, person, system.by());
  expect(await program(secret, 'GET', '/documents')).toBe('401 not-signed-in');
  const trail = await system.store.trail(BUILT_IN_TENANT).list({ subject: { kind: 'token', id: token.id }, limit: 5 });
  expect(trail.map(({ operation }) => operation)).toEqual(['token.revoke', 'token.issue']);
});

test('a security administrator sees and takes back the tokens of others, and a stranger neither', async () => {
  await system.person('second', { role: 'finance-desk' });
  const desk = system.browser({ address: '10.0.0.3' });
  await desk.signIn('second');
  const { token, secret } = await issue(desk, { scopes: ['document.read'] });
  await system.person('security', { role: 'security-administrator' });
  await system.person('third', { role: 'finance-desk' });
  const stranger = system.browser({ address: '10.0.0.4' });
  await stranger.signIn('third');
  expect((await stranger.json<TokenList>('GET', '/tokens')).tokens).toEqual([]);
  expect(await stranger.outcome('DELETE', `/tokens/${token.id}`)).toBe('404 not-found');
  const security = system.browser({ address: '10.0.0.5' });
  await security.signIn('security');
  expect((await security.json<TokenList>('GET', '/tokens')).tokens.map(({ id }) => id)).toContain(token.id);
  expect(await security.outcome('DELETE', `/tokens/${token.id}`)).toBe('200');
  expect(await program(secret, 'GET', '/documents')).toBe('401 not-signed-in');
});

test('addresses to be told are inside, kept by the system administrator, and their secret is shown once', async () => {
  await system.person('system', { role: 'system-administrator' });
  const administrator = system.browser({ address: '10.0.0.6' });
  await administrator.signIn('system');
  const request = { url: 'http://10.1.1.1/hook', operations: ['document.add'] };
  expect(await clerk.outcome('GET', '/webhooks')).not.toBe('200');
  expect(await administrator.outcome('POST', '/webhooks', { ...request, url: 'http://8.8.8.8/' })).toBe(
    '400 bad-request',
  );
  const { webhook, secret } = await administrator.json<WebhookAdded>('POST', '/webhooks', request);
  expect(secret.length).toBeGreaterThan(40);
  const listed = await administrator.json<WebhookList>('GET', '/webhooks');
  expect(listed.webhooks).toMatchObject([{ id: webhook.id, waiting: 0, stoppedAt: null }]);
  expect(JSON.stringify(listed)).not.toContain(secret);
  expect(await administrator.outcome('GET', `/webhooks/${webhook.id}/deliveries`)).toBe('200');
  expect(await administrator.outcome('DELETE', `/webhooks/${webhook.id}`)).toBe('200');
  expect((await administrator.json<WebhookList>('GET', '/webhooks')).webhooks[0]?.stoppedAt).not.toBeNull();
  expect(await administrator.outcome('DELETE', `/webhooks/${randomUUID()}`)).toBe('404 not-found');
});
