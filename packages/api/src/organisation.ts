import { z } from 'zod';

/** Identities are compared as they are stored: in lower case. */
const id = z.uuid().toLowerCase();
const day = z.iso.date().describe('北京时间的日期');
const name = z.string().trim().min(1).max(200);

/** Goes with every change of something that is there. */
export const changeWordsSchema = z.object({
  reason: z.string().trim().min(1).max(500).optional().describe('原因，记入操作记录'),
  seen: z
    .string()
    .max(100)
    .optional()
    .describe('打开时的 version；此后已有改动的，拒绝这次修改（412）。也可用请求头 If-Match'),
});

/** What was seen of something, to be sent back with a change of it. */
const version = z.string().describe('内容的版本；修改时作为 seen 送回，防止覆盖他人的改动');

export const unitKindSchema = z
  .enum(['department', 'unit'])
  .describe('department 主管部门（一级预算单位）；unit 基层预算单位');

const namedSchema = z.object({ id, name: z.string() });

export const authoritySchema = z
  .object({
    id,
    name: z.string(),
    parent: id.nullable().describe('上级财政部门'),
    adcode: z.string().nullable().describe('六位行政区划代码'),
    place: z.string().nullable().describe('所用的地方配置'),
    from: day,
    to: day.nullable().describe('最后一天；存续的为空'),
    version,
  })
  .meta({ id: 'Authority', description: '财政部门' });
export type AuthorityInfo = z.infer<typeof authoritySchema>;

export const authorityListSchema = z.object({ authorities: z.array(authoritySchema) }).meta({ id: 'AuthorityList' });
export type AuthorityList = z.infer<typeof authorityListSchema>;

const adcode = z
  .string()
  .regex(/^\d{6}$/)
  .nullable();

export const authorityRequestSchema = z
  .object({
    name: name.describe('全称，如“示例县财政局”'),
    from: day.describe('自何日起'),
    parent: id.nullable().default(null),
    adcode: adcode.default(null),
    place: z.string().max(100).nullable().default(null),
    reason: changeWordsSchema.shape.reason,
  })
  .meta({ id: 'AuthorityRequest' });
export type AuthorityRequest = z.input<typeof authorityRequestSchema>;

export const authorityChangeSchema = changeWordsSchema
  .extend({
    name: name.optional(),
    parent: id.nullable().optional(),
    adcode: adcode.optional(),
    place: z.string().max(100).nullable().optional(),
  })
  .meta({ id: 'AuthorityChange', description: '没有写的不变' });
export type AuthorityChange = z.input<typeof authorityChangeSchema>;

export const endRequestSchema = changeWordsSchema
  .extend({ from: day.describe('自何日起不再存在') })
  .meta({ id: 'EndRequest' });
export type EndRequest = z.input<typeof endRequestSchema>;

/** A unit as it is on a day. What is missing is empty: 5,000 of them are one answer. */
export const unitSchema = z
  .object({
    id,
    name: z.string(),
    code: z.string().optional().describe('单位代码'),
    kind: unitKindSchema,
    parent: id.optional().describe('上级单位'),
    authority: id.describe('财政部门'),
    from: day.describe('现有名称、归属自何日起'),
    to: day.optional().describe('最后一天'),
    state: z.enum(['ended', 'coming']).optional().describe('ended 已终止，内容为终止时的；coming 尚未设立；没有即存续'),
  })
  .meta({ id: 'Unit', description: '某一日的单位' });
export type UnitInfo = z.infer<typeof unitSchema>;

/** Units that one page holds at most; without a limit the answer has them all. */
export const MOST_UNITS = 1_000;

export const unitListSchema = z
  .object({
    day,
    revision: z.int().describe('单位树的版本；每次变更都不同'),
    authorities: z.array(authoritySchema.omit({ version: true })).describe('上级在前'),
    units: z.array(unitSchema).describe('能够查看的单位，上级在前，所属单位紧随其后'),
    count: z.int().min(0).describe('能够查看的单位总数'),
    next: id.optional().describe('还有更多：取下一页时作为 after'),
  })
  .meta({ id: 'UnitList', description: '某一日的单位树，平铺' });
export type UnitList = z.infer<typeof unitListSchema>;

const termSchema = z.object({
  from: day,
  to: day.nullable(),
  name: z.string(),
  code: z.string().nullable(),
  kind: unitKindSchema,
  parent: namedSchema.nullable(),
  authority: namedSchema,
  basis: z.string().nullable().describe('文号'),
});

const successionSchema = z.object({
  unit: namedSchema,
  from: day,
  kind: z.enum(['merge', 'split']).describe('merge 合并；split 分立'),
  basis: z.string().nullable(),
});

/** Projects that the detail of a unit shows; the list has them all. */
export const MOST_PROJECTS_SHOWN = 200;

export const projectSchema = z
  .object({
    id,
    unit: namedSchema,
    code: z.string().nullable().describe('项目编码'),
    name: z.string(),
    category: z.string().nullable().describe('项目类别'),
    fromYear: z.int(),
    toYear: z.int().nullable().describe('结束年度；未定的为空'),
    endedAt: z.iso.datetime().nullable().describe('何时结束；未结束的为空'),
    version,
  })
  .meta({ id: 'Project', description: '项目' });
export type ProjectInfo = z.infer<typeof projectSchema>;

