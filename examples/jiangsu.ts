import {
  type Cell,
  type Example,
  figure,
  label,
  runLengths,
  subtitle,
  type Table,
  text,
  title,
  value,
} from './paper.ts';

/** The layout of a provincial department's sheets: half-year and full-year beside each other. */

interface Funding {
  label: string;
  half?: string;
  year: string;
}

/** 一级, 二级, 三级, 半年, 全年. */
type Row = readonly [level1: string, level2: string, level3: string, half: string, year: string];
/** With 重点工作 before 三级. */
type DutyRow = readonly [level1: string, level2: string, task: string, level3: string, half: string, year: string];

interface Department {
  name: string;
  duties: string;
  staffing: string;
  income: readonly Funding[];
  expenditure: readonly Funding[];
  longTerm: string;
  year: string;
  common: readonly Row[];
  duty: readonly DutyRow[];
  effect: readonly Row[];
}

interface Project {
  name: string;
  supervisor: string;
  kind: string;
  unit: string;
  contact: string;
  need: string;
  feasibility: string;
  content: string;
  income: readonly Funding[];
  expenditure: readonly Funding[];
  longTerm: string;
  year: string;
  indicators: readonly Row[];
}

const SOURCES = [
  '资金总额',
  '一般公共预算资金',
  '政府性基金',
  '国有资本金',
  '社保基金',
  '财政专户管理资金',
  '上年结转资金',
  '其他资金',
];

/** All sources in printed order; those not given are 0. */
function income(given: Readonly<Record<string, string>>): Funding[] {
  return SOURCES.map((source) => ({ label: source, year: given[source] ?? '0' }));
}

function departmentTable(d: Department): Table {
  const long = (name: string, content: string): Cell[] => [label(name, 2), text(content, 4)];
  const height = d.income.length + d.expenditure.length + 2;
  return {
    kind: 'table',
    widths: [10, 11, 20, 24, 17.5, 17.5],
    rows: [
      long('单位名称', d.name),
      long('单位主要职能', d.duties),
      long('机构设置及人员配置', d.staffing),
      [
        label('部门整体资金（万元）', 1, height),
        label('收入', 1, d.income.length + 1),
        value('', 2),
        label('全年预算数', 2),
      ],
      ...d.income.map((f) => [label(f.label, 2), figure(f.year, 2)]),
      [label('支出', 1, d.expenditure.length + 1), value('', 2), label('半年计划执行数'), label('全年预算数')],
      ...d.expenditure.map((f) => [label(f.label, 2), figure(f.half ?? ''), figure(f.year)]),
      long('中长期目标', d.longTerm),
      long('年度目标', d.year),
      [label('一级指标'), label('二级指标'), label('三级指标', 2), label('半年指标值'), label('全年指标值')],
      ...indicatorRows(d.common, 2),
      [
        label('一级指标'),
        label('二级指标'),
        label('重点工作'),
        label('三级指标'),
        label('半年指标值'),
        label('全年指标值'),
      ],
      ...dutyRows(d.duty),
      [label('一级指标'), label('二级指标'), label('三级指标', 2), label('半年指标值'), label('全年指标值')],
      ...indicatorRows(d.effect, 2),
    ],
  };
}

function projectTable(p: Project): Table {
  const pair = (a: string, b: string, c: string, d: string): Cell[] => [label(a), value(b, 2), label(c), value(d)];
  const long = (name: string, content: string): Cell[] => [label(name), text(content, 4)];
  const heads = [value(''), label('半年（程）计划执行数'), label('全年（程）预算数')];
  const line = (f: Funding): Cell[] => [label(f.label), figure(f.half ?? ''), figure(f.year)];
  return {
    kind: 'table',
    widths: [13.5, 13.5, 29.5, 20, 23.5],
    rows: [
      pair('项目名称', p.name, '主管部门', p.supervisor),
      pair('项目类型', p.kind, '项目级次', '省本级'),
      pair('开始时间', '2024.1.1', '完成时间', '2024.12.31'),
      pair('实施单位', p.unit, '项目负责人/联系电话', p.contact),
      long('立项必要性', p.need),
      long('实施可行性', p.feasibility),
      long('项目实施内容', p.content),
      [
        label('项目资金（万元）', 1, p.income.length + p.expenditure.length + 2),
        label('收入', 1, p.income.length + 1),
        ...heads,
      ],
      ...p.income.map(line),
      [label('支出', 1, p.expenditure.length + 1), ...heads],
      ...p.expenditure.map(line),
      long('中长期目标', p.longTerm),
      long('年度目标', p.year),
      [label('一级指标'), label('二级指标'), label('三级指标'), label('半年（程）指标值'), label('全年（程）指标值')],
      ...indicatorRows(p.indicators, 1),
    ],
  };
}

