import { sql } from 'kysely';
import { filesOnList } from './listed.ts';
import type { DocumentScope } from './scope.ts';
import type { Documents } from './types.ts';

/** So much of a file is taken from the database at a time. */
const PIECE = 1 << 20;

/** What gives files out as they came. */
export function originals({ db, tenant, run }: DocumentScope): Pick<Documents, 'original'> {
  return {
    original: (id) =>
      run(async () => {
        const row = await filesOnList(db, tenant)
          .select(['d.name', 'd.sha256', 'f.media_type', 'f.byte_count'])
          .where('d.id', '=', id)
          .executeTakeFirst();
        if (row === undefined) return undefined;
        return {
          name: row.name,
          mediaType: row.media_type,
          sha256: row.sha256,
          byteCount: row.byte_count,
          async *pieces() {
            for (let from = 0; from < row.byte_count; from += PIECE) {
              const { piece } = await run(() =>
                db
                  .selectFrom('file')
                  .select(sql<Buffer>`substring(content from ${from + 1}::int for ${PIECE}::int)`.as('piece'))
                  .where('tenant_id', '=', tenant)
                  .where('sha256', '=', row.sha256)
                  .executeTakeFirstOrThrow(),
              );
              yield piece;
            }
          },
        };
      }),
  };
}
