import { type Achieved, achieved } from '../../achieved.ts';
import { EVALUATION_2020 } from '../../basis.ts';
import type { IndicatorIndex } from '../../disclosure-index.ts';
import { evaluations } from '../../evaluation.ts';
import { decimalsOf } from '../../exact.ts';
import { right, trainingSheet, wrong } from '../../example.ts';
import { rounded, scoreEdits } from '../../fixes.ts';
import { indicatorSubject } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Fact {
  at: IndicatorIndex;
  done: Achieved;
  weight: number;
  score: number;
  /** What 按完成比例 gives; undefined where nothing can be divided. */
  expected: number | undefined;
}

const SCORED = { 示例考核合格率: { weight: 20, score: 20, ACTUAL: '95%' } };

export default defineRule({
  id: 'row-score',
  title: '指标得分与完成情况不符',
  severity: 'warning',
  scope: 'indicator',
  why: '完成指标值的得满分；没有完成的，按完成值与指标值的比例得分（越少越好的反过来），不能得满分。',
  basis: [`${EVALUATION_2020}：定量指标完成指标值的记该指标所赋全部分值，未完成的按照完成值与指标值的比例记分`],
  parameters: { points: { title: '与按比例算出的得分相差超过几分才说', default: 0.5 } },
  *find(index, { points }): Generator<Fact> {
    for (const { indicators } of evaluations(index)) {
      for (const at of indicators) {
        const { weight, score, attribute } = at.indicator;
        if (weight === undefined || score === undefined || weight <= 0 || score > weight || attribute === 'qualitative')
          continue;
        const done = achieved(at, 'ACTUAL');
        if (!done?.short) continue;
        const expected = done.ratio === undefined ? undefined : weight * Math.min(1, done.ratio);
        // Missed by so little that the score rounds to full marks.
        if (expected !== undefined && weight - expected < 0.5 * 10 ** -decimalsOf(score)) continue;
        if (score === weight || (expected !== undefined && score - expected > points))
          yield { at, done, weight, score, expected };
      }
    }
  },
  report({ at, done, weight, score, expected }) {
    const shown = expected === undefined ? undefined : rounded(expected);
    return {
      // Some places score in bands: more than in proportion is not wrong everywhere.
      ...(score < weight ? { severity: 'info' as const } : {}),
      message: `${quote(at.indicator.level3)}的指标值为 ${done.target.target.raw}，实际完成 ${done.actual.target.raw}，没有达到，却得 ${score} 分（分值 ${weight}）${shown === undefined ? '' : `，按比例为 ${shown} 分`}。`,
      subject: indicatorSubject(at),
      paths: [`${at.path}/score`, done.target.path, done.actual.path],
      expected: shown === undefined ? `小于 ${weight}` : String(shown),
      actual: String(score),
      ...(shown !== undefined && score === weight
        ? {
            fix: {
              title: `得分改为 ${shown}`,
              edits: scoreEdits(at.sheet, `${at.path}/score`, score, shown),
            },
          }
        : {}),
      advice: '按完成比例（本地另有评分标准的按其标准）改正得分，同时改正总分，并写明偏差原因。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '300 人次完成 200 人次，得满分',
        { level3: '示例培训人次' },
        {
          sheets: [
            trainingSheet({
              form: 'self-evaluation',
              rows: {
                ...SCORED,
                示例培训人次: { weight: 30, score: 30, ACTUAL: '200人次', deviation: '因汛情少办两期' },
              },
            }),
          ],
        },
      ),
    ],
    right: [
      right('按比例得分；越少越好的没有超过', {
        sheets: [
          trainingSheet({
            form: 'self-evaluation',
            rows: {
              ...SCORED,
              示例培训人次: { weight: 30, score: 20, ACTUAL: '200人次', deviation: '因汛情少办两期' },
            },
          }),
        ],
      }),
    ],
  },
});
