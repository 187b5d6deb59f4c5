import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LinkedIdentity, Me, SignInOptions } from '@jizhun/api';
import { BUILT_IN_TENANT } from '@jizhun/store';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../test/folder.ts';
import { type Browser, type Installation, startInstallation } from '../../test/installation.ts';
import { CLIENT_ID, CLIENT_SECRET, type Forgery, goThrough, startForger, startProvider } from '../../test/provider.ts';
import { OidcFileError, type Provider, readOidcFile } from './oidc-file.ts';

const ORIGIN = 'http://127.0.0.1:7788';
const callback = (id: string) => `${ORIGIN}/api/v1/sign-in/oidc/${id}/callback`;

let real: Awaited<ReturnType<typeof startProvider>>;
let forger: Awaited<ReturnType<typeof startForger>>;
let system: Installation;

const provider = (id: string, issuer: string): Provider => ({
  id,
  name: `认证${id}`,
  issuer: new URL(issuer),
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  authentication: 'basic',
  scope: 'openid',
  insecure: true,
});

beforeAll(async () => {
  // The provider says at length that it is not set up for anything but tests.
  for (const loud of ['warn', 'info'] as const) vi.spyOn(console, loud).mockImplementation(() => {});
  real = await startProvider(callback('real'));
  forger = await startForger();
  system = await startInstallation({
    oidc: {
      providers: [
        provider('real', real.issuer),
        provider('forger', forger.issuer),
        { ...provider('strong', forger.issuer), acr: ['gold', 'silver'], amr: ['otp', 'hwk'] },
        provider('down', 'http://127.0.0.1:9'),
      ],
    },
  });
  // Tokens of the provider are of today.
  system.clock.at = new Date();
});

afterAll(async () => {
  await system?.close();
  await forger?.close();
  await real?.close();
  vi.restoreAllMocks();
});

/** To where a browser is sent, as a path of ours. */
const path = (response: Response) => {
  expect(response.status).toBe(302);
  const location = response.headers.get('location') ?? '';
  return location.startsWith(ORIGIN) ? location.slice(ORIGIN.length) : location;
};
const start = async (browser: Browser, id: string) => path(await browser.send('GET', `/sign-in/oidc/${id}`));
const comeBack = async (browser: Browser, address: string) =>
  path(await browser.send('GET', address.replace(ORIGIN, '')));
/** All the way to the provider and back. */
const through = async (browser: Browser, subject: string) =>
  comeBack(browser, await goThrough(await start(browser, 'real'), subject));
const refusalOf = async (browser: Browser) => (await browser.json<SignInOptions>('GET', '/sign-in')).refusal;

async function bound(login: string, subject: string, issuer = real.issuer): Promise<string> {
  const person = await system.person(login, { password: null });
  await system.identity.administration.link(BUILT_IN_TENANT, person, { issuer, subject }, system.by());
  return person;
}

test('the page offers the providers, and whoever is bound comes in through one', async () => {
  const person = await bound('wang', 'subject-wang');
  const browser = system.browser();
  const options = await browser.json<SignInOptions>('GET', '/sign-in');
  expect(options.oidc).toContainEqual({ id: 'real', name: '认证real' });
  const away = await start(browser, 'real');
  const asked = new URL(away).searchParams;
  expect(Object.fromEntries(asked)).toMatchObject({
    client_id: CLIENT_ID,
    response_type: 'code',
    scope: 'openid',
    code_challenge_method: 'S256',
    redirect_uri: callback('real'),
  });
  // Sent along when the browser comes back from another site, and to no script.
  expect(browser.lastCookies).toEqual([
    expect.stringMatching(/^jizhun-oidc=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/),
  ]);
  expect(await comeBack(browser, await goThrough(away, 'subject-wang'))).toBe('/');
  expect([...browser.cookies.keys()]).toEqual(['jizhun']);
  const me = await browser.json<Me>('GET', '/me');
  expect(me).toMatchObject({ person: { id: person, login: 'wang' }, session: { how: 'oidc' }, password: null });
  expect(await browser.outcome('POST', '/me/password', { current: 'x', next: 'y' })).toBe('409 no-password');
  const [event] = (await system.store.trail(BUILT_IN_TENANT).list({ limit: 5 })).filter(
    ({ operation }) => operation === 'session.start',
  );
  expect(event?.after).toContain('subject-wang');
});

