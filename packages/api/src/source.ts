import { z } from 'zod';
import { noticeSchema } from './documents.ts';

const cellSchema = z.object({
  row: z.int().min(0),
  column: z.int().min(0),
  rowSpan: z.int().min(1),
  columnSpan: z.int().min(1),
  text: z.string(),
  stored: z.union([z.number(), z.string(), z.boolean()]).optional().describe('文件中保存的值，与显示的不同时'),
  address: z.string().optional(),
  line: z.int().optional(),
  span: z.tuple([z.int(), z.int()]).optional(),
  page: z.int().optional(),
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
  confidence: z.number().optional().describe('文字由识别（OCR）得出时的把握，0 至 1'),
  hidden: z.literal(true).optional(),
});

/** What was printed in a file, as it came: `Block` of the model. */
export const blockSchema = z
  .union([
    z.object({
      kind: z.literal('paragraph'),
      part: z.string(),
      line: z.int(),
      page: z.int().optional(),
      box: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
      text: z.string(),
      confidence: z.number().optional(),
    }),
    z.object({
      kind: z.literal('grid'),
      part: z.string(),
      title: z.string().optional(),
      layout: z.enum(['exact', 'ragged']),
      rowCount: z.int().min(0),
      columnCount: z.int().min(0),
      cells: z.array(cellSchema),
      hiddenRows: z.array(z.int()).optional(),
      hiddenColumns: z.array(z.int()).optional(),
    }),
  ])
  .meta({ id: 'SourceBlock', description: '原件中的一段文字或一张表' });

/** The file as it came, or one piece of it. */
export const documentSourceSchema = z
  .object({
    source: z.object({ name: z.string(), mediaType: z.string(), pages: z.int().optional() }),
    parts: z
      .array(
        z.object({
          part: z.string().describe("'Sheet2'、'table 3'、'page 12'、'body'"),
          title: z.string().optional(),
          cells: z.int().min(0).describe('单元格与段落的个数'),
          rows: z.int().min(0).describe('行数'),
        }),
      )
      .describe('整份文件的各部分，依次'),
    piece: z
      .object({
        part: z.string(),
        from: z.int().min(0).describe('所含的第一行，从 0 起'),
        to: z.int().min(0).describe('所含的最后一行之后'),
      })
      .optional()
      .describe('文件过大时只给一部分的若干行；没有此项即为整份文件'),
    blocks: z.array(blockSchema),
    notices: z.array(noticeSchema),
  })
  .meta({ id: 'DocumentSource', description: '原件的内容：段落与表格，位置与文件中的一致' });
export type DocumentSource = z.infer<typeof documentSourceSchema>;
