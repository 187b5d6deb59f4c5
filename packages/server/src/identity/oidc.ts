import { randomBytes } from 'node:crypto';
import type { Problem } from '@jizhun/api';
import { BUILT_IN_TENANT, type Store } from '@jizhun/store';
import * as client from 'openid-client';
import { notFound, ProblemError } from '../http/problem.ts';
import { identityTaken } from './administration.ts';
import { cookieOf, dropCookie, FLOW_COOKIE, setCookie } from './cookies.ts';
import type { OidcConfiguration, Provider } from './oidc-file.ts';
import type { Principal } from './principal.ts';
import { actorName, type From, type Sessions } from './sessions.ts';

/** How long somebody may take at the provider. */
const FLOW_MS = 10 * 60_000;
/** How long a refusal waits for the page that shows it. */
const REFUSAL_MS = 5 * 60_000;
/** Most ways to a provider and back that are remembered; the oldest are forgotten first. */
const MOST_FLOWS = 10_000;
/** What the provider says of itself is asked for again after this. */
const BELIEVED_MS = 3_600_000;
/** Who finds a page open binds no way in of their own: that takes somebody who signed in so lately. */
const FRESH_MS = 15 * 60_000;
/** A provider that does not answer for so long is down. */
const PATIENCE_S = 10;

/** Where the browser goes next, and what it is to keep. */
export interface Onward {
  location: string;
  cookies: readonly string[];
}

/** Signing in at an identity provider (统一身份认证) by OpenID Connect: authorization code, PKCE, state, nonce. */
export interface Oidc {
  /** What the page offers. */
  offers(): { id: string; name: string }[];
  /** What a provider is called, by its issuer; undefined where it is no longer used. */
  nameOf(issuer: string): string | undefined;
  /** The issuer of a provider, as identities are bound to it. @throws ProblemError 404, 503 */
  issuerOf(provider: string): Promise<string>;
  /** To the provider, to sign in. Where it is down, to the page that says so. @throws ProblemError 404 */
  start(provider: string, request: Request): Promise<Onward>;
  /** To the provider, to bind what comes back to who has just signed in. @throws ProblemError 403, 404, 503 */
  startLink(provider: string, principal: Principal, request: Request): Promise<Onward>;
  /** Back from the provider: into the system, or to the page that says why not. */
  finish(provider: string, from: From): Promise<Onward>;
  /** Why the way back ended at the page, once. */
  refusal(request: Request): { problem: Problem; cookie: string } | undefined;
}

interface Flow {
  provider: string;
  state: string;
  nonce: string;
  verifier: string;
  redirectUri: string;
  at: number;
  /** For binding: who began it, in which session. */
  link?: { tenant: number; person: string; session: string; actor: string };
}

const AFTER_LINKING = '/account';
const SIGN_IN_PAGE = '/sign-in';

const unavailable = ({ name }: Provider) =>
  new ProblemError(503, 'oidc-unavailable', {
    title: '统一身份认证暂时不可用',
    detail: `连不上“${name}”，或它的回答不对。`,
    remedy: '请稍后再试，或用登录名和口令登录；仍不行，请与系统管理员联系。',
  });

const broken = () =>
  new ProblemError(401, 'oidc-refused', {
    title: '没有登录成功',
    detail: '统一身份认证的回答与这次登录对不上，或已经过期。',
    remedy: '请从登录页重新开始；不要用收藏的或别人发来的登录地址。',
  });

const denied = () =>
  new ProblemError(401, 'oidc-denied', {
    title: '没有登录成功',
    detail: '统一身份认证没有同意这次登录。',
    remedy: '请从登录页重新开始；不应被拒绝的，请与统一身份认证的管理人员联系。',
  });

const unknownIdentity = (name: string, subject: string) =>
  new ProblemError(403, 'unknown-identity', {
    title: '没有登录成功',
    detail: `您在“${name}”中的身份还没有与本系统的人员绑定。您的标识：${subject}`,
    remedy: '请把上面的标识告知安全管理员，由其绑定；或先用登录名和口令登录，在“我的账号”中自行绑定。',
  });

const tooWeak = ({ name }: Provider) =>
  new ProblemError(403, 'oidc-too-weak', {
    title: '没有登录成功',
    detail: `这次在“${name}”的登录方式达不到要求。`,
    remedy: '请用要求的方式（如数字证书、动态口令）在统一身份认证处登录；没有的，请与其管理人员联系。',
  });

/** Whether the provider says that it authenticated somebody as strongly as is asked (OpenID Connect Core 2). */
function isStrong({ acr, amr }: Provider, claims: client.IDToken): boolean {
  const said: unknown = claims.amr;
  if (acr !== undefined && !(typeof claims.acr === 'string' && acr.includes(claims.acr))) return false;
  return amr === undefined || (Array.isArray(said) && amr.some((method) => said.includes(method)));
}

