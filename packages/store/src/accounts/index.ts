import type { Scope } from '../scope.ts';
import { keepingAccounts } from './accounts.ts';
import { keepingIdentities } from './identities.ts';
import { keepingSessions } from './sessions.ts';
import type { Accounts } from './types.ts';

/** Accounts, identities and sessions of a tenant, over a connection in which no query can leave that tenant. */
export function accountsOf(scope: Scope): Accounts {
  return { ...keepingAccounts(scope), ...keepingSessions(scope), ...keepingIdentities(scope) };
}
