import type { RefusalCode } from '@jizhun/documents';
import type { Disclosure, Notice } from '@jizhun/model';

/** A file that was not read, in words for a person: `message` what is wrong and where, `remedy` what to do (Chinese). */
export interface Refusal {
  code: RefusalCode;
  message: string;
  remedy: string;
  fileName: string;
}

/** What became of one file. */
export type IntakeResult = { ok: true; disclosure: Disclosure; notices: Notice[] } | { ok: false; refusal: Refusal };

/** What became of one of several files. */
export interface NamedResult {
  name: string;
  result: IntakeResult;
}

/** What was printed in a file, as the JSON of an `OpenedDocument`, which may be large and mostly is passed on as it is. */
export type OpenResult = { ok: true; json: string } | { ok: false; refusal: Refusal };

/** A file in an archive: its bytes, why it was not unpacked, or that it was passed over as left behind by a system. */
export type UnpackedFile =
  | { name: string; bytes: Uint8Array<ArrayBuffer> }
  | { name: string; refusal: Refusal }
  | { name: string; passedOver: true };

/** The files in an archive, in its order, named `archive.zip/folder/file.docx`; or why it was not unpacked. */
export type UnpackResult = { ok: true; files: UnpackedFile[] } | { ok: false; refusal: Refusal };
