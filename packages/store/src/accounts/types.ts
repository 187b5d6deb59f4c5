import type { Stamp } from '../audit/event.ts';

/** How a person gets in, as far as it may be shown. */
export interface Account {
  person: string;
  /** Name of the person. */
  name: string;
  /** Log-in name, in lower case. */
  login: string;
  /** False where the person comes by an identity provider only. */
  hasPassword: boolean;
  passwordSetAt?: Date;
  /** The password was set by an administrator and is to be changed at the next log-in. */
  mustChange: boolean;
  /** Log-ins that failed since the last good one. */
  failedCount: number;
  lockedUntil?: Date;
  disabledAt?: Date;
  lastLoginAt?: Date;
  /** Since when the person is no longer here. */
  endedAt?: Date;
}

/** What a password is held against. Never shown, never in the trail. */
export interface Credentials {
  account: Account;
  passwordHash?: string;
  /** Digests of passwords that were, the newest first. */
  former: readonly string[];
}

/** How a session began. */
export type SessionHow = 'password' | 'oidc' | 'demonstration';
/** How a session ended. */
export type SessionEnd = 'logout' | 'timeout' | 'password' | 'administrator' | 'replaced';

export interface NewSession {
  id: string;
  /** SHA-256 of the token, lower-case hexadecimal. */
  tokenHash: string;
  person: string;
  how: SessionHow;
  expiresAt: Date;
  address: string;
  /** What the browser says of itself. */
  agent: string;
}

export interface Session {
  id: string;
  person: string;
  how: SessionHow;
  startedAt: Date;
  /** Exact to a minute: more is not written down. */
  lastSeenAt: Date;
  expiresAt: Date;
  address: string;
  agent: string;
}

/** A person as an identity provider (OIDC) knows them. */
export interface StoredIdentity {
  id: string;
  issuer: string;
  subject: string;
  linkedAt: Date;
  linkedBy: string;
}

/** Accounts, identities and sessions of a tenant. Every change but a session's last sight goes into the trail. */
export interface Accounts {
  /** Gives a person a way in. Without a digest they come by an identity provider only. */
  create(
    account: { person: string; login: string; passwordHash?: string; mustChange: boolean },
    by: Stamp,
  ): Promise<'created' | 'no-person' | 'exists' | 'login-taken'>;
  /** All accounts, by log-in name. */
  list(): Promise<Account[]>;
  find(person: string): Promise<Account | undefined>;
  credentials(person: string): Promise<Credentials | undefined>;
  /**
   * Sets a password, keeps the one that was among the former ones, lifts a lock, and ends all sessions of the person.
   * False where there is no account.
   */
  setPassword(
    person: string,
    password: { hash: string; mustChange: boolean; remember: number },
    by: Stamp,
  ): Promise<boolean>;
  /**
   * Shuts or opens an account; shutting ends all sessions. False where there is none, or nothing changes. The account of
   * the last security administrator who can get in is not shut.
   */
  setDisabled(person: string, disabled: boolean, by: Stamp): Promise<boolean | 'last-security-administrator'>;
  /** Lifts a lock and forgets failures. False where there is none. */
  unlock(person: string, by: Stamp): Promise<boolean>;

  /**
   * Notes a log-in that was refused. Where it `counts`, the account's failures go up by one, and `lock` says until when
   * it is locked with that many.
   */
  refused(
    person: string,
    refusal: { why: string; counts: boolean },
    lock: (failedCount: number) => Date | undefined,
    by: Stamp,
  ): Promise<void>;
  /**
   * Begins a session, forgets failures, and ends the oldest sessions beyond `atOnce`. With `rehashed`, the same password
   * under stronger parameters. False where the account is shut or gone.
   */
  startSession(
    session: NewSession,
    options: { atOnce: number; rehashed?: string; detail?: Record<string, string> },
    by: Stamp,
  ): Promise<boolean>;

  /** The session of a token, with its account; ended ones are gone, those that timed out are for the caller to see. */
  session(tokenHash: string): Promise<{ session: Session; account: Account } | undefined>;
  /** Writes down that a session was seen. */
  touch(tokenHash: string, at: Date): Promise<void>;
  /** Sessions that have neither ended nor timed out, of a person or of all, the newest first, with the persons' names. */
  sessions(at: Date, idleMs: number, person?: string): Promise<(Session & { name: string; login: string })[]>;
  /** Ends one session. False where there is none that goes on. */
  endSession(id: string, how: SessionEnd, by: Stamp): Promise<boolean>;
  /** Ends all sessions of a person but one. Answers how many. */
  endSessions(person: string, how: SessionEnd, by: Stamp, but?: string): Promise<number>;
  /** Ends what timed out. Answers how many. */
  endTimedOut(idleMs: number, by: Stamp): Promise<number>;
  /** Deletes sessions that ended before a moment: the trail keeps their beginning and end. */
  forgetSessions(endedBefore: Date): Promise<void>;

  identities(person: string): Promise<StoredIdentity[]>;
  /** Binds an identity to a person. One identity belongs to one person, over all tenants. */
  link(
    identity: { id: string; person: string; issuer: string; subject: string },
    by: Stamp,
  ): Promise<'linked' | 'no-account' | 'taken'>;
  /** False where the person has no such identity. */
  unlink(person: string, id: string, by: Stamp): Promise<boolean>;
}

/** What leads from outside to a person, over all tenants. */
export interface Doors {
  /** By log-in name, in lower case. */
  byLogin(name: string): Promise<{ tenant: number; person: string } | undefined>;
  byIdentity(issuer: string, subject: string): Promise<{ tenant: number; person: string } | undefined>;
}

/** What a tenant set by itself, by name. */
export interface Settings {
  all(): Promise<ReadonlyMap<string, unknown>>;
  /** Puts values, all or none; what is as it was is not touched. Answers the names of what changed. */
  put(values: Readonly<Record<string, unknown>>, by: Stamp): Promise<string[]>;
}
