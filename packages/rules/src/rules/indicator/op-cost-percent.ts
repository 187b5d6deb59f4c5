import type { Indicator, Target } from '@jizhun/model';
import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { allTogether } from '../../gather.ts';
import { allIndicators, indicatorSubject, type TargetAt, targetOf } from '../../indicators.ts';
import { defineGathered } from '../../rule.ts';
import { quote } from '../../wording.ts';

/** A rate has its base in its name; a standard in per cent and a lower bound have rules of their own. */
function isBare({ kind, level3 }: Indicator, { unit, operator }: Target): boolean {
  const cost = kind === 'output.cost' || kind === 'cost.economic';
  const upper = operator === '<=' || operator === '<' || operator === '=';
  return cost && upper && unit === '%' && !/(率|比例|占比|控制|降低|节约|标准|完成情况)/.test(level3);
}

export default defineGathered({
  id: 'op-cost-percent',
  title: '成本以百分比计而没有基数',
  severity: 'info',
  scope: 'indicator',
  why: '成本写“≤100%”没有说是什么的百分之百，看不出花多少钱。单位成本或者总额才能考核。',
  basis: [`${INDICATORS_2021}：成本指标的设置`],
  parameters: {},
  *find(index): Generator<TargetAt> {
    for (const at of allIndicators(index)) {
      const found = targetOf(at, 'FY') ?? targetOf(at, 'CYCLE');
      if (found && isBare(at.indicator, found.target)) yield { at, ...found };
    }
  },
  gather: (facts) => allTogether(facts),
  report({ all }) {
    const [{ at, target }] = all;

    return {
      message: `${quote(at.indicator.level3)}${all.length > 1 ? `等 ${all.length} 个成本指标` : ''}只写百分比（${target.raw}），没有说明基数和金额。`,
      subject: indicatorSubject(at),
      paths: all.map(({ path }) => path),
      actual: target.raw,
      advice: '写明金额，如“≤2万元/期”“≤120万元”。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '成本 ≤100%',
        { level3: '示例完成工作需要的资金' },
        {
          sheets: [
            goalSheet('示例项目', { indicators: [indicator('产出指标/成本指标/示例完成工作需要的资金', '≤100%')] }),
          ],
        },
      ),
    ],
    right: [
      right('写明金额；控制率、降低率', {
        sheets: [
          goalSheet('示例项目', {
            indicators: [
              indicator('产出指标/成本指标/示例改造成本', '≤120万元'),
              indicator('产出指标/成本指标/示例成本控制率', '≤98%'),
            ],
          }),
        ],
      }),
    ],
  },
});