test('who is not bound is refused with the subject by which an administrator binds them', async () => {
  const browser = system.browser();
  expect(await through(browser, 'subject-new')).toBe('/sign-in?problem=unknown-identity');
  expect(await browser.outcome('GET', '/me')).toBe('401 not-signed-in');
  const refusal = await refusalOf(browser);
  expect(refusal).toMatchObject({ code: 'unknown-identity', detail: expect.stringContaining('subject-new') });
  // Told once, to this browser.
  expect(await refusalOf(browser)).toBeNull();
  const [event] = await system.store.trail(BUILT_IN_TENANT).list({ limit: 1 });
  expect(event).toMatchObject({ operation: 'session.refuse', after: expect.stringContaining('subject-new') });

  const person = await system.person('new');
  await system.person('keeper', { role: 'security-administrator' });
  const admin = system.browser();
  await admin.signIn('keeper');
  const body = { provider: 'real', subject: 'subject-new' };
  const other = await system.person('other');
  expect(await admin.outcome('POST', `/people/${person}/identities`, body)).toBe('201');
  expect(await admin.outcome('POST', `/people/${other}/identities`, body)).toBe('409 identity-taken');
  expect(await through(browser, 'subject-new')).toBe('/');
  const { identities } = await admin.json<{ identities: LinkedIdentity[] }>('GET', `/people/${person}/identities`);
  expect(identities).toMatchObject([{ provider: '认证real', issuer: real.issuer, subject: 'subject-new' }]);
  expect(await admin.outcome('DELETE', `/people/${person}/identities/${identities[0]?.id}`)).toBe('204');
  expect(await through(browser, 'subject-new')).toBe('/sign-in?problem=unknown-identity');
});

test('the same e-mail address and name under another subject is another person', async () => {
  await bound('zhangsan', 'subject-zhangsan');
  expect(await through(system.browser(), 'subject-zhangsan')).toBe('/');
  // The provider vouches for the same address and name with every subject.
  expect(await through(system.browser(), 'zhangsan')).toBe('/sign-in?problem=unknown-identity');
  expect(await through(system.browser(), 'zhangsan@example.gov.cn')).toBe('/sign-in?problem=unknown-identity');
});

test('who is signed in binds their own identity, and unbinds it', async () => {
  await system.person('li');
  const browser = system.browser();
  await browser.signIn('li');
  const link = async (subject: string) => {
    const { address } = await browser.json<{ address: string }>('POST', '/me/identities', { provider: 'real' });
    return comeBack(browser, await goThrough(address, subject));
  };
  expect(await link('subject-li')).toBe('/account');
  const { identities } = await browser.json<{ identities: LinkedIdentity[] }>('GET', '/me/identities');
  expect(identities).toMatchObject([{ subject: 'subject-li', linkedBy: '人员li（li）' }]);
  const other = system.browser();
  expect(await through(other, 'subject-li')).toBe('/');
  expect((await other.json<Me>('GET', '/me')).person.login).toBe('li');
  // What is another's stays another's.
  await bound('taken', 'subject-taken');
  expect(await link('subject-taken')).toBe('/account?problem=identity-taken');
  expect(await refusalOf(browser)).toMatchObject({ code: 'identity-taken' });
  // Meanwhile signed out: nothing is bound.
  const { address } = await browser.json<{ address: string }>('POST', '/me/identities', { provider: 'real' });
  const back = await goThrough(address, 'subject-late');
  const flow = browser.cookies.get('jizhun-oidc') ?? '';
  await browser.outcome('POST', '/sign-out', {});
  browser.cookies.set('jizhun-oidc', flow);
  expect(await comeBack(browser, back)).toBe('/account?problem=oidc-refused');
  expect(await system.store.doors.byIdentity(real.issuer, 'subject-late')).toBeUndefined();

  await browser.signIn('li');
  // Who finds a page open adds no way in of their own.
  system.clock.pass(16);
  expect(await browser.outcome('POST', '/me/identities', { provider: 'real' })).toBe('403 sign-in-again');
  expect(await browser.outcome('DELETE', `/me/identities/${identities[0]?.id}`)).toBe('204');
  expect(await through(system.browser(), 'subject-li')).toBe('/sign-in?problem=unknown-identity');
  // The last way in stays.
  await bound('only-oidc', 'subject-only');
  const only = system.browser();
  await through(only, 'subject-only');
  const mine = await only.json<{ identities: LinkedIdentity[] }>('GET', '/me/identities');
  expect(await only.outcome('DELETE', `/me/identities/${mine.identities[0]?.id}`)).toBe('409 last-way-in');
});

