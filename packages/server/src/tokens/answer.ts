import type { Token } from '@jizhun/api';
import type { StoredToken } from '@jizhun/store';

/** What the lists need to know besides the token itself. */
export interface TokenNames {
  person: string;
  unit: string | undefined;
  /** id of the person who asks. */
  reader: string;
}

/** A token as it is answered: never the token itself. */
export function tokenAnswer(token: StoredToken, { person, unit, reader }: TokenNames, now: Date): Token {
  return {
    id: token.id,
    name: token.name,
    person: { id: token.person, name: person },
    scopes: [...token.scopes],
    unit: token.unit === undefined ? null : { id: token.unit, name: unit ?? token.unit },
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt.toISOString(),
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    revokedAt: token.revokedAt?.toISOString() ?? null,
    revokedBy: token.revokedBy ?? null,
    state: token.revokedAt !== undefined ? 'revoked' : token.expiresAt <= now ? 'expired' : 'valid',
    own: token.person === reader,
  };
}
