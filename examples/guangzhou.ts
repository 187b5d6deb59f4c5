import { type Example, figure, label, paragraph, right, type Table, text, title } from './paper.ts';

/** The layout of a city's list: a project a row, all its indicators in the last cell. */

type Indicator = readonly [
  code: '11' | '12' | '13' | '14' | '21' | '22' | '23' | '24' | '31',
  name: string,
  cycle: string,
  year: string,
];

interface Project {
  name: string;
  total: string;
  fiscal: string;
  other?: string;
  goal: string;
  indicators: readonly Indicator[];
}

const LEVEL1 = { '1': '产出指标', '2': '效益指标', '3': '满意度指标' } as const;
const LEVEL2 = {
  '11': '数量指标',
  '12': '质量指标',
  '13': '时效指标',
  '14': '成本指标',
  '21': '经济效益',
  '22': '社会效益',
  '23': '生态效益',
  '24': '可持续影响',
  '31': '服务对象满意度',
} as const;

function packed(indicators: readonly Indicator[]): string {
  return indicators
    .map(([code, name, cycle, year], i) => {
      const one = code[0] as keyof typeof LEVEL1;
      const value = year ? `; 年度指标值:${year}` : '';
      return `${i + 1}、${one}-${LEVEL1[one]}; ${code}-${LEVEL2[code]}; ${name}; 实施周期指标值:${cycle}${value}。`;
    })
    .join('');
}

/** 总计, 财政拨款, 其他资金. */
type Sums = readonly [total: string, fiscal: string, other: string];

function listTable(unit: string, [total, fiscal, other]: Sums, projects: readonly Project[]): Table {
  const sums = (name: string) => [
    text(name),
    figure(total),
    figure(fiscal),
    figure(''),
    figure(other),
    text(''),
    text(''),
  ];
  return {
    kind: 'table',
    widths: [16, 9, 9, 9, 8, 20, 40],
    rows: [
      ['项目名称（资金使用单位）', '总计', '财政拨款', '财政专户拨款', '其他资金', '绩效目标', '绩效指标'].map((h) =>
        label(h),
      ),
      sums('合计'),
      sums(unit),
      ...projects.map((p) => [
        text(p.name),
        figure(p.total),
        figure(p.fiscal),
        figure(''),
        figure(p.other ?? ''),
        text(p.goal),
        text(packed(p.indicators)),
      ]),
    ],
  };
}

function example(file: string, unit: string, total: Sums, projects: readonly Project[]): Example {
  const heading = `${unit}2024年项目支出绩效目标表（含转移支付项目）`;
  return {
    file,
    title: heading,
    sections: [
      {
        name: '项目支出绩效目标表',
        landscape: true,
        parts: [title(heading), paragraph(`部门名称：${unit}`), right('单位：万元'), listTable(unit, total, projects)],
      },
    ],
  };
}

const civil: readonly Project[] = [
  {
    name: '社区居家养老服务补助',
    total: '1860.00',
    fiscal: '1860.00',
    goal: '为符合条件的老年人提供助餐、助洁和日间照料服务，提高居家养老服务覆盖面。',
    indicators: [
      ['11', '服务老年人数', '大于等于9000人', '大于等于3000人'],
      ['12', '服务机构检查合格率', '大于等于95%', '大于等于95%'],
      ['13', '补助资金拨付及时率', '100%', '100%'],
      ['22', '居家养老服务覆盖社区比例', '大于等于90%', '大于等于85%'],
      // Slip: at least all of them.
      ['31', '受助老年人满意度', '大于等于95%', '大于等于100%'],
    ],
  },
  {
    name: '困难群众临时救助',
    total: '920.50',
    fiscal: '920.50',
    goal: '对遭遇突发困难的家庭给予及时救助，做到应救尽救。',
    indicators: [
      ['11', '临时救助人次', '大于等于4500人次', '大于等于1500人次'],
      ['12', '救助对象认定准确率', '大于等于98%', '大于等于98%'],
      ['13', '救助审批时限', '小于等于15个工作日', '小于等于15个工作日'],
      ['14', '人均救助标准', '小于等于6000元/人', '小于等于6000元/人'],
      ['22', '救助政策知晓率', '大于等于85%', '大于等于80%'],
      ['31', '受助家庭满意度', '大于等于90%', '大于等于90%'],
    ],
  },
  {
    name: '殡葬惠民补贴',
    total: '388.20',
    fiscal: '388.20',
    goal: '免除基本殡葬服务费用，引导节地生态安葬。',
    indicators: [
      ['11', '减免服务具数', '大于等于6000具', '大于等于2000具'],
      ['12', '减免费用核定准确率', '100%', '100%'],
      // Slip: the cost is more than the project's whole budget.
      ['14', '殡葬惠民补贴总成本', '小于等于1200万元', '小于等于420万元'],
      ['23', '节地生态安葬比例', '大于等于40%', '大于等于35%'],
      ['31', '办事群众满意度', '大于等于92%', '大于等于92%'],
    ],
  },
];

const parks: readonly Project[] = [
  {
    name: '公园绿地养护',
    total: '2450.00',
    fiscal: '2300.00',
    other: '150.00',
    goal: '保持公园绿地整洁完好，全年不发生安全责任事故。',
    indicators: [
      ['11', '养护绿地面积', '大于等于320公顷', '大于等于320公顷'],
      ['12', '养护质量考核优良率', '大于等于90%', '大于等于90%'],
      ['13', '病虫害处置时限', '小于等于3天', '小于等于3天'],
      ['14', '每公顷养护成本', '小于等于7.5万元', '小于等于7.5万元'],
      ['23', '绿地植被完好率', '大于等于95%', '大于等于95%'],
      ['31', '游园市民满意度', '大于等于90%', '大于等于90%'],
    ],
  },
  {
    name: '古树名木保护',
    total: '86.40',
    fiscal: '86.40',
    goal: '完成辖区古树名木体检和复壮，建立电子档案。',
    indicators: [
      ['11', '体检古树数量', '大于等于420株', '大于等于140株'],
      ['12', '复壮成活率', '大于等于98%', '大于等于98%'],
      ['22', '古树电子档案建档率', '100%', '大于等于60%'],
      ['31', '认养单位满意度', '大于等于90%', '大于等于90%'],
    ],
  },
];

export const guangzhou: readonly Example[] = [
  // Slip: the projects add up to 3168.70.
  example('示例市民政示例局-项目支出绩效目标.txt', '示例市民政示例局', ['3178.70', '3178.70', ''], civil),
  example('示例市园林示例中心-项目支出绩效目标.xlsx', '示例市园林示例中心', ['2536.40', '2386.40', '150.00'], parks),
];
