import type { JobQuery, JobRow, Jobs, Stamp } from '@jizhun/store';
import type { z } from 'zod';
import type { AnyJobKind } from './kind.ts';
import type { Runner } from './runner.ts';

const MOST_ATTEMPTS = 5;

/** What is needed of a kind to add a job of it. */
type Addable<S extends z.ZodType> = Pick<AnyJobKind<never>, 'kind' | 'mostAttempts'> & { input: S };

export interface AddOptions {
  /** Whose it is: they see it, and may cancel it. */
  person?: string;
  /** What it works on. */
  file?: Uint8Array;
}

/** The long work of one tenant, as operations see it. */
export interface TenantJobs {
  /** Adds a job, to be begun at once where there is room. @throws ZodError where the input is not of the kind */
  add<S extends z.ZodType>(kind: Addable<S>, input: z.infer<S>, by: Stamp, options?: AddOptions): Promise<JobRow>;
  /** The same, with what it tells on its way, for one listener in this process. Nothing is lost with the listener. */
  addAndFollow<S extends z.ZodType>(
    kind: Addable<S>,
    input: z.infer<S>,
    by: Stamp,
    options?: AddOptions,
  ): Promise<{ job: JobRow; lines: AsyncGenerator<unknown, void, undefined> }>;
  /** Adds a job unless one of the kind waits or runs already. */
  addUnlessOpen<S extends z.ZodType>(kind: Addable<S>, input: z.infer<S>, by: Stamp): Promise<JobRow | undefined>;
  /** What the list calls a kind; its own name where this version does not know it. */
  titleOf(kind: string): string;
  list(query: JobQuery): Promise<JobRow[]>;
  find(id: string): Promise<JobRow | undefined>;
  file(id: string): Promise<Uint8Array | undefined>;
  countOpen(kind?: string): Promise<number>;
  /** Asks a job to stop; undefined where there is none. */
  cancel(id: string, by: Stamp): Promise<JobRow | undefined>;
  /** Lets one that failed or was cancelled begin anew; undefined where there is none. */
  retry(id: string, by: Stamp): Promise<JobRow | undefined>;
}

export function createTenantJobs(
  jobs: Jobs,
  runner: Pick<Runner, 'nudge' | 'followers' | 'titleOf'>,
  newId: () => string,
): TenantJobs {
  const put = async <S extends z.ZodType>(
    id: string,
    kind: Addable<S>,
    input: z.infer<S>,
    by: Stamp,
    { person, file }: AddOptions,
  ) => {
    const job = await jobs.add(
      {
        id,
        kind: kind.kind,
        input: kind.input.parse(input),
        mostAttempts: kind.mostAttempts ?? MOST_ATTEMPTS,
        ...(person === undefined ? {} : { person }),
        ...(file === undefined ? {} : { file }),
      },
      by,
    );
    runner.nudge();
    return job;
  };
  const nudged = async (change: Promise<JobRow | undefined>) => {
    const job = await change;
    runner.nudge();
    return job;
  };
  return {
    add: (kind, input, by, options = {}) => put(newId(), kind, input, by, options),
    async addAndFollow(kind, input, by, options = {}) {
      const id = newId();
      const lines = runner.followers.expect(id);
      try {
        return { job: await put(id, kind, input, by, options), lines };
      } catch (error) {
        runner.followers.end(id);
        throw error;
      }
    },
    async addUnlessOpen(kind, input, by) {
      if ((await jobs.countOpen(kind.kind)) > 0) return undefined;
      return put(newId(), kind, input, by, {});
    },
    titleOf: (kind) => runner.titleOf(kind),
    list: (query) => jobs.list(query),
    find: (id) => jobs.find(id),
    file: (id) => jobs.file(id),
    countOpen: (kind) => jobs.countOpen(kind),
    cancel: (id, by) => nudged(jobs.cancel(id, by)),
    retry: (id, by) => nudged(jobs.retry(id, by)),
  };
}
