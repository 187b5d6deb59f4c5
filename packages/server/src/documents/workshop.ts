import { createHash } from 'node:crypto';
import type { Intake } from '@jizhun/intake';
import type { Disclosure, Notice } from '@jizhun/model';
import { checkDisclosures } from '@jizhun/rules';
import type { Derive, Documents, NewChange, StoredReading, StoredReport } from '@jizhun/store';
import { collect } from './collect.ts';
import { acceptCorrections, inForce } from './correct.ts';
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
  versions: Pick<Versions, 'reader' | 'rules'>;
  /** Takes a file in, all or nothing. The same bytes again are the document that is there. */
  take(file: IncomingFile): Promise<Taken>;
  /** Reads a stored file again, or checks its reading again, whichever is of another version. */
  renew(document: { id: string; name: string; sha256: string; readerVersion: string }): Promise<void>;
  /**
   * Lays corrections over a reading and checks what is then in force. Answers the number of the change, undefined where
   * there is no such document.
   *
   * @throws ProblemError where the corrections do not fit the reading
   */
  correct(id: string, change: NewChange): Promise<number | undefined>;
  /** Takes a change back and checks what is then in force; false where no such change stands. */
  withdraw(id: string, change: number, author: string): Promise<boolean>;
}

export interface WorkshopServices {
  documents: Documents;
  intake: Pick<Intake, 'read'>;
  versions: Pick<Versions, 'reader' | 'rules'>;
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

  const derive: Derive = (disclosure, corrections) => {
    const now = inForce(disclosure, corrections);
    return { summary: summarise(now), report: reportOf(now) };
  };

  const reportOf = (disclosure: Disclosure): StoredReport => {
    const [report] = checkDisclosures([disclosure]).documents;
    if (report === undefined) throw new Error('a report without its document');
    return { rulesVersion: versions.rules, report };
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
          await documents.replaceReading(id, readingOf(disclosure, notices), derive, now());
          return;
        }
        await documents.keepReading(id, versions.reader, `新版本未能重新读取，仍是此前的结果：${read.refusal.message}`);
      }
      await documents.replaceReport(id, derive, now());
    },

    correct: (id, change) =>
      documents.correct(id, change, (disclosure) => acceptCorrections(disclosure, change.edits), derive, now()),

    withdraw: (id, change, author) => documents.withdraw(id, change, author, derive, now()),
  };
}
