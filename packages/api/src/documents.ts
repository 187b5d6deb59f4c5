import { disclosureSchema, reportSchema } from '@jizhun/model/schema';
import { z } from 'zod';
import { correctionSchema } from './corrections.ts';
import { suppressionRecordSchema } from './suppressions.ts';

/** A document's name in an address. */
export const documentIdSchema = z.uuid().meta({ description: '文件编号' });

/** Something seen while opening a file: `Notice` of the model. */
export const noticeSchema = z
  .object({
    kind: z.enum(['hidden', 'deleted', 'formula', 'image', 'encoding', 'limit', 'other']),
    message: z.string().describe('一句话：是什么，在哪里'),
    part: z.string(),
    text: z.string().optional(),
  })
  .meta({ id: 'Notice', description: '打开文件时看到的情形' });

/** One line in the list of documents: who, where, which year, how much, how many findings. */
export const documentSummarySchema = z
  .object({
    id: documentIdSchema,
    name: z.string().describe('文件名'),
    mediaType: z.string(),
    bytes: z.int().min(0).describe('原文件字节数'),
    sha256: z.string().describe('原文件的 SHA-256，十六进制小写'),
    addedAt: z.iso.datetime().describe('加入时间，UTC'),
    title: z.string().optional().describe('文件标题'),
    unitName: z.string().optional().describe('预算单位'),
    place: z
      .object({ id: z.string().optional(), adcode: z.string().optional(), name: z.string().optional() })
      .optional()
      .describe('地区'),
    fiscalYear: z.int().optional().describe('预算年度'),
    sheetCount: z.int().min(0).describe('绩效目标表张数'),
    indicatorCount: z.int().min(0).describe('三级指标条数'),
    tableCount: z.int().min(0).describe('预算表张数'),
    amountFen: z.int().nullable().describe('金额（整数分）：部门收支总表或目标表的总额；读不出为 null'),
    findings: z
      .object({ error: z.int().min(0), warning: z.int().min(0), info: z.int().min(0) })
      .describe('问题条数，按级别'),
    uncheckedCount: z.int().min(0).describe('缺一方而无法核对的规则条数'),
    unreadCount: z.int().min(0).describe('没有归处的内容条数'),
    unit: z.uuid().optional().describe('归哪个单位'),
    authority: z.uuid().optional().describe('不归某个单位的，归哪个财政部门'),
    example: z.boolean().describe('是否为随系统提供的示例'),
    notice: z.string().optional().describe('需要先知道的一句话，如文件中没有绩效目标表也没有预算表'),
    may: z
      .object({
        correct: z.boolean().describe('更正读取结果'),
        suppress: z.boolean().describe('说明理由后忽略问题'),
        remove: z.boolean().describe('移除、恢复'),
      })
      .optional()
      .describe('本人能对这份文件进行的操作；逐行告知压缩包时没有'),
  })
  .meta({ id: 'DocumentSummary', description: '文件概要' });
export type DocumentSummary = z.infer<typeof documentSummarySchema>;

export const documentListSchema = z
  .object({
    documents: z.array(documentSummarySchema),
    next: z.string().optional().describe('下一页的起点，放进 after；没有则已到末尾'),
  })
  .meta({ id: 'DocumentList', description: '文件列表，新加入的在前' });
export type DocumentList = z.infer<typeof documentListSchema>;

/** The answer to an upload. `created` is false where the same bytes were there already. */
export const documentAddedSchema = z
  .object({ document: documentSummarySchema, created: z.boolean().describe('false：相同内容的文件已在列表中') })
  .meta({ id: 'DocumentAdded' });
export type DocumentAdded = z.infer<typeof documentAddedSchema>;

export const documentReportSchema = reportSchema.shape.documents.element.meta({
  id: 'DocumentReport',
  description: '一份文件的核对结果',
});
export type DocumentReport = z.infer<typeof documentReportSchema>;

/** A document's page: what the file says and what is wrong with it. */
export const documentDetailSchema = z
  .object({
    document: documentSummarySchema,
    disclosure: disclosureSchema.describe('读取结果，已含生效的更正'),
    report: documentReportSchema,
    corrections: z.array(correctionSchema).describe('对读取结果的更正，先作的在前，已撤销的也在其中'),
    suppressions: z.array(suppressionRecordSchema).describe('说明理由后忽略的问题，先作的在前，已结束的也在其中'),
    notices: z.array(noticeSchema).describe('打开文件时看到的、读者应当知道的情形，如隐藏的行'),
  })
  .meta({ id: 'DocumentDetail', description: '一份文件的读取与核对结果' });
export type DocumentDetail = z.infer<typeof documentDetailSchema>;

export const documentRestoredSchema = z.object({ document: documentSummarySchema }).meta({ id: 'DocumentRestored' });
export type DocumentRestored = z.infer<typeof documentRestoredSchema>;
