import { Worker } from 'node:worker_threads';
import type { Disclosure, Fix, Report } from '@jizhun/model';
import type { Annotated, Fixed } from '@jizhun/writer';

/** What a worker is to write. */
export type WorkerTask =
  | { kind: 'fix'; bytes: Uint8Array; name: string; disclosure: Disclosure; fixes: readonly Pick<Fix, 'edits'>[] }
  | {
      kind: 'annotate';
      bytes: Uint8Array;
      name: string;
      document: Pick<Report['documents'][number], 'findings'>;
      at: string;
      titles: Readonly<Record<string, string>>;
    };

/** What a worker says: that a file is to be read, or what it has written. */
export type Asked =
  | { kind: 'read'; number: number; bytes: Uint8Array; name: string }
  | { kind: 'fixed'; fixed: Fixed }
  | { kind: 'annotated'; annotated: Annotated };

/** What a worker is told of a file that it had read. */
export interface Told {
  number: number;
  disclosure: Disclosure | undefined;
}

/** A copy was not written: it took too long, or too much memory. */
export class RewriteFailed extends Error {}

/** Reads a file again; undefined where it cannot be read. */
export type Read = (bytes: Uint8Array, name: string) => Promise<Disclosure | undefined>;

/** Time for one copy, second readings included. */
const LONGEST_MS = 120_000;
/** Memory of the thread; parts of a size that would need more are not written into. */
const MEMORY_MB = 1_500;

/** Writes fixes into a copy in a thread that can be killed. Throws `RewriteFailed`. */
export async function fixApart(task: Omit<WorkerTask & { kind: 'fix' }, 'kind'>, read: Read): Promise<Fixed> {
  const said = await work({ kind: 'fix', ...task }, read);
  if (said.kind !== 'fixed') throw new RewriteFailed(`the worker said ${said.kind}`);
  return said.fixed;
}

/** Puts comments into a copy in a thread that can be killed. Throws `RewriteFailed`. */
export async function annotateApart(task: Omit<WorkerTask & { kind: 'annotate' }, 'kind'>): Promise<Annotated> {
  const said = await work({ kind: 'annotate', ...task }, () => Promise.resolve(undefined));
  if (said.kind !== 'annotated') throw new RewriteFailed(`the worker said ${said.kind}`);
  return said.annotated;
}

async function work(task: WorkerTask, read: Read): Promise<Asked> {
  const worker = new Worker(new URL('./rewrite-worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Asked>((resolve, reject) => {
      timer = setTimeout(() => reject(new RewriteFailed('out of time')), LONGEST_MS);
      worker.on('error', (error) => {
        const full = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
        reject(full ? new RewriteFailed('out of memory') : error);
      });
      worker.on('exit', () => reject(new RewriteFailed('the worker ended')));
      worker.on('message', (said: Asked) => {
        if (said.kind !== 'read') resolve(said);
        else
          read(said.bytes, said.name).then(
            (disclosure) => worker.postMessage({ number: said.number, disclosure } satisfies Told),
            reject,
          );
      });
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
