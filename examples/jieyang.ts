import {
  type Cell,
  type Example,
  figure,
  label,
  paragraph,
  runLengths,
  type Table,
  text,
  title,
  value,
} from './paper.ts';

/** The layout of a city department's sheet: tasks with money, and a column each for operator, figure and unit. */

type Task = readonly [name: string, content: string, amount: string];
/** 一级, 二级, 三级, 解释, 符号, 指标值, 单位. */
type Row = readonly [string, string, string, string, string, string, string];

interface Department {
  name: string;
  supervisor: string;
  staff: string;
  units: string;
  basic: string;
  project: string;
  fiscal: string;
  other: string;
  goal: string;
  key: readonly Task[];
  others: readonly Task[];
  indicators: readonly Row[];
}

function departmentTable(d: Department): Table {
  return {
    kind: 'table',
    widths: [13, 9, 8, 17, 26, 8, 10, 9],
    rows: [
      [label('部门名称'), value(d.name, 3), label('资金主管部门'), value(d.supervisor, 3)],
      [label('基本信息'), label('财政供养人员数', 2), figure(d.staff), label('下属二级单位数'), figure(d.units, 3)],
      [
        label('预算整体情况', 1, 3),
        label('财政支出分类', 2),
        label('预算金额（万元）'),
        label('收入来源'),
        label('预算金额（万元）', 3),
      ],
      [label('基本支出', 2), figure(d.basic), label('财政拨款'), figure(d.fiscal, 3)],
      [label('项目支出', 2), figure(d.project), label('其他资金'), figure(d.other, 3)],
      [label('总体绩效目标'), text(d.goal, 7)],
      ...taskRows('年度重点工作任务', d.key),
      ...taskRows('其他需完成任务', d.others),
      [label('绩效指标', 8)],
      [
        label('一级指标'),
        label('二级指标'),
        label('三级指标', 2),
        label('三级指标解释'),
        label('对比符号'),
        label('指标值'),
        label('计量单位'),
      ],
      ...indicatorRows(d.indicators),
    ],
  };
}

function taskRows(group: string, tasks: readonly Task[]): Cell[][] {
  return [
    [
      label(group, 1, tasks.length + 1),
      label('序号'),
      label('名称', 2),
      label('主要实施内容'),
      label('拟投入金额（万元）', 3),
    ],
    ...tasks.map(([name, content, amount], i) => [
      figure(String(i + 1)),
      text(name, 2),
      text(content),
      figure(amount, 3),
    ]),
  ];
}

function indicatorRows(rows: readonly Row[]): Cell[][] {
  const first = runLengths(rows, (r) => r[0]);
  const second = runLengths(rows, (r) => `${r[0]}/${r[1]}`);
  return rows.map(([one, two, three, meaning, operator, figureText, unit], i) => [
    ...(first[i] ? [label(one, 1, first[i])] : []),
    ...(second[i] ? [label(two, 1, second[i])] : []),
    text(three, 2),
    text(meaning),
    value(operator),
    /^\d+$/.test(figureText) ? { ...figure(figureText), align: 'center' as const } : value(figureText),
    value(unit),
  ]);
}

const NOTE =
  '填报要求：1. “财政供养人员数”包括主管部门和下属二级单位；2. “总体绩效目标”总字数不得低于50字；3. “项目支出”的预算金额应等于年度重点工作任务和其他需完成任务的拟投入金额之和。';