test('an account that was shut does not open by a provider', async () => {
  const person = await bound('shut', 'subject-shut');
  await system.identity.administration.setDisabled(BUILT_IN_TENANT, person, true, system.by());
  const browser = system.browser();
  expect(await through(browser, 'subject-shut')).toBe('/sign-in?problem=account-shut');
  expect(await browser.outcome('GET', '/me')).toBe('401 not-signed-in');
});

describe('a way back that is not the one that was begun', () => {
  test('in another browser, twice, too late, or to another provider', async () => {
    await bound('back', 'subject-back');
    const refused = '/sign-in?problem=oidc-refused';
    const browser = system.browser();
    const back = await goThrough(await start(browser, 'real'), 'subject-back');
    // Another browser, as one to which the address was sent: nobody is signed in as somebody else.
    const victim = system.browser();
    expect(await comeBack(victim, back)).toBe(refused);
    expect(victim.cookies.has('jizhun')).toBe(false);
    await start(victim, 'real');
    expect(await comeBack(victim, back)).toBe(refused);

    expect(await comeBack(browser, back)).toBe('/');
    const again = system.browser();
    expect(await comeBack(browser, back)).toBe(refused);
    // The code in a flow of one's own: the provider gave it for another challenge, and once.
    const own = new URL(await start(again, 'real')).searchParams;
    const replayed = new URL(back);
    replayed.searchParams.set('state', own.get('state') ?? '');
    expect(await comeBack(again, replayed.href)).toBe(refused);

    const late = system.browser();
    const slow = await goThrough(await start(late, 'real'), 'subject-back');
    system.clock.pass(11);
    expect(await comeBack(late, slow)).toBe(refused);
    const elsewhere = system.browser();
    const mixed = await goThrough(await start(elsewhere, 'real'), 'subject-back');
    expect(await comeBack(elsewhere, mixed.replace('/real/', '/forger/'))).toBe(refused);
  });

  test('with another state, or in the name of another provider', async () => {
    const change = async (name: string, value: string) => {
      const browser = system.browser();
      const back = new URL(await goThrough(await start(browser, 'real'), 'subject-wang'));
      expect(back.searchParams.has(name)).toBe(true);
      back.searchParams.set(name, value);
      return comeBack(browser, back.href);
    };
    expect(await change('state', 'x'.repeat(43))).toBe('/sign-in?problem=oidc-refused');
    // RFC 9207: whose answer it is stands in it.
    expect(await change('iss', 'https://evil.example')).toBe('/sign-in?problem=oidc-refused');
    expect(await change('code', 'guessed')).toBe('/sign-in?problem=oidc-refused');
  });

  test('with a refusal of the provider, or from one that is down or unknown', async () => {
    const browser = system.browser();
    const asked = new URL(await start(browser, 'forger')).searchParams;
    const denied = `${callback('forger')}?error=access_denied&state=${asked.get('state')}`;
    expect(await comeBack(browser, denied)).toBe('/sign-in?problem=oidc-denied');
    expect(await start(browser, 'down')).toBe('/sign-in?problem=oidc-unavailable');
    expect(await refusalOf(browser)).toMatchObject({ code: 'oidc-unavailable' });
    expect(await browser.outcome('GET', '/sign-in/oidc/unknown')).toBe('404 not-found');
    expect(await browser.outcome('GET', '/sign-in/oidc/unknown/callback?code=x')).toBe('404 not-found');
    expect(await browser.outcome('POST', '/me/identities', { provider: 'real' })).toBe('401 not-signed-in');
  });
});

