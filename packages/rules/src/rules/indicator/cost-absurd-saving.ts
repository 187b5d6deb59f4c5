import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { indicatorSubject, printedTargets, type TargetAt, targetsByIndicator } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Fact {
  targets: readonly [TargetAt, ...TargetAt[]];
}

export default defineRule({
  id: 'cost-absurd-saving',
  title: '节约率高得不需要这笔钱',
  severity: 'warning',
  scope: 'indicator',
  why: '节约率达到一半以上，等于说一半以上的预算用不着，应当先核减预算。',
  basis: [`${INDICATORS_2021}：成本指标的设置`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const targets of targetsByIndicator(
      index,
      ({ at: { indicator: one }, target: { unit, value, operator } }) =>
        /(节支率|节约率|节省率)/.test(one.level3) &&
        unit === '%' &&
        value !== null &&
        value >= 50 &&
        operator !== '<=' &&
        operator !== '<',
    ))
      yield { targets };
  },
  report({ targets }) {
    const [{ at, target }] = targets;
    return {
      message: `${quote(at.indicator.level3)}${printedTargets(targets)}：节约一半以上的资金。`,
      subject: indicatorSubject(at),
      paths: targets.map(({ path }) => path),
      actual: target.raw,
      advice: '核对指标值；真能节约的，核减预算。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '节支率 90%',
        { level3: '示例资金节支率' },
        { sheets: [goalSheet('示例项目', { indicators: [indicator('产出指标/成本指标/示例资金节支率', '≥91%')] })] },
      ),
    ],
    right: [
      right('合理的节约率', {
        sheets: [goalSheet('示例项目', { indicators: [indicator('产出指标/成本指标/示例资金节支率', '≥5%')] })],
      }),
    ],
  },
});
