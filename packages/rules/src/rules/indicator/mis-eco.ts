import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { gatherMisplaced, misplaced, reportMisplaced } from '../../misplaced.ts';
import { defineGathered } from '../../rule.ts';
import { misEcology } from '../../second-level.ts';

export default defineGathered({
  id: 'mis-eco',
  title: '生态效益指标与生态无关',
  severity: 'error',
  scope: 'indicator',
  why: '生态效益说明对自然环境的影响。与生态无关的项目不必填写，不能拿其他内容来填满表格。',
  basis: [`${INDICATORS_2021}：效益指标包括经济效益、社会效益、生态效益，相关的才填`],
  parameters: {},
  find: (index) => misplaced(index, ({ kind }) => kind === 'benefit.ecological', misEcology),
  gather: gatherMisplaced,
  report: reportMisplaced,
  examples: {
    wrong: [
      wrong(
        '干部素质放在生态效益下',
        { level3: '提升干部队伍素质' },
        {
          sheets: [
            goalSheet('示例项目', { indicators: [indicator('效益指标/生态效益指标/提升干部队伍素质', '明显提升')] }),
          ],
        },
      ),
    ],
    right: [
      right('节能、环境、村容', {
        sheets: [
          goalSheet('示例项目', {
            indicators: [
              indicator('效益指标/生态效益指标/示例村环境整治', '十四个村通过验收'),
              indicator('效益指标/生态效益指标/垃圾无害化处理率', '≥93%'),
            ],
          }),
        ],
      }),
    ],
  },
});