describe('an ID token that is not to be believed', () => {
  const tokenOf = async (forgery: Forgery | ((nonce: string) => Forgery & { nonce?: string }), id = 'forger') => {
    const browser = system.browser();
    const asked = new URL(await start(browser, id)).searchParams;
    const nonce = asked.get('nonce') ?? '';
    forger.next = typeof forgery === 'function' ? forgery(nonce) : { nonce, ...forgery };
    return comeBack(browser, `${callback(id)}?code=code&state=${asked.get('state')}`);
  };
  const seconds = () => Math.floor(Date.now() / 1000);

  beforeAll(async () => {
    await bound('forged', 'forged', forger.issuer);
  });

  test('a good one is', async () => {
    expect(await tokenOf({})).toBe('/');
    expect(forger.codes.at(-1)).toBe('code');
  });

  test('one that says less of how somebody was authenticated than is asked lets nobody in', async () => {
    const browser = system.browser();
    expect(new URL(await start(browser, 'strong')).searchParams.get('acr_values')).toBe('gold silver');
    const weak = '/sign-in?problem=oidc-too-weak';
    for (const claims of [
      {},
      { acr: 'gold' },
      { amr: ['otp'] },
      { acr: 'bronze', amr: ['otp'] },
      { acr: 'gold', amr: ['pwd'] },
      { acr: 'gold', amr: 'otp' },
    ])
      expect(await tokenOf({ claims }, 'strong'), JSON.stringify(claims)).toBe(weak);
    expect(await tokenOf({ claims: { acr: 'silver', amr: ['pwd', 'otp'] } }, 'strong')).toBe('/');
  });

  const refused: [what: string, forgery: Parameters<typeof tokenOf>[0]][] = [
    ['another nonce', () => ({ nonce: 'x'.repeat(43) })],
    ['no nonce', () => ({})],
    ['another issuer', { claims: { iss: 'https://evil.example' } }],
    ['another audience', { claims: { aud: 'another client' } }],
    ['several audiences, for another party', { claims: { aud: [CLIENT_ID, 'x'], azp: 'x' } }],
    ['expired', { claims: { exp: seconds() - 600, iat: seconds() - 900 } }],
    ['not valid yet', { claims: { nbf: seconds() + 600 } }],
    ['no subject', { claims: { sub: undefined } }],
    ['an empty subject', { claims: { sub: '' } }],
    ['a subject longer than any', { claims: { sub: 'x'.repeat(256) } }],
    ['no signature', { alg: 'none' }],
    ['signed with the secret of the client', { alg: 'HS256' }],
    ['signed with a key that the provider does not publish', { foreignKey: true }],
  ];
  test.each(refused)('%s', async (_what, forgery) => {
    expect(await tokenOf(forgery)).toBe('/sign-in?problem=oidc-refused');
  });
});

describe('the file that names the providers', () => {
  const read = async (text: string | undefined, secret?: string) => {
    const folder = temporaryFolder();
    try {
      if (text !== undefined) writeFileSync(join(folder.path, 'oidc.json'), text);
      if (secret !== undefined) writeFileSync(join(folder.path, 'secret'), secret);
      return await readOidcFile(folder.path);
    } finally {
      folder.remove();
    }
  };
  const one = { id: 'ty', name: '统一身份认证', issuer: 'https://id.example.gov.cn', clientId: 'jizhun' };
  const file = (...providers: object[]) => JSON.stringify({ providers });

  test('is left out, or read with its secret', async () => {
    expect(await read(undefined)).toBeUndefined();
    const read_ = await read(
      JSON.stringify({ address: 'https://jx.example.gov.cn', providers: [{ ...one, clientSecretFile: 'secret' }] }),
      'geheim\n',
    );
    expect(read_?.address?.href).toBe('https://jx.example.gov.cn/');
    expect(read_?.providers).toEqual([
      {
        ...one,
        issuer: new URL(one.issuer),
        clientSecret: 'geheim',
        authentication: 'basic',
        scope: 'openid',
        insecure: false,
      },
    ]);
    const local = await read(file({ ...one, issuer: 'http://127.0.0.1:3000', insecure: true }));
    expect(local?.providers[0]?.insecure).toBe(true);
    const strong = await read(file({ ...one, acr: ['urn:gold'], amr: ['hwk'] }));
    expect(strong?.providers[0]).toMatchObject({ acr: ['urn:gold'], amr: ['hwk'] });
  });

  test.each([
    ['{', /不是 JSON/],
    [file(), /“providers”/],
    [file({ ...one, id: 'T Y' }), /“providers.0.id”/],
    [file({ ...one, clientSecret: 'x' }), /不认识“clientSecret”/],
    [file({ ...one, scope: 'email' }), /“providers.0.scope”/],
    [file(one, one), /“ty”写了两次/],
    [file({ ...one, issuer: 'http://id.example.gov.cn' }), /issuer 不是 https/],
    [file({ ...one, issuer: 'http://id.example.gov.cn', insecure: true }), /issuer 不是 https/],
    [file({ ...one, issuer: 'http://127.0.0.1:3000' }), /issuer 不是 https/],
    [file({ ...one, clientSecretFile: 'none' }), /密钥文件.*没有这个文件/],
  ])('is refused with what is wrong (%#)', async (text, words) => {
    const failure = await read(text).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(OidcFileError);
    expect((failure as OidcFileError).message).toMatch(words);
    expect((failure as OidcFileError).remedy).toMatch(/docs\/signing-in\.md|https/);
  });

  test('a secret that is empty is none', async () => {
    await expect(read(file({ ...one, clientSecretFile: 'secret' }), ' \n')).rejects.toThrow('密钥文件是空的');
  });
});
