import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Checkpoint,
  checkpointLine,
  type Inspection,
  readCheckpoints,
  type Store,
  type Trail,
} from '@jizhun/store';
import { installationText } from '../running/installation.ts';

/** Where checkpoints are kept beside the database, one a line: in the data directory. */
const FILE = 'audit-checkpoints.jsonl';
const HOUR_MS = 3_600_000;

/** The trail of a tenant, and what vouches for it. */
export interface Audit {
  trail: Trail;
  /** Sets a checkpoint and keeps it outside the database; undefined where there is nothing new since the last. */
  setCheckpoint(): Promise<Checkpoint | undefined>;
  /** Those kept outside the database. @throws TrailFileError where a line of the file is none */
  keptCheckpoints(): Promise<Checkpoint[]>;
  /** Looks at everything that is stored of this tenant. */
  inspect(): AsyncGenerator<Inspection>;
}

/** The trails of all tenants of an installation. */
export interface Audits {
  of(tenant: number): Audit;
  /** Sets a checkpoint in every trail in which there is something new. */
  setCheckpoints(): Promise<void>;
  /** Everything in the database at this moment, of all tenants, with the checkpoints kept outside it. */
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

/** The trails, and the checkpoints kept in a data directory. */
export function createAudits(
  store: Pick<Store, 'tenants' | 'trail' | 'inspect' | 'backup'>,
  dataDirectory: string,
  now: () => Date,
): Audits {
  const file = join(dataDirectory, FILE);
  const kept = async () => readCheckpoints(await keptCheckpoints(dataDirectory));
  const of = (tenant: number): Audit => {
    const trail = store.trail(tenant);
    return {
      trail,
      async setCheckpoint() {
        const checkpoint = await trail.setCheckpoint(now());
        if (checkpoint !== undefined) await appendFile(file, checkpointLine(checkpoint));
        return checkpoint;
      },
      keptCheckpoints: async () => (await kept()).filter((checkpoint) => checkpoint.tenant === tenant),
      async *inspect() {
        yield* store.inspect(await kept(), tenant);
      },
    };
  };
  return {
    of,
    async setCheckpoints() {
      for (const { id } of await store.tenants()) await of(id).setCheckpoint();
    },
    backup: async (program, madeAt) =>
      store.backup({
        program,
        madeAt,
        checkpoints: await keptCheckpoints(dataDirectory),
        installation: await installationText(dataDirectory),
      }),
    async *inspect() {
      yield* store.inspect(await kept());
    },
  };
}

/** Puts back the checkpoints that a backup brought, beside a restored database. */
export async function putCheckpoints(dataDirectory: string, text: string): Promise<void> {
  if (text !== '') await writeFile(join(dataDirectory, FILE), text);
}

/** Sets checkpoints now and every hour, and last ones at `stop`. What cannot be written is told to `log`. */
export async function setHourly(
  audits: Pick<Audits, 'setCheckpoints'>,
  log: (error: unknown) => void,
): Promise<{ stop(): Promise<void> }> {
  await audits.setCheckpoints();
  const timer = setInterval(() => void audits.setCheckpoints().catch(log), HOUR_MS).unref();
  return {
    async stop() {
      clearInterval(timer);
      await audits.setCheckpoints();
    },
  };
}
