import { z } from 'zod';
import { originSchema } from './disclosure.ts';

const text = z.string();
const pointer = text.describe('JSON 指针，指向读取结果');

export const severitySchema = z
  .enum(['error', 'warning', 'info'])
  .meta({ id: 'Severity', description: 'error 错误：应当改正；warning 警告：应当说明；info 建议' });

/** A sum as a person would write it on the margin: terms, what they give, what is printed. */
export const arithmeticSchema = z
  .object({
    unit: text,
    terms: z.array(
      z.object({
        label: text,
        value: z.number(),
        sign: z.enum(['+', '-', '×', '÷']).describe('首项为 +'),
        path: pointer.optional(),
        odd: z.literal(true).optional().describe('与其余各项不合的一项'),
      }),
    ),
    result: z.number().describe('按各项算出的数'),
    printed: z.object({ label: text, value: z.number(), path: pointer.optional() }).describe('印出的数'),
    difference: z.number().describe('印出的数减算出的数'),
  })
  .meta({ id: 'Arithmetic', description: '算式' });

export const fixSchema = z
  .object({
    title: text,
    edits: z.array(
      z.object({
        path: pointer.describe('JSON 指针，指向修改之前的读取结果'),
        from: z.unknown().describe('现有内容；没有此项为插入：列表中插在该序号之前'),
        to: z.unknown().describe('改后内容；没有此项为删除'),
      }),
    ),
  })
  .meta({ id: 'Fix', description: '机械可行的修改；各处修改同时生效' });

export const subjectSchema = z
  .object({
    sheet: text.optional(),
    table: text.optional(),
    section: text.optional(),
    level1: text.optional(),
    level2: text.optional(),
    level3: text.optional(),
    row: text.optional(),
    column: text.optional(),
  })
  .meta({ id: 'Subject', description: '问题所在，均为印出的名称' });

export const findingSchema = z
  .object({
    rule: text,
    severity: severitySchema,
    message: text.describe('印的是什么，错在哪里'),
    subject: subjectSchema,
    paths: z.array(pointer),
    origins: z.array(originSchema),
    expected: text.optional(),
    actual: text.optional(),
    arithmetic: arithmeticSchema.optional(),
    advice: text.optional().describe('怎么办'),
    basis: text.optional().describe('依据'),
    fingerprint: text
      .optional()
      .describe('指纹：同一处问题在文件另存、插入行或表之后不变，所涉的值改动后不同；见 docs/suppressing.md'),
    fix: fixSchema.optional(),
    others: z
      .array(z.object({ document: z.int().min(0), paths: z.array(pointer), origins: z.array(originSchema) }))
      .optional()
      .describe('跨文件时的另一方：Report.documents 中的序号'),
  })
  .meta({ id: 'Finding', description: '一处问题' });

/** An ISO date; `z.iso.date` refuses days that no month has. */
const date = z.iso.date();

/** A finding that a person answers for: it is kept with the reason, but no longer counts. */
export const suppressionSchema = z
  .object({
    rule: text,
    fingerprint: text.optional().describe('只指这一处问题'),
    path: pointer.optional().describe('指这一项及其下的问题；与 fingerprint 至少写一项'),
    reason: text.describe('理由；空白的不生效'),
    by: text.optional().describe('谁'),
    at: date.optional().describe('何时'),
    expires: date.optional().describe('有效的最后一日'),
    version: text.optional().describe('只对 SHA-256 为此值的文件有效'),
    about: text.optional().describe('写的是哪一处，供人阅读，不参与比对'),
  })
  .meta({ id: 'Suppression', description: '说明理由后忽略一处问题' });

/** A finding as a record that outlives the report: what it is told by, and words for a person. */
export const knownFindingSchema = z
  .object({ rule: text, fingerprint: text, about: text.describe('哪一处、什么问题，供人阅读') })
  .meta({ id: 'KnownFinding' });

/** Findings of old documents that are known and are not to be listed again. */
export const baselineSchema = z
  .object({
    schema: z.literal('jizhun/baseline@1'),
    documents: z.array(z.object({ name: text, sha256: text, findings: z.array(knownFindingSchema) })),
  })
  .meta({ id: 'Baseline', description: '基线：已知问题的清单' });

export const suppressedSchema = findingSchema
  .extend({
    reason: text,
    by: text.optional(),
    at: date.optional(),
    expires: date.optional(),
    version: text.optional(),
  })
  .meta({ id: 'SuppressedFinding' });

export const lapsedSchema = suppressionSchema
  .extend({
    state: z
      .enum(['expired', 'other-version', 'unmatched', 'no-reason', 'unknown-rule'])
      .describe(
        'expired 已过期；other-version 文件已换版本；unmatched 没有这一处问题了；no-reason 没有写理由；unknown-rule 没有这条规则',
      ),
  })
  .meta({ id: 'LapsedSuppression', description: '没有生效的忽略' });

export const reportSchema = z
  .object({
    schema: z.literal('jizhun/report@1'),
    documents: z.array(
      z.object({
        source: z.object({ name: text, sha256: text, mediaType: text, pages: z.int().optional() }),
        findings: z.array(findingSchema),
        unchecked: z.array(z.object({ rule: text, missing: text })).describe('缺一方而无法核对的'),
        suppressed: z.array(suppressedSchema).describe('说明理由后忽略的'),
        baseline: z
          .object({
            known: z.int().min(0).describe('基线中已有、因而没有列出的问题处数'),
            gone: z.array(knownFindingSchema).describe('基线中有、现已不见的'),
          })
          .optional()
          .describe('与基线对照的结果'),
      }),
    ),
    lapsed: z.array(lapsedSchema).optional().describe('给出而没有生效的忽略'),
  })
  .meta({ id: 'Report', description: '核对报告' });