function indicatorRows(rows: readonly Row[], nameSpan: number): Cell[][] {
  const first = runLengths(rows, (r) => r[0]);
  const second = runLengths(rows, (r) => `${r[0]}/${r[1]}`);
  return rows.map(([one, two, three, half, year], i) => [
    ...(first[i] ? [label(one, 1, first[i])] : []),
    ...(second[i] ? [label(two, 1, second[i])] : []),
    text(three, nameSpan),
    value(half),
    value(year),
  ]);
}

function dutyRows(rows: readonly DutyRow[]): Cell[][] {
  const first = runLengths(rows, (r) => r[0]);
  const second = runLengths(rows, (r) => `${r[0]}/${r[1]}`);
  const third = runLengths(rows, (r) => `${r[0]}/${r[1]}/${r[2]}`);
  return rows.map(([one, two, task, three, half, year], i) => [
    ...(first[i] ? [label(one, 1, first[i])] : []),
    ...(second[i] ? [label(two, 1, second[i])] : []),
    ...(third[i] ? [text(task, 1, third[i])] : []),
    text(three),
    value(half),
    value(year),
  ]);
}

/** The rows that all provincial departments report alike. */
const COMMON: readonly Row[] = [
  ['决策', '计划制定', '中长期规划制定健全性', '健全', '健全'],
  ['决策', '计划制定', '工作计划制定健全性', '健全', '健全'],
  ['决策', '目标设定', '绩效目标合理性', '合理', '合理'],
  ['决策', '目标设定', '绩效指标明确性', '明确', '明确'],
  ['决策', '预算编制', '预算编制科学性', '科学', '科学'],
  ['过程', '预算执行', '预算执行率', '=45%', '=100%'],
  ['过程', '预算执行', '公用经费控制率', '≤100%', '≤100%'],
  ['过程', '预算管理', '资金使用合规性', '合规', '合规'],
  ['过程', '预算管理', '预决算信息公开度', '公开', '公开'],
  ['过程', '资产管理', '固定资产利用率', '≥95%', '≥95%'],
];

const PROJECT_COMMON: readonly Row[] = [
  ['决策', '项目立项', '立项依据充分性', '充分', '充分'],
  ['决策', '项目立项', '立项程序规范性', '规范', '规范'],
  ['决策', '绩效目标', '绩效目标合理性', '合理', '合理'],
  ['过程', '资金管理', '预算执行率', '≥40%', '≥95%'],
  ['过程', '资金管理', '资金使用合规性', '合规', '合规'],
  ['过程', '组织实施', '管理制度健全性', '健全', '健全'],
];

const UNIT = '示例省水务示例厅';

const department: Department = {
  name: UNIT,
  duties: '负责全省水资源统一管理、河湖保护、节约用水和水务信息化工作。',
  staffing: '内设机构9个，所属事业单位4个；编制126名，实有118人。',
  income: income({ 资金总额: '8632.4', 一般公共预算资金: '8200', 上年结转资金: '432.4' }),
  expenditure: [
    { label: '基本支出', half: '2500', year: '5120.6' },
    { label: '项目支出', half: '1400', year: '3511.8' },
    { label: '水资源管理经费', half: '500', year: '1260' },
    { label: '河湖巡查经费', half: '400', year: '965.8' },
    { label: '信息系统运行维护费', half: '300', year: '786' },
    { label: '节水宣传经费', half: '200', year: '500' },
  ],
  longTerm: '到2027年建成覆盖全省的水资源监测网，重点河湖水质达标率稳定在90%以上，节水型单位建成率达到60%。',
  year: '完成取水口核查480处，开展河湖巡查1200次，建成节水型单位35个，水资源监测数据按月发布。',
  common: COMMON,
  duty: [
    ['履职', '水资源管理', '取用水监督', '取水口核查数量', '≥200处', '≥480处'],
    // Slip: the half-year asks for more than the year.
    ['履职', '水资源管理', '取用水监督', '水资源论证报告审查数量', '≥30份', '≥24份'],
    ['履职', '河湖保护', '河湖巡查', '河湖巡查次数', '≥500次', '≥1200次'],
    ['履职', '节约用水', '节水型单位建设', '节水型单位建成数量', '≥12个', '≥35个'],
  ],
  effect: [
    ['效益', '社会效益', '重点河湖水质达标率', '≥88%', '≥90%'],
    ['效益', '社会效益', '水资源监测数据发布及时率', '≥98%', '≥98%'],
    // Slip: nobody can be more than satisfied.
    ['满意度指标', '服务对象满意度', '取用水户满意度', '≥90%', '≥100%'],
  ],
};

