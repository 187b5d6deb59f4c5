import { OLD_TAXONOMY } from '../national/taxonomy.ts';
import type { ProfileSource } from '../types.ts';

const FORM = '《揭阳市市直部门整体预算绩效目标表》（2024年）';
const NOTES = `${FORM}填报要求`;

/** Departments of the city itself (市直). */
export const jieyang: ProfileSource = {
  id: 'guangdong-jieyang',
  adcode: '445200',
  name: '揭阳市',
  parameters: {
    taxonomy: [{ value: OLD_TAXONOMY, from: 2024, basis: FORM, certainty: 'verified' }],
    costFirstLevel: [{ value: false, from: 2024, basis: FORM, certainty: 'verified' }],
    printedRules: [
      {
        value: [
          {
            id: 'project-expenditure-equals-tasks',
            meaning: '“项目支出”的预算金额，等于年度重点工作任务与其他需完成任务的拟投入金额之和',
          },
        ],
        from: 2024,
        basis: `${NOTES}第3项`,
        certainty: 'verified',
        ownLevel: true,
      },
    ],
    textLimits: [
      {
        value: [{ label: '总体绩效目标', scope: 'department', min: 50 }],
        from: 2024,
        basis: `${NOTES}第2项`,
        certainty: 'verified',
        ownLevel: true,
      },
    ],
  },
};
