import { z } from 'zod';
import { MOST_CHECKED_TOGETHER } from './limits.ts';

/**
 * Answers for a finding of the document's report: it is kept with the reason, but no longer counts. It holds for this
 * document, that is for these very bytes, until it is ended or its last day is over.
 */
export const suppressionRequestSchema = z
  .object({
    fingerprint: z.string().min(1).max(100).describe('核对结果中这一处问题的指纹'),
    reason: z.string().trim().min(1).max(500).describe('理由，不能为空'),
    together: z
      .array(z.uuid())
      .min(2)
      .max(MOST_CHECKED_TOGETHER)
      .optional()
      .describe('跨文件的问题：一起核对的各份文件，次序与核对时相同，含本文件；问题应列在本文件名下'),
    expires: z.iso.date().optional().describe('有效的最后一日（北京时间）；不写则对这份文件一直有效'),
  })
  .meta({ id: 'SuppressionRequest', description: '说明理由后忽略一处问题；可以结束，记录保留' });
export type SuppressionRequest = z.input<typeof suppressionRequestSchema>;

/** A suppression as it is kept, and whether it holds. */
export const suppressionRecordSchema = z
  .object({
    id: z.int().min(1).describe('编号，在这份文件内依次'),
    rule: z.string(),
    fingerprint: z.string(),
    about: z.string().describe('哪一处、什么问题，按说明理由时的核对结果'),
    reason: z.string(),
    author: z.string(),
    at: z.iso.datetime().describe('说明理由的时间，UTC'),
    expires: z.iso.date().optional().describe('有效的最后一日'),
    version: z.string().describe('所对的文件版本：SHA-256'),
    state: z
      .enum(['applied', 'unmatched', 'expired', 'withdrawn'])
      .describe(
        'applied 生效，跨文件的在一起核对时生效；unmatched 已没有这一处问题，如更正之后；expired 已过期；withdrawn 已取消',
      ),
    endedAt: z.iso.datetime().optional().describe('取消或过期的时间，UTC'),
    endedBy: z.string().optional().describe('谁取消的；过期的为“程序”'),
  })
  .meta({ id: 'SuppressionRecord', description: '说明理由后忽略的一处问题' });
export type SuppressionRecord = z.infer<typeof suppressionRecordSchema>;
