import type { LinkedIdentity, Me, SessionInfo } from '@jizhun/api';
import { operationNames } from '@jizhun/lifecycle';
import { beijingDay } from '@jizhun/model';
import { LOCAL_NAMES } from '../http/guard.ts';
import { mayEver } from '../permit.ts';
import { isEncrypted } from './cookies.ts';
import { mustChangePassword, passwordHoldsUntil } from './policy.ts';
import type { Principal } from './principal.ts';
import type { IdentityService } from './service.ts';
import type { OpenSession } from './sessions.ts';

/** A session as it is listed for somebody. */
export const sessionAnswer = (session: OpenSession, { session: current }: Principal): SessionInfo => ({
  id: session.id,
  person: { id: session.person, name: session.name, login: session.login },
  how: session.how,
  startedAt: session.startedAt.toISOString(),
  lastSeenAt: session.lastSeenAt.toISOString(),
  endsAt: session.endsAt.toISOString(),
  address: session.address,
  agent: session.agent,
  current: session.id === current,
});

/** The identities that are bound to a person, with what their providers are called. */
export async function identitiesAnswer(
  tenant: number,
  person: string,
  { administration, oidc }: IdentityService,
): Promise<{ identities: LinkedIdentity[] }> {
  const identities = await administration.identities(tenant, person);
  return {
    identities: identities.map(({ linkedAt, ...identity }) => ({
      ...identity,
      provider: oidc.nameOf(identity.issuer) ?? null,
      linkedAt: linkedAt.toISOString(),
    })),
  };
}

const seconds = (ms: number) => Math.max(0, Math.floor(ms / 1000));

/** Who is signed in, as the page shows it. */
export async function meAnswer(
  principal: Principal,
  request: Request,
  identity: IdentityService,
  now: Date,
): Promise<Me> {
  const { person, name, login } = principal;
  const facts = identity.sessions.factsOf(principal);
  const url = new URL(request.url);
  const { tenant, roles } = await identity.rolesOf(principal);
  const me: Me = {
    person: { id: person, name, login },
    tenant,
    roles,
    can: operationNames.filter((operation) => mayEver(principal, operation)),
    session: null,
    password: null,
    secure: isEncrypted(request) || LOCAL_NAMES.has(url.hostname),
  };
  if (facts === undefined) return me;
  const { session, account, settings, lastSeen } = facts;
  const idleSeconds = settings.session.idleMinutes * 60;
  const longestInSeconds = seconds(session.expiresAt.getTime() - now.getTime());
  const idleLeft = seconds(lastSeen.getTime() + idleSeconds * 1000 - now.getTime());
  me.session = {
    id: session.id,
    how: session.how,
    endsInSeconds: Math.min(idleLeft, longestInSeconds),
    idleSeconds,
    longestInSeconds,
  };
  if (session.how === 'password') {
    const until = passwordHoldsUntil(account.passwordSetAt, settings);
    me.password = {
      mustChange: mustChangePassword(account, settings, now),
      expiresOn: until === undefined ? null : beijingDay(until),
    };
  }
  return me;
}
