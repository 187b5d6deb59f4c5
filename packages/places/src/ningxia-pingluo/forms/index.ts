import type { Form } from '../../form.ts';

const project: Form = {
  id: 'ningxia-pingluo/project',
  place: 'ningxia-pingluo',
  form: 'goal',
  scope: 'project',
  years: { from: 2024 },
  basis: '平罗县部门项目支出预算绩效目标表（2024年度）',
  title: '部门项目支出预算绩效目标表',
  subtitle: '（{year}年度）',
  decimals: 0,
  blocks: [
    {
      kind: 'fields',
      rows: [
        [{ slot: { field: 'name', label: '项目名称' }, widths: [18, 82] }],
        [
          { slot: { field: 'supervisor', label: '主管部门及代码', aliases: ['主管部门'] }, widths: [18, 32] },
          { slot: { field: 'unit', label: '实施单位' }, widths: [16, 34] },
        ],
        [
          { slot: { label: '项目属性' }, widths: [18, 32] },
          { slot: { label: '项目期' }, widths: [16, 34] },
        ],
      ],
    },
    { kind: 'remainder' },
    {
      kind: 'funding',
      head: { label: '项目资金（万元）', width: 18 },
      sides: [
        {
          side: 'income',
          heads: false,
          labelWidth: 32,
          rows: [
            { label: '年度资金总额：', aliases: ['资金总额'] },
            { label: '其中：财政拨款', aliases: ['财政拨款'] },
            { label: '其他资金' },
          ],
          columns: [{ head: '全年', periods: ['FY'], width: 50 }],
        },
      ],
    },
    {
      kind: 'fields',
      rows: [[{ slot: { label: '年度总体目标', aliases: ['年度目标', '总体目标'] }, widths: [18, 82] }]],
    },
    {
      kind: 'indicators',
      left: { label: '绩效指标', width: 6 },
      layouts: [
        {
          when: 'any',
          columns: [
            { head: '一级指标', width: 12, field: 'level1' },
            { head: '二级指标', width: 20, field: 'level2' },
            { head: '三级指标', width: 39, field: 'level3' },
            { head: '指标值', width: 23, target: ['FY'] },
          ],
        },
      ],
    },
  ],
};

export const pingluoForms: readonly Form[] = [project];
