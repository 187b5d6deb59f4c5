import { type HeldRole, type Me, type OfferedRole, SECRECY_NOTICE, type SignInOptions } from '@jizhun/api';
import { beijingDay } from '@jizhun/model';
import type { Store } from '@jizhun/store';
import { notFound } from '../http/problem.ts';
import { type Administration, createAdministration } from './administration.ts';
import { createOidc, type Oidc } from './oidc.ts';
import type { OidcConfiguration } from './oidc-file.ts';
import { createOwnPassword, type OwnPassword } from './own-password.ts';
import { type Costs, createPasswords } from './passwords.ts';
import { createPolicy, type Policy } from './policy.ts';
import type { Principal } from './principal.ts';
import { createSessions, type From, type SessionParts, type Sessions } from './sessions.ts';
import { createSignIn, type Entered, enteredAs, type SignIn } from './sign-in.ts';
import { createThrottle } from './throttle.ts';

const SWEEP_MS = 5 * 60_000;

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
  /** A person as they are today; undefined where they may not get in any more. */
  personOf(tenant: number, person: string, now: Date): Promise<Omit<Principal, 'channel'> | undefined>;
  /** Ends sessions that timed out, now and every few minutes. */
  startSweeping(): Promise<{ stop(): void }>;
  /** What somebody is today, with the names that go with it. */
  rolesOf(principal: Principal): Promise<{ tenant: Me['tenant']; roles: HeldRole[] }>;
}

export interface IdentityParts extends Omit<SessionParts, 'store' | 'policy' | 'assignmentsOf'> {
  store: Pick<Store, 'accounts' | 'settings' | 'doors' | 'trail' | 'tenants' | 'organisation'>;
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
  const assignmentsOf = (tenant: number, person: string, day: string) =>
    store.organisation(tenant).assignmentsOf(person, day);
  const sessions = createSessions({ ...parts, policy, assignmentsOf });
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
    administration: createAdministration({ ...parts, policy, passwords, sessions }),

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

    async personOf(tenant, person, at) {
      const account = await store.accounts(tenant).find(person);
      if (account === undefined || account.disabledAt !== undefined || account.endedAt !== undefined) return undefined;
      const { name, login } = account;
      return { tenant, person, name, login, assignments: await assignmentsOf(tenant, person, beijingDay(at)) };
    },

    async startSweeping() {
      const sweep = async () => {
        for (const { id } of await store.tenants()) await sessions.sweep(id);
      };
      await sweep();
      const timer = setInterval(() => void sweep().catch(parts.log), SWEEP_MS).unref();
      return { stop: () => clearInterval(timer) };
    },

    async rolesOf({ tenant: id, person }) {
      const day = beijingDay(now());
      const organisation = store.organisation(id);
      const tree = await organisation.tree(day);
      const tenant = (await store.tenants()).find((one) => one.id === id);
      const held = await organisation.assignments({ person, day });
      const named = (key: string | null, name: string | undefined) =>
        key === null ? null : { id: key, name: name ?? key };
      return {
        tenant: { name: tenant?.name ?? '', demonstration: tenant?.demonstration ?? false },
        roles: held.map(({ id: assignment, role, unit, authority, from, to, principal }) => ({
          assignment,
          role,
          unit: named(unit, unit === null ? undefined : tree.unit(unit)?.name),
          authority: named(authority, authority === null ? undefined : tree.authority(authority)?.name),
          from,
          to,
          deputyFor: principal,
        })),
      };
    },
  };
}
