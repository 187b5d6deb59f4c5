import { randomUUID } from 'node:crypto';
import { BUILT_IN_TENANT } from '@jizhun/store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installation, startInstallation } from '../../test/installation.ts';

let system: Installation;

beforeAll(async () => {
  system = await startInstallation();
});

afterAll(async () => {
  await system?.close();
});

async function signedIn(login: string) {
  const browser = system.browser();
  expect(await browser.signIn(login)).toBe('200');
  return browser;
}

test('nobody shuts, unlocks or binds their own account as the security administrator', async () => {
  const person = await system.person('own', { role: 'security-administrator' });
  const own = await signedIn('own');
  const identity = { provider: 'unified', subject: 'somebody' };
  expect(await own.outcome('DELETE', `/people/${person}/account`)).toBe('409 own-account');
  expect(await own.outcome('POST', `/people/${person}/account/unlock`)).toBe('409 own-account');
  expect(await own.outcome('POST', `/people/${person}/password-reset`)).toBe('409 own-account');
  expect(await own.outcome('POST', `/people/${person}/identities`, identity)).toBe('409 own-account');
  expect(await own.outcome('DELETE', `/people/${person}/identities/${randomUUID()}`)).toBe('409 own-account');
});

test('the account of the last security administrator who can get in is not disabled', async () => {
  const { store, by } = system;
  const temporary = await system.person('temporary');
  const last = await system.person('last', { role: 'security-administrator' });
  await store.organisation(BUILT_IN_TENANT).applyChanges(
    [
      {
        operation: 'assignment.give',
        id: randomUUID(),
        person: temporary,
        role: 'security-administrator',
        from: '2026-01-01',
        to: '2026-12-31',
      },
    ],
    by(),
  );
  const browser = await signedIn('temporary');
  const { accounts } = await browser.json<{ accounts: { person: string; login: string }[] }>('GET', '/accounts');
  for (const { person } of accounts.filter(({ login }) => login !== 'temporary' && login !== 'last'))
    expect(await browser.outcome('DELETE', `/people/${person}/account`)).toBe('200');
  expect(await browser.outcome('DELETE', `/people/${last}/account`)).toBe('409 last-security-administrator');
});

test('who is ended is out at once, though what is known of sessions is kept for seconds', async () => {
  const person = await system.person('leaving', { role: 'audit-administrator' });
  await system.person('managing', { role: 'system-administrator' });
  const [leaving, managing] = [await signedIn('leaving'), await signedIn('managing')];
  expect(await leaving.outcome('GET', '/me')).toBe('200');
  expect(await managing.outcome('PATCH', `/people/${person}`, { ended: true })).toBe('200');
  expect(await leaving.outcome('GET', '/me')).toBe('401 not-signed-in');
});

test('whoever may read people does not read how they get in', async () => {
  const person = await system.person('read');
  await system.person('auditing', { role: 'audit-administrator' });
  const browser = await signedIn('auditing');
  expect(await browser.outcome('GET', `/people/${person}`)).toBe('200');
  expect(await browser.outcome('GET', `/people/${person}/account`)).toBe('403 not-permitted');
});