const tooLongAgo = () =>
  new ProblemError(403, 'sign-in-again', {
    title: '请重新登录',
    detail: '绑定统一身份须在登录后 15 分钟内进行。',
    remedy: '请退出，重新登录后再绑定。',
  });

const shutAccount = () =>
  new ProblemError(403, 'account-shut', {
    title: '没有登录成功',
    detail: '与这个身份绑定的账号已停用。',
    remedy: '请与安全管理员联系。',
  });

interface Parts {
  store: Pick<Store, 'accounts' | 'doors' | 'trail'>;
  sessions: Sessions;
  configuration: OidcConfiguration | undefined;
  now(): Date;
  newId(): string;
  log(error: unknown): void;
}

/** Puts into a map of bounded size. */
function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.set(key, value);
  if (map.size <= MOST_FLOWS) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    break;
  }
}

function authenticationOf({ clientSecret, authentication }: Provider): client.ClientAuth {
  if (clientSecret === undefined) return client.None();
  return authentication === 'post' ? client.ClientSecretPost(clientSecret) : client.ClientSecretBasic(clientSecret);
}

export function createOidc({ store, sessions, configuration, now, newId, log }: Parts): Oidc {
  const providers = configuration?.providers ?? [];
  const flows = new Map<string, Flow>();
  const refusals = new Map<string, { problem: Problem; at: number }>();
  const discovered = new Map<string, { at: number; configuration: Promise<client.Configuration> }>();

  const providerOf = (id: string): Provider => {
    const provider = providers.find((one) => one.id === id);
    if (provider === undefined) throw notFound('这个统一身份认证');
    return provider;
  };

  /** What the provider says of itself. @throws ProblemError 503 */
  async function discover(provider: Provider): Promise<client.Configuration> {
    const at = now().getTime();
    let there = discovered.get(provider.id);
    if (there === undefined || at - there.at > BELIEVED_MS) {
      const execute = [
        // Signatures of ID tokens are checked, although they come straight from the provider.
        client.enableNonRepudiationChecks,
        ...(provider.insecure ? [client.allowInsecureRequests] : []),
      ];
      const { issuer, clientId } = provider;
      const found = client.discovery(issuer, clientId, undefined, authenticationOf(provider), {
        execute,
        timeout: PATIENCE_S,
      });
      there = { at, configuration: found };
      discovered.set(provider.id, there);
    }
    try {
      return await there.configuration;
    } catch (error) {
      discovered.delete(provider.id);
      log(error);
      throw unavailable(provider);
    }
  }

  async function begin(provider: Provider, request: Request, link?: Flow['link']): Promise<Onward> {
    const found = await discover(provider);
    const base = configuration?.address ?? new URL(new URL(request.url).origin);
    const redirectUri = new URL(`/api/v1/sign-in/oidc/${provider.id}/callback`, base).href;
    const verifier = client.randomPKCECodeVerifier();
    const state = client.randomState();
    const nonce = client.randomNonce();
    const location = client.buildAuthorizationUrl(found, {
      redirect_uri: redirectUri,
      scope: provider.scope,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ...(provider.acr === undefined ? {} : { acr_values: provider.acr.join(' ') }),
    }).href;
    const id = randomBytes(32).toString('base64url');
    const flow = { provider: provider.id, state, nonce, verifier, redirectUri, at: now().getTime() };
    keep(flows, id, { ...flow, ...(link === undefined ? {} : { link }) });
    return { location, cookies: [setCookie(request, FLOW_COOKIE, id)] };
  }

  /** To the page that shows the refusal. */
  function refuse({ problem }: ProblemError, request: Request, page: string): Onward {
    const id = randomBytes(32).toString('base64url');
    keep(refusals, id, { problem, at: now().getTime() });
    return {
      location: `${page}?problem=${encodeURIComponent(problem.code)}`,
      cookies: [setCookie(request, FLOW_COOKIE, id)],
    };
  }

  /** Who came back, as the provider vouches for it. @throws ProblemError */
  async function identityIn(provider: Provider, flow: Flow, request: Request): Promise<client.IDToken> {
    const found = await discover(provider);
    const current = new URL(flow.redirectUri);
    current.search = new URL(request.url).search;
    try {
      const tokens = await client.authorizationCodeGrant(found, current, {
        pkceCodeVerifier: flow.verifier,
        expectedState: flow.state,
        expectedNonce: flow.nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      // By the specification: never empty, at most 255 characters.
      if (claims === undefined || !/^.{1,255}$/.test(claims.sub)) throw new Error('no subject');
      return claims;
    } catch (error) {
      if (error instanceof client.AuthorizationResponseError) throw denied();
      // The words of it may hold a code or a token: its kind is enough.
      log(new Error(`${provider.id}: ${error instanceof Error ? `${error.name} ${codeOf(error)}` : 'unknown'}`));
      throw broken();
    }
  }

  async function note(why: string, identity: { issuer: string; subject: string }, address: string): Promise<void> {
    await store
      .trail(BUILT_IN_TENANT)
      .note(
        { operation: 'session.refuse', subject: { kind: 'account', id: '' }, after: { why, ...identity } },
        { at: now(), actor: '未登录', origin: address },
      );
  }

  async function enter(provider: Provider, flow: Flow, from: From): Promise<Onward> {
    const claims = await identityIn(provider, flow, from.request);
    const { iss: issuer, sub: subject } = claims;
    if (!isStrong(provider, claims)) {
      await note('authentication-too-weak', { issuer, subject }, from.address);
      throw tooWeak(provider);
    }
    const drop = dropCookie(from.request, FLOW_COOKIE);
    if (flow.link !== undefined) {
      await bind(flow.link, { issuer, subject }, from);
      return { location: AFTER_LINKING, cookies: [drop] };
    }
    const door = await store.doors.byIdentity(issuer, subject);
    const account = door === undefined ? undefined : await store.accounts(door.tenant).find(door.person);
    if (door === undefined || account === undefined) {
      await note('unknown-identity', { issuer, subject }, from.address);
      throw unknownIdentity(provider.name, subject);
    }
    const open = account.disabledAt === undefined && account.endedAt === undefined;
    const who = { tenant: door.tenant, account, how: 'oidc', detail: { issuer, subject } } as const;
    const cookie = open ? await sessions.start(who, from) : undefined;
    if (cookie === undefined) {
      await note('disabled', { issuer, subject }, from.address);
      throw shutAccount();
    }
    return { location: '/', cookies: [cookie, drop] };
  }

  async function bind(
    { tenant, person, session, actor }: NonNullable<Flow['link']>,
    identity: { issuer: string; subject: string },
    { address }: From,
  ): Promise<void> {
    // The browser does not send the session along from another site; that it still goes on is looked up.
    if (!(await sessions.goesOn(tenant, person, session))) throw broken();
    const came = await store
      .accounts(tenant)
      .link({ id: newId(), person, ...identity }, { at: now(), actor, origin: address });
    if (came !== 'linked') throw identityTaken();
  }

  return {
    offers: () => providers.map(({ id, name }) => ({ id, name })),
    nameOf: (issuer) => providers.find((one) => sameIssuer(one.issuer.href, issuer))?.name,
    issuerOf: async (id) => (await discover(providerOf(id))).serverMetadata().issuer,

    async start(id, request) {
      const provider = providerOf(id);
      try {
        return await begin(provider, request);
      } catch (error) {
        if (error instanceof ProblemError) return refuse(error, request, SIGN_IN_PAGE);
        throw error;
      }
    },

    async startLink(id, principal, request) {
      const { tenant, person, session } = principal;
      const facts = sessions.factsOf(principal);
      if (session === undefined || facts === undefined) throw new Error('no session');
      if (now().getTime() - facts.session.startedAt.getTime() > FRESH_MS) throw tooLongAgo();
      return begin(providerOf(id), request, { tenant, person, session, actor: actorName(principal) });
    },

    async finish(id, from) {
      const provider = providerOf(id);
      const { request } = from;
      const key = cookieOf(request, FLOW_COOKIE) ?? '';
      const flow = flows.get(key);
      // Whatever comes of it, nobody comes this way twice.
      flows.delete(key);
      try {
        if (flow === undefined || flow.provider !== id || now().getTime() - flow.at > FLOW_MS) throw broken();
        return await enter(provider, flow, from);
      } catch (error) {
        if (error instanceof ProblemError)
          return refuse(error, request, flow?.link === undefined ? SIGN_IN_PAGE : AFTER_LINKING);
        throw error;
      }
    },

    refusal(request) {
      const key = cookieOf(request, FLOW_COOKIE) ?? '';
      const there = refusals.get(key);
      refusals.delete(key);
      if (there === undefined || now().getTime() - there.at > REFUSAL_MS) return undefined;
      return { problem: there.problem, cookie: dropCookie(request, FLOW_COOKIE) };
    },
  };
}

/** Issuers are compared as they are written; a URL of only a host gets a slash when it is parsed. */
const sameIssuer = (one: string, other: string) => one.replace(/\/$/, '') === other.replace(/\/$/, '');

const codeOf = (error: Error) => ('code' in error && typeof error.code === 'string' ? error.code : '');
