import { z } from 'zod';

/** Rows of the trail that one answer holds at most. */
export const MOST_EVENTS = 200;

const digest = z.string().regex(/^[0-9a-f]{64}$/);

export const auditEventSchema = z
  .object({
    seq: z.int().describe('编号，从 1 起，不间断'),
    at: z.iso.datetime(),
    actor: z.string().describe('谁：姓名，或“程序”'),
    origin: z.string().describe('从哪里：网络地址，或程序的哪一部分'),
    operation: z.string().describe('如 document.add'),
    subject: z.object({ kind: z.string(), id: z.string() }),
    before: z.string().nullable().describe('此前的内容，JSON 文本'),
    after: z.string().nullable().describe('此后的内容，JSON 文本'),
    reason: z.string().nullable(),
    sha256: digest,
    sm3: digest,
  })
  .meta({ id: 'AuditEvent', description: '一条操作记录' });
export type AuditEvent = z.infer<typeof auditEventSchema>;

export const auditListSchema = z
  .object({
    events: z.array(auditEventSchema).describe('最近的在前'),
    count: z.int().describe('全部操作记录的条数'),
  })
  .meta({ id: 'AuditList' });
export type AuditList = z.infer<typeof auditListSchema>;

export const checkpointSchema = z
  .object({ tenant: z.int(), seq: z.int(), at: z.iso.datetime(), sha256: digest, sm3: digest })
  .meta({ id: 'Checkpoint', description: '检查点：某一时刻最后一条操作记录的摘要' });
export type Checkpoint = z.infer<typeof checkpointSchema>;

export const auditVerificationSchema = z
  .object({
    whole: z.boolean(),
    detail: z.string().describe('核对结果，一句话；不完整时指出第一处'),
    count: z.int().describe('核对到的条数'),
  })
  .meta({ id: 'AuditVerification' });
export type AuditVerification = z.infer<typeof auditVerificationSchema>;

export const inspectionSchema = z
  .object({
    what: z.string(),
    fine: z.boolean(),
    detail: z.string(),
    remedy: z.string().optional(),
  })
  .meta({ id: 'Inspection', description: '检查的一项' });

export const inspectionsSchema = z.object({ inspections: z.array(inspectionSchema) }).meta({ id: 'Inspections' });
export type Inspections = z.infer<typeof inspectionsSchema>;
