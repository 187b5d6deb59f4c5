import { OLD_TAXONOMY } from '../national/taxonomy.ts';
import type { ProfileSource } from '../types.ts';

const BOOK = '唐山市开平区部门预算公开文本及项目绩效目标表（2024年度）';

/** 唐山市开平区: nine budget tables, prose, and one goal sheet per project with 指标值确定依据 and 资金支出计划. */
export const kaiping: ProfileSource = {
  id: 'hebei-kaiping',
  adcode: '130205',
  name: '唐山市开平区',
  parameters: {
    taxonomy: [{ value: OLD_TAXONOMY, from: 2024, basis: BOOK, certainty: 'verified' }],
    costFirstLevel: [{ value: false, from: 2024, basis: BOOK, certainty: 'verified' }],
    projectCode: [
      {
        value: {
          pattern: '^130205\\d{2}P[0-9A-Z]{12}$',
          meaning: '21位：行政区划130205、年度2位、字母P、顺序码12位',
        },
        from: 2024,
        basis: BOOK,
        certainty: 'verified',
      },
    ],
  },
};
