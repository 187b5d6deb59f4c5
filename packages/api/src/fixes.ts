import { originSchema } from '@jizhun/model/schema';
import { z } from 'zod';

/** A finding of the document's report: its position in `findings`, and its rule, so that an outdated choice is refused. */
export const chosenFindingSchema = z
  .object({
    index: z.int().min(0).describe('在核对结果 findings 中的序号，从 0 起'),
    rule: z.string().min(1).max(100).describe('该问题的规则；与现在的核对结果不符即拒绝'),
  })
  .meta({ id: 'ChosenFinding', description: '选中的一处问题' });

/** Which fixes are to be written into a copy of the file. */
export const fixRequestSchema = z
  .object({
    findings: z.array(chosenFindingSchema).min(1).max(5_000).optional().describe('不写则为全部可以机械修改的问题'),
  })
  .meta({ id: 'FixRequest', description: '要写入文件的修改' });
export type FixRequest = z.infer<typeof fixRequestSchema>;

/** One edit of a fix: what it changes in the file, or why it cannot be written there. */
export const fixedEditSchema = z
  .object({
    finding: z.int().min(0).describe('问题在 findings 中的序号'),
    rule: z.string(),
    path: z.string().describe('JSON 指针，指向读取结果'),
    cells: z
      .array(
        z.object({
          at: originSchema.describe('单元格或段落'),
          before: z.string().describe('现有文字'),
          after: z.string().describe('改后文字'),
        }),
      )
      .describe('将要改动的单元格；不能写入时为空'),
    row: z.enum(['inserted', 'removed']).optional().describe('整行的插入或删除'),
    why: z.string().optional().describe('不能写入的原因；没有即可以写入'),
  })
  .meta({ id: 'FixedEdit', description: '一处修改在文件中的落点' });
export type FixedEdit = z.infer<typeof fixedEditSchema>;

/** What writing the chosen fixes would do, before it is done. */
export const fixPreviewSchema = z
  .object({
    fileName: z.string().describe('修改后文件的名称'),
    edits: z.array(fixedEditSchema),
  })
  .meta({ id: 'FixPreview', description: '修改预览：逐处列出改前、改后，不能写入的写明原因' });
export type FixPreview = z.infer<typeof fixPreviewSchema>;
