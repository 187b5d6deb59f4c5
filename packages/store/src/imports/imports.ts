import type { Stamp } from '../audit/event.ts';
import type { Scope } from '../scope.ts';
import { storable } from '../storable.ts';

/** A list on its way in. `content` and `settings` are JSON that the server understands. */
export interface ImportList {
  id: string;
  kind: 'units' | 'people' | 'projects';
  fileName: string;
  sha256: string;
  content: string;
  settings: string;
  person: string;
  createdAt: Date;
  expiresAt: Date;
  appliedAt: Date | null;
}

/** Lists that were handed in and wait for being looked at and applied. */
export interface ImportLists {
  /** Keeps a list, and forgets those whose time is over. */
  add(list: Omit<ImportList, 'appliedAt'>): Promise<void>;
  /** A list of this person whose time is not over. */
  find(id: string, person: string, now: Date): Promise<ImportList | undefined>;
  settle(id: string, settings: string): Promise<void>;
  /** Notes that it was applied, and what came of it, in the trail. */
  applied(list: Pick<ImportList, 'id' | 'kind' | 'fileName' | 'sha256'>, what: object, by: Stamp): Promise<void>;
}

export function importListsOf({ db, tenant, run, recorded }: Scope): ImportLists {
  return {
    add: (list) =>
      run(async () => {
        await db
          .deleteFrom('import_list')
          .where('tenant_id', '=', tenant)
          .where('expires_at', '<=', list.createdAt)
          .execute();
        await db
          .insertInto('import_list')
          .values({
            tenant_id: tenant,
            id: list.id,
            kind: list.kind,
            file_name: storable(list.fileName),
            sha256: list.sha256,
            content: storable(list.content),
            settings: storable(list.settings),
            person_id: list.person,
            created_at: list.createdAt,
            expires_at: list.expiresAt,
            applied_at: null,
          })
          // Repeated where the connection broke after it had come through.
          .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
          .execute();
      }),
    find: (id, person, now) =>
      run(() =>
        db
          .selectFrom('import_list')
          .select([
            'id',
            'kind',
            'file_name as fileName',
            'sha256',
            'content',
            'settings',
            'person_id as person',
            'created_at as createdAt',
            'expires_at as expiresAt',
            'applied_at as appliedAt',
          ])
          .where('tenant_id', '=', tenant)
          .where('id', '=', id)
          .where('person_id', '=', person)
          .where('expires_at', '>', now)
          .executeTakeFirst(),
      ),
    settle: (id, settings) =>
      run(async () => {
        await db
          .updateTable('import_list')
          .set({ settings: storable(settings) })
          .where('tenant_id', '=', tenant)
          .where('id', '=', id)
          .execute();
      }),
    applied: ({ id, kind, fileName, sha256 }, what, by) =>
      recorded(async (tx, note) => {
        await tx
          .updateTable('import_list')
          .set({ applied_at: by.at })
          .where('tenant_id', '=', tenant)
          .where('id', '=', id)
          .execute();
        await note('import.apply', { kind: 'import', id }, { after: { kind, fileName, sha256, ...what } });
      }, by),
  };
}
