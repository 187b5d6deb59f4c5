import type { JobProgress, Stamp } from '@jizhun/store';
import type { z } from 'zod';

/** What a job has at hand while it runs. `T`: the services of its tenant. */
export interface JobContext<T> {
  tenant: T;
  job: { id: string; person?: string };
  /** Where an earlier attempt came to, of which a little less may be known than was done. */
  from: { done: number; kept?: unknown };
  /**
   * Says how far it is; written twice a second at most.
   *
   * @throws what `signal` was aborted with, so that work that reports is work that can be stopped
   */
  progress(progress: JobProgress): void;
  /** Tells someone who follows the job in this process something that is not kept. */
  tell(line: unknown): void;
  /** Aborted when the job was cancelled, or the program stops. */
  signal: AbortSignal;
  /** What the trail says of its changes: in the name of whoever asked for it. */
  by(): Stamp;
}

/**
 * A kind of long work. The program may be killed at any moment of it, and then it runs once more: what was done already
 * must do no harm when it is done again, or be passed over by `from`.
 */
export interface JobKind<T, S extends z.ZodType = z.ZodType> {
  /** `documents.read-again`: what is stored. */
  kind: string;
  /** What the list calls it: 重新读取、核对文件. */
  title: string;
  input: S;
  /** So many of this kind at a time in one program. Default 1. */
  atOnce?: number;
  /** So often in a row it may get nowhere. Default 5. */
  mostAttempts?: number;
  /**
   * Answers a JSON value: what came of it. Where its member `link` is a path of the page, the list leads there.
   *
   * @throws JobRefused where another attempt would end alike
   */
  run(input: z.infer<S>, context: JobContext<T>): Promise<unknown>;
}

/** Declares a kind with the type of its input. */
export function jobKind<T, S extends z.ZodType>(definition: JobKind<T, S>): JobKind<T, S> {
  return definition;
}

/** A kind where kinds are listed: the type of its input is checked by its schema when a job is added, and run. */
export type AnyJobKind<T> = Omit<JobKind<T>, 'run'> & { run(input: never, context: JobContext<T>): Promise<unknown> };

/** Work that failed for a reason that another attempt would meet too; the words are for the person whose job it is. */
export class JobRefused extends Error {
  constructor(message: string, remedy = '') {
    super(`${message}${remedy}`);
    this.name = 'JobRefused';
  }
}
