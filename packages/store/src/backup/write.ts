import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { comment, FORM, type Foot, type Head } from './form.ts';
import { copyIn, copyOut, PRINTED_ALIKE, type TableForm, tablesOf } from './tables.ts';

/** What goes into the head of a backup besides what the database knows. */
export interface BackupFacts {
  /** Version of this program. */
  program: string;
  madeAt: Date;
  /** The checkpoints kept outside the database. */
  checkpoints: string;
  /** What the data directory says of itself, where it does. */
  installation?: string | undefined;
}

/**
 * Everything in the database as it is at one moment, while others work on; see `FORM`. What fails on the way ends the
 * stream with that error, and the backup lacks its end.
 */
export function writeBackup(pool: pg.Pool, facts: BackupFacts): Readable {
  const script = Readable.from(lines(pool, facts), { objectMode: false });
  const packed = createGzip({ level: 1 });
  script.on('error', (error) => packed.destroy(error));
  packed.on('close', () => script.destroy());
  return script.pipe(packed);
}

async function* lines(pool: pg.Pool, facts: BackupFacts): AsyncGenerator<Buffer> {
  const client = await pool.connect();
  let done = false;
  try {
    await client.query('begin isolation level repeatable read read only');
    // A large table takes longer than any query of a page.
    await client.query(`set local statement_timeout = 0; ${PRINTED_ALIKE}`);
    const tables = await tablesOf(client);
    yield Buffer.from(comment(await headOf(client, tables, facts)));
    for (const table of tables) {
      yield Buffer.from(`${copyIn(table)};\n`);
      const foot: Foot = yield* rowsOf(client, table);
      yield Buffer.from(`\\.\n${comment(foot)}`);
    }
    yield Buffer.from(comment({ end: true, tables: tables.length }));
    await client.query('commit');
    done = true;
  } finally {
    // A backup given up half-way leaves its connection in the middle of a copy.
    client.release(done ? undefined : true);
  }
}

async function headOf(client: pg.PoolClient, tables: readonly TableForm[], facts: BackupFacts): Promise<Head> {
  const { rows: migrations } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from schema_migration order by name',
  );
  const { rows } = await client.query<{ server: string }>("select current_setting('server_version') as server");
  return {
    schema: FORM,
    program: facts.program,
    server: rows[0]?.server ?? '',
    madeAt: facts.madeAt.toISOString(),
    migrations,
    tables: tables.map(({ name, columns }) => ({ name, columns })),
    checkpoints: facts.checkpoints,
    ...(facts.installation === undefined ? {} : { installation: facts.installation }),
  };
}

/** A table's rows as text, in the order of their key. */
async function* rowsOf(client: pg.PoolClient, table: TableForm): AsyncGenerator<Buffer, Foot> {
  const digest = createHash('sha256');
  const stream = client.query(copyTo(copyOut(table)));
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    digest.update(chunk);
    yield chunk;
  }
  return { table: table.name, rows: stream.rowCount, sha256: digest.digest('hex') };
}

/** Reads a table as a backup would, and tells only rows and digest. */
export async function footOf(client: pg.PoolClient, table: TableForm): Promise<Foot> {
  const rows = rowsOf(client, table);
  for (;;) {
    const next = await rows.next();
    if (next.done) return next.value;
  }
}
