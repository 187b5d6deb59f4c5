import type { Indicator, Target } from '@jizhun/model';
import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { indicatorSubject, printedTargets, type TargetAt, targetsByIndicator } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Fact {
  targets: readonly [TargetAt, ...TargetAt[]];
}
/** So many times the lower end. */
const WIDE = 3;

/** Standards of cost come in bands, dates and temperatures in ranges. */
function isWide(kind: Indicator['kind'], { operator, value, max }: Target): boolean {
  const counted = kind === 'output.quantity' || kind === 'output.quality' || kind.startsWith('benefit.');
  return counted && operator === 'range' && value !== null && max !== null && value > 0 && max >= WIDE * value;
}

export default defineRule({
  id: 'range-too-wide',
  title: '指标值区间过宽',
  severity: 'warning',
  scope: 'indicator',
  why: '下限与上限相差数倍，完成多少都在区间内，起不到考核作用，也说明没有测算。',
  basis: [`${INDICATORS_2021}：绩效指标应当细化量化`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const targets of targetsByIndicator(index, ({ at: { indicator: one }, target }) => isWide(one.kind, target)))
      yield { targets };
  },
  report({ targets }) {
    const [{ at, target }] = targets;
    return {
      message: `${quote(at.indicator.level3)}${printedTargets(targets)}：区间的上限是下限的三倍以上。`,
      subject: indicatorSubject(at),
      paths: targets.map(({ path }) => path),
      actual: target.raw,
      advice: '测算后定一个数，用“≥”写明下限，不写区间。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '2 至 10 个',
        { level3: '示例扶持数量' },
        { sheets: [goalSheet('示例项目', { indicators: [indicator('产出指标/数量指标/示例扶持数量', '2-10个')] })] },
      ),
    ],
    right: [
      right('区间合理；成本的标准分档', {
        sheets: [
          goalSheet('示例项目', {
            indicators: [
              indicator('产出指标/数量指标/示例扶持数量', '8-10个'),
              indicator('产出指标/成本指标/示例补助标准', '1-5万元/个'),
            ],
          }),
        ],
      }),
    ],
  },
});
