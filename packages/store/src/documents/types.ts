import type { Correction, Disclosure, Notice, Report } from '@jizhun/model';
import type { Stamp } from '../audit/event.ts';
import type { NewSuppression, StoredSuppression } from './suppressions.ts';

/** What the rules found in one document. */
export type DocumentReport = Report['documents'][number];

/** What the list shows of a reading, taken from it once when it is stored. */
export interface ReadingSummary {
  title?: string;
  unitName?: string;
  place?: { id?: string; adcode?: string; name?: string };
  fiscalYear?: number;
  sheetCount: number;
  indicatorCount: number;
  tableCount: number;
  /** Integer fen; null where the file states no total. */
  amountFen: number | null;
  unreadCount: number;
  /** One Chinese sentence that a reader of the list should know first. */
  notice?: string;
}

/** What a version of the reader made of a file. */
export interface StoredReading {
  readerVersion: string;
  disclosure: Disclosure;
  notices: readonly Notice[];
  summary: ReadingSummary;
}

/** What people put right in one step, to be added. */
export interface NewChange {
  edits: readonly Correction[];
  reason?: string;
}

/** A correction as it is kept; `change` is the step in which it was made, and is taken back. */
export interface StoredCorrection extends Correction {
  seq: number;
  change: number;
  author: string;
  reason?: string;
  at: Date;
  withdrawnAt?: Date;
  withdrawnBy?: string;
}

/**
 * What follows from a reading, the corrections laid over it and the findings answered for: the line of the list, and the
 * report. Called while the document is locked, so it should only compute.
 */
export type Derive = (
  disclosure: Disclosure,
  corrections: readonly StoredCorrection[],
  suppressions: readonly StoredSuppression[],
) => { summary: ReadingSummary; report: StoredReport };

/** What a version of the rules made of that reading. */
export interface StoredReport {
  rulesVersion: string;
  report: DocumentReport;
}

/** To whom a document belongs: to a unit, or to a finance authority itself. Neither: nobody's so far. */
export interface DocumentPlace {
  unit?: string;
  authority?: string;
}

/** A file that is to be added; identity and time come from the caller. */
export interface NewDocument extends DocumentPlace {
  id: string;
  name: string;
  sha256: string;
  mediaType: string;
  bytes: Uint8Array;
  example: boolean;
}

/** A line of the list. */
export interface DocumentRow extends ReadingSummary, DocumentPlace {
  id: string;
  name: string;
  sha256: string;
  mediaType: string;
  bytes: number;
  example: boolean;
  addedAt: Date;
  findings: { error: number; warning: number; info: number };
  uncheckedCount: number;
}

/** A part of the list: so many, of those that come after one. */
export interface DocumentPage {
  after?: { addedAt: Date; id: string } | undefined;
  limit: number;
}

/** A document's page, its large parts as the JSON text that was stored. */
export interface DocumentContent {
  document: DocumentRow;
  disclosure: string;
  report: string;
  notices: string;
  /** The oldest first, those taken back too. */
  corrections: StoredCorrection[];
  /** The oldest first, the ended ones too. */
  suppressions: StoredSuppression[];
}

/** A file that was read or checked by another version of the program. */
export interface StaleDocument {
  id: string;
  name: string;
  sha256: string;
  readerVersion: string;
  rulesVersion: string;
}

/** A file as it came, its bytes in pieces. */
export interface OriginalFile {
  name: string;
  mediaType: string;
  sha256: string;
  byteCount: number;
  pieces(): AsyncGenerator<Uint8Array>;
}

/** To which documents a list is limited: any of these is enough. */
export interface Readable {
  /** Those of these units. */
  units: readonly string[];
  /** Those of these finance authorities themselves. */
  authorities: readonly string[];
  examples: boolean;
  /** These, by id. */
  documents: readonly string[];
}

/**
 * The documents of one tenant. Every change goes into the trail in its own transaction. Removed ones are kept, but not
 * seen by anything except `restore` and `add`.
 */
