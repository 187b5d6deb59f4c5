import type { Limits } from '@jizhun/documents';
import type { Refusal } from './result.ts';

/** What a worker is given when it starts. */
export interface WorkerSettings {
  limits: Partial<Limits>;
  /** Where compiled code is kept, when this process keeps it. */
  compileCache: string | undefined;
}

/**
 * One file for a worker: to read it to a disclosure, to open it only to what was printed in it, or to unpack the files
 * in it; `bytes` are transferred.
 */
export interface Task {
  kind: 'read' | 'open' | 'unpack';
  bytes: Uint8Array<ArrayBuffer>;
  name: string;
}

/**
 * What comes back for it. Reading and document come as the JSON that they are made of: writing and parsing that takes
 * less time than a structured clone. `defect`: the reader itself failed on this file, which is our mistake.
 */
export type Answer =
  | { kind: 'read'; json: string }
  | { kind: 'opened'; json: string }
  | { kind: 'unpacked'; files: UnpackedFile[] }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'defect'; description: string };

/** A file in an archive; `bytes` are transferred. */
export type UnpackedFile = { name: string; bytes: Uint8Array<ArrayBuffer> } | { name: string; refusal: Refusal };
