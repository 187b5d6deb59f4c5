import { EVALUATION_2020 } from '../../basis.ts';
import type { IndicatorIndex } from '../../disclosure-index.ts';
import { evaluations } from '../../evaluation.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { indicatorSubject } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Fact {
  at: IndicatorIndex;
  weight: number;
  score: number;
}

export default defineRule({
  id: 'score-over-weight',
  title: '得分超过分值',
  severity: 'error',
  scope: 'sheet',
  why: '一个指标的得分最多等于它的分值，最少是 0。',
  basis: [`${EVALUATION_2020}：绩效自评采用打分评价的形式，满分为 100 分`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const { indicators } of evaluations(index)) {
      for (const at of indicators) {
        const { weight, score } = at.indicator;
        if (weight !== undefined && score !== undefined && weight > 1 && (score > weight || score < 0))
          yield { at, weight, score };
      }
    }
  },
  report({ at, weight, score }) {
    return {
      message: `${quote(at.indicator.level3)}得 ${score} 分，${score < 0 ? '小于 0' : `超过分值 ${weight} 分`}。`,
      subject: indicatorSubject(at),
      paths: [`${at.path}/score`, `${at.path}/weight`],
      expected: `0—${weight}`,
      actual: String(score),
      advice: '改正得分或者分值。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '分值 10，得 12',
        { level3: '示例培训人次' },
        {
          sheets: [
            {
              ...goalSheet('示例经费', {
                indicators: [{ ...indicator('产出指标/数量指标/示例培训人次', '≥300人次'), weight: 10, score: 12 }],
              }),
              form: 'self-evaluation' as const,
            },
          ],
        },
      ),
    ],
    right: [
      right('得满分', {
        sheets: [
          {
            ...goalSheet('示例经费', {
              indicators: [{ ...indicator('产出指标/数量指标/示例培训人次', '≥300人次'), weight: 10, score: 10 }],
            }),
            form: 'self-evaluation' as const,
          },
        ],
      }),
    ],
  },
});
