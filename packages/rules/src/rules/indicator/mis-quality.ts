import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { gatherMisplaced, misplaced, reportMisplaced } from '../../misplaced.ts';
import { defineGathered } from '../../rule.ts';
import { misQuality } from '../../second-level.ts';

export default defineGathered({
  id: 'mis-quality',
  title: '质量指标下是数量或金额',
  severity: 'warning',
  scope: 'indicator',
  why: '质量指标说明做到什么水平。举办几次、多少钱放在质量指标下，产出的质量就没有考核。',
  basis: [`${INDICATORS_2021}：质量指标反映产出达到的标准和水平`],
  parameters: {},
  find: (index) => misplaced(index, ({ kind }) => kind === 'output.quality', misQuality),
  gather: gatherMisplaced,
  report: reportMisplaced,
  examples: {
    wrong: [
      wrong(
        '培训班次放在质量指标下',
        { level3: '示例培训班次' },
        { sheets: [goalSheet('示例项目', { indicators: [indicator('产出指标/质量指标/示例培训班次', '≥3次')] })] },
      ),
    ],
    right: [
      right('比率；限制次数的上限；优秀的个数', {
        sheets: [
          goalSheet('示例项目', {
            indicators: [
              indicator('产出指标/质量指标/示例培训合格率', '≥93%'),
              indicator('产出指标/质量指标/示例系统中断次数', '≤3次'),
              indicator('产出指标/质量指标/获评优秀示范点', '≥3个'),
            ],
          }),
        ],
      }),
    ],
  },
});
