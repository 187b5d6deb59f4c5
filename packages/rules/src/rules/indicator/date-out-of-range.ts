import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { indicatorSubject, printedTargets, type TargetAt, targetsByIndicator } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Fact {
  targets: readonly [TargetAt, ...TargetAt[]];
}
function outside({ at, target: { notAfter, period } }: TargetAt): boolean {
  const year = at.sheet.sheet.fiscalYear;
  if (!notAfter || year === undefined || period === 'CYCLE') return false;
  return Number(notAfter.slice(0, 4)) !== year;
}

export default defineRule({
  id: 'date-out-of-range',
  title: '完成时间不在预算年度内',
  severity: 'warning',
  scope: 'indicator',
  why: '年度指标的完成时间应当在预算年度以内：早于年初的已经过去，晚于年底的当年无法考核。',
  basis: [`${INDICATORS_2021}：时效指标反映产出的及时程度和效率情况`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const targets of targetsByIndicator(index, outside)) yield { targets };
  },
  report({ targets }) {
    const [{ at, target }] = targets;
    return {
      message: `${quote(at.indicator.level3)}${printedTargets(targets)}：完成时间不在预算年度内。`,
      subject: indicatorSubject(at),
      paths: targets.map(({ path }) => path),
      actual: target.raw,
      advice: '改为预算年度内的日期；跨年度的项目，写明当年要完成的阶段。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '上一年完成',
        { level3: '示例工程竣工时间' },
        {
          sheets: [
            goalSheet('示例项目', { indicators: [indicator('产出指标/时效指标/示例工程竣工时间', '2023年10月底前')] }),
          ],
        },
      ),
    ],
    right: [
      right('当年完成', {
        sheets: [
          goalSheet('示例项目', { indicators: [indicator('产出指标/时效指标/示例工程竣工时间', '2024年10月底前')] }),
        ],
      }),
    ],
  },
});
