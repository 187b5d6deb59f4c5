import type { Limits } from '@jizhun/documents';
import type { Refusal, UnpackedFile } from './result.ts';

/** What a worker is given when it starts. */
export interface WorkerSettings {
  limits: Partial<Limits>;
  /** The JSON of an answer may be so long. */
  answerCharacters: number;
  /** Where compiled code is kept, when this process keeps it. */
  compileCache: string | undefined;
}

/**
 * One file for a worker: to read it to a disclosure, to open it only to what was printed in it, or to unpack the files
 * in it.
 */
export interface Task {
  kind: 'read' | 'open' | 'unpack';
  bytes: Uint8Array;
  name: string;
}

/**
 * What a worker says: the files of an archive one by one, each step of work that takes long (a page that is recognised),
 * then the answer.
 */
export type Message =
  | { kind: 'file'; file: UnpackedFile }
  | { kind: 'step'; step: string }
  | { kind: 'answer'; answer: Said; residentBytes: number };

/** An answer as it is sent: the files of an archive went before. */
export type Said = Exclude<Answer, { kind: 'unpacked' }> | { kind: 'unpacked' };

/**
 * What comes back for a task. Reading and document come as the JSON that they are made of: writing and parsing that takes
 * less time than a structured clone. `defect`: the reader itself failed on this file, which is our mistake.
 */
export type Answer =
  | { kind: 'read'; json: string }
  | { kind: 'opened'; json: string }
  | { kind: 'unpacked'; files: UnpackedFile[] }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'defect'; description: string };
