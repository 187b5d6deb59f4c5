import type { MutantName } from '@jizhun/documents/mutants';

/** What a worker is started with: its current seed, and a count that grows with every case. */
export interface Settings {
  current: SharedArrayBuffer;
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
