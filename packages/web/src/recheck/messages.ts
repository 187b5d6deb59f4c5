import type { Correction, Disclosure } from '@jizhun/model';
import type { FindingDifference } from './difference.ts';

/** What the page asks of the worker: to know a reading, or what corrections of it would change. */
export type Question =
  | { kind: 'open'; reading: number; disclosure: Disclosure }
  | { kind: 'try'; reading: number; question: number; corrections: readonly Correction[] };

/** What the worker answers; `ms` is the time that the check took. */
export interface Reply {
  question: number;
  difference: FindingDifference;
  ms: number;
}
