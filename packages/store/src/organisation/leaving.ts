import type { Transaction } from 'kysely';
import type { Deed, Stamp } from '../audit/event.ts';
import { revokeTokensOf } from '../interface/revoke.ts';
import type { Tables } from '../tables.ts';
import { anyId } from './rows.ts';
import type { Draft } from './state.ts';

/** Who leaves signs in no more, and is signed out everywhere. Answers what the trail is to say of it. */
export async function shutOut(
  tx: Transaction<Tables>,
  tenant: number,
  { people }: Pick<Draft, 'people'>,
  { at, actor, origin }: Stamp,
): Promise<Deed[]> {
  const left = [...people.changed()]
    .filter(({ before, after }) => before?.endedAt === null && after?.endedAt !== null)
    .map(({ id }) => id);
  if (left.length === 0) return [];
  const accounts = await tx
    .updateTable('account')
    .set({ disabled_at: at })
    .where('tenant_id', '=', tenant)
    .where('person_id', '=', anyId(left))
    .where('disabled_at', 'is', null)
    .returning(['person_id', 'login_name'])
    .execute();
  const sessions = await tx
    .updateTable('session')
    .set({ ended_at: at, ended_how: 'administrator' })
    .where('tenant_id', '=', tenant)
    .where('person_id', '=', anyId(left))
    .where('ended_at', 'is', null)
    .returning(['id', 'person_id'])
    .execute();
  const tokens = await revokeTokensOf(tx, tenant, left, { at, actor, origin });
  const endedOf = (person: string) => sessions.filter(({ person_id }) => person_id === person).length;
  return [
    ...accounts.map(({ person_id: id, login_name }) => ({
      operation: 'account.disable',
      subject: { kind: 'account', id },
      after: { login: login_name, sessionsEnded: endedOf(id) },
    })),
    ...sessions.map(({ id }) => ({
      operation: 'session.end',
      subject: { kind: 'session', id },
      after: { how: 'administrator' },
    })),
    ...tokens,
  ];
}
