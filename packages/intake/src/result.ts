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
