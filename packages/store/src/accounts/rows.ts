import type { Selectable } from 'kysely';
import type { Db } from '../scope.ts';
import type { Tables } from '../tables.ts';
import type { Account } from './types.ts';

type AccountRow = Selectable<Tables['account']> & { name: string; ended_at: Date | null };

/** An account as it may be shown. */
export const accountOf = (row: Omit<AccountRow, 'tenant_id'>): Account => ({
  person: row.person_id,
  name: row.name,
  login: row.login_name,
  hasPassword: row.password_hash !== null,
  mustChange: row.must_change,
  failedCount: row.failed_count,
  ...(row.password_set_at === null ? {} : { passwordSetAt: row.password_set_at }),
  ...(row.locked_until === null ? {} : { lockedUntil: row.locked_until }),
  ...(row.disabled_at === null ? {} : { disabledAt: row.disabled_at }),
  ...(row.last_login_at === null ? {} : { lastLoginAt: row.last_login_at }),
  ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
});

/** What the trail says an account is. */
export const accountSubject = (person: string) => ({ kind: 'account', id: person });

/** The row of an account, held until the end of the transaction. */
export function hold(tx: Db, tenant: number, person: string) {
  return tx
    .selectFrom('account')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('person_id', '=', person)
    .forUpdate()
    .executeTakeFirst();
}
