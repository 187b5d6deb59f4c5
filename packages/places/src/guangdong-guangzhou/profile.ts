import { OLD_TAXONOMY } from '../national/taxonomy.ts';
import type { ProfileSource } from '../types.ts';

const FORM = '《广州市项目支出绩效目标表（含转移支付项目）》（2024年）';

/** Departments of the city itself. Classes of indicators are printed with their codes: 1-产出指标, 11-数量指标. */
export const guangzhou: ProfileSource = {
  id: 'guangdong-guangzhou',
  adcode: '440100',
  name: '广州市',
  parameters: {
    taxonomy: [{ value: OLD_TAXONOMY, from: 2024, basis: FORM, certainty: 'verified' }],
    costFirstLevel: [{ value: false, from: 2024, basis: FORM, certainty: 'verified' }],
    cycleRequired: [{ value: true, from: 2024, basis: FORM, certainty: 'verified', ownLevel: true }],
  },
};
