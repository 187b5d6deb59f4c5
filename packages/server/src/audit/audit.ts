import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  BUILT_IN_TENANT,
  type Checkpoint,
  checkpointLine,
  type Inspection,
  readCheckpoints,
  type Store,
  type Trail,
} from '@jizhun/store';

/** Where checkpoints are kept beside the database, one a line: in the data directory. */
const FILE = 'audit-checkpoints.jsonl';
const HOUR_MS = 3_600_000;

/** The trail of the tenant, and what vouches for it. */
export interface Audit {
  trail: Trail;
  /** Sets a checkpoint and keeps it outside the database; undefined where there is nothing new since the last. */
  setCheckpoint(): Promise<Checkpoint | undefined>;
  /** Those kept outside the database. @throws TrailFileError where a line of the file is none */
  keptCheckpoints(): Promise<Checkpoint[]>;
  /** Everything in the database at this moment, with the checkpoints kept outside it. */
  backup(program: string, madeAt: Date): Promise<AsyncIterable<Uint8Array>>;
  /** Looks at everything that is stored. */
  inspect(): AsyncGenerator<Inspection>;
}

/** The checkpoints kept in a data directory, as their file holds them; empty where there is none. */
export async function keptCheckpoints(dataDirectory: string): Promise<string> {
  try {
    return await readFile(join(dataDirectory, FILE), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

/** The trail, and the checkpoints kept in a data directory. */
export function createAudit(
  store: Pick<Store, 'trail' | 'inspect' | 'backup'>,
  dataDirectory: string,
  now: () => Date,
): Audit {
  const trail = store.trail(BUILT_IN_TENANT);
  const file = join(dataDirectory, FILE);
  const kept = async () => readCheckpoints(await keptCheckpoints(dataDirectory));
  return {
    trail,
    async setCheckpoint() {
      const checkpoint = await trail.setCheckpoint(now());
      if (checkpoint !== undefined) await appendFile(file, checkpointLine(checkpoint));
      return checkpoint;
    },
    keptCheckpoints: kept,
    backup: async (program, madeAt) =>
      store.backup({ program, madeAt, checkpoints: await keptCheckpoints(dataDirectory) }),
    async *inspect() {
      yield* store.inspect(await kept());
    },
  };
}

/** Puts back the checkpoints that a backup brought, beside a restored database. */
export async function putCheckpoints(dataDirectory: string, text: string): Promise<void> {
  if (text !== '') await writeFile(join(dataDirectory, FILE), text);
}

/** Sets a checkpoint now and every hour, and a last one at `stop`. One that cannot be written is told to `log`. */
export async function setHourly(
  audit: Pick<Audit, 'setCheckpoint'>,
  log: (error: unknown) => void,
): Promise<{ stop(): Promise<void> }> {
  await audit.setCheckpoint();
  const timer = setInterval(() => void audit.setCheckpoint().catch(log), HOUR_MS).unref();
  return {
    async stop() {
      clearInterval(timer);
      await audit.setCheckpoint();
    },
  };
}
