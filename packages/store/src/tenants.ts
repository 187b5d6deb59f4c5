import type { Kysely } from 'kysely';
import type { Stamp } from './audit/event.ts';
import { errorCode } from './failure.ts';
import { type Run, scopeOf } from './scope.ts';
import { storable } from './storable.ts';
import type { Tables } from './tables.ts';

/** An owner of data. */
export interface Tenant {
  id: number;
  name: string;
  /** 示例租户: invented people with one-click log-ins. */
  demonstration: boolean;
}

/** All owners of data in a database. */
export interface TenantList {
  /** The oldest first. */
  all(): Promise<Tenant[]>;
  /** Adds one, with nothing in it; answers its number. Its trail begins with this. */
  add(name: string, by: Stamp): Promise<number>;
  /** Says what a tenant is called, and whether it is a demonstration. False where there is none, or nothing changes. */
  settle(id: number, facts: Pick<Tenant, 'name' | 'demonstration'>, by: Stamp): Promise<boolean>;
}

const UNIQUE_VIOLATION = '23505';

export function tenantList(database: Kysely<Tables>, run: Run): TenantList {
  const all = () =>
    run(() => database.selectFrom('tenant').select(['id', 'name', 'demonstration']).orderBy('id').execute());
  const subject = (id: number) => ({ kind: 'tenant', id: String(id) });
  return {
    all,

    async add(name, by) {
      for (;;) {
        const id = Math.max(0, ...(await all()).map((tenant) => tenant.id)) + 1;
        try {
          await scopeOf(database, id, run).recorded(async (tx, note) => {
            await tx
              .insertInto('tenant')
              .values({ id, name: storable(name), created_at: by.at, demonstration: false })
              .execute();
            await note('tenant.add', subject(id), { after: { name } });
          }, by);
          return id;
        } catch (error) {
          // Another program took the number meanwhile.
          if (errorCode(error) !== UNIQUE_VIOLATION) throw error;
        }
      }
    },

    settle: (id, facts, by) =>
      scopeOf(database, id, run).recorded(async (tx, note) => {
        const before = await tx
          .selectFrom('tenant')
          .select(['name', 'demonstration'])
          .where('id', '=', id)
          .forUpdate()
          .executeTakeFirst();
        const after = { name: storable(facts.name), demonstration: facts.demonstration };
        if (before === undefined) return false;
        if (before.name === after.name && before.demonstration === after.demonstration) return false;
        await tx.updateTable('tenant').set(after).where('id', '=', id).execute();
        await note('tenant.change', subject(id), { before, after });
        return true;
      }, by),
  };
}