const agriculture: Department = {
  name: '示例市农业农村示例局（部门）',
  supervisor: '农业农村',
  staff: '214',
  units: '5',
  basic: '4186.50',
  project: '6820.00',
  fiscal: '10906.50',
  other: '100.00',
  goal: '围绕粮食安全和乡村产业发展，完成高标准农田建设2.4万亩，农作物良种覆盖率达到96%以上，培育市级以上农业龙头企业8家，农产品质量安全抽检合格率不低于98%，带动农村居民收入稳步增长。',
  key: [
    ['高标准农田建设', '建设田间道路、灌溉渠系和土壤改良', '4200.00'],
    ['农产品质量安全监测', '开展例行监测和监督抽查', '260.00'],
    ['农业龙头企业培育', '对新认定的龙头企业给予奖补', '480.00'],
  ],
  others: [
    ['动物疫病防控', '采购疫苗并组织春秋两季集中免疫', '1150.00'],
    ['农机购置补贴配套', '按规定比例配套补贴资金', '650.00'],
    // Slip: with this the tasks add up to 6800.00, not to 6820.00.
    ['农民培训', '举办新型职业农民培训班', '60.00'],
  ],
  indicators: [
    ['产出指标', '数量指标', '高标准农田建设面积', '当年建成并验收的面积', '≥', '2.4', '万亩'],
    ['产出指标', '数量指标', '农产品抽检批次', '全年例行监测和监督抽查批次', '≥', '1800', '批次'],
    // Slip: a countable thing without its unit.
    ['产出指标', '数量指标', '新型职业农民培训人数', '参加培训并结业的人员', '≥', '1200', ''],
    ['产出指标', '质量指标', '农田建设验收合格率', '一次验收合格项目占比', '≥', '95', '%'],
    ['产出指标', '时效指标', '奖补资金拨付及时率', '按时限拨付的资金占比', '=', '100', '%'],
    // Slip: a lost decimal point; the task has 260.00.
    ['产出指标', '成本指标', '农产品质量安全监测成本', '全年监测支出', '≤', '26000', '万元'],
    ['效益指标', '经济效益指标', '带动农户增收', '受益农户人均年增收', '≥', '1200', '元'],
    ['效益指标', '社会效益指标', '农产品质量安全抽检合格率', '抽检合格批次占比', '≥', '98', '%'],
    ['效益指标', '生态效益指标', '化肥施用量下降率', '较上年下降幅度', '≥', '1', '%'],
    // Slip: the name only repeats its class.
    ['满意度指标', '服务对象满意度指标', '服务对象满意度指标', '受益农户满意度', '≥', '90', '%'],
  ],
};

const library: Department = {
  name: '示例市公共图书示例馆（部门）',
  supervisor: '文化',
  staff: '46',
  units: '0',
  basic: '892.30',
  project: '415.00',
  fiscal: '1287.30',
  other: '20.00',
  goal: '坚持公益服务，全年接待读者不少于60万人次，新增馆藏图书3万册，举办阅读推广活动120场，完成旧馆消防改造，读者满意度保持在92%以上，让城乡居民就近享有均等的阅读服务。',
  key: [
    ['馆藏图书购置', '购置纸质图书和数字资源', '180.00'],
    ['旧馆消防改造', '更换消防管网和报警设备', '120.00'],
  ],
  others: [
    ['阅读推广活动', '开展讲座、展览和流动服务', '75.00'],
    ['设备运行维护', '自助借还设备和网络维护', '40.00'],
  ],
  indicators: [
    ['产出指标', '数量指标', '新增馆藏图书', '当年入藏的纸质图书', '≥', '30000', '册'],
    ['产出指标', '数量指标', '阅读推广活动场次', '讲座、展览和流动服务', '≥', '120', '场'],
    ['产出指标', '质量指标', '消防改造验收合格率', '改造工程一次验收', '=', '100', '%'],
    ['产出指标', '时效指标', '新书上架时间', '到馆至上架的平均天数', '≤', '20', '天'],
    ['产出指标', '成本指标', '旧馆消防改造成本', '改造工程总支出', '≤', '120', '万元'],
    ['效益指标', '社会效益指标', '接待读者人次', '到馆和流动服务', '≥', '600000', '人次'],
    ['满意度指标', '服务对象满意度指标', '读者满意度', '年度问卷调查', '≥', '92', '%'],
  ],
};

function example(file: string, d: Department): Example {
  const heading = '示例市2024年市直部门整体预算绩效目标表';
  return {
    file,
    title: heading,
    sections: [{ name: '部门整体绩效目标', parts: [title(heading), departmentTable(d), paragraph(NOTE)] }],
  };
}

export const jieyang: readonly Example[] = [
  example('示例市农业农村示例局-部门整体绩效目标.xlsx', agriculture),
  example('示例市公共图书示例馆-部门整体绩效目标.xlsx', library),
];
