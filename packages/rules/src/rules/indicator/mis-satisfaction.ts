import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { gatherMisplaced, misplaced, reportMisplaced } from '../../misplaced.ts';
import { defineGathered } from '../../rule.ts';
import { misSatisfaction } from '../../second-level.ts';

export default defineGathered({
  id: 'mis-satisfaction',
  title: '满意度指标的归类有误',
  severity: 'error',
  scope: 'indicator',
  why: '满意度放在效益或产出下，满意度一级指标就空缺；满意度下放完成的工作，服务对象是否满意就没有考核。',
  basis: [`${INDICATORS_2021}：满意度指标反映服务对象及其他受益者的认可程度`],
  parameters: {},
  find: (index) => misplaced(index, ({ kind }) => /^(output|benefit|cost|satisfaction)\./.test(kind), misSatisfaction),
  gather: gatherMisplaced,
  report: reportMisplaced,
  examples: {
    wrong: [
      wrong(
        '满意度放在社会效益下',
        { level3: '示例群众满意度' },
        {
          sheets: [goalSheet('示例项目', { indicators: [indicator('效益指标/社会效益指标/示例群众满意度', '≥93%')] })],
        },
      ),
      wrong(
        '满意度下是完成的工作',
        { level3: '完成示例场所维修' },
        {
          sheets: [
            goalSheet('示例项目', {
              indicators: [indicator('满意度指标/服务对象满意度指标/完成示例场所维修', '≥98%')],
            }),
          ],
        },
      ),
    ],
    right: [
      right('满意度指标下是满意度或者服务对象', {
        sheets: [
          goalSheet('示例项目', {
            indicators: [
              indicator('满意度指标/服务对象满意度指标/示例群众满意度', '≥93%'),
              indicator('满意度指标/服务对象满意度指标/示例培训对象', '≥95%'),
            ],
          }),
        ],
      }),
    ],
  },
});
