import type { Form } from '../../form.ts';

/**
 * The city prints one row per project, all indicators in its last cell. A project's own paper keeps the row's heads and
 * order and gives each indicator a row.
 */
const project: Form = {
  id: 'guangdong-guangzhou/project',
  place: 'guangdong-guangzhou',
  form: 'goal',
  scope: 'project',
  years: { from: 2024 },
  basis: '广州市项目支出绩效目标表（含转移支付项目）（2024年）',
  title: '{year}年项目支出绩效目标表',
  unitNote: '单位：万元',
  decimals: 2,
  blocks: [
    {
      kind: 'fields',
      rows: [[{ slot: { field: 'name', label: '项目名称（资金使用单位）' }, widths: [18, 82] }]],
    },
    { kind: 'remainder' },
    {
      kind: 'funding-columns',
      head: { label: '资金', width: 18 },
      columns: [
        { label: '总计', aliases: ['合计', '资金总额'], width: 20.5 },
        { label: '财政拨款', width: 20.5 },
        { label: '财政专户拨款', aliases: ['财政专户'], width: 20.5 },
        { label: '其他资金', width: 20.5 },
      ],
    },
    {
      kind: 'fields',
      rows: [[{ slot: { label: '绩效目标', aliases: ['年度绩效目标', '总体绩效目标'] }, widths: [18, 82] }]],
    },
    {
      kind: 'indicators',
      above: '绩效指标',
      layouts: [
        {
          when: 'any',
          columns: [
            { head: '一级指标', width: 18, field: 'level1' },
            { head: '编码', width: 6, field: 'code' },
            { head: '二级指标', width: 14, field: 'level2' },
            { head: '三级指标', width: 22, field: 'level3' },
            { head: '实施周期指标值', width: 20, target: ['CYCLE'] },
            { head: '年度指标值', width: 20, target: ['FY'] },
          ],
        },
      ],
    },
  ],
};

export const guangzhouForms: readonly Form[] = [project];
