import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { gatherMisplaced, misplaced, reportMisplaced } from '../../misplaced.ts';
import { defineGathered } from '../../rule.ts';
import { misEconomy } from '../../second-level.ts';

export default defineGathered({
  id: 'mis-economic',
  title: '经济效益指标与经济无关',
  severity: 'warning',
  scope: 'indicator',
  why: '经济效益说明对收入、产值、成本的影响。与经济无关的内容应当放在社会效益下，没有经济效益的不必填写。',
  basis: [`${INDICATORS_2021}：效益指标包括经济效益、社会效益、生态效益，相关的才填`],
  parameters: {},
  find: (index) => misplaced(index, ({ kind }) => kind === 'benefit.economic', misEconomy),
  gather: gatherMisplaced,
  report: reportMisplaced,
  examples: {
    wrong: [
      wrong(
        '社区治理放在经济效益下',
        { level3: '示例社区治理水平' },
        {
          sheets: [
            goalSheet('示例项目', { indicators: [indicator('效益指标/经济效益指标/示例社区治理水平', '良好')] }),
          ],
        },
      ),
      wrong(
        '手段提到资金，结果是治理',
        { level3: '通过示例资金保障，提升示例基层治理能力' },
        {
          sheets: [
            goalSheet('示例项目', {
              indicators: [indicator('效益指标/经济效益指标/通过示例资金保障，提升示例基层治理能力', '良好')],
            }),
          ],
        },
      ),
      wrong(
        '工作效益不是经济效益',
        { level3: '提高示例部门工作效益' },
        {
          sheets: [
            goalSheet('示例项目', {
              indicators: [indicator('效益指标/经济效益指标/提高示例部门工作效益', '明显提升')],
            }),
          ],
        },
      ),
      wrong(
        '钱花得合不合规，不是经济效益',
        { level3: '示例支出相关率' },
        {
          sheets: [goalSheet('示例项目', { indicators: [indicator('效益指标/经济效益指标/示例支出相关率', '97%')] })],
        },
      ),
    ],
    right: [
      right('收入、就业、生活水平', {
        sheets: [
          goalSheet('示例项目', {
            indicators: [
              indicator('效益指标/经济效益指标/示例村集体收入', '≥93万元'),
              indicator('效益指标/经济效益指标/带动就业人数', '≥30人'),
              indicator('效益指标/经济效益指标/示例资金使用效益', '≥94%'),
              indicator('效益指标/经济效益指标/通过示例培训，促进农户增收', '户均 800 元'),
            ],
          }),
        ],
      }),
    ],
  },
});