const patrol: Project = {
  name: '河湖巡查经费',
  supervisor: UNIT,
  kind: '常年安排项目',
  unit: '示例省河湖示例中心',
  contact: '示例一/0000-0000001',
  need: '重点河湖长度3200公里，需按季度巡查并处置侵占岸线问题。',
  feasibility: '已有巡查队伍和无人机设备，上年巡查任务全部完成。',
  content: '开展日常巡查、专项排查和问题整改复核，委托第三方航拍监测。',
  // Slip: the sources add up to 955.8.
  income: income({ 资金总额: '965.8', 一般公共预算资金: '905.8', 其他资金: '50' }),
  expenditure: [{ label: '支出', half: '400', year: '965.8' }],
  longTerm: '建立常态化巡查机制，侵占岸线问题三年内清零。',
  year: '完成巡查1200次，整改问题300个，整改完成率达到95%。',
  indicators: [
    ...PROJECT_COMMON,
    ['产出指标', '数量指标', '河湖巡查次数', '≥500次', '≥1200次'],
    // Slip: left over from the template.
    ['产出指标', '数量指标', '×××整改数量', '≥120个', '≥300个'],
    ['产出指标', '质量指标', '问题整改完成率', '≥80%', '≥95%'],
    ['产出指标', '时效指标', '巡查报告提交时限', '≤10个工作日', '≤10个工作日'],
    ['效益', '社会效益', '岸线侵占问题举报办结率', '≥90%', '≥95%'],
    ['满意度', '服务对象满意度', '沿河居民满意度', '≥85%', '≥88%'],
  ],
};

const publicity: Project = {
  name: '节水宣传经费',
  supervisor: UNIT,
  kind: '常年安排项目',
  unit: UNIT,
  contact: '示例二/0000-0000002',
  need: '公众节水意识调查得分偏低，需要持续开展宣传。',
  feasibility: '已与学校、社区建立合作，活动方案成熟。',
  content: '制作宣传资料，举办主题活动，评选节水家庭。',
  income: income({ 资金总额: '500', 一般公共预算资金: '500' }),
  expenditure: [{ label: '支出', half: '200', year: '500' }],
  longTerm: '公众节水知识知晓率三年内达到85%。',
  year: '举办活动60场，发放宣传资料20万份，公众知晓率达到80%。',
  indicators: [
    ...PROJECT_COMMON,
    ['产出指标', '数量指标', '主题活动场次', '≥25场', '≥60场'],
    // Slip: true whatever happens.
    ['产出指标', '数量指标', '节水家庭评选户数', '≥0户', '≥0户'],
    ['产出指标', '质量指标', '宣传资料验收合格率', '≥98%', '≥98%'],
    ['效益', '社会效益', '公众节水知识知晓率', '≥75%', '≥80%'],
    ['满意度', '服务对象满意度', '参与群众满意度', '≥90%', '≥92%'],
  ],
};

const maintenance: Project = {
  name: '信息系统运行维护费',
  supervisor: UNIT,
  kind: '常年安排项目',
  unit: UNIT,
  contact: '示例三/0000-0000003',
  need: '水资源监测平台全年不间断运行，需购买运行维护服务。',
  feasibility: '服务合同已续签，上年故障均在两小时内恢复。',
  content: '监测平台运行维护、网络安全测评和设备更换。',
  income: income({ 资金总额: '786', 一般公共预算资金: '786' }),
  expenditure: [{ label: '支出', half: '300', year: '786' }],
  longTerm: '监测平台可用率长期保持在99%以上。',
  year: '维护系统6套，平台可用率不低于99%，故障平均恢复时间不超过2小时。',
  indicators: [
    ...PROJECT_COMMON,
    ['产出指标', '数量指标', '维护系统数量', '=6套', '=6套'],
    ['产出指标', '质量指标', '平台可用率', '≥99%', '≥99%'],
    ['产出指标', '时效指标', '故障平均恢复时间', '≤2小时', '≤2小时'],
    ['效益', '社会效益', '监测数据完整率', '≥97%', '≥98%'],
    ['满意度', '服务对象满意度', '使用单位满意度', '≥90%', '≥92%'],
  ],
};

const section = (p: Project) => ({
  name: p.name,
  parts: [title('示例省省级项目预算绩效目标表'), subtitle('2024年度'), projectTable(p)],
});

export const jiangsu: Example = {
  file: '示例省水务示例厅-部门整体及项目绩效目标.docx',
  title: '示例省省级部门整体预算绩效目标表',
  sections: [
    {
      name: '部门整体',
      parts: [title('示例省省级部门整体预算绩效目标表'), subtitle('2024年度'), departmentTable(department)],
    },
    section(patrol),
    section(publicity),
    section(maintenance),
  ],
};
