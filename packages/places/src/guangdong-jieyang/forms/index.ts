import type { Period } from '@jizhun/model';
import type { Form, TasksBlock } from '../../form.ts';

const FY: readonly Period[] = ['FY'];

const TASK_COLUMNS: TasksBlock['columns'] = [
  { head: '序号', field: 'seq', width: 8 },
  { head: '名称', field: 'name', width: 26 },
  { head: '主要实施内容', field: 'content', width: 35 },
  { head: '拟投入金额（万元）', field: 'fen', width: 18 },
];

const department: Form = {
  id: 'guangdong-jieyang/department',
  place: 'guangdong-jieyang',
  form: 'goal',
  scope: 'department',
  years: { from: 2024 },
  basis: '揭阳市市直部门整体预算绩效目标表（2024年）',
  title: '{place}{year}年市直部门整体预算绩效目标表',
  decimals: 2,
  blocks: [
    {
      kind: 'fields',
      rows: [
        [
          { slot: { field: 'name', label: '部门名称' }, widths: [13, 34] },
          { slot: { field: 'supervisor', label: '资金主管部门' }, widths: [26, 27] },
        ],
      ],
    },
    {
      kind: 'fields',
      head: { label: '基本信息', width: 13 },
      rows: [
        [
          { slot: { label: '财政供养人员数', aliases: ['财政供养人员数量'] }, widths: [17, 17] },
          { slot: { label: '下属二级单位数' }, widths: [26, 27] },
        ],
      ],
    },
    { kind: 'remainder' },
    {
      kind: 'funding-sides',
      head: { label: '预算整体情况', width: 13 },
      sides: [
        {
          side: 'expenditure',
          heads: ['财政支出分类', '预算金额（万元）'],
          widths: [17, 17],
          rows: [{ label: '基本支出' }, { label: '项目支出' }],
        },
        {
          side: 'income',
          heads: ['收入来源', '预算金额（万元）'],
          widths: [26, 27],
          rows: [{ label: '财政拨款' }, { label: '其他资金' }],
        },
      ],
    },
    {
      kind: 'fields',
      rows: [[{ slot: { label: '总体绩效目标' }, widths: [13, 87] }]],
    },
    { kind: 'tasks', group: 'key', head: { label: '年度重点工作任务', width: 13 }, columns: TASK_COLUMNS },
    { kind: 'tasks', group: 'other', head: { label: '其他需完成任务', width: 13 }, columns: TASK_COLUMNS },
    {
      kind: 'indicators',
      above: '绩效指标',
      layouts: [
        {
          when: 'any',
          columns: [
            { head: '一级指标', width: 13, field: 'level1' },
            { head: '二级指标', width: 13, field: 'level2' },
            { head: '三级指标', width: 21, field: 'level3' },
            { head: '三级指标解释', width: 26, field: 'description' },
            { head: '对比符号', width: 8, part: 'operator', target: FY },
            { head: '指标值', width: 10, part: 'value', target: FY },
            { head: '计量单位', width: 9, part: 'unit', target: FY },
          ],
        },
      ],
    },
  ],
  note: '填报要求：“财政供养人员数”含主管部门和下属二级预算单位；“总体绩效目标”不少于50字；“项目支出”等于年度重点工作任务与其他需完成任务的拟投入金额之和。',
};

export const jieyangForms: readonly Form[] = [department];
