import { enableCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { Answer, Task, WorkerSettings } from './messages.ts';

// Compiled code is looked up only for what is loaded after this call, so everything else is imported inside.
const { limits, compileCache } = workerData as WorkerSettings;
if (compileCache !== undefined) enableCompileCache(compileCache);

const { DocumentRefused, openDocument } = await import('@jizhun/documents');
const { readDisclosure } = await import('@jizhun/reader');

async function handle({ bytes, name }: Task): Promise<Answer> {
  try {
    const document = await openDocument(bytes, name, limits);
    const disclosure = readDisclosure(document);
    return { kind: 'read', json: JSON.stringify({ disclosure, notices: document.notices }) };
  } catch (error) {
    if (error instanceof DocumentRefused) {
      const { code, message, remedy, fileName } = error;
      return { kind: 'refused', refusal: { code, message, remedy, fileName } };
    }
    return { kind: 'defect', description: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on('message', async (task: Task) => {
  parentPort?.postMessage(await handle(task));
});
