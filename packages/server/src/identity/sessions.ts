import { createHash, randomBytes } from 'node:crypto';
import { BACKGROUND_HEADER, type TenantSettings } from '@jizhun/api';
import type { Assignment } from '@jizhun/lifecycle';
import { beijingDay } from '@jizhun/model';
import {
  type Account,
  PROGRAM,
  type Session,
  type SessionEnd,
  type SessionHow,
  type Stamp,
  type Store,
} from '@jizhun/store';
import { cookieOf, dropCookie, SESSION_COOKIE, setCookie } from './cookies.ts';
import type { Identity } from './identity.ts';
import { mustChangePassword, type Policy } from './policy.ts';
import type { Principal } from './principal.ts';

/** How long what is known of a session is believed without asking again. What changes here is known at once. */
const BELIEVED_MS = 3_000;
const MINUTE_MS = 60_000;
/** Ended sessions are kept as long as anyone might ask in lists; the trail keeps their beginning and end. */
const KEPT_MS = 30 * 86_400_000;
/** A browser's own description beyond this says nothing. */
const LONGEST_AGENT = 300;

/** What is known of the session of a principal. */
export interface SessionFacts {
  session: Session;
  account: Account;
  settings: TenantSettings;
  /** The last thing that the person did. */
  lastSeen: Date;
}

/** From where a request came. */
export interface From {
  request: Request;
  address: string;
}

/** A session that goes on. */
export interface OpenSession extends Session {
  name: string;
  login: string;
  /** When it ends if nothing more is done in it. */
  endsAt: Date;
}

export interface Sessions extends Identity {
  /** Of a principal that this made; undefined for one that came by a token. */
  factsOf(principal: Principal): SessionFacts | undefined;
  /**
   * Begins a session under a new token, whatever the browser brought; the session that it brought ends. Undefined where
   * the account is shut. Answers `Set-Cookie`.
   */
  start(
    who: { tenant: number; account: Account; how: SessionHow; rehashed?: string; detail?: Record<string, string> },
    from: From,
  ): Promise<string | undefined>;
  /** The sessions of a person, or of all, that go on; the newest first. */
  list(tenant: number, person?: string): Promise<OpenSession[]>;
  /** Ends one session. False where there is none that goes on. */
  end(tenant: number, id: string, how: SessionEnd, by: Stamp): Promise<boolean>;
  /** Ends all sessions of a person but one. Answers how many. */
  endAll(tenant: number, person: string, how: SessionEnd, by: Stamp, but?: string): Promise<number>;
  /** Ends the session of who asks, and, `everywhere`, their others too. */
  endOwn(principal: Principal, everywhere: boolean, by: Stamp): Promise<void>;
  /** Whether a person's session goes on, by its id. */
  goesOn(tenant: number, person: string, id: string): Promise<boolean>;
  /** What is known of sessions is to be asked again: of one person, or of all of a tenant. */
  forget(tenant: number, person?: string): void;
  /** Ends what timed out, and forgets what ended long ago. */
  sweep(tenant: number): Promise<void>;
}

export interface SessionParts {
  store: Pick<Store, 'accounts'>;
  policy: Policy;
  assignmentsOf(tenant: number, person: string, day: string): Promise<readonly Assignment[]>;
  now(): Date;
  newId(): string;
}

/** How the trail names a person. */
export const actorName = ({ name, login }: Pick<Account, 'name' | 'login'>) => `${name}（${login}）`;

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/** The tenant and the digest of the token of a request; undefined where it brings none. */
function brought(request: Request): { tenant: number; tokenHash: string } | undefined {
  const [, tenant, token] = /^(\d{1,9})\.([A-Za-z0-9_-]{43})$/.exec(cookieOf(request, SESSION_COOKIE) ?? '') ?? [];
  return token === undefined ? undefined : { tenant: Number(tenant), tokenHash: hashOf(token) };
}

interface Known {
  tenant: number;
  found: { session: Session; account: Account };
  askedAt: number;
}

