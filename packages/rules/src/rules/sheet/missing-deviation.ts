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
  title: '扣了分没有说明原因',
  severity: 'warning',
  scope: 'sheet',
  why: '没有得满分的指标，应当写明偏差原因和改进措施，否则无法判断是目标定高了，还是没有做好。',
  basis: [`${EVALUATION_2020}：未完成绩效目标或偏离绩效目标较大的，应当分析说明原因，研究提出改进措施`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const sheet of evaluations(index)) {
      const [first, ...rest] = sheet.indicators.filter(
        ({ indicator: { weight, score, deviation } }) =>
          weight !== undefined && score !== undefined && score < weight && NOTHING.test(deviation ?? ''),
      );
      if (first) yield { sheet, rows: [first, ...rest] };
    }
  },
  report({ sheet, rows }) {
    const [first] = rows;
    return {
      message: `${quote(sheet.sheet.name)}有 ${rows.length} 个指标没有得满分，也没有写偏差原因：${listed(rows.map(({ indicator: one }) => `${one.level3} ${one.score}/${one.weight}`))}。`,
      subject: indicatorSubject(first),
      paths: rows.map(({ path }) => `${path}/score`),
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
