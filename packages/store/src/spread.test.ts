import { expect, test } from 'vitest';
import { migrate, ownMigrations, steps } from './migrate.ts';
import { spreadingOn } from './spread.ts';
import { TENANT_TABLES } from './tables.ts';

/** A server that writes down what it hears, with or without Citus. */
function server(distributed: boolean) {
  const heard: { sql: string; values: unknown[] }[] = [];
  const query = async (sql: string, values: unknown[] = []) => {
    heard.push({ sql, values });
    return { rows: [], rowCount: sql.includes('pg_extension') && distributed ? 1 : 0 };
  };
  return { heard, client: { query } as unknown as Parameters<typeof migrate>[0] };
}

test('a plain PostgreSQL hears nothing of it', async () => {
  const { heard, client } = server(false);
  const spread = await spreadingOn(client);
  await spread({ table: 'document', how: 'distribute' });
  await spread({ table: 'tenant', how: 'reference' });
  expect(heard.map(({ sql }) => sql)).toEqual(["select 1 from pg_extension where extname = 'citus'"]);
});

test('a distributed one is told of every table right after it is made, in the order of the migrations', async () => {
  const { heard, client } = server(true);
  const migrations = await ownMigrations();
  await migrate(client, migrations, new Date(0));
  const said: string[] = [];
  for (const { sql, values } of heard) {
    for (const [, table] of sql.matchAll(/^create table (?!if )(\w+)/gm)) said.push(`create ${table}`);
    if (sql === "select create_distributed_table($1, 'tenant_id')") said.push(`distribute ${values[0]}`);
    if (sql === 'select create_reference_table($1)') said.push(`reference ${values[0]}`);
  }
  const [first, second] = said;
  expect([first, second]).toEqual(['create tenant', 'reference tenant']);
  for (const [at, words] of said.entries()) {
    const [what, table] = words.split(' ');
    if (what !== 'create') continue;
    expect(said[at + 1], words).toMatch(new RegExp(`^(distribute|reference) ${table}$`));
  }
  const distributed = said.filter((words) => words.startsWith('distribute ')).map((words) => words.split(' ')[1]);
  expect(distributed.sort()).toEqual([...TENANT_TABLES].sort());
});

test('migrations keep the rules of a distributed PostgreSQL', async () => {
  for (const { name, sql } of await ownMigrations()) {
    const words = sql.replace(/--[^\n]*/g, '');
    expect(words, name).not.toMatch(
      /\b(create trigger|create rule|set null|serial|now\(\)|random\(\)|materialized)\b/i,
    );
    for (const step of steps(sql)) {
      if (!('sql' in step)) continue;
      for (const [, table, body = ''] of step.sql.matchAll(/create table (\w+) \(\n([\s\S]*?)\n\);/g)) {
        if (!TENANT_TABLES.has(table ?? '')) continue;
        expect(body, `${name} ${table}`).toMatch(/^\s*tenant_id integer not null/);
        for (const [, keys] of body.matchAll(/(?:primary key|unique|foreign key) \(([^)]*)\)/g))
          expect(keys, `${name} ${table}`).toMatch(/^tenant_id\b/);
      }
      for (const [, table, keys] of step.sql.matchAll(/create unique index \w+ on (\w+) \(([^)]*)\)/g))
        if (TENANT_TABLES.has(table ?? '')) expect(keys, `${name} ${table}`).toMatch(/^tenant_id\b/);
    }
  }
});
