import type { Scope } from '../scope.ts';
import { storable } from '../storable.ts';
import type { Settings } from './types.ts';

/** What a tenant set by itself. What the values mean is for those who ask. */
export function settingsOf({ db, tenant, run, recorded }: Scope): Settings {
  return {
    all: () =>
      run(async () => {
        const rows = await db.selectFrom('setting').select(['name', 'value']).where('tenant_id', '=', tenant).execute();
        return new Map(rows.map(({ name, value }) => [name, JSON.parse(value) as unknown]));
      }),

    put: (values, by) =>
      recorded(async (tx, note) => {
        const changed: { name: string; before?: unknown; after: unknown }[] = [];
        for (const [name, after] of Object.entries(values)) {
          const value = JSON.stringify(after);
          const there = await tx
            .selectFrom('setting')
            .select('value')
            .where('tenant_id', '=', tenant)
            .where('name', '=', name)
            .forUpdate()
            .executeTakeFirst();
          if (there?.value === value) continue;
          const row = { value, set_at: by.at, set_by: storable(by.actor) };
          await tx
            .insertInto('setting')
            .values({ tenant_id: tenant, name, ...row })
            .onConflict((conflict) => conflict.columns(['tenant_id', 'name']).doUpdateSet(row))
            .execute();
          changed.push({ name, after, ...(there === undefined ? {} : { before: JSON.parse(there.value) }) });
        }
        for (const { name, before, after } of changed)
          await note('setting.change', { kind: 'setting', id: name }, { before, after });
        return changed.map(({ name }) => name);
      }, by),
  };
}
