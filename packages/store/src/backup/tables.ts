import type { ClientBase } from 'pg';

/** A table as a backup holds it. */
export interface TableForm {
  name: string;
  /** In the order in which they stand in the table. */
  columns: string[];
  /** Columns of the primary key, with whether they hold text. */
  key: { name: string; text: boolean }[];
}

/** Kept by the migrator itself; the head of a backup names the migrations. */
const MIGRATIONS = 'schema_migration';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** All tables of ours, each after those to which it refers. */
export async function tablesOf(client: ClientBase): Promise<TableForm[]> {
  const { rows } = await client.query<{
    name: string;
    columns: string[];
    key: string[];
    types: string[];
    refers: string[];
  }>(
    `select c.relname as name,
            (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
              where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
            (select array_agg(a.attname::text order by k.position)
               from pg_index i, unnest(i.indkey::int2[]) with ordinality as k (attnum, position)
               join pg_attribute a on a.attnum = k.attnum
              where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid) as key,
            (select array_agg(format_type(a.atttypid, null) order by k.position)
               from pg_index i, unnest(i.indkey::int2[]) with ordinality as k (attnum, position)
               join pg_attribute a on a.attnum = k.attnum
              where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid) as types,
            array(select distinct r.relname::text from pg_constraint f join pg_class r on r.oid = f.confrelid
              where f.conrelid = c.oid and f.contype = 'f' and r.oid <> c.oid) as refers
       from pg_class c
      where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and c.relname <> $1
      order by c.relname`,
    [MIGRATIONS],
  );
  const placed = new Map<string, TableForm>();
  const place = (name: string): void => {
    const row = rows.find((candidate) => candidate.name === name);
    if (row === undefined || placed.has(name)) return;
    for (const other of row.refers) place(other);
    const key = row.key.map((column, i) => ({ name: column, text: row.types[i] === 'text' }));
    placed.set(name, { name, columns: row.columns, key });
  };
  for (const { name } of rows) place(name);
  return [...placed.values()];
}

/** How rows are printed: the same on every server, whatever its settings are. */
export const PRINTED_ALIKE = "set local timezone = 'UTC'; set local datestyle = 'ISO'; set local bytea_output = 'hex'";

/** The statement that prints a table's rows in the order of their key, by code points whatever the collation is. */
export function copyOut({ name, columns, key }: TableForm): string {
  const order = key.map(({ name: column, text }) => `${quoted(column)}${text ? ' collate "C"' : ''}`).join(', ');
  return `copy (select ${columns.map(quoted).join(', ')} from ${quoted(name)} order by ${order}) to stdout`;
}

/** The statement that takes them in; as a line of the backup, psql understands it too. */
export function copyIn({ name, columns }: Pick<TableForm, 'name' | 'columns'>): string {
  return `copy ${quoted(name)} (${columns.map(quoted).join(', ')}) from stdin`;
}
