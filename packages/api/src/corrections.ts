import { budgetTableRowSchema, fundingLineSchema, indicatorSchema, taskSchema } from '@jizhun/model/schema';
import { z } from 'zod';

/** A whole row: an indicator, a line of funding, a task, or a row of a table, as the reading holds it. */
const rowSchema = z.union([indicatorSchema, fundingLineSchema, taskSchema, budgetTableRowSchema]);
const valueSchema = z.union([z.string(), z.number(), z.null(), rowSchema]);
const path = z
  .string()
  .min(1)
  .max(1_000)
  .describe(
    'JSON 指针，按读取结果，如 /goalSheets/0/indicators/3/targets/0/raw；增加一行写作 /goalSheets/0/indicators/3+1：在读到的第 3 行（从 0 起）之前增加的第 1 行',
  );

/** One value that is to be put right: `from` is what the person saw as read there. Or a whole row. */
export const correctionEditSchema = z
  .object({
    path,
    from: valueSchema.describe('读取的值；没有读到为 null，增加一行时为 null。与现在读到的不同即拒绝'),
    to: z
      .union([z.string().max(20_000), z.number(), z.null(), rowSchema])
      .describe('更正后的值；金额为整数分；删去一行时为 null'),
  })
  .meta({ id: 'CorrectionEdit', description: '一处更正：一个值，或增加、删去一行' });

/** What a person puts right in one step, and takes back in one step. */
export const correctionRequestSchema = z
  .object({
    edits: z.array(correctionEditSchema).min(1).max(5_000),
    reason: z.string().trim().max(500).optional().describe('理由'),
  })
  .meta({ id: 'CorrectionRequest', description: '更正读取结果；原读取结果不变' });
export type CorrectionRequest = z.input<typeof correctionRequestSchema>;

/** A correction as it is kept, and what became of it. */
export const correctionSchema = z
  .object({
    change: z.int().min(1).describe('同时所作的更正编号相同，一并撤销'),
    path,
    from: valueSchema.describe('读取的值；整行为该行，增加的行为 null'),
    to: valueSchema.describe('更正后的值；删去的行为 null'),
    author: z.string(),
    at: z.iso.datetime().describe('更正时间，UTC'),
    reason: z.string().optional(),
    state: z
      .enum(['applied', 'superseded', 'pending', 'withdrawn'])
      .describe(
        'applied 生效；superseded 已有更晚的更正，或所在的增加的行已撤销；pending 待核对：重新读取后读到的值与更正时不同；withdrawn 已撤销',
      ),
    withdrawnAt: z.iso.datetime().optional(),
    withdrawnBy: z.string().optional(),
  })
  .meta({ id: 'Correction', description: '对读取结果的一处更正' });
export type CorrectionRecord = z.infer<typeof correctionSchema>;
