import { z } from 'zod';
import { documentSummarySchema } from './documents.ts';
import { problemSchema } from './problem.ts';

/** The media type of an answer that comes line by line, each line a JSON text of its own. */
export const LINES_MEDIA_TYPE = 'application/x-ndjson';

const fileName = z.string().describe('压缩包中的路径');

/**
 * One line of the answer to an archive: what is in it, then what became of each file as soon as that is known, then the
 * end. `failed` ends the answer where the server could not go on; what was told before stays added.
 */
export const archiveLineSchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('archive'),
      name: z.string().describe('压缩包的文件名'),
      files: z.int().min(0).describe('将要逐份告知的文件数'),
      passedOver: z.array(fileName).describe('系统或办公软件留下的文件，不读取，至多列 20 个'),
      passedOverCount: z.int().min(0),
      job: z.uuid().optional().describe('加入其中文件的后台任务；关闭页面后仍在进行'),
    }),
    z.object({
      kind: z.literal('file'),
      name: fileName,
      outcome: z
        .enum(['added', 'present', 'refused'])
        .describe('added 已加入；present 相同内容已在列表中；refused 未加入'),
      document: documentSummarySchema.optional(),
      sameAs: fileName.optional().describe('与压缩包中此前的这一文件内容相同'),
      problem: problemSchema.optional().describe('未加入的原因'),
    }),
    z.object({
      kind: z.literal('end'),
      added: z.int().min(0),
      present: z.int().min(0),
      refused: z.int().min(0),
    }),
    z.object({ kind: z.literal('failed'), problem: problemSchema }),
  ])
  .meta({ id: 'ArchiveLine', description: '加入压缩包时逐行的回答' });
export type ArchiveLine = z.infer<typeof archiveLineSchema>;
