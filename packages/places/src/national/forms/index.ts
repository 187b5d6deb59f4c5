import type { Form, IndicatorBlock, IndicatorColumn } from '../../form.ts';

/**
 * The national layout, for sheets of places without a form of their own and for forms that no known one fits. It follows
 * the tables attached to 财预〔2015〕88号, 财预〔2019〕136号 and 财预〔2020〕10号 in their order, but shows only what a sheet
 * holds, under the sheet's own wordings.
 */

const goalTarget: IndicatorColumn = { head: '指标值', width: 24, target: ['FY'] };

const head: Form['blocks'] = [
  {
    kind: 'fields',
    rows: [[{ slot: { field: 'name', label: '项目名称' }, widths: [16, 84] }]],
  },
  {
    kind: 'fields',
    optional: true,
    rows: [
      [
        {
          slot: { field: 'supervisor', label: '主管部门', aliases: ['主管部门及代码', '资金主管部门'] },
          widths: [16, 34],
        },
        { slot: { field: 'unit', label: '实施单位', aliases: ['项目实施单位', '预算单位'] }, widths: [16, 34] },
      ],
      [
        { slot: { label: '项目属性', aliases: ['项目类型', '项目性质'] }, widths: [16, 34] },
        { slot: { label: '项目期', aliases: ['项目级次'] }, widths: [16, 34] },
      ],
      [
        { slot: { label: '开始时间', aliases: ['计划开始日期', '项目开始时间'] }, widths: [16, 34] },
        { slot: { label: '完成时间', aliases: ['计划完成日期', '结束时间', '项目完成时间'] }, widths: [16, 34] },
      ],
      [{ slot: { field: 'code', label: '项目编码', aliases: ['项目代码'] }, widths: [16, 84] }],
    ],
  },
];

const departmentHead: Form['blocks'] = [
  {
    kind: 'fields',
    rows: [[{ slot: { field: 'name', label: '部门（单位）名称' }, widths: [16, 84] }]],
  },
];

const tasks: Form['blocks'] = (['key', 'other'] as const).map((group) => ({
  kind: 'tasks',
  group,
  optional: true,
  head: { label: group === 'key' ? '年度主要任务' : '其他任务', width: 16 },
  columns: [
    { head: '序号', field: 'seq', width: 6 },
    { head: '任务名称', field: 'name', width: 26 },
    { head: '主要内容', field: 'content', width: 36 },
    { head: '预算金额（万元）', field: 'fen', width: 16 },
  ],
}));

const funding: Form['blocks'][number] = {
  kind: 'funding',
  head: { label: '资金（万元）', width: 16 },
  sides: [
    {
      side: 'income',
      optional: true,
      heads: false,
      labelWidth: 34,
      rows: [],
      columns: [{ head: '全年', periods: ['FY'], width: 50 }],
    },
    {
      side: 'expenditure',
      optional: true,
      label: { label: '支出', width: 8 },
      heads: true,
      labelWidth: 26,
      rows: [],
      columns: [{ head: '全年', periods: ['FY'], width: 50 }],
    },
  ],
};

const schedule: Form['blocks'][number] = {
  kind: 'schedule',
  optional: true,
  head: { label: '资金支出计划（%）', width: 16 },
  widths: [21],
};

const goals: Form['blocks'][number] = {
  kind: 'fields',
  optional: true,
  rows: [
    [{ slot: { label: '中长期目标', aliases: ['中期目标', '实施期目标', '项目总目标'] }, widths: [16, 84] }],
    [
      {
        slot: { label: '年度总体目标', aliases: ['年度目标', '总体目标', '总体绩效目标', '年度绩效目标', '绩效目标'] },
        widths: [16, 84],
      },
    ],
  ],
};

/** The levels take what the targets leave; 三级指标 shares its room with 重点工作 where the sheet has it. */
function indicators(targets: readonly IndicatorColumn[]): IndicatorBlock {
  const left = { label: '绩效指标', width: 6 };
  const level1: IndicatorColumn = { head: '一级指标', width: 11, field: 'level1' };
  const level2: IndicatorColumn = { head: '二级指标', width: 15, field: 'level2' };
  const room = 100 - left.width - [level1, level2, ...targets].reduce((sum, { width }) => sum + width, 0);
  return {
    kind: 'indicators',
    left,
    layouts: [
      {
        when: 'task',
        columns: [
          level1,
          level2,
          { head: '重点工作', width: room * 0.4, field: 'task' },
          { head: '三级指标', width: room * 0.6, field: 'level3' },
          ...targets,
        ],
      },
      { when: 'any', columns: [level1, level2, { head: '三级指标', width: room, field: 'level3' }, ...targets] },
    ],
  };
}

type General = Pick<Form, 'form' | 'title' | 'basis'> & { id: string; targets: readonly IndicatorColumn[] };

function general({ id, form, title, basis, targets }: General, scope: Form['scope']): Form {
  const block = indicators(targets);
  return {
    id: `national/${scope}-${id}`,
    place: 'national',
    form,
    scope,
    years: { from: 2015 },
    basis,
    title: scope === 'department' ? title.replace('项目支出', '部门（单位）整体支出') : title,
    subtitle: '（{year}年度）',
    decimals: 2,
    blocks:
      scope === 'department'
        ? [...departmentHead, funding, ...tasks, schedule, goals, { kind: 'remainder' }, { ...block, optional: true }]
        : [...head, { kind: 'remainder' }, funding, ...tasks, schedule, goals, block],
  };
}

const kinds: readonly General[] = [
  {
    id: 'goal',
    form: 'goal',
    title: '项目支出绩效目标表',
    basis: '《中央部门预算绩效目标管理办法》（财预〔2015〕88号）附表',
    targets: [goalTarget],
  },
  {
    id: 'monitoring',
    form: 'monitoring',
    title: '项目支出绩效运行监控表',
    basis: '《中央部门预算绩效运行监控管理暂行办法》（财预〔2019〕136号）附表',
    targets: [
      { head: '年度指标值', width: 13, target: ['FY'] },
      { head: '执行情况', width: 13, target: ['ACTUAL'] },
      { head: '全年预计完成情况', width: 13, target: ['EXPECTED'] },
    ],
  },
  {
    id: 'self-evaluation',
    form: 'self-evaluation',
    title: '项目支出绩效自评表',
    basis: '《项目支出绩效评价管理办法》（财预〔2020〕10号）附表',
    targets: [
      { head: '年度指标值', width: 13, target: ['FY'] },
      { head: '实际完成值', width: 13, target: ['ACTUAL'] },
    ],
  },
  {
    id: 'review',
    form: 'review',
    title: '项目支出绩效目标审核表',
    basis: '《中央部门预算绩效目标管理办法》（财预〔2015〕88号）附表',
    targets: [goalTarget],
  },
];

export const nationalForms: readonly Form[] = kinds.flatMap((kind) => [
  general(kind, 'project'),
  general(kind, 'department'),
]);