export interface Documents {
  /** The newest first; all of them, or those that someone may read. */
  list(which: Readable | 'all', page?: DocumentPage): Promise<DocumentRow[]>;
  /** Who has documents, removed ones too. */
  owners(): Promise<{ units: string[]; authorities: string[] }>;
  /** To whom a document belongs, also a removed one; undefined where there is no such document. */
  owner(id: string): Promise<(DocumentPlace & { example: boolean }) | undefined>;
  /** Gives what belongs to nobody so far to an authority; answers how many. */
  adopt(authority: string, by: Stamp): Promise<number>;
  /** How many stand on the list. */
  count(which: Readable | 'all'): Promise<number>;
  find(id: string): Promise<DocumentRow | undefined>;
  /** The document with these very bytes in a place; `removed` tells that it was taken off the list. */
  findBySha(sha256: string, place?: DocumentPlace): Promise<{ id: string; removed: boolean } | undefined>;
  content(id: string): Promise<DocumentContent | undefined>;
  /** The reading as stored JSON text. */
  disclosure(id: string): Promise<{ name: string; disclosure: string } | undefined>;
  /** The corrections of a document, the oldest first, those taken back too. */
  corrections(id: string): Promise<StoredCorrection[]>;
  original(id: string): Promise<OriginalFile | undefined>;
  /** Examples by name, removed ones too. */
  examples(): Promise<{ id: string; name: string; sha256: string; removed: boolean }[]>;
  /**
   * Stores a file with its reading and its findings, all or nothing. Where the same bytes are there, nothing is stored
   * twice: `created` is false, or true when they had been removed and are back on the list.
   */
  add(
    document: NewDocument,
    reading: StoredReading,
    report: StoredReport,
    by: Stamp,
  ): Promise<{ id: string; created: boolean }>;
  /** Puts back on the list what has these bytes and was removed. */
  revive(id: string, name: string, by: Stamp): Promise<boolean>;
  /** Takes a document off the list; false where there is none. */
  remove(id: string, by: Stamp): Promise<boolean>;
  /** Puts a removed document back; false where there is none. */
  restore(id: string, by: Stamp): Promise<boolean>;
  /** Documents of the list whose reading or report stems from another version. */
  stale(readerVersion: string, rulesVersion: string): Promise<StaleDocument[]>;
  /** Replaces the reading, and what follows from it with the corrections that are there. */
  replaceReading(id: string, reading: Omit<StoredReading, 'summary'>, derive: Derive, by: Stamp): Promise<void>;
  /** Replaces what follows from the reading and its corrections. */
  replaceReport(id: string, derive: Derive, by: Stamp): Promise<void>;
  /**
   * Lays corrections over the reading, and replaces what follows from it, in one step. `accept` looks at the reading and
   * the corrections that are there, and throws where the new ones do not fit them; then nothing is stored. Answers the
   * number of the change; undefined where there is no such document.
   */
  correct(
    id: string,
    change: NewChange,
    accept: (disclosure: Disclosure, corrections: readonly StoredCorrection[]) => void,
    derive: Derive,
    by: Stamp,
  ): Promise<number | undefined>;
  /** Takes a change back; false where there is none that stands. */
  withdraw(id: string, change: number, derive: Derive, by: Stamp): Promise<boolean>;
  /**
   * Answers for a finding, and replaces what follows, in one step. `accept` looks at the report as it stands, names the
   * finding, and throws where there is none such; then nothing is stored. Answers the number; undefined where there is no
   * such document.
   */
  suppress(
    id: string,
    suppression: NewSuppression,
    accept: (report: DocumentReport) => { rule: string; about: string },
    derive: Derive,
    by: Stamp,
  ): Promise<number | undefined>;
  /** Ends a suppression; false where there is none that stands. */
  endSuppression(id: string, seq: number, derive: Derive, by: Stamp): Promise<boolean>;
  /** Ends the suppressions whose last day was before `today` (2026-03-31). Answers how many documents this concerned. */
  expireSuppressions(today: string, derive: Derive, by: Stamp): Promise<number>;
  /** Keeps the old reading and notes that this version could not make a new one, so that it is not tried again. */
  keepReading(id: string, readerVersion: string, notice: string, by: Stamp): Promise<void>;
}
