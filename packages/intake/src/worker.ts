import { enableCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { Answer, Task, UnpackedFile, WorkerSettings } from './messages.ts';
import type { Refusal } from './result.ts';

// Compiled code is looked up only for what is loaded after this call, so everything else is imported inside.
const { limits, compileCache } = workerData as WorkerSettings;
if (compileCache !== undefined) enableCompileCache(compileCache);

const { DocumentRefused, openDocument, unpackArchive } = await import('@jizhun/documents');
const { readDisclosure } = await import('@jizhun/reader');

async function handle({ kind, bytes, name }: Task): Promise<Answer> {
  try {
    if (kind === 'unpack') return { kind: 'unpacked', files: await unpack(bytes, name) };
    const document = await openDocument(bytes, name, limits);
    if (kind === 'open') return { kind: 'opened', json: JSON.stringify(document) };
    const disclosure = readDisclosure(document);
    return { kind: 'read', json: JSON.stringify({ disclosure, notices: document.notices }) };
  } catch (error) {
    if (error instanceof DocumentRefused) return { kind: 'refused', refusal: plain(error) };
    return { kind: 'defect', description: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

async function unpack(bytes: Uint8Array, name: string): Promise<UnpackedFile[]> {
  const files: UnpackedFile[] = [];
  for await (const file of unpackArchive(bytes, name, limits))
    files.push('refusal' in file ? { name: file.name, refusal: plain(file.refusal) } : file);
  return files;
}

/** A refusal without the error around it, so that it can be sent. */
function plain({ code, message, remedy, fileName }: Refusal): Refusal {
  return { code, message, remedy, fileName };
}

parentPort?.on('message', async (task: Task) => {
  const answer = await handle(task);
  const moved =
    answer.kind === 'unpacked' ? answer.files.flatMap((file) => ('bytes' in file ? [file.bytes.buffer] : [])) : [];
  parentPort?.postMessage(answer, moved);
});
