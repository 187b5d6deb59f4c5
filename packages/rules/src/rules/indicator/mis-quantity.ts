import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { gatherMisplaced, misplaced, reportMisplaced } from '../../misplaced.ts';
import { defineGathered } from '../../rule.ts';
import { misQuantity } from '../../second-level.ts';

export default defineGathered({
  id: 'mis-quantity',
  title: '数量指标下是比率或金额',
  severity: 'warning',
  scope: 'indicator',
  why: '数量指标说明要做多少。合格率、准确率说的是质量，完成率没有说明数量，放在数量指标下，看不出要提供多少产出。',
  basis: [`${INDICATORS_2021}：产出指标中数量指标反映预期提供的公共产品和服务的数量`],
  parameters: {},
  find: (index) => misplaced(index, ({ kind }) => kind === 'output.quantity', misQuantity),
  gather: gatherMisplaced,
  report: reportMisplaced,
  examples: {
    wrong: [
      wrong(
        '合格率放在数量指标下',
        { level3: '示例培训合格率' },
        { sheets: [goalSheet('示例项目', { indicators: [indicator('产出指标/数量指标/示例培训合格率', '≥90%')] })] },
      ),
    ],
    right: [
      right('数量；没有更好归类的覆盖率', {
        sheets: [
          goalSheet('示例项目', {
            indicators: [
              indicator('产出指标/数量指标/示例培训人次', '≥90人次'),
              indicator('产出指标/数量指标/示例审计覆盖率', '≥90%'),
            ],
          }),
        ],
      }),
    ],
  },
});
