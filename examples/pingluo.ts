import {
  type Cell,
  type Example,
  figure,
  label,
  runLengths,
  type Section,
  subtitle,
  text,
  title,
  value,
} from './paper.ts';

/** The layout of a county's sheets: one short form a project, the classes marked as required. */

/** 一级, 二级, 三级, 指标值. */
type Row = readonly [string, string, string, string];

interface Project {
  name: string;
  total: string;
  fiscal: string;
  other?: string;
  goal: string;
  indicators: readonly Row[];
}

const QUANTITY = '数量指标（必填硬性指标）';
const QUALITY = '质量指标（必填）';
const TIME = '时效指标（必填）';
const COST = '成本指标（必填硬性指标）';
const ECONOMIC = '经济效益';
const SOCIAL = '社会效益指标（必填）';
const LASTING = '可持续影响指标（必填）';
const SATISFIED = '服务对象满意度指标（必填）';

const DEPARTMENT = '示例县教育体育示例局';
const UNIT = '示例县教育体育示例局本级';

function section(p: Project): Section {
  const first = runLengths(p.indicators, (r) => r[0]);
  const second = runLengths(p.indicators, (r) => `${r[0]}/${r[1]}`);
  const rows: Cell[][] = [
    [label('项目名称', 2), value(p.name, 3)],
    [label('主管部门及代码', 2), value(DEPARTMENT), label('实施单位'), value(UNIT)],
    [label('项目属性', 2), value('0101-一年期项目'), label('项目期'), value('1年')],
    [label('项目资金（万元）', 2, 3), label('年度资金总额：'), figure(p.total, 2)],
    [label('其中：财政拨款'), figure(p.fiscal, 2)],
    [label('其他资金'), figure(p.other ?? '', 2)],
    [label('年度总体目标', 2), text(p.goal, 3)],
    [label('名称'), label('一级指标'), label('二级指标'), label('三级指标'), label('指标值')],
    ...p.indicators.map(([one, two, three, target], i) => [
      ...(i === 0 ? [label('绩效指标', 1, p.indicators.length)] : []),
      ...(first[i] ? [label(one, 1, first[i])] : []),
      ...(second[i] ? [label(two, 1, second[i])] : []),
      text(three),
      value(target),
    ]),
  ];
  return {
    name: p.name,
    parts: [
      title(`${DEPARTMENT}项目支出预算绩效目标表`),
      title('部门项目支出预算绩效目标表'),
      subtitle('（2024年度）'),
      { kind: 'table', widths: [8, 13, 26, 31, 22], rows },
    ],
  };
}

const projects: readonly Project[] = [
  {
    name: '校舍维修改造',
    total: '120',
    fiscal: '120',
    goal: '维修改造农村小学校舍6所，消除屋面漏雨和线路老化隐患，秋季开学前投入使用。',
    indicators: [
      ['产出指标', QUANTITY, '维修改造学校数量', '6所'],
      ['产出指标', QUANTITY, '维修改造面积', '≥3600平方米'],
      ['产出指标', QUALITY, '工程验收合格率', '100%'],
      ['产出指标', TIME, '工程完工时间', '2024年8月底前'],
      // Slip: more than the project's whole budget.
      ['产出指标', COST, '校舍维修改造成本', '≤300万元'],
      ['效益指标', SOCIAL, '校舍安全隐患消除率', '≥98%'],
      ['效益指标', LASTING, '改造校舍使用年限', '≥10年'],
      ['满意度指标', SATISFIED, '师生满意度', '≥95%'],
    ],
  },
  {
    name: '教师全员培训',
    total: '35.5',
    fiscal: '30.5',
    other: '5',
    goal: '组织全县中小学教师集中培训和网络研修，提高课堂教学能力。',
    indicators: [
      // Slip: eight hundred of what?
      ['产出指标', QUANTITY, '参训教师', '800'],
      ['产出指标', QUANTITY, '集中培训班次', '≥12期'],
      ['产出指标', QUALITY, '培训考核合格率', '≥95%'],
      ['产出指标', TIME, '培训完成时间', '2024年11月底前'],
      ['产出指标', COST, '人均培训成本', '≤400元/人'],
      ['效益指标', SOCIAL, '课堂教学评价优良率', '≥85%'],
      ['效益指标', LASTING, '网络研修平台可用年限', '≥3年'],
      ['满意度指标', SATISFIED, '参训教师满意度', '≥92%'],
    ],
  },
  {
    name: '全民健身路径建设',
    total: '64',
    fiscal: '64',
    goal: '在8个社区各建设健身路径1条，配齐器材并移交管理。',
    indicators: [
      ['产出指标', QUANTITY, '建设健身路径数量', '8条'],
      ['产出指标', QUALITY, '器材安装验收合格率', '100%'],
      ['产出指标', TIME, '建设完成时间', '2024年10月底前'],
      ['产出指标', COST, '每条健身路径成本', '≤8万元'],
      ['效益指标', ECONOMIC, '器材免费保修年限', '≥3年'],
      // Slip: the name only repeats its class.
      ['效益指标', SOCIAL, '社会效益指标', '≥90%'],
      ['效益指标', LASTING, '健身路径日常管护覆盖率', '≥95%'],
      ['满意度指标', SATISFIED, '社区居民满意度', '≥90%'],
    ],
  },
  {
    name: '家庭经济困难学生资助',
    total: '210',
    fiscal: '210',
    goal: '对符合条件的家庭经济困难学生按标准发放生活补助，做到应助尽助。',
    indicators: [
      ['产出指标', QUANTITY, '资助学生人数', '≥2100人'],
      ['产出指标', QUALITY, '资助对象认定准确率', '≥99%'],
      ['产出指标', TIME, '补助发放时限', '每学期开学后2个月内'],
      ['产出指标', COST, '人均年补助标准', '≤1000元/人'],
      ['效益指标', SOCIAL, '受助学生入学率', '≥99%'],
      ['效益指标', LASTING, '资助政策宣传覆盖率', '≥95%'],
      ['满意度指标', SATISFIED, '受助学生家庭满意度', '≥95%'],
    ],
  },
];

export const pingluo: Example = {
  file: '示例县教育体育示例局-项目支出绩效目标.docx',
  title: `${DEPARTMENT}项目支出预算绩效目标表`,
  sections: projects.map(section),
};
