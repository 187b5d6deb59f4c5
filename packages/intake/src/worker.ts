import { enableCompileCache } from 'node:module';
import { reply, serve, settings } from './child.ts';
import type { Message, Said, Task, WorkerSettings } from './messages.ts';
import type { Refusal } from './result.ts';

// Compiled code is looked up only for what is loaded after this call, so everything else is imported inside.
const { limits, answerCharacters, compileCache } = settings as WorkerSettings;
if (compileCache !== undefined) enableCompileCache(compileCache);

const send = (message: Message): Promise<void> => reply(message);

const { DocumentRefused, openDocument, unpackArchive } = await import('@jizhun/documents');
const { readDisclosure } = await import('@jizhun/reader');

async function handle({ kind, bytes, name }: Task): Promise<Said> {
  try {
    if (kind === 'unpack') return await unpack(bytes, name);
    const document = await openDocument(bytes, name, limits, (step) => void send({ kind: 'step', step }));
    if (kind === 'open') return { kind: 'opened', json: written(document, name) };
    const disclosure = readDisclosure(document);
    return { kind: 'read', json: written({ disclosure, notices: document.notices }, name) };
  } catch (error) {
    if (error instanceof DocumentRefused) return { kind: 'refused', refusal: plain(error) };
    return { kind: 'defect', description: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** Each file goes as soon as it is unpacked, so that this process never holds two of them. */
async function unpack(bytes: Uint8Array, name: string): Promise<Said> {
  for await (const file of unpackArchive(bytes, name, limits))
    await send({ kind: 'file', file: 'refusal' in file ? { name: file.name, refusal: plain(file.refusal) } : file });
  return { kind: 'unpacked' };
}

/** @throws DocumentRefused where the answer itself would be too much for whoever asked */
function written(value: object, name: string): string {
  let json = '';
  try {
    json = JSON.stringify(value);
  } catch (error) {
    // Longer than a string can be.
    if (!(error instanceof RangeError)) throw error;
  }
  if (json !== '' && json.length <= answerCharacters) return json;
  throw new DocumentRefused(
    'too-large',
    name,
    `文件“${name}”过大：读出的内容超过 ${answerCharacters} 个字符。`,
    '请拆分成几个较小的文件后分别上传。',
  );
}

/** A refusal without the error around it, so that it can be sent. */
function plain({ code, message, remedy, fileName }: Refusal): Refusal {
  return { code, message, remedy, fileName };
}

serve<Task>(async (task) => {
  const answer = await handle(task);
  await send({ kind: 'answer', answer, residentBytes: process.memoryUsage.rss() });
});
