import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { errorCode } from '../failure.ts';
import { type Migration, migrate } from '../migrate.ts';
import { BackupError, type Foot, type Head } from './form.ts';
import { BackupReader } from './read.ts';
import { copyIn, PRINTED_ALIKE, tablesOf } from './tables.ts';
import { footOf } from './write.ts';

/** What was taken in. */
export interface Restored {
  head: Head;
  tables: Foot[];
}

const NEWER = '请换用写成这份备份的版本，或更新的版本。';

/**
 * Takes a backup into an empty database and compares: every table is read again and must have the digest that the backup
 * tells. All or nothing. Afterwards the schema is that of this version of the program.
 *
 * @throws BackupError with what is wrong with the backup, or with the database
 */
export async function restoreBackup(
  pool: pg.Pool,
  packed: AsyncIterable<Uint8Array>,
  migrations: readonly Migration[],
  now: Date,
): Promise<Restored> {
  const client = await pool.connect();
  try {
    await client.query('set statement_timeout = 0');
    await client.query('set idle_in_transaction_session_timeout = 0');
    if (await holdsRows(client)) {
      throw new BackupError('数据库里已有数据，不能恢复到这里。', '请恢复到新的数据目录，或新建的空数据库。');
    }
    const reader = new BackupReader(unpacked(packed));
    const head = await reader.head();
    await migrate(client, migrationsOf(head, migrations), now);
    const tables = await load(client, reader, head);
    await migrate(client, [...migrations], now);
    return { head, tables };
  } catch (error) {
    throw errorCode(error)?.startsWith('Z_')
      ? new BackupError(
          '这份文件不是绩准的备份，或已经损坏。',
          '请选择由 jizhun backup 写成的文件（.sql.gz）；它可能没有写完，或在复制时损坏。',
        )
      : error;
  } finally {
    client.release(true);
  }
}

/** Whether any table holds a row: a schema alone is what a restoration that failed has left. */
async function holdsRows(client: pg.PoolClient): Promise<boolean> {
  for (const { name } of await tablesOf(client)) {
    const { rowCount } = await client.query(`select 1 from "${name}" limit 1`);
    if (rowCount !== 0) return true;
  }
  return false;
}

async function* unpacked(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  const source = Readable.from(packed, { objectMode: false });
  source.on('error', (error) => gunzip.destroy(error));
  yield* source.pipe(gunzip) as AsyncIterable<Buffer>;
}

/** The migrations that the backup was written under, which must be known here, word for word. */
function migrationsOf(head: Head, migrations: readonly Migration[]): Migration[] {
  return head.migrations.map(({ name, checksum }) => {
    const own = migrations.find((migration) => migration.name === name);
    if (own === undefined) throw new BackupError(`备份由较新版本的绩准写成（${head.program}，${name}）。`, NEWER);
    if (own.checksum !== checksum) throw new BackupError(`备份的数据库结构（${name}）与本版本不一致。`, NEWER);
    return own;
  });
}

async function load(client: pg.PoolClient, reader: BackupReader, head: Head): Promise<Foot[]> {
  const own = await tablesOf(client);
  const feet: Foot[] = [];
  await client.query('begin');
  try {
    await client.query(PRINTED_ALIKE);
    for (let table = await reader.table(), i = 0; table !== undefined; table = await reader.table(), i++) {
      const told = head.tables[i];
      const form = own.find(({ name }) => name === told?.name);
      if (told === undefined || form === undefined || told.columns.some((column) => !form.columns.includes(column))) {
        throw new BackupError(`备份中的表“${told?.name ?? ''}”与本版本的数据库结构不一致。`, NEWER);
      }
      await pipeline(table.rows, client.query(copyFrom(copyIn(told))));
      const foot = await table.foot();
      const seen = await footOf(client, { ...form, columns: told.columns });
      if (seen.sha256 !== foot.sha256 || seen.rows !== foot.rows) {
        throw new BackupError(
          `恢复后的表“${told.name}”与备份不一致（备份 ${foot.rows} 行，恢复 ${seen.rows} 行），没有恢复。`,
          '请换一份备份；这份文件的内容被改动过，或在复制时损坏。',
        );
      }
      feet.push(foot);
    }
    if (feet.length !== head.tables.length) throw new BackupError('备份缺少几张表。', '请换一份备份。');
    await client.query('commit');
    return feet;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}
