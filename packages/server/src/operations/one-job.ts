import { jobSchema } from '@jizhun/api';
import type { Operation as LifecycleOperation } from '@jizhun/lifecycle';
import { z } from 'zod';
import { notFound } from '../http/problem.ts';
import { jobAnswer, jobSubject } from '../jobs/answer.ts';
import type { TenantJobs } from '../jobs/jobs.ts';
import { type Caller, operation, type PersonServices } from '../operation.ts';

const params = z.object({ id: z.uuid() });
const MISSING = '这项任务';

const onJob = (wanted: LifecycleOperation) => ({
  operation: wanted,
  missing: MISSING,
  async subject({ params: { id } }: { params: { id: string } }, { jobs }: PersonServices) {
    const job = await jobs.find(id);
    return job === undefined ? undefined : jobSubject(job);
  },
});

/** What became of a job, as its reader is answered. */
function answer(job: Awaited<ReturnType<TenantJobs['find']>>, jobs: TenantJobs, caller: Caller) {
  if (job === undefined) throw notFound(MISSING);
  return { status: 200 as const, json: jobAnswer(job, jobs.titleOf(job.kind), caller) };
}

const answers = { 200: { description: '后台任务', schema: jobSchema } };
const problems = { 404: '没有这项任务' };

export const getJob = operation({
  id: 'getJob',
  method: 'get',
  path: '/jobs/{id}',
  summary: '查看一项后台任务',
  needs: onJob('job.read'),
  params,
  answers,
  problems,
  handle: async (input, { jobs }) => answer(await jobs.find(input.params.id), jobs, input),
});

export const cancelJob = operation({
  id: 'cancelJob',
  method: 'post',
  path: '/jobs/{id}/cancel',
  summary: '取消一项后台任务；进行中的做到可以停下的地方为止，已结束的不变',
  needs: onJob('job.cancel'),
  params,
  answers,
  problems,
  handle: async (input, { jobs }) => answer(await jobs.cancel(input.params.id, input.by()), jobs, input),
});

export const retryJob = operation({
  id: 'retryJob',
  method: 'post',
  path: '/jobs/{id}/retry',
  summary: '重新进行一项未完成或已取消的后台任务；其他的不变',
  needs: onJob('job.cancel'),
  params,
  answers,
  problems,
  handle: async (input, { jobs }) => answer(await jobs.retry(input.params.id, input.by()), jobs, input),
});
