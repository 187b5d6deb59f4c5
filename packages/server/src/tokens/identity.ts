import type { Operation } from '@jizhun/lifecycle';
import type { Store } from '@jizhun/store';
import type { Identity } from '../identity/identity.ts';
import type { Principal } from '../identity/principal.ts';
import { bearerOf } from './token.ts';

export interface TokenParts {
  store: Pick<Store, 'tokens'>;
  /** A person as they are today; undefined where they may not get in any more. */
  personOf(tenant: number, person: string, now: Date): Promise<Omit<Principal, 'channel'> | undefined>;
}

/**
 * Knows programs by their tokens, and everyone else as `people` does. Who sends a token is taken by it alone: a session
 * that comes along does not count, so that a token that has ended cannot be made up for by a cookie.
 */
export function withTokens(people: Identity, { store, personOf }: TokenParts): Identity {
  return {
    async of(request, from) {
      const bearer = bearerOf(request);
      if (bearer === undefined) return people.of(request, from);
      if (bearer === 'malformed') return undefined;
      const { tenant, hash } = bearer;
      const token = await store.tokens(tenant).use(hash, from.now);
      if (token === undefined) return undefined;
      const person = await personOf(tenant, token.person, from.now);
      if (person === undefined) return undefined;
      return {
        ...person,
        channel: 'token',
        scopes: new Set(token.scopes as Operation[]),
        ...(token.unit === undefined ? {} : { tokenUnit: token.unit }),
      };
    },
  };
}
