import { roleNames } from '@jizhun/lifecycle';
import { z } from 'zod';
import { changeWordsSchema } from './organisation.ts';

const id = z.uuid().toLowerCase();
const day = z.iso.date().describe('北京时间的日期');
const name = z.string().trim().min(1).max(100);
const namedSchema = z.object({ id, name: z.string() });

export const roleSchema = z.enum(roleNames);

export const itemSchema = z.object({
  kind: z.enum(['unit', 'project', 'document']),
  id,
});

export const assignmentSchema = z
  .object({
    id,
    person: namedSchema,
    role: roleSchema,
    unit: namedSchema.nullable().describe('在哪个单位任职'),
    authority: namedSchema.nullable().describe('在哪个财政部门任职'),
    from: day,
    to: day.nullable().describe('最后一天；未定的为空'),
    state: z.enum(['holds', 'coming', 'over']).describe('holds 今天有效；coming 尚未开始；over 已经结束'),
    deputyFor: namedSchema.extend({ assignment: id }).nullable().describe('代理谁；本人任职的为空'),
    items: z
      .array(itemSchema.extend({ name: z.string().nullable().describe('名称；已没有的为空') }))
      .describe('财政业务科的对口部门，或分派给第三方/专家的事项'),
    version: z.string().describe('内容的版本；修改时作为 seen 送回'),
  })
  .meta({ id: 'Assignment', description: '任职：某人在某处、某段时间担任的角色' });
export type AssignmentInfo = z.infer<typeof assignmentSchema>;

export const personSchema = z
  .object({
    id,
    name: z.string(),
    staffNumber: z.string().nullable().describe('工号'),
    endedAt: z.iso.datetime().nullable().describe('何时停用；在用的为空'),
    account: z
      .object({
        login: z.string(),
        state: z.enum(['open', 'locked', 'disabled']).describe('open 可以登录；locked 暂时锁定；disabled 已停用'),
        hasPassword: z.boolean(),
        mustChangePassword: z.boolean(),
        lastSignInAt: z.iso.datetime().nullable(),
      })
      .nullable()
      .describe('账号；没有账号，或无权查看的为空'),
    assignments: z.array(assignmentSchema).describe('早的在前，结束的也在其中'),
    version: z.string(),
  })
  .meta({ id: 'Person', description: '人员' });
export type PersonInfo = z.infer<typeof personSchema>;

/** People that one page holds at most. */
export const MOST_PEOPLE = 500;

export const personListSchema = z
  .object({
    people: z.array(personSchema).describe('按姓名'),
    count: z.int().min(0),
    next: z.string().optional().describe('还有更多：取下一页时作为 after'),
  })
  .meta({ id: 'PersonList' });
export type PersonList = z.infer<typeof personListSchema>;

const staffNumber = z.string().trim().max(50).nullable();

export const personRequestSchema = z
  .object({ name, staffNumber: staffNumber.default(null), reason: changeWordsSchema.shape.reason })
  .meta({ id: 'PersonRequest' });
export type PersonRequest = z.input<typeof personRequestSchema>;

export const personChangeSchema = changeWordsSchema
  .extend({
    name: name.optional(),
    staffNumber: staffNumber.optional(),
    ended: z
      .boolean()
      .optional()
      .describe('true 停用：收回角色、账号、会话和令牌；false 恢复，角色和账号须另行授予。不与其他改动同时进行'),
  })
  .meta({ id: 'PersonChange', description: '没有写的不变' });
export type PersonChange = z.input<typeof personChangeSchema>;

const items = z.array(itemSchema).max(2_000);

export const assignmentRequestSchema = z
  .object({
    role: roleSchema,
    unit: id.nullable().default(null),
    authority: id.nullable().default(null),
    from: day,
    to: day.nullable().default(null),
    items: items.default([]),
    reason: changeWordsSchema.shape.reason,
  })
  .meta({ id: 'AssignmentRequest', description: '授予角色' });
export type AssignmentRequest = z.input<typeof assignmentRequestSchema>;

export const assignmentChangeSchema = changeWordsSchema
  .extend({ to: day.nullable().optional(), items: items.optional() })
  .meta({ id: 'AssignmentChange', description: '改变期限、对口部门、分派的事项；没有写的不变' });
export type AssignmentChange = z.input<typeof assignmentChangeSchema>;

export const assignmentEndSchema = changeWordsSchema
  .extend({ last: day.describe('有效的最后一天；尚未开始的，从未生效') })
  .meta({ id: 'AssignmentEnd', description: '收回角色' });
export type AssignmentEnd = z.input<typeof assignmentEndSchema>;

export const assignmentEndedSchema = z
  .object({ assignment: assignmentSchema.nullable().describe('从未生效的，已不存在') })
  .meta({ id: 'AssignmentEnded' });
export type AssignmentEnded = z.infer<typeof assignmentEndedSchema>;

export const assignmentListSchema = z
  .object({ assignments: z.array(assignmentSchema).describe('早的在前') })
  .meta({ id: 'AssignmentList' });
export type AssignmentList = z.infer<typeof assignmentListSchema>;

export const deputyRequestSchema = z
  .object({ person: id, from: day, to: day, reason: changeWordsSchema.shape.reason })
  .meta({ id: 'DeputyRequest', description: '指定代理人；期限不能超出任职本身' });
export type DeputyRequest = z.input<typeof deputyRequestSchema>;

export const deputiesSchema = z
  .object({
    deputies: z.array(assignmentSchema).describe('已指定的代理人'),
    candidates: z.array(namedSchema).describe('可以指定的人员：在同一单位或财政部门、角色不相冲突的同事'),
  })
  .meta({ id: 'Deputies' });
export type Deputies = z.infer<typeof deputiesSchema>;
