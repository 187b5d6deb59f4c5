import { originSchema } from '@jizhun/model/schema';
import { z } from 'zod';

/** What is to be written into a copy of the file. */
export const fixRequestSchema = z
  .object({
    findings: z
      .array(z.string().min(1).max(100))
      .max(5_000)
      .optional()
      .describe('要照建议修改的问题的指纹；不写为全部可以机械修改的问题，空列表为一处也不改'),
    corrections: z.boolean().default(true).describe('生效的更正是否一并写入'),
  })
  .meta({ id: 'FixRequest', description: '要写入文件的修改' });
export type FixRequest = z.input<typeof fixRequestSchema>;

/** One change of the reading: where it falls in the file, or why it cannot be written there. */
export const fixedEditSchema = z
  .object({
    fingerprint: z.string().optional().describe('所照的问题'),
    rule: z.string().optional().describe('该问题的规则'),
    change: z.int().min(1).optional().describe('所写入的更正的编号'),
    path: z.string().describe('JSON 指针，指向读取结果'),
    cells: z
      .array(
        z.object({
          at: originSchema.describe('单元格或段落'),
          before: z.string().describe('现有文字'),
          after: z.string().describe('改后文字'),
        }),
      )
      .describe('改动的单元格；不能写入时为空'),
    row: z.enum(['inserted', 'removed']).optional().describe('整行的插入或删除'),
    why: z.string().optional().describe('不能写入的原因；没有即可以写入'),
  })
  .meta({ id: 'FixedEdit', description: '一处修改在文件中的落点；fingerprint 与 change 必有其一' });
export type FixedEdit = z.infer<typeof fixedEditSchema>;

/** What writing would do, before it is done. */
export const fixPreviewSchema = z
  .object({
    fileName: z.string().describe('修改后文件的名称'),
    edits: z.array(fixedEditSchema),
  })
  .meta({ id: 'FixPreview', description: '修改预览：逐处列出改前、改后，不能写入的写明原因' });
export type FixPreview = z.infer<typeof fixPreviewSchema>;
