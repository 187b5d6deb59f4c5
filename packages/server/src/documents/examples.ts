import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type DocumentPlace, type Documents, PROGRAM } from '@jizhun/store';
import type { Workshop } from './workshop.ts';

const READABLE = /\.(docx|xlsx|txt)$/i;

/**
 * Puts the documents of `directory` on the list, marked as examples, in the order of their names.
 *
 * What is there stays as it is; what the user removed stays removed, also when a later version brings it with other
 * bytes under the same name; otherwise the new bytes take the old one's place. Answers how many were added.
 */
export async function loadExamples(
  directory: string,
  documents: Documents,
  workshop: Workshop,
  now: () => Date,
  say: (line: string) => void,
  /** To whom a file of that name belongs. */
  placeOf: (name: string) => DocumentPlace = () => ({}),
): Promise<number> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && READABLE.test(entry.name) && !entry.name.startsWith('~$'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const known = await documents.examples();
  const by = () => ({ at: now(), actor: PROGRAM, origin: '示例' });
  let added = 0;
  for (const path of files) {
    const name = basename(path);
    const bytes = await readFile(path);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (known.some((example) => example.sha256 === sha256)) continue;
    const earlier = known.filter((example) => example.name === name);
    const listed = earlier.filter((example) => !example.removed);
    if (earlier.length > 0 && listed.length === 0) continue;
    const taken = await workshop.take({ name, bytes, example: true, ...placeOf(name) }, by());
    if (!taken.ok) {
      say(`示例“${name}”未能读取：${taken.refusal.message}`);
      continue;
    }
    if (taken.created) added++;
    for (const { id } of listed) await documents.remove(id, by());
  }
  return added;
}
