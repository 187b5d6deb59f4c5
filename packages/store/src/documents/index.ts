import type { Scope } from '../scope.ts';
import { correcting } from './corrections.ts';
import { listing } from './listing.ts';
import { originals } from './original.ts';
import { readings } from './readings.ts';
import { documentScope } from './scope.ts';
import { suppressing } from './suppressions.ts';
import type { Documents } from './types.ts';

/** The documents of a tenant, over a connection in which no query can leave that tenant. */
export function documentsOf(tenantScope: Scope): Documents {
  const scope = documentScope(tenantScope);
  return { ...listing(scope), ...readings(scope), ...originals(scope), ...correcting(scope), ...suppressing(scope) };
}
