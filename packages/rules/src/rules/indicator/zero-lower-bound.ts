import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { indicatorSubject, printedTargets, type TargetAt, targetsByIndicator } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

/** Where 0 is a real bound: growth that must not be negative, a change, a balance. */
const SIGNED = /(增长|增幅|增加|增减|变动|变化|净|提高|提升|下降|盈|利润|余额|同比|环比)/;

interface Fact {
  targets: readonly [TargetAt, ...TargetAt[]];
}

function isFloorOfZero({ at, target }: TargetAt): boolean {
  return target.operator === '>=' && target.value === 0 && !SIGNED.test(at.indicator.level3);
}

export default defineRule({
  id: 'zero-lower-bound',
  title: '指标值为“≥0”',
  severity: 'warning',
  scope: 'indicator',
  why: '人数、次数、比率总是大于等于 0，“≥0”无论做没做都算完成，不起约束作用。',
  basis: [`${INDICATORS_2021}：绩效指标应当量化易评`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const targets of targetsByIndicator(index, isFloorOfZero)) yield { targets };
  },
  report({ targets }) {
    const [{ at, target }] = targets;
    const half = targets.every((one) => one.target.period === 'H1');
    const zero = target.raw.replace(/^[^\d]*/, '');
    return {
      // Nothing due by mid-year is common; the form then says 0.
      ...(half ? { severity: 'info' as const } : {}),
      message: `${quote(at.indicator.level3)}${printedTargets(targets)}：任何结果都满足，没有约束作用。`,
      subject: indicatorSubject(at),
      paths: targets.map(({ path }) => path),
      actual: target.raw,
      advice: half ? `上半年不安排的，填 ${zero}；有安排的，填计划数。` : '填写计划达到的数。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '半年指标值 ≥0人',
        { level3: '休养人员' },
        {
          sheets: [
            goalSheet('示例休养经费', { indicators: [indicator('产出/数量指标/休养人员', '≥200人', { H1: '≥0人' })] }),
          ],
        },
      ),
      wrong(
        '全年指标值 ≥0次',
        { level3: '检查次数' },
        { sheets: [goalSheet('示例检查经费', { indicators: [indicator('产出/数量指标/检查次数', '≥0次')] })] },
      ),
    ],
    right: [
      right('0 本身是目标，增长率不低于 0 也是目标', {
        sheets: [
          goalSheet('示例安全经费', {
            indicators: [
              indicator('产出/质量指标/安全事故', '≤0起'),
              indicator('产出/数量指标/关爱人数', '≥500人', { H1: '0' }),
              indicator('效益/经济效益/收入增长率', '≥0%'),
            ],
          }),
        ],
      }),
    ],
  },
});
