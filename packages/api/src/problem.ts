import { z } from 'zod';

/**
 * Every answer that is not a success, as RFC 9457 `application/problem+json`.
 * `title` and `detail` are Chinese and fit for showing; `code` is for programs and never changes its meaning.
 */
export const problemSchema = z
  .object({
    type: z.string().describe('问题类型的标识：urn:jizhun:problem:<code>'),
    title: z.string().describe('一句话：出了什么问题'),
    status: z.int().min(400).max(599),
    detail: z.string().describe('哪里、为什么'),
    code: z.string().describe('供程序判断的代码，如 not-found、too-large、encrypted'),
    remedy: z.string().optional().describe('怎么办'),
    fileName: z.string().optional().describe('与之有关的文件'),
  })
  .meta({ id: 'Problem', description: '出错时的回答（RFC 9457）' });

export type Problem = z.infer<typeof problemSchema>;

/** The media type of every answer that is a problem. */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';
