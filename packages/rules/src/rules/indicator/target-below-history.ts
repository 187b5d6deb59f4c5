import { GOALS_2015 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { weakerBy } from '../../indicator-pairs.ts';
import { allIndicators, indicatorSubject, type TargetAt, targetOf } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Fact {
  now: TargetAt;
  earlier: TargetAt;
}

export default defineRule({
  id: 'target-below-history',
  title: '指标值低于表中所列的历史值',
  severity: 'info',
  scope: 'indicator',
  why: '表中列了上年值、历史值或参考值，今年的指标值比它们都低，通常要说明原因；没有原因的，目标定得太松。',
  basis: [`${GOALS_2015}：绩效目标应当合理可行，以历史标准、行业标准等为依据`],
  parameters: { share: { title: '低于历史值百分之几才报', default: 5 } },
  *find(index, { share }): Generator<Fact> {
    for (const at of allIndicators(index)) {
      const { indicator: one, sheet } = at;
      if (sheet.sheet.form !== 'goal' || /cost|^(decision|process)/.test(one.kind)) continue;
      const now = targetOf(at, 'FY');
      if (!now) continue;
      const earlier = one.targets.flatMap((target, i): TargetAt[] =>
        target.period === 'HISTORY' ? [{ at, target, path: `${at.path}/targets/${i}` }] : [],
      );
      // One good year does not make a standard: below all that are printed.
      const below = earlier.filter(({ target }) => weakerBy(one, now.target, one, target) * 100 >= share);
      const [first] = below;
      if (first && below.length === earlier.length) yield { now: { at, ...now }, earlier: first };
    }
  },
  report({ now, earlier }) {
    const { raw, column = '历史值' } = earlier.target;
    return {
      message: `${quote(now.at.indicator.level3)}的指标值为 ${now.target.raw}，低于表中的${column} ${raw}。`,
      subject: indicatorSubject(now.at),
      paths: [now.path, earlier.path],
      expected: raw,
      actual: now.target.raw,
      advice: '参照历史值重新测算；任务确实减少的，写明原因。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '上年 320 人次，今年 200 人次',
        { level3: '示例培训人次' },
        {
          sheets: [
            goalSheet('示例培训经费', {
              indicators: [indicator('产出指标/数量指标/示例培训人次', '≥200人次', { HISTORY: '320人次' })],
            }),
          ],
        },
      ),
    ],
    right: [
      right('高于上年；投诉比上年少', {
        sheets: [
          goalSheet('示例培训经费', {
            indicators: [
              indicator('产出指标/数量指标/示例培训人次', '≥340人次', { HISTORY: '320人次' }),
              indicator('效益指标/社会效益指标/示例投诉件数', '≤3件', { HISTORY: '5件' }),
            ],
          }),
        ],
      }),
    ],
  },
});
