import { type Achieved, achieved } from '../../achieved.ts';
import { EVALUATION_2020 } from '../../basis.ts';
import type { IndicatorIndex } from '../../disclosure-index.ts';
import { evaluations } from '../../evaluation.ts';
import { right, trainingSheet, wrong } from '../../example.ts';
import { indicatorSubject } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Fact {
  at: IndicatorIndex;
  done: Achieved;
  over: number;
}

const NOTHING = /^[\s\-—–/\\无]*$/;

export default defineRule({
  id: 'over-achievement',
  title: '大幅超过指标值没有说明原因',
  severity: 'info',
  scope: 'indicator',
  why: '实际完成比指标值高出很多，多半是指标值定低了；自评时应当说明原因，明显偏低的要酌情扣分。',
  basis: [`${EVALUATION_2020}：完成值大幅高于指标值的，要分析原因，因指标值设定明显偏低造成的按偏离度适度调减分值`],
  parameters: { share: { title: '超过指标值百分之几才报', default: 30 } },
  *find(index, { share }): Generator<Fact> {
    for (const { indicators } of evaluations(index)) {
      for (const at of indicators) {
        const { deviation, kind } = at.indicator;
        if (!NOTHING.test(deviation ?? '') || /cost/.test(kind)) continue;
        const done = achieved(at, 'ACTUAL');
        if (!done || done.short || done.ratio === undefined || done.target.target.operator === 'range') continue;
        const over = (done.ratio - 1) * 100;
        // 2 for 1: one more is half as much again, or twice, and says nothing.
        const more = Math.abs((done.actual.target.value ?? 0) - (done.target.target.value ?? 0));
        if (over > share && more >= 3) yield { at, done, over };
      }
    }
  },
  report({ at, done, over }) {
    return {
      message: `${quote(at.indicator.level3)}的指标值为 ${done.target.target.raw}，实际完成 ${done.actual.target.raw}，超过 ${over.toFixed(0)}%，没有说明原因。`,
      subject: indicatorSubject(at),
      paths: [done.actual.path, done.target.path],
      actual: '未填',
      advice: '在偏差原因一栏说明为什么大幅超过；指标值定得偏低的，明年调高。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '300 人次完成 520 人次',
        { level3: '示例培训人次' },
        { sheets: [trainingSheet({ form: 'self-evaluation', rows: { 示例培训人次: { ACTUAL: '520人次' } } })] },
      ),
    ],
    right: [
      right('说明了原因；略有超过', {
        sheets: [
          trainingSheet({
            form: 'self-evaluation',
            rows: {
              示例培训人次: { ACTUAL: '520人次', deviation: '年中承办省级示例培训，追加预算十万元' },
              示例学员满意度: { ACTUAL: '96%' },
            },
          }),
        ],
      }),
    ],
  },
});
