import { jobListSchema, jobStateSchema, MOST_JOBS } from '@jizhun/api';
import { z } from 'zod';
import { jobAnswer } from '../jobs/answer.ts';
import { operation } from '../operation.ts';
import { momentCursor, pageLimit } from './parameters.ts';

export const listJobs = operation({
  id: 'listJobs',
  method: 'get',
  path: '/jobs',
  summary: '列出后台任务，新发起的在前：本人的，有权查看全部的列出全部',
  needs: { operation: 'job.read', among: true },
  query: z.object({
    after: momentCursor.optional(),
    limit: pageLimit(MOST_JOBS, 50),
    state: jobStateSchema.optional(),
  }),
  answers: { 200: { description: '后台任务', schema: jobListSchema } },
  problems: { 400: '参数的写法不对' },
  async handle({ query: { after, limit, state }, principal, may }, { jobs }) {
    const found = await jobs.list({
      ...(may('job.read') ? {} : { person: principal.person }),
      ...(state === undefined ? {} : { states: [state] }),
      ...(after === undefined ? {} : { after: { createdAt: after.at, id: after.id } }),
      // One more tells whether there is another page.
      limit: limit + 1,
    });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const next =
      last === undefined || found.length <= limit ? {} : { next: `${last.createdAt.toISOString()}_${last.id}` };
    return {
      status: 200,
      json: { jobs: page.map((job) => jobAnswer(job, jobs.titleOf(job.kind), { principal, may })), ...next },
    };
  },
});
