import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { ClientBase } from 'pg';
import { DatabaseFailure } from './failure.ts';
import { type Spread, spreadingOn } from './spread.ts';

/** A change of the schema: a file of SQL, applied once, in the order of the names. */
export interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

const DIRECTORY = new URL('../migrations/', import.meta.url);
/** Names the lock that keeps two programs from migrating one database at the same time. Chosen once, by chance. */
const LOCK = 4_917_260_083;

/** The migrations of this version of the program. */
export async function ownMigrations(): Promise<Migration[]> {
  const names = (await readdir(DIRECTORY)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = (await readFile(new URL(name, DIRECTORY), 'utf8')).replaceAll('\r\n', '\n');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * Brings the schema up to this version of the program: applies the missing migrations, each in a transaction of its
 * own, one program at a time. Answers the names applied.
 *
 * @throws DatabaseFailure where the database was written by a newer version, or an applied migration has changed since
 */
export async function migrate(client: ClientBase, migrations: Migration[], now: Date): Promise<string[]> {
  await client.query('select pg_advisory_lock($1)', [LOCK]);
  try {
    await client.query(
      'create table if not exists schema_migration (name text primary key, checksum text not null, applied_at timestamptz not null)',
    );
    const { rows } = await client.query<{ name: string; checksum: string }>(
      'select name, checksum from schema_migration order by name',
    );
    const applied = new Map(rows.map(({ name, checksum }) => [name, checksum]));
    refuseUnknown(applied, migrations);
    const missing = migrations.filter(({ name }) => !applied.has(name));
    const spread = await spreadingOn(client);
    for (const migration of missing) await apply(client, migration, spread, now);
    return missing.map(({ name }) => name);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]);
  }
}

/**
 * The migrations that a database lacks, where it holds a schema of ours already; none where it is new.
 *
 * @throws DatabaseFailure as `migrate` does
 */
export async function missingMigrations(client: ClientBase, migrations: readonly Migration[]): Promise<string[]> {
  const { rows: found } = await client.query<{ there: boolean }>(
    "select to_regclass('schema_migration') is not null as there",
  );
  if (found[0]?.there !== true) return [];
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from schema_migration',
  );
  const applied = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  if (applied.size === 0) return [];
  refuseUnknown(applied, migrations);
  return migrations.filter(({ name }) => !applied.has(name)).map(({ name }) => name);
}

function refuseUnknown(applied: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const own = new Map(migrations.map(({ name, checksum }) => [name, checksum]));
  for (const [name, checksum] of applied) {
    if (!own.has(name)) {
      throw new DatabaseFailure(
        'newer-schema',
        `数据由较新版本的绩准写成（${name}），本版本不认识。`,
        '请换用较新的版本启动；本版本没有改动任何数据。',
      );
    }
    if (own.get(name) !== checksum) {
      throw new DatabaseFailure(
        'changed-migration',
        `数据库结构的第 ${name} 步与本版本不一致。`,
        '请换回写成这份数据的版本；本版本没有改动任何数据。',
      );
    }
  }
}

async function apply(
  client: ClientBase,
  migration: Migration,
  spread: (table: Spread) => Promise<void>,
  now: Date,
): Promise<void> {
  await client.query('begin');
  try {
    for (const step of steps(migration.sql)) {
      if ('sql' in step) await client.query(step.sql);
      else await spread(step);
    }
    await client.query('insert into schema_migration (name, checksum, applied_at) values ($1, $2, $3)', [
      migration.name,
      migration.checksum,
      now,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

type Step = { sql: string } | Spread;

/** Cuts a migration at its lines `--! distribute T` and `--! reference T`. */
export function steps(sql: string): Step[] {
  return sql
    .split(/^(--! (?:distribute|reference) \w+)$/m)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [, how, table] = /^--! (distribute|reference) (\w+)$/.exec(part) ?? [];
      return table === undefined ? { sql: part } : { table, how: how === 'reference' ? how : 'distribute' };
    });
}
