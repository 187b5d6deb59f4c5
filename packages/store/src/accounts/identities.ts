import type { Kysely } from 'kysely';
import type { Run, Scope } from '../scope.ts';
import { storable } from '../storable.ts';
import type { Tables } from '../tables.ts';
import { accountSubject, hold } from './rows.ts';
import type { Accounts, Doors } from './types.ts';

/** Identities of an identity provider: bound to a person by what names them for good, and by nothing else. */
export function keepingIdentities({
  db,
  tenant,
  run,
  recorded,
}: Scope): Pick<Accounts, 'identities' | 'link' | 'unlink'> {
  return {
    identities: (person) =>
      run(async () => {
        const rows = await db
          .selectFrom('identity')
          .select(['id', 'issuer', 'subject', 'linked_at', 'linked_by'])
          .where('tenant_id', '=', tenant)
          .where('person_id', '=', person)
          .orderBy('linked_at')
          .orderBy('id')
          .execute();
        return rows.map(({ linked_at, linked_by, ...row }) => ({ ...row, linkedAt: linked_at, linkedBy: linked_by }));
      }),

    link: ({ id, person, ...identity }, by) =>
      recorded(async (tx, note) => {
        const issuer = storable(identity.issuer);
        const subject = storable(identity.subject);
        if ((await hold(tx, tenant, person)) === undefined) return 'no-account';
        const free = await tx
          .insertInto('identity_name')
          .values({ issuer, subject, tenant_id: tenant, person_id: person })
          .onConflict((conflict) => conflict.columns(['issuer', 'subject']).doNothing())
          .executeTakeFirstOrThrow();
        if (free.numInsertedOrUpdatedRows === 0n) return 'taken';
        await tx
          .insertInto('identity')
          .values({
            tenant_id: tenant,
            id,
            issuer,
            subject,
            person_id: person,
            linked_at: by.at,
            linked_by: storable(by.actor),
          })
          .execute();
        await note('account.link-identity', accountSubject(person), { after: { issuer, subject } });
        return 'linked';
      }, by),

    unlink: (person, id, by) =>
      recorded(async (tx, note) => {
        const gone = await tx
          .deleteFrom('identity')
          .where('tenant_id', '=', tenant)
          .where('person_id', '=', person)
          .where('id', '=', id)
          .returning(['issuer', 'subject'])
          .executeTakeFirst();
        if (gone === undefined) return false;
        await tx
          .deleteFrom('identity_name')
          .where('issuer', '=', gone.issuer)
          .where('subject', '=', gone.subject)
          .execute();
        await note('account.unlink-identity', accountSubject(person), { before: gone });
        return true;
      }, by),
  };
}

/** What leads to a person before it is known of which tenant they are. */
export function doorsOf(database: Kysely<Tables>, run: Run): Doors {
  const found = (row: { tenant_id: number; person_id: string } | undefined) =>
    row === undefined ? undefined : { tenant: row.tenant_id, person: row.person_id };
  return {
    byLogin: (name) =>
      run(async () =>
        found(
          await database
            .selectFrom('login_name')
            .select(['tenant_id', 'person_id'])
            .where('name', '=', storable(name))
            .executeTakeFirst(),
        ),
      ),
    byIdentity: (issuer, subject) =>
      run(async () =>
        found(
          await database
            .selectFrom('identity_name')
            .select(['tenant_id', 'person_id'])
            .where('issuer', '=', storable(issuer))
            .where('subject', '=', storable(subject))
            .executeTakeFirst(),
        ),
      ),
  };
}
