import { GOALS_2015 } from '../../basis.ts';
import type { IndicatorIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { indicatorSubject, type TargetAt } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { periodWord, quote } from '../../wording.ts';

interface Fact extends TargetAt {
  level: string;
}

/** The first planned target that is filled in. */
function firstTarget(at: IndicatorIndex): TargetAt | undefined {
  const i = at.indicator.targets.findIndex(
    ({ period, raw }) => raw.trim() !== '' && (period === 'FY' || period === 'CYCLE' || period === 'H1'),
  );
  const target = at.indicator.targets[i];
  return target && { at, target, path: `${at.path}/targets/${i}` };
}

export default defineRule({
  id: 'name-missing',
  title: '有指标值，没有指标名称',
  // Text taken out of a picture may have lost the name.
  severity: 'warning',
  scope: 'indicator',
  why: '三级指标的名称说明考核什么。只有指标值、没有名称，年底不知道拿什么与它比较。',
  basis: [`${GOALS_2015}：绩效目标审核的完整性要求`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const { sheet, indicators } of index.sheets) {
      // Forms of two levels name none.
      const named = indicators.filter(({ indicator: { level3 } }) => level3 !== '').length;
      if (sheet.withheld || named * 2 < indicators.length) continue;
      for (const at of indicators) {
        const { level1, level2, level3 } = at.indicator;
        const found = level3 === '' ? firstTarget(at) : undefined;
        if (found) yield { ...found, level: level2 || level1 };
      }
    }
  },
  report({ at, target, path, level }) {
    return {
      message: `${level ? `${quote(level)}下有一个指标` : '有一个指标'}没有填写名称，${periodWord(target)}是“${target.raw}”。`,
      subject: indicatorSubject(at),
      paths: [path],
      actual: '未填',
      advice: '补填三级指标的名称，写明考核什么；原件中有名称而没有读出的，更正读取结果。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '只有值',
        { level2: '社会效益指标' },
        {
          sheets: [
            goalSheet('示例社区经费', {
              indicators: [
                indicator('产出指标/数量指标/示例走访次数', '≥24次'),
                indicator('效益指标/社会效益指标/', '示例社区矛盾减少三成'),
              ],
            }),
          ],
        },
      ),
    ],
    right: [
      right('整行空白，或者有名称', {
        sheets: [
          goalSheet('示例社区经费', {
            indicators: [
              indicator('产出指标/数量指标/示例走访次数', '≥24次'),
              indicator('效益指标/社会效益指标/示例社区矛盾减少比例', '≥31%'),
              indicator('效益指标/生态效益指标/', undefined),
            ],
          }),
        ],
      }),
    ],
  },
});
