import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { gatherMisplaced, misplaced, reportMisplaced } from '../../misplaced.ts';
import { defineGathered } from '../../rule.ts';
import { misSustainability } from '../../second-level.ts';

export default defineGathered({
  id: 'mis-sustain',
  title: '可持续影响指标是产出或期限',
  severity: 'warning',
  scope: 'indicator',
  why: '可持续影响说明项目结束以后还有什么作用。培训人次、合同期限是产出，不是影响。',
  basis: [`${INDICATORS_2021}：效益指标反映项目的效果和影响`],
  parameters: {},
  find: (index) => misplaced(index, ({ kind }) => kind === 'benefit.sustainability', misSustainability),
  gather: gatherMisplaced,
  report: reportMisplaced,
  examples: {
    wrong: [
      wrong(
        '培训人次放在可持续影响下',
        { level3: '示例培训人次' },
        {
          sheets: [
            goalSheet('示例项目', { indicators: [indicator('效益指标/可持续影响指标/示例培训人次', '≥4800人次')] }),
          ],
        },
      ),
    ],
    right: [
      right('长期的影响', {
        sheets: [
          goalSheet('示例项目', {
            indicators: [
              indicator('效益指标/可持续影响指标/示例制度持续执行年限', '≥3年'),
              indicator('效益指标/可持续影响指标/持续受益人数', '≥30人'),
            ],
          }),
        ],
      }),
    ],
  },
});