export const unitDetailSchema = z
  .object({
    unit: unitSchema,
    version,
    above: z.array(namedSchema).describe('各级上级单位，由近及远'),
    authorities: z.array(namedSchema).describe('财政部门及其各级上级'),
    below: z.array(namedSchema).describe('直接所属的单位'),
    history: z.object({
      terms: z.array(termSchema).describe('历年的名称、代码、归属，早的在前'),
      predecessors: z.array(successionSchema).describe('由哪些单位合并、分立而来'),
      successors: z.array(successionSchema).describe('并入、分立为哪些单位'),
    }),
    people: z
      .array(
        z.object({
          assignment: id,
          person: namedSchema,
          role: z.string(),
          how: z.enum(['here', 'in-charge']).describe('here 在本单位任职；in-charge 财政业务科对口'),
          from: day,
          to: day.nullable(),
          deputyFor: namedSchema.nullable().describe('代理谁'),
        }),
      )
      .nullable()
      .describe('今天在本单位任职、对口的人员；无权查看人员的为空'),
    projects: z.array(projectSchema).describe(`至多 ${MOST_PROJECTS_SHOWN} 个；无权查看项目的为空列表`),
    projectCount: z.int().min(0),
    may: z.object({ manage: z.boolean(), addProject: z.boolean() }).describe('能够对这个单位进行的操作'),
  })
  .meta({ id: 'UnitDetail', description: '一个单位，历年的沿革，人员，项目' });
export type UnitDetail = z.infer<typeof unitDetailSchema>;

const basis = z.string().trim().min(1).max(200).optional().describe('文号');

const newUnitShape = {
  name: name.describe('全称'),
  code: z.string().trim().max(50).nullable().default(null),
  kind: unitKindSchema,
  parent: id.nullable().optional().describe('上级单位'),
  authority: id.optional().describe('财政部门；不写的随上级单位'),
};

export const unitRequestSchema = z
  .object({
    ...newUnitShape,
    from: day.describe('自何日起'),
    basis,
    reason: changeWordsSchema.shape.reason,
  })
  .meta({ id: 'UnitRequest' });
export type UnitRequest = z.input<typeof unitRequestSchema>;

const changing = changeWordsSchema.extend({ from: day.describe('自何日起'), basis });

export const unitChangeSchema = z
  .discriminatedUnion('change', [
    changing.extend({ change: z.literal('rename'), name }),
    changing.extend({ change: z.literal('recode'), code: z.string().trim().max(50).nullable() }),
    changing.extend({
      change: z.literal('move'),
      parent: id.nullable().describe('新的上级单位；直属财政部门的为空'),
      authority: id.optional().describe('新的财政部门；不写的随上级单位，没有上级的不变'),
    }),
    changing.extend({ change: z.literal('kind'), kind: unitKindSchema }),
    changing.extend({
      change: z.literal('merge'),
      with: z.array(id).min(1).max(100).describe('一并合并的其他单位'),
      into: z.object(newUnitShape).optional().describe('合并后新设的单位；不写的，其他单位并入本单位'),
    }),
    changing.extend({
      change: z.literal('split'),
      into: z
        .array(
          z.object({
            ...newUnitShape,
            below: z.array(id).max(5_000).default([]).describe('由它接管的所属单位'),
            projects: z.array(id).max(10_000).default([]).describe('由它接管的项目'),
          }),
        )
        .min(1)
        .max(100),
      keeps: z.boolean().describe('本单位是否保留'),
    }),
    changeWordsSchema.extend({ change: z.literal('end'), from: day.describe('自何日起不再存在') }),
  ])
  .meta({
    id: 'UnitChange',
    description: 'rename 更名；recode 变更代码；move 划转；kind 变更类型；merge 合并；split 分立；end 撤销',
  });
export type UnitChange = z.input<typeof unitChangeSchema>;

export const unitChangedSchema = z
  .object({ unit: unitSchema, version, revision: z.int() })
  .meta({ id: 'UnitChanged', description: '变更之后的单位；合并、新设的为新的单位' });
export type UnitChanged = z.infer<typeof unitChangedSchema>;

/** Projects that one page holds at most. */
export const MOST_PROJECTS = 1_000;

export const projectListSchema = z
  .object({
    projects: z.array(projectSchema).describe('按名称'),
    count: z.int().min(0),
    next: z.string().optional().describe('还有更多：取下一页时作为 after'),
  })
  .meta({ id: 'ProjectList' });
export type ProjectList = z.infer<typeof projectListSchema>;

const year = z.int().min(1949).max(2200);

export const projectRequestSchema = z
  .object({
    unit: id,
    code: z.string().trim().max(100).nullable().default(null),
    name,
    category: z.string().trim().max(100).nullable().default(null),
    fromYear: year,
    toYear: year.nullable().default(null),
    reason: changeWordsSchema.shape.reason,
  })
  .meta({ id: 'ProjectRequest' });
export type ProjectRequest = z.input<typeof projectRequestSchema>;

export const projectChangeSchema = changeWordsSchema
  .extend({
    unit: id.optional(),
    code: z.string().trim().max(100).nullable().optional(),
    name: name.optional(),
    category: z.string().trim().max(100).nullable().optional(),
    fromYear: year.optional(),
    toYear: year.nullable().optional(),
    ended: z.boolean().optional().describe('true 结束项目，false 恢复；不与其他改动同时进行'),
  })
  .meta({ id: 'ProjectChange', description: '没有写的不变' });
export type ProjectChange = z.input<typeof projectChangeSchema>;
