import { loginNameSchema, type SignedIn } from '@jizhun/api';
import { type Account, BUILT_IN_TENANT, type Credentials, type Store } from '@jizhun/store';
import { ProblemError } from '../http/problem.ts';
import type { Passwords } from './passwords.ts';
import { lockAfter, mustChangePassword, oneTimeUntil, type Policy } from './policy.ts';
import { actorName, type From, type Sessions } from './sessions.ts';
import type { Throttle } from './throttle.ts';

/** The actor of a log-in that came to nothing: nobody knows who it was. */
const NOBODY = '未登录';
/** Tries under one name that wait for the one before; more are no person's. */
const MOST_IN_LINE = 5;

/** Someone who was let in, and what their browser is to keep. */
export interface Entered {
  cookie: string;
  answer: SignedIn;
}

export interface SignIn {
  /** @throws ProblemError 401, the same for every reason; 429; 503 */
  byPassword(given: { login: string; password: string }, from: From): Promise<Entered>;
  /** Whether a password is that of a person who is signed in, and not locked; counts and throttles as a log-in does. @throws ProblemError 429, 503 */
  confirm(
    who: { tenant: number; account: Account },
    password: string,
    address: string,
  ): Promise<{ right: boolean; credentials: Credentials }>;
}

/**
 * One answer for all: whether there is such an account, whether it is locked or shut, and whether the password is right
 * are nothing for those who try. It says all that a person needs to go on, and no figure that one tenant sets otherwise
 * than another.
 */
const refusedSignIn = () =>
  new ProblemError(401, 'sign-in-refused', {
    title: '没有登录成功',
    detail: '登录名或口令不对，或者账号不能使用。',
    remedy:
      '请核对后重试。连续多次不对，账号会锁定一段时间，其间口令正确也不能登录；忘记口令或需要解除锁定，请与安全管理员联系。',
  });

/** What was typed as a name may have been the password: enough of it to recognise, too little to use. */
const masked = (login: string) => {
  const characters = [...login];
  return `${characters.slice(0, 2).join('')}…（${characters.length} 个字符）`;
};

/** What is answered to somebody who was let in. */
export const enteredAs = ({ person, name, login }: Account, mustChange: boolean): SignedIn => ({
  person: { id: person, name, login },
  mustChangePassword: mustChange,
});

interface SignInParts {
  store: Pick<Store, 'accounts' | 'doors' | 'trail'>;
  policy: Policy;
  passwords: Passwords;
  sessions: Sessions;
  throttle: Throttle;
  now(): Date;
}

/** Why a log-in is refused although the password may be right; undefined where nothing stands against it. */
function obstacle({ account, passwordHash }: Credentials, now: Date): string | undefined {
  if (passwordHash === undefined) return 'no-password';
  if (account.lockedUntil !== undefined && now < account.lockedUntil) return 'locked';
  if (account.disabledAt !== undefined) return 'disabled';
  if (account.endedAt !== undefined) return 'left';
  if (account.mustChange && account.passwordSetAt !== undefined && now >= oneTimeUntil(account.passwordSetAt))
    return 'one-time-password-expired';
  return undefined;
}

export function createSignIn({ store, policy, passwords, sessions, throttle, now }: SignInParts): SignIn {
  /** Tries under one name go one after the other: counts are then exact, however many come at once. */
  const lines = new Map<string, { last: Promise<unknown>; length: number }>();
  async function inLine<T>(name: string, work: () => Promise<T>): Promise<T> {
    const line = lines.get(name) ?? { last: Promise.resolve(), length: 0 };
    if (line.length >= MOST_IN_LINE)
      throw new ProblemError(
        429,
        'too-many-attempts',
        { title: '尝试过于频繁', detail: '这个登录名正在登录。', remedy: '请稍后再试。' },
        { 'retry-after': '2' },
      );
    line.length++;
    lines.set(name, line);
    const turn = line.last.then(work, work);
    line.last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      line.length--;
      if (line.length === 0) lines.delete(name);
    }
  }

  async function credentialsOf(name: string): Promise<{ tenant: number; credentials: Credentials } | undefined> {
    const door = await store.doors.byLogin(name);
    const credentials = door === undefined ? undefined : await store.accounts(door.tenant).credentials(door.person);
    return door === undefined || credentials === undefined ? undefined : { tenant: door.tenant, credentials };
  }

  async function failed(
    tenant: number,
    account: Account,
    why: string,
    counts: boolean,
    actor: string,
    address: string,
  ): Promise<void> {
    const at = now();
    const settings = await policy.of(tenant);
    const lock = (failures: number) => lockAfter(failures, settings, at);
    await store.accounts(tenant).refused(account.person, { why, counts }, lock, { at, actor, origin: address });
    sessions.forget(tenant, account.person);
  }

  return {
    byPassword: async ({ login, password }, from) => {
      const { address } = from;
      const name = login.normalize('NFKC').trim().toLowerCase();
      const attempt = throttle.begin(address, name, now());
      return inLine(name, async () => {
        const fits = loginNameSchema.safeParse(name).success;
        const there = fits ? await credentialsOf(name) : undefined;
        const right = await passwords.verify(password, there?.credentials.passwordHash);
        const refusal = refusedSignIn();
        if (there === undefined) {
          const deed = { operation: 'session.refuse', subject: { kind: 'account', id: '' } };
          await store
            .trail(BUILT_IN_TENANT)
            .note(
              { ...deed, after: { login: masked(login), why: 'unknown' } },
              { at: now(), actor: NOBODY, origin: address },
            );
          throw refusal;
        }
        const { tenant, credentials } = there;
        const { account, passwordHash } = credentials;
        const why = obstacle(credentials, now()) ?? (right ? undefined : 'password');
        if (why !== undefined) {
          await failed(tenant, account, why, why === 'password', NOBODY, address);
          throw refusal;
        }
        const dated = passwordHash !== undefined && passwords.isDated(passwordHash);
        const cookie = await sessions.start(
          { tenant, account, how: 'password', ...(dated ? { rehashed: await passwords.hash(password) } : {}) },
          from,
        );
        if (cookie === undefined) throw refusal;
        attempt.passed();
        return { cookie, answer: enteredAs(account, mustChangePassword(account, await policy.of(tenant), now())) };
      });
    },

    confirm: async ({ tenant, account }, password, address) => {
      const attempt = throttle.begin(address, account.login, now());
      return inLine(account.login, async () => {
        const credentials = await store.accounts(tenant).credentials(account.person);
        if (credentials === undefined) throw new Error('a session without an account');
        const { lockedUntil } = credentials.account;
        const locked = lockedUntil !== undefined && now() < lockedUntil;
        const right = (await passwords.verify(password, credentials.passwordHash)) && !locked;
        if (right) attempt.passed();
        else await failed(tenant, account, 'current-password', true, actorName(account), address);
        return { right, credentials };
      });
    },
  };
}
