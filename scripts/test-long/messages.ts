import type { MutantName } from '@jizhun/documents/mutants';

/** What a process is started with: the file in which it writes the seed at work, before it begins with it. */
export interface Settings {
  progress: string;
}

/** Seeds from `from` up to but not `to`. */
export interface Batch {
  format: MutantName;
  from: number;
  to: number;
}

/** Ends early at the first failure. */
export interface BatchResult {
  done: number;
  outcomes: Record<string, number>;
  slowest: { ms: number; seed: number };
  /** Of the whole process, so more than the file alone costs. */
  peakBytes: number;
  failure?: { seed: number; description: string };
}
