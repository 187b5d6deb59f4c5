import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { gatherMisplaced, misplaced, reportMisplaced } from '../../misplaced.ts';
import { defineGathered } from '../../rule.ts';
import { misTime } from '../../second-level.ts';

export default defineGathered({
  id: 'mis-time',
  title: '时效指标与时间无关',
  severity: 'warning',
  scope: 'indicator',
  why: '时效指标说明什么时候完成、是否及时。与时间无关的比率、人数放在这里，及时不及时就没有考核。',
  basis: [`${INDICATORS_2021}：时效指标反映产出的及时程度和效率情况`],
  parameters: {},
  find: (index) => misplaced(index, ({ kind }) => kind === 'output.timeliness', misTime),
  gather: gatherMisplaced,
  report: reportMisplaced,
  examples: {
    wrong: [
      wrong(
        '时效指标下是支出相关率',
        { level3: '示例支出相关率' },
        { sheets: [goalSheet('示例项目', { indicators: [indicator('产出指标/时效指标/示例支出相关率', '≥98%')] })] },
      ),
    ],
    right: [
      right('时间、及时率、进度', {
        sheets: [
          goalSheet('示例项目', {
            indicators: [
              indicator('产出指标/时效指标/补贴发放及时率', '≥98%'),
              indicator('产出指标/时效指标/示例工程竣工', '2024年10月底前'),
              indicator('产出指标/时效指标/按进度支付', '≥98%'),
            ],
          }),
        ],
      }),
    ],
  },
});
