import { createHash } from 'node:crypto';
import type { Intake } from '@jizhun/intake';
import type { Disclosure, Notice } from '@jizhun/model';
import { checkDisclosures } from '@jizhun/rules';
import type { Documents, StoredReading, StoredReport } from '@jizhun/store';
import { summarise } from './summary.ts';
import type { Versions } from './versions.ts';

/** Why a file was not taken, as the reader said it. */
export interface Refusal {
  code: string;
  message: string;
  remedy: string;
  fileName: string;
}

export interface IncomingFile {
  name: string;
  bytes: Uint8Array;
  example: boolean;
}

export type Taken = { ok: true; id: string; created: boolean } | { ok: false; refusal: Refusal };

/** Where files are read, checked and stored: the one way in, for uploads, examples and second readings alike. */
export interface Workshop {
  versions: Versions;
  /** Takes a file in, all or nothing. The same bytes again are the document that is there. */
  take(file: IncomingFile): Promise<Taken>;
  /** Reads a stored file again, or checks its reading again, whichever is of another version. */
  renew(document: { id: string; name: string; sha256: string; readerVersion: string }): Promise<void>;
}

export interface WorkshopServices {
  documents: Documents;
  intake: Pick<Intake, 'read'>;
  versions: Versions;
  now(): Date;
  newId(): string;
}

export function createWorkshop({ documents, intake, versions, now, newId }: WorkshopServices): Workshop {
  const readingOf = (disclosure: Disclosure, notices: readonly Notice[]): StoredReading => ({
    readerVersion: versions.reader,
    disclosure,
    notices,
    summary: summarise(disclosure),
  });

  const reportOf = (disclosure: Disclosure): StoredReport => {
    const [report] = checkDisclosures([disclosure]).documents;
    if (report === undefined) throw new Error('a report without its document');
    return { rulesVersion: versions.rules, report };
  };

  const storedDisclosure = async (id: string): Promise<Disclosure | undefined> => {
    const stored = await documents.disclosure(id);
    return stored === undefined ? undefined : (JSON.parse(stored.disclosure) as Disclosure);
  };

  return {
    versions,

    async take({ name, bytes, example }) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const there = await documents.findBySha(sha256);
      if (there !== undefined) {
        return { ok: true, id: there.id, created: there.removed && (await documents.revive(there.id, name, now())) };
      }
      const read = await intake.read(bytes, name);
      if (!read.ok) return { ok: false, refusal: read.refusal };
      const { disclosure, notices } = read;
      const { mediaType } = disclosure.source;
      const document = { id: newId(), name, sha256, mediaType, bytes, example };
      const added = await documents.add(document, readingOf(disclosure, notices), reportOf(disclosure), now());
      return { ok: true, ...added };
    },

    async renew({ id, name, readerVersion }) {
      if (readerVersion !== versions.reader) {
        const original = await documents.original(id);
        if (original === undefined) return;
        const read = await intake.read(await collect(original.pieces()), name);
        if (read.ok) {
          const { disclosure, notices } = read;
          await documents.replaceReading(id, readingOf(disclosure, notices), reportOf(disclosure), now());
          return;
        }
        await documents.keepReading(id, versions.reader, `新版本未能重新读取，仍是此前的结果：${read.refusal.message}`);
      }
      const disclosure = await storedDisclosure(id);
      if (disclosure !== undefined) await documents.replaceReport(id, reportOf(disclosure), now());
    },
  };
}

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}
