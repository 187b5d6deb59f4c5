import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { connectionOf, openPool, publicPart } from '../connection.ts';
import { startEmbedded } from '../embedded/index.ts';
import { ownMigrations } from '../migrate.ts';
import { createDatabase, EMBEDDED_NAME, type StoreOptions } from '../store.ts';
import { BackupError } from './form.ts';
import { type Restored, restoreBackup } from './restore.ts';

/**
 * Takes a backup into a data directory that holds no data yet, or into the empty database of `databaseUrl`. Where that
 * fails, the directory is as it was.
 *
 * @throws BackupError, DatabaseFailure with words for the person who asked
 */
export async function restoreStore(
  options: Pick<StoreOptions, 'databaseUrl' | 'dataDirectory' | 'say' | 'sharedDirectory' | 'now'>,
  packed: AsyncIterable<Uint8Array>,
): Promise<Restored & { place: string }> {
  const now = (options.now ?? (() => new Date()))();
  const migrations = await ownMigrations();
  const { databaseUrl, dataDirectory } = options;
  if (databaseUrl !== undefined && databaseUrl !== '') {
    const pool = openPool(connectionOf(databaseUrl));
    try {
      return { ...(await restoreBackup(pool, packed, migrations, now)), place: publicPart(databaseUrl) };
    } finally {
      await pool.end();
    }
  }
  if (existsSync(dataDirectory) && readdirSync(dataDirectory).length > 0) {
    throw new BackupError(`目录 ${dataDirectory} 不是空的。`, '请恢复到一个新的目录，核对无误后再换用它。');
  }
  const embedded = await startEmbedded(options);
  const clusters = readdirSync(embedded.home).filter((name) => /^postgres-\d+$/.test(name));
  let restored: Restored | undefined;
  try {
    await createDatabase(embedded.connection);
    const pool = openPool({ ...embedded.connection, database: EMBEDDED_NAME });
    try {
      restored = await restoreBackup(pool, packed, migrations, now);
    } finally {
      await pool.end();
    }
  } finally {
    await embedded.stop();
    if (restored === undefined) {
      for (const name of clusters) rmSync(join(embedded.home, name), { recursive: true, force: true });
    }
  }
  return { ...restored, place: embedded.home };
}
