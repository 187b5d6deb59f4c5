import { jobListSchema, jobStateSchema, MOST_JOBS } from '@jizhun/api';
import { z } from 'zod';
import { jobAnswer } from '../jobs/answer.ts';
import { operation } from '../operation.ts';

/** `2026-03-31T08:00:00.000Z_<id>`: the last job of a page. */
const cursor = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z_[0-9a-f-]{36}$/)
  .transform((text) => ({ createdAt: new Date(text.slice(0, 24)), id: text.slice(25) }))
  .refine(({ createdAt }) => !Number.isNaN(createdAt.getTime()));

export const listJobs = operation({
  id: 'listJobs',
  method: 'get',
  path: '/jobs',
  summary: '列出后台任务，新发起的在前：本人的，有权查看全部的列出全部',
  needs: { operation: 'job.read', among: true },
  query: z.object({
    after: cursor.optional().meta({ description: '上一页给出的 next' }),
    limit: z
      .string()
      .regex(/^[1-9]\d{0,2}$/)
      .transform(Number)
      .refine((n) => n <= MOST_JOBS)
      .default(50)
      .meta({ description: `条数，至多 ${MOST_JOBS}` }),
    state: jobStateSchema.optional(),
  }),
  answers: { 200: { description: '后台任务', schema: jobListSchema } },
  problems: { 400: '参数的写法不对' },
  async handle({ query: { after, limit, state }, principal, may }, { jobs }) {
    const found = await jobs.list({
      ...(may('job.read') ? {} : { person: principal.person }),
      ...(state === undefined ? {} : { states: [state] }),
      ...(after === undefined ? {} : { after }),
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
