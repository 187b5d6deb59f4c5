import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import { correcting } from './corrections.ts';
import { listing } from './listing.ts';
import { originals } from './original.ts';
import { readings } from './readings.ts';
import { type Run, scopeOf } from './scope.ts';
import { suppressing } from './suppressions.ts';
import type { Documents } from './types.ts';

/** The documents of a tenant, over a connection in which no query can leave that tenant. */
export function documentsOf(database: Kysely<Tables>, tenant: number, run: Run): Documents {
  const scope = scopeOf(database, tenant, run);
  return { ...listing(scope), ...readings(scope), ...originals(scope), ...correcting(scope), ...suppressing(scope) };
}
