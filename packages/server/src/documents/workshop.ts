import { createHash } from 'node:crypto';
import type { Intake } from '@jizhun/intake';
import type { Disclosure, Notice, Report } from '@jizhun/model';
import { beijingDay } from '@jizhun/model';
import { checkDisclosures } from '@jizhun/rules';
import {
  type Derive,
  type DocumentPlace,
  type Documents,
  type NewChange,
  type NewSuppression,
  PROGRAM,
  type Stamp,
  type StoredReading,
  type StoredReport,
} from '@jizhun/store';
import { collect } from './collect.ts';
import { acceptCorrections, inForce } from './correct.ts';
import { summarise } from './summary.ts';
import { acceptSuppression, withoutSuppressed } from './suppress.ts';
import type { Versions } from './versions.ts';

/** Why a file was not taken, as the reader said it. */
export interface Refusal {
  code: string;
  message: string;
  remedy: string;
  fileName: string;
}

export interface IncomingFile extends DocumentPlace {
  name: string;
  bytes: Uint8Array;
  example: boolean;
}

export type Taken = { ok: true; id: string; created: boolean } | { ok: false; refusal: Refusal };

/** Where files are read, checked and stored: the one way in, for uploads, examples and second readings alike. */
export interface Workshop {
  versions: Pick<Versions, 'reader' | 'rules'>;
  /** Takes a file in, all or nothing. The same bytes again in the same unit are the document that is there. */
  take(file: IncomingFile, by: Stamp): Promise<Taken>;
  /** Reads a stored file again, or checks its reading again, whichever is of another version. */
  renew(document: { id: string; name: string; sha256: string; readerVersion: string }, by: Stamp): Promise<void>;
  /**
   * Lays corrections over a reading and checks what is then in force. Answers the number of the change, undefined where
   * there is no such document.
   *
   * @throws ProblemError where the corrections do not fit the reading
   */
  correct(id: string, change: NewChange, by: Stamp): Promise<number | undefined>;
  /** Takes a change back and checks what is then in force; false where no such change stands. */
  withdraw(id: string, change: number, by: Stamp): Promise<boolean>;
  /**
   * Answers for a finding, which then no longer counts. `among` is the report in which it stands, where that is not the
   * document's own. Answers the number of that, undefined where there is no such document.
   *
   * @throws ProblemError where the report has no such finding
   */
  suppress(
    id: string,
    suppression: NewSuppression,
    by: Stamp,
    among?: Report['documents'][number],
  ): Promise<number | undefined>;
  /** Ends that; false where there is none that stands. */
  endSuppression(id: string, seq: number, by: Stamp): Promise<boolean>;
  /** Lets findings count again whose last day without is over. To be called often: looks once a day (Beijing). */
  expire(now: Date): Promise<void>;
}

export interface WorkshopServices {
  documents: Documents;
  intake: Pick<Intake, 'read'>;
  versions: Pick<Versions, 'reader' | 'rules'>;
  newId(): string;
}

export function createWorkshop({ documents, intake, versions, newId }: WorkshopServices): Workshop {
  const readingOf = (disclosure: Disclosure, notices: readonly Notice[]): StoredReading => ({
    readerVersion: versions.reader,
    disclosure,
    notices,
    summary: summarise(disclosure),
  });

  /** What follows from a reading on the day of the change. */
  const deriveOn =
    ({ at }: Pick<Stamp, 'at'>): Derive =>
    (disclosure, corrections, suppressions) => {
      const now = inForce(disclosure, corrections);
      const report = withoutSuppressed(checkDisclosures([now]), suppressions, beijingDay(at));
      return { summary: summarise(now), report: { rulesVersion: versions.rules, report } };
    };

  const reportOf = (disclosure: Disclosure): StoredReport => {
    const [report] = checkDisclosures([disclosure]).documents;
    if (report === undefined) throw new Error('a report without its document');
    return { rulesVersion: versions.rules, report };
  };

  /** The day on which it was last looked whether findings count again. */
  let looked = '';

  return {
    versions,

    async take({ name, bytes, example, ...place }, by) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const there = await documents.findBySha(sha256, place);
      if (there !== undefined) {
        return { ok: true, id: there.id, created: there.removed && (await documents.revive(there.id, name, by)) };
      }
      const read = await intake.read(bytes, name);
      if (!read.ok) return { ok: false, refusal: read.refusal };
      const { disclosure, notices } = read;
      const { mediaType } = disclosure.source;
      const document = {
        id: newId(),
        name,
        sha256,
        mediaType,
        bytes,
        example,
        ...place,
      };
      const added = await documents.add(document, readingOf(disclosure, notices), reportOf(disclosure), by);
      return { ok: true, ...added };
    },

    async renew({ id, name, readerVersion }, by) {
      if (readerVersion !== versions.reader) {
        const original = await documents.original(id);
        if (original === undefined) return;
        const read = await intake.read(await collect(original.pieces()), name);
        if (read.ok) {
          const { disclosure, notices } = read;
          await documents.replaceReading(id, readingOf(disclosure, notices), deriveOn(by), by);
          return;
        }
        const notice = `新版本未能重新读取，仍是此前的结果：${read.refusal.message}`;
        await documents.keepReading(id, versions.reader, notice, by);
      }
      await documents.replaceReport(id, deriveOn(by), by);
    },

    correct: (id, change, by) =>
      documents.correct(
        id,
        change,
        (disclosure, there) => acceptCorrections(disclosure, change.edits, there),
        deriveOn(by),
        by,
      ),

    withdraw: (id, change, by) => documents.withdraw(id, change, deriveOn(by), by),

    suppress(id, suppression, by, among) {
      const accept = acceptSuppression(suppression.fingerprint);
      return documents.suppress(id, suppression, (own) => accept(among ?? own), deriveOn(by), by);
    },

    endSuppression: (id, seq, by) => documents.endSuppression(id, seq, deriveOn(by), by),

    async expire(now) {
      const today = beijingDay(now);
      if (today === looked) return;
      const by = { at: now, actor: PROGRAM, origin: '忽略到期' };
      await documents.expireSuppressions(today, deriveOn(by), by);
      looked = today;
    },
  };
}
