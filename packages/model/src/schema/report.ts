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
  .object({ title: text, edits: z.array(z.object({ path: pointer, from: z.unknown(), to: z.unknown() })) })
  .meta({ id: 'Fix', description: '机械可行的修改' });

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
    fix: fixSchema.optional(),
    others: z
      .array(z.object({ document: z.int().min(0), paths: z.array(pointer), origins: z.array(originSchema) }))
      .optional()
      .describe('跨文件时的另一方：Report.documents 中的序号'),
  })
  .meta({ id: 'Finding', description: '一处问题' });

export const reportSchema = z
  .object({
    schema: z.literal('jizhun/report@1'),
    documents: z.array(
      z.object({
        source: z.object({ name: text, sha256: text, mediaType: text, pages: z.int().optional() }),
        findings: z.array(findingSchema),
        unchecked: z.array(z.object({ rule: text, missing: text })).describe('缺一方而无法核对的'),
        suppressed: z.array(findingSchema.extend({ reason: text })).describe('说明理由后忽略的'),
      }),
    ),
  })
  .meta({ id: 'Report', description: '核对报告' });
