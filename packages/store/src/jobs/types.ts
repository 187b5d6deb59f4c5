import type { Stamp } from '../audit/event.ts';

/** waiting: for its turn, or for the next attempt; the last three are ends. */
export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** Long work that is to be done. */
export interface NewJob {
  id: string;
  kind: string;
  /** A JSON value that the kind understands. */
  input: unknown;
  /** So often in a row may it get nowhere before it is given up. */
  mostAttempts: number;
  /** Whose it is; left out for work of the program itself. */
  person?: string;
  /** Not before then; at once where left out. */
  dueAt?: Date;
  /** What it works on, kept with it until it is done. */
  file?: Uint8Array;
}

/** Long work, as it is kept. */
export interface JobRow {
  id: string;
  kind: string;
  input: unknown;
  state: JobState;
  /** Attempts since it last got further. */
  attempts: number;
  mostAttempts: number;
  dueAt: Date;
  cancelAsked: boolean;
  /** How far it is, in whatever the kind counts. */
  done: number;
  total?: number;
  /** What is being done, in Chinese. */
  doing?: string;
  /** A JSON value: what came of it; while it is under way, what its kind keeps to go on from. */
  result?: unknown;
  /** Why it failed, in Chinese. */
  problem?: string;
  person?: string;
  createdBy: string;
  createdAt: Date;
  startedAt?: Date;
  endedAt?: Date;
}

/** What a job says of itself on its way. */
export interface JobProgress {
  done: number;
  total?: number | undefined;
  doing?: string | undefined;
  /** What it needs to go on from here after the program was killed, as a JSON value; unchanged where left out. */
  kept?: unknown;
}

/** How a job ended. */
export type JobEnd =
  | { state: 'done'; result?: unknown }
  | { state: 'failed'; problem: string }
  | { state: 'cancelled' };

/** Who works on jobs: a name that no other start of the program has, and until when it is taken to be alive. */
export interface Lease {
  worker: string;
  until: Date;
}

/** Which jobs are asked for; all conditions must hold. */
export interface JobQuery {
  /** Only those of this person. */
  person?: string | undefined;
  states?: readonly JobState[] | undefined;
  /** Only those that come behind this one on the list. */
  after?: { createdAt: Date; id: string } | undefined;
  limit: number;
}

/**
 * The long work of one tenant. That a job was added, asked to stop, begun anew by hand, and how it ended, goes into the
 * trail in the same transaction; how far it is does not.
 */
export interface Jobs {
  /** Adds a job; one with this identifier that is there stays as it is. */
  add(job: NewJob, by: Stamp): Promise<JobRow>;
  /** The newest first. */
  list(query: JobQuery): Promise<JobRow[]>;
  find(id: string): Promise<JobRow | undefined>;
  /** What it works on; undefined where it has none, or is done. */
  file(id: string): Promise<Uint8Array | undefined>;
  /** How many wait or run, of a kind where one is given. */
  countOpen(kind?: string): Promise<number>;
  /**
   * Takes the job that has been due longest, of one of these kinds, also one whose worker gave no sign of life until
   * its lease was over. Undefined where there is none.
   */
  claim(kinds: readonly string[], lease: Lease, now: Date): Promise<JobRow | undefined>;
  /** Gives a sign of life and says how far it is. `lost`: another worker has it by now, or it is over. */
  progress(id: string, lease: Lease, progress?: JobProgress): Promise<'go-on' | 'cancel' | 'lost'>;
  /** Ends it; false where another worker has it by now, or it is over. */
  end(id: string, worker: string, end: JobEnd, by: Stamp): Promise<boolean>;
  /** Lets it wait for another attempt. `problem` is why the last one failed; none where the program only stops. */
  postpone(id: string, worker: string, dueAt: Date, problem?: string): Promise<boolean>;
  /**
   * Lets jobs that other workers have wait again, at once: for the start of a program that knows to be the only one.
   * Answers how many.
   */
  takeBack(worker: string, now: Date): Promise<number>;
  /** Asks it to stop: one that waits is cancelled, one that runs is told. Undefined where there is none. */
  cancel(id: string, by: Stamp): Promise<JobRow | undefined>;
  /** Lets one that failed or was cancelled wait again; undefined where there is none, unchanged where it is neither. */
  retry(id: string, by: Stamp): Promise<JobRow | undefined>;
  /** Removes those that ended before a time. Answers how many. */
  cleanUp(before: Date, by: Stamp): Promise<number>;
}
