import type { Limits } from '@jizhun/documents';
import type { Refusal } from './result.ts';

/** What a worker is given when it starts. */
export interface WorkerSettings {
  limits: Partial<Limits>;
  /** Where compiled code is kept, when this process keeps it. */
  compileCache: string | undefined;
}

/** One file for a worker; `bytes` are transferred. */
export interface Task {
  bytes: Uint8Array<ArrayBuffer>;
  name: string;
}

/**
 * What comes back for it. A reading comes as the JSON that it is made of: writing and parsing that takes less time than a
 * structured clone. `defect`: the reader itself failed on this file, which is our mistake.
 */
export type Answer =
  | { kind: 'read'; json: string }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'defect'; description: string };
