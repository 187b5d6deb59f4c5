import { z } from 'zod';

/** What a list may bring in. */
export const importKindSchema = z
  .enum(['units', 'people', 'projects'])
  .describe('units 单位；people 人员（可带角色）；projects 项目');
export type ImportKind = z.infer<typeof importKindSchema>;

interface FieldFacts {
  /** As the preview, the template and messages call it. */
  name: string;
  /** Without a column for it nothing can be read. */
  required?: true;
  /** What may stand in it, for the template. */
  hint?: string;
}

const fieldsOf = <const T extends Record<string, FieldFacts>>(fields: T): T => fields;

/** What columns of a list can mean, in the order in which they stand in our own lists. */
export const IMPORT_FIELDS = {
  units: fieldsOf({
    code: { name: '单位代码', hint: '预算管理一体化系统中的代码，可空' },
    name: { name: '单位名称', required: true, hint: '全称' },
    parentCode: { name: '上级单位代码', hint: '上级单位的代码或名称填一项即可' },
    parent: { name: '上级单位', hint: '主管部门名称；本身为主管部门的不填' },
    kind: { name: '单位类型', hint: '主管部门、基层单位' },
    authority: { name: '所属财政', hint: '财政部门名称或行政区划代码；只有一个财政部门时不填' },
    from: { name: '启用日期', hint: '如 2026-01-01；不填的按导入时选定的日期' },
  }),
  people: fieldsOf({
    staff: { name: '工号', hint: '可空；再次导入时据此找到同一个人' },
    name: { name: '姓名', required: true },
    login: { name: '登录名', hint: '可空；2 至 50 个字母、数字、汉字，不分大小写' },
    unitCode: { name: '单位代码', hint: '单位的代码或名称填一项即可' },
    unit: { name: '单位', hint: '单位名称；财政部门的岗位填财政部门名称' },
    role: { name: '角色', hint: '填报人、单位负责人、主管部门审核、财政业务科、绩效科、预算科等；几个角色用顿号隔开' },
    inCharge: { name: '对口部门', hint: '财政业务科对口的部门，用顿号隔开' },
    from: { name: '起始日期', hint: '如 2026-01-01' },
    to: { name: '截止日期', hint: '不填表示一直有效' },
  }),
  projects: fieldsOf({
    code: { name: '项目编码', hint: '可空' },
    name: { name: '项目名称', required: true },
    category: { name: '项目类别' },
    unitCode: { name: '单位代码', hint: '单位的代码或名称填一项即可' },
    unit: { name: '单位', hint: '项目单位名称' },
    fromYear: { name: '起始年度', hint: '如 2026' },
    toYear: { name: '截止年度', hint: '不填表示未定' },
    years: { name: '起止年度', hint: '如 2026-2028；与起始年度、截止年度二者取一' },
  }),
} as const;

/** The name of a field of one kind of list. */
export function importFieldName(kind: ImportKind, field: string): string {
  const fields: Readonly<Record<string, FieldFacts>> = IMPORT_FIELDS[kind];
  return fields[field]?.name ?? field;
}

/** The fields of one kind of list, in their order. */
export function importFields(kind: ImportKind): ({ field: string } & FieldFacts)[] {
  const fields: Readonly<Record<string, FieldFacts>> = IMPORT_FIELDS[kind];
  return Object.entries(fields).map(([field, facts]) => ({ field, ...facts }));
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

export const importIdParams = z.object({ id: z.uuid().meta({ description: '导入的标识' }) });

const columnSchema = z.object({
  column: z.int().min(0).describe('从 0 起'),
  letter: z.string().describe('列标，如 C'),
  header: z.string().describe('表头文字，多级的以 / 相连；没有为空'),
  field: z.string().nullable().describe('当作哪一项；null 表示未使用'),
  sure: z.boolean().describe('是否确定；不确定的须由人核定'),
  samples: z.array(z.string()).describe('前几行的内容'),
});

const skippedSchema = z.object({ cell: z.string(), text: z.string(), why: z.string() });

const tableSchema = z
  .object({
    table: z.int().min(0).describe('文件中的第几张表，从 0 起'),
    name: z.string().describe('工作表名，或第几张表'),
    used: z.boolean().describe('是否导入这张表'),
    headerRows: z.tuple([z.int(), z.int()]).nullable().describe('表头所在的首行、末行，从 0 起；null 表示没有认出表头'),
    heads: z.array(z.array(z.string())).describe('最前面几行的内容，供指定表头'),
    columns: z.array(columnSchema),
    rowCount: z.int().describe('读出的数据行数'),
    skipped: z.array(skippedSchema).describe('没有当作数据的行：合计、说明等'),
  })
  .meta({ id: 'ImportTable', description: '清单中的一张表，以及各列当作哪一项' });
export type ImportTable = z.infer<typeof tableSchema>;

const problemSchema = z.object({
  severity: z.enum(['error', 'decide', 'warning']).describe('error 有错，不能导入；decide 须由人决定；warning 仅提示'),
  cell: z.string().describe('所在单元格，如 B12'),
  message: z.string().describe('哪里、什么问题'),
  remedy: z.string().describe('怎么办'),
});
export type ImportProblem = z.infer<typeof problemSchema>;

/** What will become of a row. */
export const importActionSchema = z.enum([
  'add',
  'rename',
  'move',
  'recode',
  'change',
  'assign',
  'account',
  'same',
  'duplicate',
]);
export type ImportAction = z.infer<typeof importActionSchema>;

/** What a person may decide about a row. */
export const importDecisionSchema = z.enum(['accept', 'same', 'new', 'leave-out']);
export type ImportDecision = z.infer<typeof importDecisionSchema>;

const rowSchema = z
  .object({
    key: z.string().describe('行的标识，供决定时引用'),
    table: z.int(),
    row: z.int().describe('表中的行，从 0 起'),
    place: z.string().describe('表名和行'),
    name: z.string(),
    code: z.string().nullable(),
    state: z
      .enum(['ready', 'error', 'undecided', 'left-out'])
      .describe('ready 可以导入；error 有错；undecided 待决定；left-out 不导入'),
    actions: z.array(importActionSchema),
    differences: z.array(
      z.object({
        field: z.string(),
        name: z.string(),
        from: z.string().nullable().describe('现在的内容；没有为 null'),
        to: z.string().nullable().describe('导入后的内容'),
      }),
    ),
    problems: z.array(problemSchema),
    options: z.array(importDecisionSchema).describe('可作的决定'),
    decision: importDecisionSchema.nullable(),
  })
  .meta({ id: 'ImportRow', description: '清单中的一行将作何处理' });
export type ImportRow = z.infer<typeof rowSchema>;

const missingSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    code: z.string().nullable(),
    parent: z.string().nullable().describe('上级单位名称'),
    end: z.boolean().describe('是否选定停用'),
    problem: z.string().nullable().describe('选定停用而不能停用的原因'),
  })
  .meta({ id: 'ImportMissing', description: '系统中有、清单中没有的单位；不选定即不改动' });
