import type { OfferedRole, SignInOptions } from '@jizhun/api';
import { SECRECY_NOTICE } from '@jizhun/api';
import type { Store } from '@jizhun/store';
import { notFound } from '../http/problem.ts';
import { type Administration, createAdministration } from './administration.ts';
import { createOidc, type Oidc } from './oidc.ts';
import type { OidcConfiguration } from './oidc-file.ts';
import { createOwnPassword, type OwnPassword } from './own-password.ts';
import { type Costs, createPasswords } from './passwords.ts';
import { createPolicy, type Policy } from './policy.ts';
import { createSessions, type From, type SessionParts, type Sessions } from './sessions.ts';
import { createSignIn, type Entered, enteredAs, type SignIn } from './sign-in.ts';
import { createThrottle } from './throttle.ts';

/** The people whom a demonstration offers. Only a data directory made for one has it; nothing in the database can add it. */
export interface Demonstration {
  tenant: number;
  offers(): Promise<readonly OfferedRole[]>;
}

/** Who is who: passwords, sessions, identity providers, for all tenants of an installation. */
export interface IdentityService {
  sessions: Sessions;
  signIn: SignIn;
  ownPassword: OwnPassword;
  administration: Administration;
  oidc: Oidc;
  policy: Policy;
  /** What the page of the log-in offers, with the cookies that go with it. */
  options(request: Request): Promise<{ options: SignInOptions; cookies: readonly string[] }>;
  /** One click. @throws ProblemError 404 where there is no demonstration, or it does not offer this person */
  demonstrate(person: string, from: From): Promise<Entered>;
}

export interface IdentityParts extends Omit<SessionParts, 'store' | 'policy'> {
  store: Pick<Store, 'accounts' | 'settings' | 'doors' | 'trail' | 'tenants'>;
  oidc: OidcConfiguration | undefined;
  demonstration?: Demonstration | undefined;
  /** Costs of digests of passwords; lower in tests only. */
  costs?: Costs;
  log(error: unknown): void;
}

export function createIdentity({
  costs,
  demonstration,
  oidc: configuration,
  ...parts
}: IdentityParts): IdentityService {
  const { store, now } = parts;
  const policy = createPolicy(store);
  const passwords = createPasswords(costs);
  const sessions = createSessions({ ...parts, policy });
  const signIn = createSignIn({ store, policy, passwords, sessions, throttle: createThrottle(), now });
  const oidc = createOidc({ ...parts, sessions, configuration });

  /** Both must say so: the data directory, and the tenant as it was made. */
  const offers = async (): Promise<readonly OfferedRole[]> => {
    if (demonstration === undefined) return [];
    const tenant = (await store.tenants()).find(({ id }) => id === demonstration.tenant);
    return tenant?.demonstration === true ? demonstration.offers() : [];
  };

  return {
    sessions,
    signIn,
    oidc,
    policy,
    ownPassword: createOwnPassword({ store, policy, passwords, sessions, signIn, now }),
    administration: createAdministration({ store, policy, passwords, sessions, now }),

    async options(request) {
      const roles = await offers();
      const refusal = oidc.refusal(request);
      return {
        options: {
          demonstration: roles.length === 0 ? null : { roles: [...roles] },
          password: true,
          oidc: oidc.offers(),
          notice: SECRECY_NOTICE,
          refusal: refusal?.problem ?? null,
        },
        cookies: refusal === undefined ? [] : [refusal.cookie],
      };
    },

    async demonstrate(person, from) {
      const offered = (await offers()).some((one) => one.person.id === person);
      const tenant = demonstration?.tenant;
      const account = offered && tenant !== undefined ? await store.accounts(tenant).find(person) : undefined;
      const cookie =
        account === undefined || tenant === undefined
          ? undefined
          : await sessions.start({ tenant, account, how: 'demonstration' }, from);
      if (account === undefined || cookie === undefined) throw notFound('这个演示角色');
      return { cookie, answer: enteredAs(account, false) };
    },
  };
}
