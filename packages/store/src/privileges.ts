import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { errorCode } from './failure.ts';
import type { Tables } from './tables.ts';

/** As whom the program works in the database: someone who cannot rewrite what happened, nor change the schema. */
export const APP_ROLE = 'jizhun_app';

/** Rows are added and never changed: the trail, what vouches for it, and files as they came. */
export const APPEND_ONLY: readonly (keyof Tables)[] = ['event', 'audit_checkpoint', 'file'];

/** Rows are added and changed (a correction is withdrawn, a document removed), but stay. */
const NEVER_DELETED: readonly (keyof Tables)[] = ['tenant', 'audit_head', 'document', 'correction', 'suppression'];

/** What the schema itself is: for the owner. */
const MIGRATIONS = 'schema_migration';

function allowed(table: string): string {
  const named = (list: readonly string[]) => list.includes(table);
  if (table === MIGRATIONS) return 'select';
  if (named(APPEND_ONLY)) return 'select, insert';
  return named(NEVER_DELETED) ? 'select, insert, update' : 'select, insert, update, delete';
}

/** 42710 and 23505: another program made the role at the same moment. 42501: this user may not. */
const MADE_MEANWHILE = new Set(['42710', '23505']);
const NOT_ALLOWED = '42501';

/**
 * Makes the role that the program works as and lets it have what it needs, table by table (a distributed PostgreSQL wants
 * it so). With `logIn`, the role gets a new password, known to this process only; without, the owner may take it on.
 *
 * @returns how to connect as that role; undefined where this user may not make roles
 */
export async function arrangeAppRole(
  client: pg.ClientBase,
  connection: pg.ClientConfig,
  logIn: boolean,
): Promise<pg.ClientConfig | undefined> {
  const { rows } = await client.query<{ may: boolean; super: boolean; there: boolean; schema: string }>(
    `select r.rolsuper or r.rolcreaterole as may, r.rolsuper as super, current_schema() as schema,
            exists (select 1 from pg_roles where rolname = $1) as there
       from pg_roles r where r.rolname = current_user`,
    [APP_ROLE],
  );
  const owner = rows[0];
  if (owner === undefined || !owner.may) return undefined;
  try {
    if (!owner.there) await client.query(`create role ${APP_ROLE} nologin`);
  } catch (error) {
    if (!MADE_MEANWHILE.has(errorCode(error) ?? '')) throw error;
  }
  await client.query('begin');
  try {
    // Who made the role may give it away, but not take it on, until it is given to them too (PostgreSQL 16).
    if (!owner.super) await client.query(`grant ${APP_ROLE} to current_user`);
    await grant(client, owner.schema);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    if (errorCode(error) === NOT_ALLOWED) return undefined;
    throw error;
  }
  if (!logIn) return takingOn(connection);
  const password = randomBytes(24).toString('base64url');
  await client.query(`alter role ${APP_ROLE} login password '${password}'`);
  return { ...connection, user: APP_ROLE, password };
}

async function grant(client: pg.ClientBase, schema: string): Promise<void> {
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
  const { rows } = await client.query<{ table: string; privileges: string }>(
    `select c.relname as table,
            (select coalesce(string_agg(lower(a.privilege_type), ', ' order by a.privilege_type), '')
               from aclexplode(c.relacl) a join pg_roles r on r.oid = a.grantee where r.rolname = $1) as privileges
       from pg_class c
      where c.relkind = 'r' and c.relnamespace = $2::regnamespace order by c.relname`,
    [APP_ROLE, quoted(schema)],
  );
  const sorted = (list: string) => list.split(', ').sort().join(', ');
  for (const { table, privileges } of rows) {
    const wanted = allowed(table);
    if (sorted(wanted) === sorted(privileges)) continue;
    await client.query(`revoke all on ${quoted(table)} from ${APP_ROLE}`);
    await client.query(`grant ${wanted} on ${quoted(table)} to ${APP_ROLE}`);
  }
  await client.query(`grant usage on schema ${quoted(schema)} to ${APP_ROLE}`);
  // Before PostgreSQL 15 everyone may make tables in the schema that every database has.
  await client.query(`revoke create on schema ${quoted(schema)} from public`);
}

/** The same connection, on which the owner takes the role on before anything else. */
function takingOn(connection: pg.ClientConfig): pg.ClientConfig {
  const option = `-c role=${APP_ROLE}`;
  const { connectionString } = connection;
  const given = connectionString === undefined ? null : /[?&]options=([^&]*)/.exec(connectionString);
  if (connectionString === undefined || given === null) return { ...connection, options: option };
  // What an address says goes before what stands beside it.
  const both = encodeURIComponent(`${decodeURIComponent(given[1] ?? '')} ${option}`);
  return { ...connection, connectionString: connectionString.replace(given[0], `${given[0][0]}options=${both}`) };
}

/** Whether those who come by this pool are the limited role in fact; a pooler in between may know nothing of it. */
export async function isLimited(pool: pg.Pool): Promise<boolean> {
  try {
    const { rows } = await pool.query<{ name: string }>('select current_user as name');
    return rows[0]?.name === APP_ROLE;
  } catch {
    return false;
  }
}
