import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { indicatorSubject, printedTargets, type TargetAt, targetsByIndicator } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Fact {
  targets: readonly [TargetAt, ...TargetAt[]];
}

export default defineRule({
  id: 'sat-100',
  title: '满意度要求百分之百',
  severity: 'info',
  scope: 'indicator',
  why: '满意度要求每一个人都满意，有一人不满意就没有完成，实际上多半做不到；也可能没有打算真正调查。',
  basis: [`${INDICATORS_2021}：满意度指标应当开展调查`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const targets of targetsByIndicator(
      index,
      ({ at: { indicator: one }, target: { unit, value, operator } }) =>
        one.kind === 'satisfaction.beneficiary' &&
        /满意/.test(one.level3) &&
        unit === '%' &&
        value === 100 &&
        operator === '=',
    ))
      yield { targets };
  },
  report({ targets }) {
    const [{ at, target }] = targets;
    return {
      message: `${quote(at.indicator.level3)}${printedTargets(targets)}：要求每个人都满意。`,
      subject: indicatorSubject(at),
      paths: targets.map(({ path }) => path),
      actual: target.raw,
      advice: '按调查能达到的水平填写，如 ≥95%；确能做到的，不必修改。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '满意度 100%',
        { level3: '示例用人单位满意度' },
        {
          sheets: [
            goalSheet('示例项目', {
              indicators: [indicator('满意度指标/服务对象满意度指标/示例用人单位满意度', '100%')],
            }),
          ],
        },
      ),
    ],
    right: [
      right('留有余地', {
        sheets: [
          goalSheet('示例项目', {
            indicators: [indicator('满意度指标/服务对象满意度指标/示例用人单位满意度', '≥96%')],
          }),
        ],
      }),
    ],
  },
});
