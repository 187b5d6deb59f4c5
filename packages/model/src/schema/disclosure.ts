import { z } from 'zod';

/**
 * The reading of a file: what `jizhun read FILE --format json` prints. A public interface, versioned by `schema`.
 * The types of `@jizhun/model` are inferred from here; only edges (HTTP, files, the CLI's own output) run the schemas.
 */

const text = z.string();
const fen = z.int().describe('整数分');

/** Where a value stands in the file and how sure its place is. */
export const originSchema = z
  .object({
    part: text.describe("'Sheet2'、'table 3'、'page 12'、'body'"),
    cell: text.optional().describe("工作表单元格，如 'B7'"),
    range: text.optional().describe("合并区域，如 'B7:C9'"),
    row: z.int().min(1).optional().describe('表内第几行，从 1 起'),
    column: z.int().min(1).optional().describe('表内第几列，从 1 起'),
    line: z.int().min(1).optional().describe('第几行（文本）或第几段（文档），从 1 起'),
    span: z.tuple([z.int(), z.int()]).optional().describe('行内起止字符，从 0 起，不含末位'),
    page: z.int().min(1).optional(),
    box: z
      .tuple([z.number(), z.number(), z.number(), z.number()])
      .optional()
      .describe('x, y, 宽, 高（pt，左上为原点）'),
    how: z
      .enum(['printed', 'carried', 'moved', 'repaired', 'guessed', 'ocr'])
      .describe(
        'printed 原样；carried 由上方合并单元格带下；moved 移回人眼所见之处；repaired 修复；guessed 推测；ocr 识别',
      ),
    printed: text.optional().describe('修复、移动前印出的文字'),
    confidence: z.number().min(0).max(1).optional(),
  })
  .meta({ id: 'Origin', description: '出处' });

export const periodSchema = z.enum(['H1', 'FY', 'CYCLE', 'INITIAL', 'ACTUAL', 'EXPECTED', 'HISTORY']).meta({
  id: 'Period',
  description:
    'H1 半年；FY 全年（现行有效）；CYCLE 实施周期、中长期、总目标；INITIAL 年初（调整前）；ACTUAL 完成、执行；EXPECTED 全年预计；HISTORY 以前年度',
});

export const fundSourceSchema = z
  .enum([
    'total',
    'general-public-budget',
    'government-funds',
    'state-capital',
    'social-insurance',
    'special-account',
    'carry-over',
    'fiscal',
    'subtotal',
    'own',
    'other',
  ])
  .meta({ id: 'FundSource', description: '资金来源' });

export const indicatorKindSchema = z
  .enum([
    'output.quantity',
    'output.quality',
    'output.timeliness',
    'output.cost',
    'cost.economic',
    'cost.social',
    'cost.ecological',
    'benefit.economic',
    'benefit.social',
    'benefit.ecological',
    'benefit.sustainability',
    'satisfaction.beneficiary',
    'decision.establishment',
    'decision.objective',
    'decision.funding',
    'decision.other',
    'process.funds',
    'process.organisation',
    'process.other',
    'duty',
    'unknown',
  ])
  .meta({ id: 'IndicatorKind', description: '指标类别（新旧两套体系统一）' });

export const operatorSchema = z.enum(['=', '>=', '<=', '>', '<', '~', 'range']).meta({ id: 'Operator' });

export const targetSchema = z
  .object({
    period: periodSchema,
    month: z.int().min(1).max(12).optional(),
    column: text.optional().describe('所在列的表头'),
    raw: text.describe('印出的写法；对比符号、指标值、计量单位分列时依次相连'),
    operator: operatorSchema.nullable(),
    value: z.number().nullable(),
    max: z.number().nullable().describe('区间上限'),
    unit: text.nullable(),
    text: text.nullable().describe('定性目标的文字'),
    notAfter: text.optional().describe('时限，ISO 日期：2024-12-31'),
  })
  .meta({ id: 'Target', description: '指标值' });

export const indicatorSchema = z
  .object({
    level1: text,
    level2: text,
    level3: text,
    code: text.optional(),
    kind: indicatorKindSchema,
    task: text.optional().describe('重点工作'),
    description: text.optional().describe('指标解释、绩效指标描述'),
    basis: text.optional().describe('指标值确定依据'),
    scoring: text.optional().describe('评（扣）分标准'),
    source: text.optional().describe('数据来源'),
    weight: z.number().optional(),
    score: z.number().optional(),
    deviation: text.optional().describe('偏差原因分析及改进措施'),
    likelihood: text.optional().describe('完成目标可能性'),
    remark: text.optional().describe('备注'),
    direction: z.enum(['positive', 'negative']).optional(),
    attribute: z.enum(['quantitative', 'qualitative']).optional(),
    core: z.boolean().optional(),
    targets: z.array(targetSchema),
  })
  .meta({ id: 'Indicator', description: '三级指标' });

