import type { ClientBase } from 'pg';

/** How a table lies on the nodes of a distributed PostgreSQL: by tenant, or whole on each of them. */
export interface Spread {
  table: string;
  how: 'distribute' | 'reference';
}

/**
 * The one place that knows of a distributed PostgreSQL (Citus): answers what spreads a table that a migration has just
 * made. On a plain PostgreSQL it does nothing. The first distributed table decides where the rows of a tenant lie; all
 * others lie with it, having the same column of the same type.
 */
export async function spreadingOn(client: Pick<ClientBase, 'query'>): Promise<(spread: Spread) => Promise<void>> {
  const { rowCount } = await client.query("select 1 from pg_extension where extname = 'citus'");
  if (rowCount !== 1) return async () => {};
  return async ({ table, how }) => {
    if (how === 'reference') await client.query('select create_reference_table($1)', [table]);
    else await client.query("select create_distributed_table($1, 'tenant_id')", [table]);
  };
}
