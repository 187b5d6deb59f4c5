import { unitKindOf } from '@jizhun/model';
import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { offered, rewordTargets, withSign } from '../../fixes.ts';
import { indicatorSubject, printedTargets, type TargetAt, targetsByIndicator } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { isRateName, quote } from '../../wording.ts';

const COST = /(成本|开支|费用|经费|预算|资金|支出|造价|单价|标准)/;
/** What is better the more: savings, and shares of money well used. */
const BETTER_MORE =
  /(节约|节支|节省|降低|下降|减少|压减|利用|到位|支付进度|执行进度|完成(情况|程度|及时)|合规|合格|达标|效益|回收|及时)/;

interface Fact {
  targets: readonly [TargetAt, ...TargetAt[]];
}

function isFloor({ at, target }: TargetAt): boolean {
  const { operator, value, unit } = target;
  const { kind, level3 } = at.indicator;
  if (kind !== 'output.cost' && !kind.startsWith('cost.')) return false;
  if (operator !== '>=' && operator !== '>') return false;
  // ≥90100 is no bound but a slip: value-absurd. ≥0 binds nothing: zero-lower-bound.
  if (value === null || value === 0 || unit === null) return false;
  return COST.test(level3) && !BETTER_MORE.test(level3) && !isRateName(level3);
}

export default defineRule({
  id: 'op-cost-lower-bound',
  title: '成本指标写成了下限',
  severity: 'error',
  scope: 'indicator',
  why: '成本是要控制的，应当规定上限（≤）。写成“≥”，花得越多越算完成。节约率、降低率等越高越好的除外。',
  basis: [`${INDICATORS_2021}：成本指标的设定，成本不得超过预算支出标准`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const targets of targetsByIndicator(index, isFloor)) yield { targets };
  },
  report({ targets }) {
    const [{ at, target }] = targets;
    const figure = target.raw.replace(/^[^\d]*/, '');
    return {
      message: `成本指标${quote(at.indicator.level3)}${printedTargets(targets)}：成本规定了下限，没有上限。`,
      subject: indicatorSubject(at),
      paths: targets.map(({ path }) => path),
      ...(/^\d/.test(figure) ? { expected: `≤${figure}` } : {}),
      actual: target.raw,
      // A rate says nothing of money, whichever way it is bound.
      ...(targets.every((one) => unitKindOf(one.target.unit ?? '') === 'money')
        ? offered(rewordTargets('改为上限（≤）', targets, (raw) => withSign(raw, '≤')))
        : {}),
      advice: '改为上限（≤），并写明金额；以比率计的，写明与什么相比。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '成本 ≥100万元',
        { level3: '示例改造成本' },
        { sheets: [goalSheet('示例工程', { indicators: [indicator('产出指标/成本指标/示例改造成本', '≥100万元')] })] },
      ),
      wrong(
        '资金成本 ≥95%',
        { level3: '资金成本' },
        { sheets: [goalSheet('示例补贴', { indicators: [indicator('产出指标/成本指标/资金成本', '≥95%')] })] },
      ),
    ],
    right: [
      right('上限；节约率越高越好', {
        sheets: [
          goalSheet('示例补贴', {
            indicators: [
              indicator('产出指标/成本指标/示例改造成本', '≤100万元'),
              indicator('产出指标/成本指标/资金节支率', '≥5%'),
              indicator('成本指标/经济成本指标/人均培训成本', '≤400元/人'),
            ],
          }),
        ],
      }),
    ],
  },
});
