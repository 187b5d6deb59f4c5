import type { Transaction } from 'kysely';
import type { Deed, Stamp } from '../audit/event.ts';
import { anyId } from '../organisation/rows.ts';
import { storable } from '../storable.ts';
import type { Tables } from '../tables.ts';

/** Takes back every token of these people. Answers what the trail is to say of it. */
export async function revokeTokensOf(
  tx: Transaction<Tables>,
  tenant: number,
  people: readonly string[],
  { at, actor }: Stamp,
): Promise<Deed[]> {
  const tokens = await tx
    .updateTable('api_token')
    .set({ revoked_at: at, revoked_by: storable(actor) })
    .where('tenant_id', '=', tenant)
    .where('person_id', '=', anyId(people))
    .where('revoked_at', 'is', null)
    .returning(['id', 'name', 'person_id'])
    .execute();
  return tokens.map(({ id, name, person_id: person }) => ({
    operation: 'token.revoke',
    subject: { kind: 'token', id },
    before: { name, person },
  }));
}
