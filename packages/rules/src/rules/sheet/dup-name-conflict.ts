import { INDICATORS_2021 } from '../../basis.ts';
import type { IndicatorIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { indicatorSubject, targetOf } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Fact {
  first: { at: IndicatorIndex; raw: string; path: string };
  again: { at: IndicatorIndex; raw: string; path: string };
}

export default defineRule({
  id: 'dup-name-conflict',
  title: '同名指标的指标值不同',
  severity: 'warning',
  scope: 'sheet',
  why: '同一张表的同一类别里，名称完全相同的指标有两个不同的指标值，不知以哪个为准。',
  basis: [`${INDICATORS_2021}：绩效指标应当重点突出、量化易评`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const sheet of index.sheets) {
      const seen = new Map<string, Fact['first']>();
      for (const at of sheet.indicators) {
        const { level1, level2, task, description } = at.indicator;
        const found = targetOf(at, 'FY');
        if (!found || at.key === '') continue;
        const key = [level1, level2, task ?? '', description ?? '', at.key].join('|');
        const here = { at, raw: found.target.raw, path: found.path };
        const first = seen.get(key);
        if (!first) seen.set(key, here);
        else if (first.raw !== here.raw) yield { first, again: here };
      }
    }
  },
  report({ first, again }) {
    const { level3 } = again.at.indicator;
    return {
      message: `${quote(level3)}出现两次，指标值分别为 ${first.raw} 和 ${again.raw}。`,
      subject: indicatorSubject(again.at),
      paths: [again.path, first.path],
      expected: first.raw,
      actual: again.raw,
      advice: '考核不同内容的，在名称中写明区别（如对象、档次）；相同的，保留一个。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '同一标准有两个数',
        { sheet: '示例津贴', level3: '工作者津贴标准' },
        {
          sheets: [
            goalSheet('示例津贴', {
              indicators: [
                indicator('产出指标/成本指标/工作者津贴标准', '400元/月'),
                indicator('产出指标/成本指标/工作者津贴标准', '200元/月'),
              ],
            }),
          ],
        },
      ),
    ],
    right: [
      right('同名但类别不同，或者值相同', {
        sheets: [
          goalSheet('示例津贴', {
            indicators: [
              indicator('产出指标/数量指标/人才奖励补助', '50人'),
              indicator('产出指标/成本指标/人才奖励补助', '60万元'),
              indicator('效益指标/社会效益指标/社会稳定水平', '≥90%'),
              indicator('效益指标/社会效益指标/社会稳定水平', '≥90%'),
            ],
          }),
        ],
      }),
    ],
  },
});
