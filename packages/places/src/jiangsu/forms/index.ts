import type { Form, FundingRow } from '../../form.ts';

const SOURCES: readonly FundingRow[] = [
  { label: '资金总额', aliases: ['小计', '合计'] },
  { label: '一般公共预算资金', aliases: ['一般公共预算'] },
  { label: '政府性基金' },
  { label: '国有资本金', aliases: ['国有资本经营预算资金'] },
  { label: '社保基金' },
  { label: '财政专户管理资金', aliases: ['财政专户资金'] },
  { label: '上年结转资金' },
  { label: '其他资金' },
];

const department: Form = {
  id: 'jiangsu/department',
  place: 'jiangsu',
  form: 'goal',
  scope: 'department',
  years: { from: 2024 },
  basis: '江苏省省级部门整体预算绩效目标表（2024年度）',
  title: '{place}省级部门整体预算绩效目标表',
  subtitle: '{year}年度',
  decimals: 0,
  blocks: [
    {
      kind: 'fields',
      rows: [
        [{ slot: { field: 'name', label: '单位名称' }, widths: [21, 79] }],
        [{ slot: { label: '单位主要职能' }, widths: [21, 79] }],
        [{ slot: { label: '机构设置及人员配置' }, widths: [21, 79] }],
      ],
    },
    { kind: 'remainder' },
    {
      kind: 'funding',
      head: { label: '部门整体资金（万元）', width: 10 },
      sides: [
        {
          side: 'income',
          label: { label: '收入', width: 11 },
          heads: true,
          labelWidth: 44,
          rows: SOURCES,
          columns: [{ head: '全年预算数', periods: ['FY'], width: 35 }],
        },
        {
          side: 'expenditure',
          label: { label: '支出', width: 11 },
          heads: true,
          labelWidth: 44,
          rows: [{ label: '基本支出' }, { label: '项目支出' }],
          columns: [
            { head: '半年计划执行数', periods: ['H1'], width: 17.5 },
            { head: '全年预算数', periods: ['FY'], width: 17.5 },
          ],
        },
      ],
    },
    {
      kind: 'fields',
      rows: [
        [{ slot: { label: '中长期目标' }, widths: [21, 79] }],
        [{ slot: { label: '年度目标' }, widths: [21, 79] }],
      ],
    },
    {
      kind: 'indicators',
      layouts: [
        {
          when: 'task',
          columns: [
            { head: '一级指标', width: 10, field: 'level1' },
            { head: '二级指标', width: 11, field: 'level2' },
            { head: '重点工作', width: 19.5, field: 'task' },
            { head: '三级指标', width: 24.5, field: 'level3' },
            { head: '半年指标值', width: 17.5, target: ['H1'] },
            { head: '全年指标值', width: 17.5, target: ['FY'] },
          ],
        },
        {
          when: 'any',
          columns: [
            { head: '一级指标', width: 10, field: 'level1' },
            { head: '二级指标', width: 11, field: 'level2' },
            { head: '三级指标', width: 44, field: 'level3' },
            { head: '半年指标值', width: 17.5, target: ['H1'] },
            { head: '全年指标值', width: 17.5, target: ['FY'] },
          ],
        },
      ],
    },
  ],
};

const project: Form = {
  id: 'jiangsu/project',
  place: 'jiangsu',
  form: 'goal',
  scope: 'project',
  years: { from: 2024 },
  basis: '江苏省省级项目预算绩效目标表（2024年度）',
  title: '{place}省级项目预算绩效目标表',
  subtitle: '{year}年度',
  decimals: 0,
  blocks: [
    {
      kind: 'fields',
      rows: [
        [
          { slot: { field: 'name', label: '项目名称' }, widths: [13.5, 43] },
          { slot: { field: 'supervisor', label: '主管部门' }, widths: [20, 23.5] },
        ],
        [
          { slot: { label: '项目类型' }, widths: [13.5, 43] },
          { slot: { label: '项目级次' }, widths: [20, 23.5] },
        ],
        [
          { slot: { label: '开始时间' }, widths: [13.5, 43] },
          { slot: { label: '完成时间' }, widths: [20, 23.5] },
        ],
        [
          { slot: { field: 'unit', label: '实施单位' }, widths: [13.5, 43] },
          { slot: { label: '项目负责人/联系电话', aliases: ['项目负责人', '联系电话'] }, widths: [20, 23.5] },
        ],
        [{ slot: { label: '立项必要性' }, widths: [13.5, 86.5] }],
        [{ slot: { label: '实施可行性' }, widths: [13.5, 86.5] }],
        [{ slot: { label: '项目实施内容' }, widths: [13.5, 86.5] }],
      ],
    },
    { kind: 'remainder' },
    {
      kind: 'funding',
      head: { label: '项目资金（万元）', width: 13.5 },
      sides: [
        {
          side: 'income',
          label: { label: '收入', width: 13.5 },
          heads: true,
          labelWidth: 29.5,
          rows: SOURCES,
          columns: [
            { head: '半年（程）计划执行数', periods: ['H1'], width: 20 },
            { head: '全年（程）预算数', periods: ['FY'], width: 23.5 },
          ],
        },
        {
          side: 'expenditure',
          label: { label: '支出', width: 13.5 },
          heads: true,
          labelWidth: 29.5,
          rows: [],
          columns: [
            { head: '半年（程）计划执行数', periods: ['H1'], width: 20 },
            { head: '全年（程）预算数', periods: ['FY'], width: 23.5 },
          ],
        },
      ],
    },
    {
      kind: 'fields',
      rows: [
        [{ slot: { label: '中长期目标' }, widths: [13.5, 86.5] }],
        [{ slot: { label: '年度目标' }, widths: [13.5, 86.5] }],
      ],
    },
    {
      kind: 'indicators',
      layouts: [
        {
          when: 'any',
          columns: [
            { head: '一级指标', width: 13.5, field: 'level1' },
            { head: '二级指标', width: 13.5, field: 'level2' },
            { head: '三级指标', width: 29.5, field: 'level3' },
            { head: '半年（程）指标值', width: 20, target: ['H1'] },
            { head: '全年（程）指标值', width: 23.5, target: ['FY'] },
          ],
        },
      ],
    },
  ],
};

export const jiangsuForms: readonly Form[] = [department, project];