export function createSessions({ store, policy, assignmentsOf, now, newId }: SessionParts): Sessions {
  const known = new Map<string, Known>();
  /** When a person last did something: the database is told once a minute. */
  const seen = new Map<string, Date>();
  const facts = new WeakMap<Principal, SessionFacts>();
  /** Counts what was forgotten: an answer that was asked for before is not kept after. */
  let forgotten = 0;

  async function look(tenant: number, tokenHash: string, at: Date): Promise<Known['found'] | undefined> {
    const there = known.get(tokenHash);
    if (there !== undefined && there.tenant === tenant && at.getTime() - there.askedAt < BELIEVED_MS)
      return there.found;
    const before = forgotten;
    const found = await store.accounts(tenant).session(tokenHash);
    if (found === undefined) {
      known.delete(tokenHash);
      seen.delete(tokenHash);
    } else if (before === forgotten) known.set(tokenHash, { tenant, found, askedAt: at.getTime() });
    return found;
  }

  /** A session that goes on, with what holds for it. */
  async function going(tenant: number, tokenHash: string, at: Date): Promise<SessionFacts | undefined> {
    const found = await look(tenant, tokenHash, at);
    if (found === undefined) return undefined;
    const { session, account } = found;
    const settings = await policy.of(tenant);
    const own = seen.get(tokenHash);
    const lastSeen = own !== undefined && own > session.lastSeenAt ? own : session.lastSeenAt;
    if (account.disabledAt !== undefined || account.endedAt !== undefined) return undefined;
    if (at >= session.expiresAt) return undefined;
    if (at.getTime() - lastSeen.getTime() >= settings.session.idleMinutes * MINUTE_MS) return undefined;
    return { session, account, settings, lastSeen };
  }

  const forget: Sessions['forget'] = (tenant, person) => {
    forgotten++;
    for (const [tokenHash, entry] of known) {
      if (entry.tenant === tenant && (person === undefined || entry.found.account.person === person))
        known.delete(tokenHash);
    }
  };

  /** What ends a session is in force at once. */
  const ending = async <T>(tenant: number, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } finally {
      forget(tenant);
    }
  };
  const end: Sessions['end'] = (tenant, id, how, by) =>
    ending(tenant, () => store.accounts(tenant).endSession(id, how, by));
  const endAll: Sessions['endAll'] = (tenant, person, how, by, but) =>
    ending(tenant, () => store.accounts(tenant).endSessions(person, how, by, but));

  const list: Sessions['list'] = async (tenant, person) => {
    const { session } = await policy.of(tenant);
    const idleMs = session.idleMinutes * MINUTE_MS;
    const going = await store.accounts(tenant).sessions(now(), idleMs, person);
    return going.map((one) => ({
      ...one,
      endsAt: new Date(Math.min(one.expiresAt.getTime(), one.lastSeenAt.getTime() + idleMs)),
    }));
  };

  return {
    async of(request, { now: at }) {
      const credential = brought(request);
      if (credential === undefined) return undefined;
      const { tenant, tokenHash } = credential;
      const found = await going(tenant, tokenHash, at);
      if (found === undefined) return undefined;
      const { session, account, settings } = found;
      let { lastSeen } = found;
      if (!request.headers.has(BACKGROUND_HEADER)) {
        lastSeen = at;
        seen.set(tokenHash, at);
        if (at.getTime() - session.lastSeenAt.getTime() >= MINUTE_MS) {
          session.lastSeenAt = at;
          await store.accounts(tenant).touch(tokenHash, at);
        }
      }
      const principal: Principal = {
        tenant,
        person: account.person,
        name: account.name,
        login: account.login,
        assignments: await assignmentsOf(tenant, account.person, beijingDay(at)),
        channel: 'session',
        session: session.id,
        // Who came otherwise does not use the password.
        ...(session.how === 'password' && mustChangePassword(account, settings, at)
          ? { mustChangePassword: true }
          : {}),
      };
      facts.set(principal, { ...found, lastSeen });
      return principal;
    },

    factsOf: (principal) => facts.get(principal),

    async start({ tenant, account, how, rehashed, detail }, { request, address }) {
      const at = now();
      const { session } = await policy.of(tenant);
      const token = randomBytes(32).toString('base64url');
      const by = { at, actor: actorName(account), origin: address };
      const old = brought(request);
      const replaced = old === undefined ? undefined : await going(old.tenant, old.tokenHash, at);
      const started = await store.accounts(tenant).startSession(
        {
          id: newId(),
          tokenHash: hashOf(token),
          person: account.person,
          how,
          expiresAt: new Date(at.getTime() + session.hours * 60 * MINUTE_MS),
          address,
          agent: (request.headers.get('user-agent') ?? '').slice(0, LONGEST_AGENT),
        },
        {
          atOnce: session.atOnce,
          ...(rehashed === undefined ? {} : { rehashed }),
          ...(detail === undefined ? {} : { detail }),
        },
        by,
      );
      forget(tenant, account.person);
      if (!started) return undefined;
      if (old !== undefined && replaced !== undefined)
        await end(old.tenant, replaced.session.id, 'replaced', { ...by, actor: actorName(replaced.account) });
      return setCookie(request, SESSION_COOKIE, `${tenant}.${token}`);
    },

    end,
    forget,

    list,
    endAll,

    async endOwn({ tenant, person, session }, everywhere, by) {
      if (everywhere) await endAll(tenant, person, 'logout', by);
      else if (session !== undefined) await end(tenant, session, 'logout', by);
    },

    goesOn: async (tenant, person, id) => (await list(tenant, person)).some((one) => one.id === id),

    async sweep(tenant) {
      const at = now();
      const { session } = await policy.of(tenant);
      const idleMs = session.idleMinutes * MINUTE_MS;
      for (const [tokenHash, last] of seen) if (at.getTime() - last.getTime() >= idleMs) seen.delete(tokenHash);
      const accounts = store.accounts(tenant);
      // What the database knows of the last sight is up to a minute old.
      await accounts.endTimedOut(idleMs + MINUTE_MS, { at, actor: PROGRAM, origin: '会话超时' });
      await accounts.forgetSessions(new Date(at.getTime() - KEPT_MS));
      forget(tenant);
    },
  };
}

/** `Set-Cookie` that takes the session from the browser. */
export const dropSession = (request: Request): string => dropCookie(request, SESSION_COOKIE);
