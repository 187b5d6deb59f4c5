import type { Job } from '@jizhun/api';
import type { JobRow } from '@jizhun/store';
import type { Permit } from '../operation.ts';

/** What of a job permissions depend on: whose it is. */
export const jobSubject = ({ person }: Pick<JobRow, 'person'>) => (person === undefined ? {} : { person });

/** What the result of a job may say to people; the rest of it is its kind's own. */
function told(result: unknown): { outcome?: string; link?: string } {
  if (typeof result !== 'object' || result === null) return {};
  const { outcome, link } = result as { outcome?: unknown; link?: unknown };
  return {
    ...(typeof outcome === 'string' ? { outcome } : {}),
    ...(typeof link === 'string' && /^\/(?!\/)/.test(link) ? { link } : {}),
  };
}

/**
 * A job as the interface answers it, for one who may read it. What is being done and what came of it names files: that is
 * for who began it, not for the administrators who look after jobs. Why one failed is for both.
 */
export function jobAnswer(job: JobRow, title: string, { principal, may }: Pick<Permit, 'principal' | 'may'>): Job {
  const permitted = may('job.cancel', jobSubject(job));
  const own = job.person === principal.person;
  const open = job.endedAt === undefined;
  const given = job.state === 'failed' || job.state === 'cancelled';
  return {
    id: job.id,
    kind: job.kind,
    title,
    state: job.state,
    cancelAsked: open && job.cancelAsked,
    done: job.done,
    ...(job.total === undefined ? {} : { total: job.total }),
    ...(job.doing === undefined || !own ? {} : { doing: job.doing }),
    attempts: job.attempts,
    dueAt: job.dueAt.toISOString(),
    ...(job.problem === undefined ? {} : { problem: job.problem }),
    ...(job.state === 'done' && own ? told(job.result) : {}),
    own,
    createdBy: job.createdBy,
    createdAt: job.createdAt.toISOString(),
    ...(job.startedAt === undefined ? {} : { startedAt: job.startedAt.toISOString() }),
    ...(job.endedAt === undefined ? {} : { endedAt: job.endedAt.toISOString() }),
    may: { cancel: permitted && open && !job.cancelAsked, retry: permitted && given },
  };
}
