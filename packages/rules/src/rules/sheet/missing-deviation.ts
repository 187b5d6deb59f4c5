import { achieved } from '../../achieved.ts';
import { EVALUATION_2020 } from '../../basis.ts';
import type { IndicatorIndex, SheetIndex } from '../../disclosure-index.ts';
import { evaluations } from '../../evaluation.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { indicatorSubject } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { listed, quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  rows: readonly [IndicatorIndex, ...IndicatorIndex[]];
}

const NOTHING = /^[\s\-—–/\\无]*$/;

export default defineRule({
  id: 'missing-deviation',
  title: '没有完成或扣了分没有说明原因',
  severity: 'warning',
  scope: 'sheet',
  why: '没有完成、没有得满分的指标，应当写明偏差原因和改进措施，否则无法判断是目标定高了，还是没有做好。',
  basis: [`${EVALUATION_2020}：未完成绩效目标或偏离绩效目标较大的，应当分析说明原因，研究提出改进措施`],
  parameters: { belowFull: { title: '没有得满分的都要说明（否则只要求没有完成的说明）', default: true } },
  *find(index, { belowFull }): Generator<Fact> {
    for (const sheet of evaluations(index)) {
      const [first, ...rest] = sheet.indicators.filter((at) => {
        const { weight, score, deviation } = at.indicator;
        if (!NOTHING.test(deviation ?? '')) return false;
        if (belowFull && weight !== undefined && score !== undefined) return score < weight;
        // A form without points: what was not reached.
        return achieved(at, 'ACTUAL')?.short ?? false;
      });
      if (first) yield { sheet, rows: [first, ...rest] };
    }
  },
  report({ sheet, rows }) {
    const [first] = rows;
    const told = rows.map(({ indicator: { level3, score, weight } }) =>
      score === undefined || weight === undefined ? level3 : `${level3} ${score}/${weight}`,
    );
    const scored = rows.some(({ indicator: { score } }) => score !== undefined);
    return {
      message: `${quote(sheet.sheet.name)}有 ${rows.length} 个指标${scored ? '没有得满分' : '没有完成'}，也没有写偏差原因：${listed(told)}。`,
      subject: indicatorSubject(first),
      paths: rows.map(({ path, indicator: { score } }) => (score === undefined ? `${path}/level3` : `${path}/score`)),
      actual: '未填',
      advice: '写明偏差原因和改进措施。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '得 8 分没有原因',
        { level3: '示例培训人次' },
        {
          sheets: [
            {
              ...goalSheet('示例经费', {
                indicators: [{ ...indicator('产出指标/数量指标/示例培训人次', '≥300人次'), weight: 10, score: 8 }],
              }),
              form: 'self-evaluation' as const,
            },
          ],
        },
      ),
      wrong(
        '没有打分的表，没有完成也没有原因',
        { level3: '示例培训人次' },
        {
          sheets: [
            goalSheet('示例经费', {
              form: 'self-evaluation',
              indicators: [indicator('产出指标/数量指标/示例培训人次', '≥300人次', { ACTUAL: '200人次' })],
            }),
          ],
        },
      ),
    ],
    right: [
      right('写了原因', {
        sheets: [
          {
            ...goalSheet('示例经费', {
              indicators: [
                {
                  ...indicator('产出指标/数量指标/示例培训人次', '≥300人次'),
                  weight: 10,
                  score: 8,
                  deviation: '两期培训因汛情推迟到明年',
                },
              ],
            }),
            form: 'self-evaluation' as const,
          },
        ],
      }),
    ],
  },
});
