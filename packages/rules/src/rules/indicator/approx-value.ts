import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { indicatorSubject, printedTargets, type TargetAt, targetsByIndicator } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Fact {
  targets: readonly [TargetAt, ...TargetAt[]];
}

export default defineRule({
  id: 'approx-value',
  title: '指标值是约数',
  severity: 'warning',
  scope: 'indicator',
  why: '“约90%”“100人左右”没有说明差多少算完成，年底无法判断。',
  basis: [`${INDICATORS_2021}：绩效指标应当量化易评`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const targets of targetsByIndicator(index, ({ target }) => target.operator === '~')) yield { targets };
  },
  report({ targets }) {
    const [{ at, target }] = targets;
    return {
      message: `${quote(at.indicator.level3)}${printedTargets(targets)}：约数没有界限。`,
      subject: indicatorSubject(at),
      paths: targets.map(({ path }) => path),
      actual: target.raw,
      advice: '写明下限或上限，如 ≥90%。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '约 88%',
        { level3: '示例人才称职率' },
        { sheets: [goalSheet('示例项目', { indicators: [indicator('产出指标/质量指标/示例人才称职率', '约88%')] })] },
      ),
    ],
    right: [
      right('有界限', {
        sheets: [goalSheet('示例项目', { indicators: [indicator('产出指标/质量指标/示例人才称职率', '≥88%')] })],
      }),
    ],
  },
});
