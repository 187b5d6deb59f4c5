import type { Selectable } from 'kysely';
import type { Stamp } from '../audit/event.ts';
import type { Scope } from '../scope.ts';
import { storable } from '../storable.ts';
import type { Tables } from '../tables.ts';

/** The last use of a token is noted so often at most: each note is a write. */
const NOTED_EVERY_MS = 60_000;

/** A token that is to be given out; the token itself is known to its holder only. */
export interface NewToken {
  id: string;
  /** SHA-256 of the token, lower-case hexadecimal. */
  hash: string;
  /** What it is for, in the words of who made it. */
  name: string;
  person: string;
  /** Operations of the permission table. */
  scopes: readonly string[];
  /** Only for this unit and those below it. */
  unit?: string;
  expiresAt: Date;
}

/** A token as lists show it. */
export interface StoredToken extends Omit<NewToken, 'hash'> {
  createdAt: Date;
  lastUsedAt?: Date;
  revokedAt?: Date;
  revokedBy?: string;
}

/** With what other programs sign in. */
export interface Tokens {
  issue(token: NewToken, by: Stamp): Promise<void>;
  /** The newest first, those that have ended too; of one person, where one is named. */
  list(person?: string): Promise<StoredToken[]>;
  find(id: string): Promise<StoredToken | undefined>;
  /** The token with this digest, where it holds at this moment; its use is noted. */
  use(hash: string, now: Date): Promise<StoredToken | undefined>;
  /** Takes one back; false where there is none that holds. */
  revoke(id: string, by: Stamp): Promise<boolean>;
}

const tokenOf = (row: Selectable<Tables['api_token']>): StoredToken => ({
  id: row.id,
  name: row.name,
  person: row.person_id,
  scopes: JSON.parse(row.scopes) as string[],
  ...(row.unit_id === null ? {} : { unit: row.unit_id }),
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at }),
  ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at }),
  ...(row.revoked_by === null ? {} : { revokedBy: row.revoked_by }),
});

/** The tokens of a tenant. */
export function tokensOf({ db, tenant, run, recorded }: Scope): Tokens {
  return {
    issue: (token, by) =>
      recorded(async (tx, note) => {
        await tx
          .insertInto('api_token')
          .values({
            tenant_id: tenant,
            token_hash: token.hash,
            id: token.id,
            name: storable(token.name),
            person_id: token.person,
            scopes: JSON.stringify(token.scopes),
            unit_id: token.unit ?? null,
            created_at: by.at,
            expires_at: token.expiresAt,
            last_used_at: null,
            revoked_at: null,
            revoked_by: null,
          })
          .execute();
        const { hash, id, expiresAt, ...after } = token;
        await note('token.issue', { kind: 'token', id }, { after: { ...after, expiresAt: expiresAt.toISOString() } });
      }, by),

    list: (person) =>
      run(async () => {
        let query = db.selectFrom('api_token').selectAll().where('tenant_id', '=', tenant);
        if (person !== undefined) query = query.where('person_id', '=', person);
        return (await query.orderBy('created_at', 'desc').orderBy('id').execute()).map(tokenOf);
      }),

    find: (id) =>
      run(async () => {
        const row = await db
          .selectFrom('api_token')
          .selectAll()
          .where('tenant_id', '=', tenant)
          .where('id', '=', id)
          .executeTakeFirst();
        return row === undefined ? undefined : tokenOf(row);
      }),

    use: (hash, now) =>
      run(async () => {
        const row = await db
          .selectFrom('api_token')
          .selectAll()
          .where('tenant_id', '=', tenant)
          .where('token_hash', '=', hash)
          .where('revoked_at', 'is', null)
          .where('expires_at', '>', now)
          .executeTakeFirst();
        if (row === undefined) return undefined;
        if (row.last_used_at === null || now.getTime() - row.last_used_at.getTime() > NOTED_EVERY_MS)
          await db
            .updateTable('api_token')
            .set({ last_used_at: now })
            .where('tenant_id', '=', tenant)
            .where('token_hash', '=', hash)
            .execute();
        return tokenOf(row);
      }),

    revoke: (id, by) =>
      recorded(async (tx, note) => {
        const row = await tx
          .updateTable('api_token')
          .set({ revoked_at: by.at, revoked_by: storable(by.actor) })
          .where('tenant_id', '=', tenant)
          .where('id', '=', id)
          .where('revoked_at', 'is', null)
          .where('expires_at', '>', by.at)
          .returning(['name', 'person_id'])
          .executeTakeFirst();
        if (row === undefined) return false;
        await note('token.revoke', { kind: 'token', id }, { before: { name: row.name, person: row.person_id } });
        return true;
      }, by),
  };
}
