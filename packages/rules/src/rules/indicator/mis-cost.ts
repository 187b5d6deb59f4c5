import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { gatherMisplaced, misplaced, reportMisplaced } from '../../misplaced.ts';
import { defineGathered } from '../../rule.ts';
import { misCost } from '../../second-level.ts';

export default defineGathered({
  id: 'mis-cost',
  title: '成本指标与成本无关',
  severity: 'error',
  scope: 'indicator',
  why: '成本指标说明花多少钱。完成情况、工作效果放在这里，成本就没有约束。',
  basis: [`${INDICATORS_2021}：成本指标反映预期提供公共产品和服务所产生的成本`],
  parameters: {},
  find: (index) => misplaced(index, ({ kind }) => kind === 'output.cost' || kind === 'cost.economic', misCost),
  gather: gatherMisplaced,
  report: reportMisplaced,
  examples: {
    wrong: [
      wrong(
        '成本指标下是完成情况',
        { level3: '示例点创建完成情况' },
        {
          sheets: [goalSheet('示例项目', { indicators: [indicator('产出指标/成本指标/示例点创建完成情况', '≥93%')] })],
        },
      ),
    ],
    right: [
      right('成本、标准、金额', {
        sheets: [
          goalSheet('示例项目', {
            indicators: [
              indicator('产出指标/成本指标/示例项目完成数', '≤2万元/个'),
              indicator('产出指标/成本指标/人均补助标准', '≤500元/人'),
              indicator('产出指标/成本指标/示例改造成本', '≤100万元'),
            ],
          }),
        ],
      }),
    ],
  },
});