export type ImportMissing = z.infer<typeof missingSchema>;

const choicesShape = {
  day: z.string().regex(dayPattern).describe('从哪一日起；年月日'),
  authority: z.uuid().nullable().describe('清单未写所属财政的新单位归哪个财政部门'),
  decisions: z.record(z.string(), importDecisionSchema).describe('对各行的决定'),
  leaveOutErrors: z.boolean().describe('有错的行不导入'),
  end: z.array(z.uuid()).describe('从该日起停用的单位'),
};

/** What the person at the page settles; left out: as it was. */
export const importSettingsSchema = z
  .object({
    tables: z
      .array(
        z.object({
          table: z.int().min(0),
          used: z.boolean(),
          headerRows: z.tuple([z.int().min(0), z.int().min(0)]).nullable(),
          fields: z.record(z.string(), z.string()).describe('列（从 0 起）→ 当作哪一项'),
        }),
      )
      .max(500),
    ...choicesShape,
  })
  .partial()
  .meta({ id: 'ImportSettings', description: '核定的列和决定；未给出的不改变' });
export type ImportSettings = z.infer<typeof importSettingsSchema>;

/** A list that was handed in, and what importing it would do today. */
export const importPreviewSchema = z
  .object({
    id: z.uuid(),
    kind: importKindSchema,
    fileName: z.string(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().describe('在此之前可以导入'),
    appliedAt: z.iso.datetime().nullable().describe('已导入的时间'),
    version: z.string().describe('预览的版本：现有内容、列或决定变化后不同'),
    tables: z.array(tableSchema),
    notices: z.array(z.string()).describe('打开文件时的说明：隐藏的行列等'),
    authorities: z.array(z.object({ id: z.uuid(), name: z.string() })),
    ...choicesShape,
    rows: z.array(rowSchema),
    missing: z.array(missingSchema),
    counts: z
      .record(z.string(), z.int())
      .describe('各种处理的行数；键为处理的名称，以及 error、undecided、left-out、end'),
    withheld: z.string().nullable().describe('因权限不导入的内容：如只能由安全管理员授予的角色'),
    ready: z.boolean().describe('没有未处理的错误和待决定的行，并且有内容可以导入'),
  })
  .meta({ id: 'ImportPreview', description: '导入前的核对：每行将作何处理，与现有的差别，以及问题' });
export type ImportPreview = z.infer<typeof importPreviewSchema>;

/** Apply what the preview with this version showed. */
export const importApplySchema = z
  .object({ version: z.string().describe('预览的版本；其间有变化的不导入') })
  .meta({ id: 'ImportApply', description: '按核对过的结果导入' });

export const importAppliedSchema = z
  .object({
    counts: z.record(z.string(), z.int()).describe('各种处理的行数'),
    accounts: z.int().describe('写有登录名、可以开设账号的人数'),
  })
  .meta({ id: 'ImportApplied', description: '已导入' });
export type ImportApplied = z.infer<typeof importAppliedSchema>;

const passwordSchema = z.object({
  person: z.string().max(100),
  login: z.string().max(50),
  password: z.string().max(100),
});

export const importAccountsSchema = z
  .object({
    accounts: z.array(passwordSchema).describe('新开的账号和一次性口令'),
    remaining: z.int().describe('还有多少个可以开设'),
  })
  .meta({ id: 'ImportAccounts', description: '新开的账号；口令只在此出现一次' });
export type ImportAccounts = z.infer<typeof importAccountsSchema>;

/** What was answered before, to be had as a file: the server does not know it any more. */
export const passwordSheetSchema = z
  .object({ accounts: z.array(passwordSchema).min(1).max(10_000) })
  .meta({ id: 'PasswordSheet', description: '刚才得到的账号和口令，原样排成表格；不保存' });
export type PasswordSheet = z.infer<typeof passwordSheetSchema>;
