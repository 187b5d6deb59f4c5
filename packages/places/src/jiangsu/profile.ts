import { OLD_TAXONOMY, outputWithCost, satisfaction } from '../national/taxonomy.ts';
import type { Level1, ProfileSource } from '../types.ts';

const DEPARTMENT_FORM = '《江苏省省级部门整体预算绩效目标表》（2024年度）';
const PROJECT_FORM = '《江苏省省级项目预算绩效目标表》（2024年度）';

/** Rows that every department's sheet carries, from 共性指标体系框架 (财预〔2013〕53号). */
const decision: Level1 = {
  name: '决策',
  aliases: [],
  group: 'decision',
  level2: [
    { name: '计划制定', aliases: [], kind: 'decision.objective' },
    { name: '目标设定', aliases: [], kind: 'decision.objective' },
    { name: '预算编制', aliases: [], kind: 'decision.funding' },
  ],
};

const process: Level1 = {
  name: '过程',
  aliases: [],
  group: 'process',
  level2: [
    { name: '预算执行', aliases: [], kind: 'process.funds' },
    { name: '预算管理', aliases: [], kind: 'process.funds' },
    { name: '资产管理', aliases: [], kind: 'process.organisation' },
    { name: '项目管理', aliases: [], kind: 'process.organisation' },
    { name: '人员管理', aliases: [], kind: 'process.organisation' },
    { name: '机构建设', aliases: [], kind: 'process.organisation' },
  ],
};

/** 履职 has the department's own lines of work as second level. */
const duty: Level1 = { name: '履职', aliases: ['履职指标'], group: 'duty', level2: [] };

const benefit: Level1 = {
  name: '效益',
  aliases: ['效益指标'],
  group: 'benefit',
  level2: [
    { name: '经济效益', aliases: ['经济效益指标'], kind: 'benefit.economic' },
    { name: '社会效益', aliases: ['社会效益指标'], kind: 'benefit.social' },
    { name: '生态效益', aliases: ['生态效益指标'], kind: 'benefit.ecological' },
    { name: '可持续影响', aliases: ['可持续影响指标'], kind: 'benefit.sustainability' },
    { name: '服务对象满意度', aliases: ['服务对象满意度指标'], kind: 'satisfaction.beneficiary' },
  ],
};

const projectDecision: Level1 = {
  name: '决策',
  aliases: [],
  group: 'decision',
  level2: [
    { name: '项目立项', aliases: [], kind: 'decision.establishment' },
    { name: '绩效目标', aliases: [], kind: 'decision.objective' },
    { name: '资金投入', aliases: [], kind: 'decision.funding' },
  ],
};

const projectProcess: Level1 = {
  name: '过程',
  aliases: [],
  group: 'process',
  level2: [
    { name: '资金管理', aliases: [], kind: 'process.funds' },
    { name: '组织实施', aliases: [], kind: 'process.organisation' },
  ],
};

/** Units of the province itself (省级). What its forms settle does not bind the cities below. */
export const jiangsu: ProfileSource = {
  id: 'jiangsu',
  adcode: '320000',
  name: '江苏省',
  parameters: {
    taxonomy: [
      {
        value: {
          department: [decision, process, duty, benefit, satisfaction],
          project: [projectDecision, projectProcess, outputWithCost, benefit, ...OLD_TAXONOMY.project.slice(2)],
        },
        from: 2024,
        basis: DEPARTMENT_FORM,
        certainty: 'verified',
        ownLevel: true,
      },
    ],
    costFirstLevel: [{ value: false, from: 2024, basis: PROJECT_FORM, certainty: 'verified', ownLevel: true }],
    interimRequired: [{ value: true, from: 2024, basis: PROJECT_FORM, certainty: 'verified', ownLevel: true }],
    requiredGroupsForDepartment: [
      {
        value: ['decision', 'process', 'duty', 'benefit', 'satisfaction'],
        from: 2024,
        basis: DEPARTMENT_FORM,
        certainty: 'verified',
        ownLevel: true,
      },
    ],
  },
};
