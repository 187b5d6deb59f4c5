import type { Form } from '../../form.ts';

const project: Form = {
  id: 'hebei-kaiping/project',
  place: 'hebei-kaiping',
  form: 'goal',
  scope: 'project',
  years: { from: 2024 },
  basis: '唐山市开平区部门预算项目绩效目标表（2024年度）',
  title: '{name}绩效目标表',
  unitNote: '单位：万元',
  decimals: 2,
  blocks: [
    {
      kind: 'fields',
      rows: [
        [
          { slot: { field: 'code', label: '项目编码' }, widths: [12, 27] },
          { slot: { field: 'name', label: '项目名称' }, widths: [12, 49] },
        ],
      ],
    },
    { kind: 'remainder' },
    {
      kind: 'funding-pairs',
      head: { label: '预算规模及资金用途', width: 12 },
      text: '预算规模及资金用途',
      pairs: [
        { label: '预算数', widths: [13, 14] },
        { label: '其中：财政资金', aliases: ['财政资金'], widths: [12, 16] },
        { label: '其他资金', widths: [12, 21] },
      ],
    },
    { kind: 'schedule', head: { label: '资金支出计划（%）', width: 12 }, widths: [13, 14, 28, 33] },
    { kind: 'fields', rows: [[{ slot: { label: '绩效目标' }, widths: [12, 88] }]] },
    {
      kind: 'indicators',
      layouts: [
        {
          when: 'any',
          columns: [
            { head: '一级指标', width: 12, field: 'level1' },
            { head: '二级指标', width: 13, field: 'level2' },
            { head: '三级指标', width: 14, field: 'level3' },
            { head: '绩效指标描述', width: 28, field: 'description' },
            { head: '指标值', width: 12, target: ['FY'] },
            { head: '指标值确定依据', width: 21, field: 'basis' },
          ],
        },
      ],
    },
  ],
};

export const kaipingForms: readonly Form[] = [project];
