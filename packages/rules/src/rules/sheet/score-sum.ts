import { EVALUATION_2020 } from '../../basis.ts';
import type { SheetIndex } from '../../disclosure-index.ts';
import { evaluations } from '../../evaluation.ts';
import { exact, numberOfExact } from '../../exact.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  rows: number;
  execution: number;
  total: number;
}

function sumOf(scores: readonly number[]): number {
  return numberOfExact(
    scores.reduce((all, score) => all + exact(score, null), 0n),
    null,
  );
}

export default defineRule({
  id: 'score-sum',
  title: '自评总分与各项得分之和不符',
  severity: 'error',
  scope: 'sheet',
  why: '总分等于预算执行率得分加各指标得分。',
  basis: [`${EVALUATION_2020}：绩效自评采用打分评价的形式，满分为 100 分`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const sheet of evaluations(index)) {
      const total = sheet.sheet.evaluation?.total;
      const scores = sheet.indicators.map(({ indicator: { score } }) => score);
      const given = scores.filter((score) => score !== undefined);
      if (total === undefined || given.length < 2 || given.length < scores.length) continue;
      const rows = sumOf(given);
      // Of the lines of execution only one is scored: that of the year's total.
      const [execution = 0] = (sheet.sheet.evaluation?.execution ?? []).flatMap(({ score }) =>
        score === undefined ? [] : [score],
      );
      const rounding = 0.005 * (given.length + 1);
      if (Math.abs(rows + execution - total) > rounding) yield { sheet, rows, execution, total };
    }
  },
  report({ sheet, rows, execution, total }) {
    const sum = sumOf([rows, execution]);
    return {
      message: `${quote(sheet.sheet.name)}的总分填写为 ${total}，而指标得分 ${rows} + 预算执行率得分 ${execution} = ${sum}。`,
      subject: sheetSubject(sheet, '总分'),
      paths: [`${sheet.path}/evaluation/total`, ...sheet.indicators.map(({ path }) => `${path}/score`)],
      expected: String(sum),
      actual: String(total),
      ...(sheet.indicators.every(({ indicator: { score = 0, weight = 0 } }) => score <= weight)
        ? {
            fix: {
              title: `总分改为 ${sum}`,
              edits: [{ path: `${sheet.path}/evaluation/total`, from: total, to: sum }],
            },
          }
        : {}),
      advice: `核对各项得分；都对的，总分改为 ${sum}。`,
    };
  },
  examples: {
    wrong: [
      wrong(
        '总分多 2 分',
        { row: '总分' },
        {
          sheets: [
            {
              ...goalSheet('示例经费', {
                indicators: [
                  { ...indicator('产出指标/数量指标/示例培训人次', '≥300人次'), weight: 50, score: 50 },
                  { ...indicator('效益指标/社会效益指标/示例服务知晓率', '≥91%'), weight: 40, score: 40 },
                ],
              }),
              form: 'self-evaluation' as const,
              evaluation: { execution: [{ label: '年度资金总额', rate: 96, weight: 10, score: 9.6 }], total: 101.6 },
            },
          ],
        },
      ),
    ],
    right: [
      right('总分相符', {
        sheets: [
          {
            ...goalSheet('示例经费', {
              indicators: [
                { ...indicator('产出指标/数量指标/示例培训人次', '≥300人次'), weight: 50, score: 50 },
                { ...indicator('效益指标/社会效益指标/示例服务知晓率', '≥91%'), weight: 40, score: 40 },
              ],
            }),
            form: 'self-evaluation' as const,
            evaluation: { execution: [{ label: '年度资金总额', rate: 96, weight: 10, score: 9.6 }], total: 99.6 },
          },
        ],
      }),
    ],
  },
});
