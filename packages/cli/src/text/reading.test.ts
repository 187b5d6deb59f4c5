import { type Disclosure, displayWidth } from '@jizhun/model';
import { disclosureSchema } from '@jizhun/model/schema';
import { expect, test } from 'vitest';
import { printReading } from './reading.ts';
import { createStyle } from './style.ts';

const disclosure: Disclosure = {
  schema: 'jizhun/disclosure@1',
  source: { name: '示例.docx', sha256: '0'.repeat(64), mediaType: 'application/x' },
  title: '示例市示例局2024年部门预算公开',
  fiscalYear: 2024,
  place: { id: 'national', name: '示例市' },
  unit: { name: '示例局', code: '101' },
  goalSheets: [
    {
      id: 'sheet-0',
      form: 'goal',
      scope: 'project',
      name: '示例培训经费',
      code: '1010024',
      unit: '示例中心',
      supervisor: '示例局',
      attributes: {
        项目类型: '特定目标类',
        年度目标: '完成全年培训任务，提高业务人员能力，逐步形成覆盖全市、分级负责的培训体系。',
      },
      funding: [
        { side: 'income', label: '资金总额', source: 'total', period: 'FY', fen: 1_000_000_00 },
        { side: 'income', label: '其中：财政资金', source: 'fiscal', period: 'H1', fen: 12_345_60 },
      ],
      schedule: [
        { label: '3月底', month: 3, percent: 25 },
        { label: '12月底', month: 12, percent: 100 },
      ],
      tasks: [{ group: 'key', name: '业务培训', content: '分四期培训', fen: 500_000_00 }],
      indicators: [
        {
          level1: '产出指标',
          level2: '数量指标',
          level3: '培训班次',
          kind: 'output.quantity',
          weight: 10,
          targets: [
            { period: 'H1', raw: '≥2次', operator: '>=', value: 2, max: null, unit: '次', text: null },
            { period: 'FY', raw: '≥4次', operator: '>=', value: 4, max: null, unit: '次', text: null },
          ],
        },
        {
          level1: '产出指标',
          level2: '数量指标',
          level3: '参加省级以上部门组织的专业技术骨干培训并取得证书的人数占比',
          kind: 'output.quantity',
          targets: [{ period: 'FY', raw: '≥95%', operator: '>=', value: 95, max: null, unit: '%', text: null }],
        },
        {
          level1: '满意度指标',
          level2: '服务对象满意度',
          level3: '学员满意度',
          kind: 'satisfaction.beneficiary',
          targets: [{ period: 'FY', raw: '95%以上', operator: '>=', value: 95, max: null, unit: '%', text: null }],
        },
      ],
    },
  ],
  budgetTables: [
    {
      title: '部门收支总表',
      kind: 'income-expenditure-summary',
      moneyUnit: '万元',
      columns: ['预算数'],
      rows: [{ label: '一般公共预算', cells: [100] }],
    },
  ],
  statements: [
    { section: '二、支出情况', claim: '基本支出', value: 528.62, unit: '万元', direction: 'up', year: 2024 },
    { section: '二、支出情况', claim: '办公用房', value: 10, max: 20, operator: 'range', unit: '平方米' },
  ],
  unread: [{ text: '填表人：某某', at: { part: 'body', line: 40, how: 'printed' } }],
  provenance: {},
};

test('an outline goes through the file in its order', () => {
  expect(disclosureSchema.parse(disclosure)).toEqual(disclosure);
  expect(printReading(disclosure, { width: 80, style: createStyle(false) })).toMatchInlineSnapshot(`
    "================================================================================
    示例.docx
      标题    示例市示例局2024年部门预算公开
      单位    示例局（101）
      地区    示例市
      年度    2024 年
      内容    绩效目标表 1 张，三级指标 3 条，预算表 1 张，文字中的数字 2 处，未归位
              1 处

    1. 项目绩效目标表  示例培训经费（1010024）
      实施单位  示例中心
      主管部门  示例局
      项目类型  特定目标类
      年度目标  完成全年培训任务，提高业务人员能力，逐步形成覆盖全市、分级负责的培训
                体系。
      资金（万元）
        100.00000  收入 资金总额
          1.23456  收入 其中：财政资金（半年）
      支出计划  3月底 25%，12月底 100%
      工作任务
        重点  业务培训  50.00 万元：分四期培训
      绩效指标 3 条
        产出指标/数量指标
          培训班次                          半年 ≥2次，全年 ≥4次，分值 10
          参加省级以上部门组织的专业技术骨干培训并取得证书的人数占比
            全年 ≥95%
        满意度指标/服务对象满意度
          学员满意度                        全年 95%以上

    预算表 1 张
      1.  部门收支总表（1 行 × 1 列，单位：万元）

    文字中的数字 2 处
      - 2024 年基本支出 增加 528.62 万元（二、支出情况）
      - 办公用房 10～20 平方米（二、支出情况）

    未归位 1 处（文件中有、读取结果中没有位置的内容）
      - 正文 第 40 段  填表人：某某"
  `);
});

test('every line keeps to the width', () => {
  for (const width of [60, 80, 100])
    for (const line of printReading(disclosure, { width, style: createStyle(false) }).split('\n'))
      expect(displayWidth(line)).toBeLessThanOrEqual(width);
});
