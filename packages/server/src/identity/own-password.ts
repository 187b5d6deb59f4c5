import type { PasswordRules } from '@jizhun/api';
import { beijingDay } from '@jizhun/model';
import type { Store } from '@jizhun/store';
import { ProblemError } from '../http/problem.ts';
import { faultsOf, ruleWords } from './password-rules.ts';
import type { Passwords } from './passwords.ts';
import { type Policy, passwordHoldsUntil } from './policy.ts';
import type { Principal } from './principal.ts';
import { actorName, type From, type Sessions } from './sessions.ts';
import { type Entered, enteredAs, type SignIn } from './sign-in.ts';

/** The password of who is signed in. */
export interface OwnPassword {
  rules(principal: Principal): Promise<PasswordRules>;
  /**
   * Changes it: every session of the person ends, and this one goes on under a new token.
   *
   * @throws ProblemError 409 without a password, 422 where the present one is wrong or the new one does not do, 429, 503
   */
  change(principal: Principal, change: { current: string; next: string }, from: From): Promise<Entered>;
}

const noPassword = () =>
  new ProblemError(409, 'no-password', {
    title: '没有口令',
    detail: '您用统一身份认证登录，在本系统中没有口令。',
    remedy: '请在统一身份认证处修改；需要在本系统用口令登录的，请与安全管理员联系。',
  });

const wrongPassword = () =>
  new ProblemError(422, 'wrong-password', {
    title: '口令没有修改',
    detail: '现在的口令不对。',
    remedy: '请重新输入现在的口令；多次不对，账号会锁定。',
  });

const weakPassword = (faults: readonly string[], rules: readonly string[]) =>
  new ProblemError(422, 'weak-password', {
    title: '口令没有修改',
    detail: `新的口令不符合要求：${faults.join('；')}。`,
    remedy: `要求：${rules.join('；')}。`,
  });

interface Parts {
  store: Pick<Store, 'accounts'>;
  policy: Policy;
  passwords: Passwords;
  sessions: Sessions;
  signIn: Pick<SignIn, 'confirm'>;
  now(): Date;
}

export function createOwnPassword({ store, policy, passwords, sessions, signIn, now }: Parts): OwnPassword {
  const accountOf = async ({ tenant, person }: Principal) => {
    const account = await store.accounts(tenant).find(person);
    if (account === undefined) throw new Error('a session without an account');
    return account;
  };
  return {
    async rules(principal) {
      const settings = await policy.of(principal.tenant);
      const account = await accountOf(principal);
      const until = passwordHoldsUntil(account.passwordSetAt, settings);
      const { minLength, minKinds, remembered } = settings.password;
      return {
        minLength,
        minKinds,
        remembered,
        words: ruleWords(settings.password),
        setAt: account.passwordSetAt?.toISOString() ?? null,
        expiresOn: until === undefined ? null : beijingDay(until),
        exists: account.hasPassword,
      };
    },

    async change(principal, { current, next }, from) {
      const { tenant, person } = principal;
      const account = await accountOf(principal);
      if (!account.hasPassword) throw noPassword();
      const { right, credentials } = await signIn.confirm({ tenant, account }, current, from.address);
      if (!right) throw wrongPassword();
      const { password: rules } = await policy.of(tenant);
      const faults = faultsOf(next, rules, account);
      const used = [credentials.passwordHash, ...credentials.former.slice(0, Math.max(0, rules.remembered - 1))];
      if (faults.length === 0) {
        for (const hash of used) {
          if (hash === undefined || !(await passwords.verify(next, hash))) continue;
          faults.push(hash === credentials.passwordHash ? '与现在的相同' : `与最近 ${rules.remembered} 次用过的相同`);
          break;
        }
      }
      if (faults.length > 0) throw weakPassword(faults, ruleWords(rules));
      const hash = await passwords.hash(next);
      const how = sessions.factsOf(principal)?.session.how ?? 'password';
      const by = { at: now(), actor: actorName(account), origin: from.address };
      const set = { hash, mustChange: false, remember: rules.remembered };
      const changed = await store.accounts(tenant).setPassword(person, set, by);
      sessions.forget(tenant, person);
      const cookie = changed ? await sessions.start({ tenant, account, how }, from) : undefined;
      if (cookie === undefined) throw new Error('the account went away');
      return { cookie, answer: enteredAs(account, false) };
    },
  };
}
