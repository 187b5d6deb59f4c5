import { reportSchema } from '@jizhun/model/schema';
import { z } from 'zod';
import { documentIdSchema, documentSummarySchema } from './documents.ts';
import { MOST_CHECKED_TOGETHER } from './limits.ts';

export const checkRequestSchema = z
  .object({
    documents: z
      .array(documentIdSchema)
      .min(2)
      .max(MOST_CHECKED_TOGETHER)
      .refine((ids) => new Set(ids).size === ids.length)
      .describe('要一起核对的文件，各不相同'),
  })
  .meta({ id: 'CheckRequest', description: '几份文件相互核对' });
export type CheckRequest = z.input<typeof checkRequestSchema>;

/** What documents say of each other. What is wrong within one of them is said in its own report. */
export const checkedTogetherSchema = z
  .object({
    documents: z.array(documentSummarySchema).describe('与请求中的次序相同'),
    report: reportSchema.describe('只含跨文件的问题；documents 与上面的次序相同'),
    rules: z.array(z.string()).describe('核对时用到的跨文件规则'),
  })
  .meta({ id: 'CheckedTogether', description: '几份文件相互核对的结果' });
export type CheckedTogether = z.infer<typeof checkedTogetherSchema>;