export const fundingLineSchema = z
  .object({
    side: z.enum(['income', 'expenditure']),
    label: text.describe('金额旁最内层的印出标签'),
    source: fundSourceSchema.optional(),
    period: periodSchema,
    month: z.int().min(1).max(12).optional(),
    column: text.optional(),
    fen,
  })
  .meta({ id: 'FundingLine', description: '资金行' });

export const schedulePointSchema = z
  .object({ label: text, month: z.int().min(1).max(12), percent: z.number() })
  .meta({ id: 'SchedulePoint', description: '资金支出计划（累计百分比）' });

export const taskSchema = z
  .object({
    group: z.enum(['key', 'other']).describe('key 重点工作任务；other 其他需完成任务'),
    seq: z.int().optional(),
    name: text,
    content: text.optional(),
    fen: fen.optional(),
  })
  .meta({ id: 'Task', description: '工作任务' });

export const goalSheetSchema = z
  .object({
    id: text,
    form: z.enum(['goal', 'monitoring', 'self-evaluation', 'review']),
    scope: z.enum(['department', 'project', 'transfer']),
    transferLevel: z.enum(['whole', 'region', 'project']).optional(),
    name: text.describe('部门整体表为单位名称，项目表为项目名称'),
    code: text.optional(),
    unit: text.optional().describe('实施单位'),
    supervisor: text.optional().describe('主管部门'),
    fiscalYear: z.int().optional(),
    attributes: z.record(text, text).describe('其余已填写的标签与内容，均按印出文字'),
    funding: z.array(fundingLineSchema),
    schedule: z.array(schedulePointSchema),
    tasks: z.array(taskSchema),
    indicators: z.array(indicatorSchema),
    parts: z
      .array(z.object({ heading: text, goal: text.optional(), indicators: text.optional() }))
      .optional()
      .describe('分项绩效目标、目标1…n'),
    plan: z
      .array(z.object({ content: text, start: text.optional(), end: text.optional() }))
      .optional()
      .describe('实施进度计划'),
    evaluation: z
      .object({
        execution: z.array(
          z.object({
            label: text,
            rate: z.number().optional(),
            weight: z.number().optional(),
            score: z.number().optional(),
          }),
        ),
        total: z.number().optional(),
      })
      .optional(),
    withheld: z.object({ reason: text }).optional().describe('涉密不填：只有理由'),
  })
  .meta({ id: 'GoalSheet', description: '绩效目标表' });

export const tableCellSchema = z.union([z.number(), text, z.null()]);

export const budgetTableRowSchema = z
  .object({ no: z.int().optional(), code: text.optional(), label: text, cells: z.array(tableCellSchema) })
  .meta({ id: 'BudgetTableRow' });

export const budgetTableSchema = z
  .object({
    title: text,
    kind: text.describe('表的种类，见 BudgetTableKind；认不出为 other'),
    moneyUnit: z.enum(['元', '万元', '亿元']).nullable(),
    columns: z.array(text).describe("表头路径，层间以 '/' 相连；序号、编码、名称列不在其中"),
    rows: z.array(budgetTableRowSchema),
    note: text.optional(),
  })
  .meta({ id: 'BudgetTable', description: '预算表、机构设置、采购、资产等一切非目标表' });

export const statementSchema = z
  .object({
    section: text.describe('所在章节标题'),
    claim: text.describe('数字说的是什么，如 基本支出'),
    value: z.number(),
    max: z.number().optional(),
    operator: operatorSchema.optional(),
    unit: text,
    direction: z.enum(['up', 'down', 'same']).optional(),
    year: z.int().optional(),
  })
  .meta({ id: 'Statement', description: '文字说明中的数字' });

export const paragraphSchema = z
  .object({
    section: text.describe('所在章节标题，同 Statement.section'),
    text: text.describe('整段文字；空为标题下没有内容'),
  })
  .meta({ id: 'Paragraph', description: '文字说明的一段' });

export const disclosureSchema = z
  .object({
    schema: z.literal('jizhun/disclosure@1'),
    source: z.object({ name: text, sha256: text, mediaType: text, pages: z.int().optional() }),
    title: text.optional(),
    fiscalYear: z.int().optional(),
    place: z.object({ id: text.optional(), adcode: text.optional(), name: text.optional() }).optional(),
    unit: z.object({ name: text, code: text.optional() }).optional(),
    goalSheets: z.array(goalSheetSchema),
    budgetTables: z.array(budgetTableSchema),
    statements: z.array(statementSchema),
    paragraphs: z
      .array(paragraphSchema)
      .optional()
      .describe('文字说明，依原文次序；部门整体绩效目标的文字在 goalSheets'),
    unread: z.array(z.object({ text, at: originSchema })).describe('没有归处的内容，绝不丢弃'),
    provenance: z.record(text, z.array(originSchema)).describe('JSON 指针 → 出处'),
  })
  .meta({ id: 'Disclosure', description: '一份文件的读取结果' });
