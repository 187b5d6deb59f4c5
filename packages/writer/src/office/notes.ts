import type { Origin } from '@jizhun/model';

/** A comment to be put at a place of a file. */
export interface Note {
  /** Where; the first of these that the file has. None of them: at the beginning of the file. */
  origins: readonly Origin[];
  /** What it says, line by line. */
  lines: readonly string[];
}

/** Who comments, and when. */
export interface NoteOptions {
  /** ISO 8601; without it the comments bear no time. */
  at?: string;
}

/** Who the comments are by. */
export const AUTHOR = '绩准';
