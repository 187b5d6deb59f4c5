import { OLD_TAXONOMY } from '../national/taxonomy.ts';
import type { ProfileSource } from '../types.ts';

const FORM = '《平罗县部门项目支出预算绩效目标表》（2024年度）';

/** The form marks classes as 必填 and 必填硬性指标; the county asks for them whatever the national guide leaves open. */
export const pingluo: ProfileSource = {
  id: 'ningxia-pingluo',
  adcode: '640221',
  name: '平罗县',
  parameters: {
    taxonomy: [{ value: OLD_TAXONOMY, from: 2024, basis: FORM, certainty: 'verified' }],
    costFirstLevel: [{ value: false, from: 2024, basis: FORM, certainty: 'verified' }],
    requiredKinds: [
      {
        value: [
          'output.quantity',
          'output.quality',
          'output.timeliness',
          'output.cost',
          'benefit.social',
          'benefit.sustainability',
          'satisfaction.beneficiary',
        ],
        from: 2024,
        basis: FORM,
        certainty: 'verified',
      },
    ],
    requiredGroups: [{ value: ['output', 'benefit', 'satisfaction'], from: 2024, basis: FORM, certainty: 'verified' }],
  },
};
