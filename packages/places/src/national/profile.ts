import type { ProfileSource } from '../types.ts';
import { NEW_TAXONOMY, OLD_TAXONOMY } from './taxonomy.ts';

const GOALS_2015 = '《中央部门预算绩效目标管理办法》（财预〔2015〕88号）';
const MONITORING_2019 = '《中央部门预算绩效运行监控管理暂行办法》（财预〔2019〕136号）';
const EVALUATION_2020 = '《项目支出绩效评价管理办法》（财预〔2020〕10号）';
const INDICATORS_2021 = '《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）';
const DISCLOSURE_2016 = '《地方预决算公开操作规程》（财预〔2016〕143号）';
const BUDGET_LAW = '《中华人民共和国预算法》';
const INTEGRATION = '《预算管理一体化规范》（财办〔2020〕13号，2.0版财办〔2023〕12号）';
const NONE = '国家未作统一规定';

/**
 * The national defaults. What the regulations say is dated by the first budget year drawn up under them. Entries marked
 * `unverified` were not read in their source; what rests on them is advice.
 */
export const national: ProfileSource = {
  id: 'national',
  name: '全国',
  parameters: {
    taxonomy: [
      { value: OLD_TAXONOMY, from: 2015, basis: GOALS_2015, certainty: 'verified' },
      { value: NEW_TAXONOMY, from: 2022, basis: INDICATORS_2021, certainty: 'verified' },
    ],
    costFirstLevel: [
      { value: false, from: 2015, basis: GOALS_2015, certainty: 'verified' },
      { value: true, from: 2022, basis: INDICATORS_2021, certainty: 'verified' },
    ],
    requiredKinds: [
      { value: ['output.quantity'], from: 2015, basis: GOALS_2015, certainty: 'unverified' },
      { value: ['output.quantity', 'output.quality'], from: 2022, basis: INDICATORS_2021, certainty: 'verified' },
    ],
    requiredKindsForConstruction: [
      { value: ['output.quality'], from: 2015, basis: INDICATORS_2021, certainty: 'verified' },
    ],
    requiredGroups: [{ value: ['output', 'benefit'], from: 2015, basis: EVALUATION_2020, certainty: 'verified' }],
    requiredGroupsForDepartment: [
      { value: ['output', 'benefit'], from: 2015, basis: GOALS_2015, certainty: 'unverified' },
    ],
    interimRequired: [{ value: false, from: 2015, basis: GOALS_2015, certainty: 'verified' }],
    cycleRequired: [{ value: false, from: 2015, basis: GOALS_2015, certainty: 'unverified' }],
    weightsAtGoal: [{ value: false, from: 2015, basis: NONE, certainty: 'unverified' }],
    weightTotal: [
      { value: 100, from: 2015, basis: NONE, certainty: 'unverified' },
      { value: 90, from: 2022, basis: INDICATORS_2021, certainty: 'verified' },
    ],
    weights: [
      {
        value: { cost: 20, output: 40, benefit: 20, satisfaction: 10, execution: 10 },
        from: 2015,
        basis: INDICATORS_2021,
        certainty: 'verified',
      },
    ],
    weightsWithoutCost: [
      {
        value: { cost: 0, output: 50, benefit: 30, satisfaction: 10, execution: 10 },
        from: 2015,
        basis: EVALUATION_2020,
        certainty: 'verified',
      },
    ],
    indicatorCount: [{ value: { min: 3, max: 20 }, from: 2015, basis: NONE, certainty: 'unverified' }],
    printedRules: [{ value: [], from: 2015, basis: GOALS_2015, certainty: 'unverified' }],
    textLimits: [{ value: [], from: 2015, basis: GOALS_2015, certainty: 'unverified' }],
    rounds: [
      {
        value: [
          {
            id: 'first-submission',
            name: '一上',
            opens: { month: 8, day: 1, yearOffset: -1 },
            due: { month: 9, day: 30, yearOffset: -1 },
            basis: NONE,
            certainty: 'unverified',
          },
          {
            id: 'control-number',
            name: '一下（控制数）',
            opens: { month: 10, day: 1, yearOffset: -1 },
            due: { month: 11, day: 30, yearOffset: -1 },
            basis: NONE,
            certainty: 'unverified',
          },
          {
            id: 'second-submission',
            name: '二上',
            opens: { month: 11, day: 1, yearOffset: -1 },
            due: { month: 12, day: 31, yearOffset: -1 },
            basis: NONE,
            certainty: 'unverified',
          },
          {
            id: 'monitoring',
            name: '绩效运行监控',
            opens: { month: 8, day: 1, yearOffset: 0 },
            due: { month: 8, day: 31, yearOffset: 0 },
            throughMonth: 7,
            basis: MONITORING_2019,
            certainty: 'verified',
          },
          {
            id: 'self-evaluation',
            name: '绩效自评',
            opens: { month: 1, day: 1, yearOffset: 1 },
            due: { month: 4, day: 30, yearOffset: 1 },
            basis: EVALUATION_2020,
            certainty: 'unverified',
          },
        ],
        from: 2015,
        basis: MONITORING_2019,
        certainty: 'unverified',
      },
    ],
    clocks: [
      {
        value: [
          {
            id: 'approve-departments',
            name: '财政部门向本级各部门批复预算',
            after: '本级人民代表大会批准预算',
            days: 20,
            basis: `${BUDGET_LAW}第五十二条`,
            certainty: 'unverified',
          },
          {
            id: 'approve-subordinates',
            name: '各部门向所属各单位批复预算',
            after: '接到财政部门批复的本部门预算',
            days: 15,
            basis: `${BUDGET_LAW}第五十二条`,
            certainty: 'unverified',
          },
          {
            id: 'publish-budget',
            name: '各部门公开部门预算',
            after: '财政部门批复部门预算',
            days: 20,
            basis: DISCLOSURE_2016,
            certainty: 'verified',
          },
          {
            id: 'publish-final-account',
            name: '各部门公开部门决算',
            after: '财政部门批复部门决算',
            days: 20,
            basis: DISCLOSURE_2016,
            certainty: 'verified',
          },
        ],
        from: 2015,
        basis: BUDGET_LAW,
        certainty: 'unverified',
      },
    ],
    desks: [
      {
        value: [
          { id: 'unit', name: '预算单位' },
          { id: 'supervisor', name: '主管部门' },
          { id: 'sector', name: '财政业务科室' },
          { id: 'performance', name: '绩效管理科室' },
          { id: 'budget', name: '预算科室' },
        ],
        from: 2015,
        basis: GOALS_2015,
        certainty: 'unverified',
      },
    ],
    scoring: [
      {
        value: {
          executionDenominator: 'adjusted',
          negativeIndicator: 'ratio',
          equality: 'deviation',
          qualitativeBands: [80, 60, 0],
          grades: [90, 80, 60],
          withoutSatisfaction: 'benefit',
          overAchievementShare: 0.3,
          overAchievementLadder: [
            { from: 2, deduct: 0.1 },
            { from: 3, deduct: 0.2 },
            { from: 5, deduct: 0.3 },
          ],
          reasonBelowFull: true,
        },
        from: 2015,
        basis: EVALUATION_2020,
        certainty: 'unverified',
      },
    ],
    alerts: [{ value: { red: 0.6, yellow: 0.8, blue: 1.2 }, from: 2015, basis: NONE, certainty: 'unverified' }],
    projectCode: [
      {
        value: {
          pattern: '^\\d{6}\\d{2}[A-Z][0-9A-Z]{12}$',
          meaning: '21位：行政区划6位、年度2位、项目类别1位字母、顺序码12位',
        },
        from: 2020,
        basis: INTEGRATION,
        certainty: 'verified',
      },
    ],
  },
};
