import type { AccountInfo, OneTimePassword } from '@jizhun/api';
import { beijingDay } from '@jizhun/model';
import type { Account, Stamp, Store, StoredIdentity } from '@jizhun/store';
import { notFound, ProblemError } from '../http/problem.ts';
import { oneTimePassword, type Passwords } from './passwords.ts';
import { mustChangePassword, oneTimeUntil, type Policy, passwordHoldsUntil } from './policy.ts';
import type { Sessions } from './sessions.ts';

/** What the security administrator does to the accounts of others. Every change is in the trail. */
export interface Administration {
  list(tenant: number): Promise<AccountInfo[]>;
  /** @throws ProblemError 404 */
  find(tenant: number, person: string): Promise<AccountInfo>;
  /** @throws ProblemError 404 no such person; 409 there is one already, or the name is taken */
  create(
    tenant: number,
    account: { person: string; login: string; password: boolean },
    by: Stamp,
  ): Promise<OneTimePassword>;
  /** Gives a password that holds for one log-in. @throws ProblemError 404 */
  reset(tenant: number, person: string, by: Stamp): Promise<OneTimePassword>;
  /** @throws ProblemError 404; 409 where nobody would be left who can give roles */
  setDisabled(tenant: number, person: string, disabled: boolean, by: Stamp): Promise<AccountInfo>;
  /** @throws ProblemError 404 */
  unlock(tenant: number, person: string, by: Stamp): Promise<AccountInfo>;
  identities(tenant: number, person: string): Promise<StoredIdentity[]>;
  /** Binds an identity of a provider to a person. @throws ProblemError 404; 409 where it is bound already */
  link(tenant: number, person: string, identity: { issuer: string; subject: string }, by: Stamp): Promise<void>;
  /** False where the person has no such identity. */
  unlink(tenant: number, person: string, id: string, by: Stamp): Promise<boolean>;
}

const noAccount = () => notFound('这个账号');

const conflict = (code: string, detail: string, remedy: string) =>
  new ProblemError(409, code, { title: '账号没有建立', detail, remedy });

const lastGuardian = () =>
  new ProblemError(409, 'last-security-administrator', {
    title: '账号没有停用',
    detail: '这是最后一名可以登录的安全管理员，停用之后没有人能够授予角色、重置口令。',
    remedy: '请先授予另一人“安全管理员”，不设最后一天，并使其账号可以登录。',
  });

/** One identity belongs to one person. */
export const identityTaken = () =>
  new ProblemError(409, 'identity-taken', {
    title: '没有绑定',
    detail: '统一身份认证中的这个身份已与一名人员绑定。',
    remedy: '一个身份只能属于一人；有误的，请由安全管理员先解除原来的绑定。',
  });

interface Parts {
  store: Pick<Store, 'accounts'>;
  policy: Policy;
  passwords: Passwords;
  sessions: Pick<Sessions, 'forget'>;
  now(): Date;
  newId(): string;
}

export function createAdministration({ store, policy, passwords, sessions, now, newId }: Parts): Administration {
  const stateOf = ({ endedAt, disabledAt, lockedUntil }: Account): AccountInfo['state'] => {
    if (endedAt !== undefined) return 'left';
    if (disabledAt !== undefined) return 'disabled';
    return lockedUntil !== undefined && now() < lockedUntil ? 'locked' : 'open';
  };
  const shown = async (tenant: number, account: Account): Promise<AccountInfo> => {
    const settings = await policy.of(tenant);
    const until = passwordHoldsUntil(account.passwordSetAt, settings);
    const state = stateOf(account);
    return {
      person: account.person,
      name: account.name,
      login: account.login,
      state,
      hasPassword: account.hasPassword,
      mustChangePassword: account.hasPassword && mustChangePassword(account, settings, now()),
      passwordExpiresOn: until === undefined ? null : beijingDay(until),
      lockedUntil: state === 'locked' ? (account.lockedUntil?.toISOString() ?? null) : null,
      lastSignInAt: account.lastLoginAt?.toISOString() ?? null,
    };
  };
  const find = async (tenant: number, person: string): Promise<AccountInfo> => {
    const account = await store.accounts(tenant).find(person);
    if (account === undefined) throw noAccount();
    return shown(tenant, account);
  };
  const withPassword = async (
    tenant: number,
    person: string,
    password: string | null,
    at: Date,
  ): Promise<OneTimePassword> => ({
    account: await find(tenant, person),
    password,
    validUntil: password === null ? null : oneTimeUntil(at).toISOString(),
  });

  return {
    find,
    async list(tenant) {
      return Promise.all((await store.accounts(tenant).list()).map((account) => shown(tenant, account)));
    },

    async create(tenant, { person, login, password: wanted }, by) {
      const password = wanted ? oneTimePassword() : null;
      const came = await store.accounts(tenant).create(
        {
          person,
          login,
          mustChange: wanted,
          ...(password === null ? {} : { passwordHash: await passwords.hash(password) }),
        },
        by,
      );
      if (came === 'no-person') throw notFound('这个人员');
      if (came === 'exists') throw conflict('account-exists', '这个人员已有账号。', '要改口令，请重置；不要再建。');
      if (came === 'login-taken')
        throw conflict('login-taken', `登录名“${login}”已有人使用。`, '请换一个登录名，如姓名拼音后加单位代码。');
      return withPassword(tenant, person, password, by.at);
    },

    async reset(tenant, person, by) {
      const password = oneTimePassword();
      const { password: rules } = await policy.of(tenant);
      const set = { hash: await passwords.hash(password), mustChange: true, remember: rules.remembered };
      if (!(await store.accounts(tenant).setPassword(person, set, by))) throw noAccount();
      sessions.forget(tenant, person);
      return withPassword(tenant, person, password, by.at);
    },

    async setDisabled(tenant, person, disabled, by) {
      if ((await store.accounts(tenant).setDisabled(person, disabled, by)) === 'last-security-administrator')
        throw lastGuardian();
      sessions.forget(tenant, person);
      return find(tenant, person);
    },

    async unlock(tenant, person, by) {
      await store.accounts(tenant).unlock(person, by);
      return find(tenant, person);
    },

    identities: (tenant, person) => store.accounts(tenant).identities(person),

    async link(tenant, person, identity, by) {
      const came = await store.accounts(tenant).link({ id: newId(), person, ...identity }, by);
      if (came === 'no-account') throw noAccount();
      if (came === 'taken') throw identityTaken();
    },

    unlink: (tenant, person, id, by) => store.accounts(tenant).unlink(person, id, by),
  };
}
