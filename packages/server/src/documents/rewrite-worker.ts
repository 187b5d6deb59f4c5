import { parentPort, workerData } from 'node:worker_threads';
import type { Disclosure } from '@jizhun/model';
import { annotate, applyFixes } from '@jizhun/writer';
import type { Asked, Told, WorkerTask } from './rewriting.ts';

/** The thread in which a copy is written; files are read again by the one that started it. */
const port = parentPort;
if (port === null) throw new Error('this is the code of a worker');

const waiting = new Map<number, (disclosure: Disclosure | undefined) => void>();
let asked = 0;
port.on('message', ({ number, disclosure }: Told) => {
  waiting.get(number)?.(disclosure);
  waiting.delete(number);
});

const read = (bytes: Uint8Array, name: string): Promise<Disclosure | undefined> =>
  new Promise((resolve) => {
    const number = ++asked;
    waiting.set(number, resolve);
    port.postMessage({ kind: 'read', number, bytes, name } satisfies Asked);
  });

const task = workerData as WorkerTask;
if (task.kind === 'fix') {
  const { bytes, name, disclosure, fixes } = task;
  const fixed = await applyFixes(bytes, name, disclosure, fixes, read);
  port.postMessage({ kind: 'fixed', fixed } satisfies Asked);
} else {
  const { bytes, name, document, at, titles } = task;
  const annotated = await annotate(bytes, name, document, { at, titleOf: (rule) => titles[rule] ?? rule });
  port.postMessage({ kind: 'annotated', annotated } satisfies Asked);
}
port.close();
