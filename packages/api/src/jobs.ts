import { z } from 'zod';

/** Jobs that one answer holds at most. */
export const MOST_JOBS = 100;

export const jobStateSchema = z
  .enum(['waiting', 'running', 'done', 'failed', 'cancelled'])
  .describe('waiting 等待；running 进行中；done 已完成；failed 未完成；cancelled 已取消');
export type JobState = z.infer<typeof jobStateSchema>;

export const jobSchema = z
  .object({
    id: z.uuid(),
    kind: z.string().describe('如 documents.read-again'),
    title: z.string().describe('任务的名称，如“重新读取、核对文件”'),
    state: jobStateSchema,
    cancelAsked: z.boolean().describe('已要求取消，正在停下'),
    done: z.int().min(0).describe('已完成的数量'),
    total: z.int().min(0).optional().describe('全部的数量；还不知道时没有'),
    doing: z.string().optional().describe('正在做什么'),
    attempts: z.int().min(0).describe('最近一次有进展以来，尝试过几次'),
    dueAt: z.iso.datetime().describe('等待的任务，不早于此时开始'),
    problem: z.string().optional().describe('未能完成的原因和办法'),
    outcome: z.string().optional().describe('做了什么，一句话'),
    link: z
      .string()
      .regex(/^\/(?!\/)/)
      .optional()
      .describe('在页面的何处查看结果'),
    own: z.boolean().describe('是本人的任务'),
    createdBy: z.string(),
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().optional(),
    endedAt: z.iso.datetime().optional(),
    may: z.object({ cancel: z.boolean(), retry: z.boolean() }).describe('此时可以进行的操作'),
  })
  .meta({ id: 'Job', description: '一项后台任务' });
export type Job = z.infer<typeof jobSchema>;

export const jobListSchema = z
  .object({
    jobs: z.array(jobSchema).describe('新发起的在前'),
    next: z.string().optional().describe('下一页的起点，放进 after；没有则已到末尾'),
  })
  .meta({ id: 'JobList' });
export type JobList = z.infer<typeof jobListSchema>;
