import { createHash } from 'node:crypto';
import type { ArchiveLine } from '@jizhun/api';
import type { UnpackedFile } from '@jizhun/intake';
import type { DocumentPlace, DocumentRow, Stamp } from '@jizhun/store';
import { refused } from '../http/problem.ts';
import { cleanFileName } from '../http/upload.ts';
import { summaryAnswer } from './answer.ts';
import type { Refusal, Taken, Workshop } from './workshop.ts';

/** So many files of an archive are under way at a time: one is stored while the next is read. */
const AT_ONCE = 2;
/** Names of files that were passed over, as far as they are told one by one. */
const NAMES_TOLD = 20;

type FileLine = Extract<ArchiveLine, { kind: 'file' }>;

export interface ArchiveServices {
  workshop: Pick<Workshop, 'take'>;
  documents: { find(id: string): Promise<DocumentRow | undefined> };
}

/** How many files became what. */
export interface ArchiveCounts {
  added: number;
  present: number;
  refused: number;
}

/**
 * Takes in the files of an archive one after another, each as a document of its own in its place, and tells of each as
 * soon as it is known. `from` is what an earlier attempt came to: those files are passed over. Whoever stops listening
 * stops the work after the files that are under way.
 */
export async function* takeArchive(
  name: string,
  files: readonly UnpackedFile[],
  place: DocumentPlace,
  by: () => Stamp,
  { workshop, documents }: ArchiveServices,
  from: ArchiveCounts = { added: 0, present: 0, refused: 0 },
): AsyncGenerator<ArchiveLine, void, undefined> {
  const prefix = `${name}/`;
  const inside = (path: string) => (path.startsWith(prefix) ? path.slice(prefix.length) : path);
  const passedOver = files.filter((file) => 'passedOver' in file).map((file) => inside(file.name));
  const wanted = files.filter((file) => !('passedOver' in file));
  yield {
    kind: 'archive',
    name,
    files: wanted.length,
    passedOver: passedOver.slice(0, NAMES_TOLD),
    passedOverCount: passedOver.length,
  };

  const names = documentNames(wanted.map((file) => inside(file.name)));
  /** Of each content the first file that has it, by its position. */
  const seen = new Map<string, number>();
  /** Those that are not passed over, in their order. */
  const started: Promise<FileLine>[] = [];

  const one = async (file: UnpackedFile, at: number): Promise<FileLine> => {
    const path = inside(file.name);
    const refuse = (refusal: Refusal): FileLine => ({
      kind: 'file',
      name: path,
      outcome: 'refused',
      problem: refused(refusal).problem,
    });
    if ('refusal' in file) return refuse(file.refusal);
    if (!('bytes' in file)) throw new Error('a file that was passed over is not taken');
    const sha256 = createHash('sha256').update(file.bytes).digest('hex');
    const earlier = seen.get(sha256);
    if (earlier === undefined) seen.set(sha256, at);
    else await started[earlier - done]?.catch(() => {});
    const sameAs = earlier === undefined ? undefined : inside(wanted[earlier]?.name ?? '');
    const taken: Taken = await workshop.take(
      { name: names[at] ?? path, bytes: file.bytes, example: false, ...place },
      by(),
    );
    if (!taken.ok) return refuse(taken.refusal);
    const row = await documents.find(taken.id);
    const document = row === undefined ? {} : { document: summaryAnswer(row) };
    const outcome = taken.created && sameAs === undefined ? 'added' : 'present';
    return { kind: 'file', name: path, outcome, ...document, ...(sameAs === undefined ? {} : { sameAs }) };
  };

  const counts = { added: from.added, present: from.present, refused: from.refused };
  const done = counts.added + counts.present + counts.refused;
  try {
    for (let told = 0; told < wanted.length - done; told++) {
      while (started.length < Math.min(wanted.length - done, told + AT_ONCE)) {
        const at = done + started.length;
        const line = one(wanted[at] as UnpackedFile, at);
        // A failure is met when its turn comes; until then it is nobody's unhandled rejection.
        line.catch(() => {});
        started.push(line);
      }
      const line = await (started[told] as Promise<FileLine>);
      counts[line.outcome]++;
      yield line;
    }
  } finally {
    await Promise.allSettled(started);
  }
  yield { kind: 'end', ...counts };
}

/**
 * What the documents are called: the file's own name, and where several have the same, the folder before it, so that a
 * person can tell them apart.
 */
function documentNames(paths: readonly string[]): string[] {
  const base = paths.map((path) => cleanFileName(path));
  return paths.map((path, i) =>
    base.filter((other) => other === base[i]).length > 1 ? cleanFileName(path.replaceAll('/', '-')) : (base[i] ?? path),
  );
}
