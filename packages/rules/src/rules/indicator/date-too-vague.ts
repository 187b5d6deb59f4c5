import type { Indicator, Target } from '@jizhun/model';
import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { allTogether } from '../../gather.ts';
import { allIndicators, indicatorSubject, type TargetAt, targetOf } from '../../indicators.ts';
import { defineGathered } from '../../rule.ts';
import { listed, quote } from '../../wording.ts';

function isYear({ kind }: Indicator, { raw }: Target): boolean {
  return kind === 'output.timeliness' && /^(20\d\d年(度|内)?|本年度?内?|年内|当年)$/.test(raw.trim());
}

export default defineGathered({
  id: 'date-too-vague',
  title: '时效只写了年度',
  severity: 'info',
  scope: 'indicator',
  why: '时效指标写“2024年度”，全年任何一天完成都算及时，等于没有期限。',
  basis: [`${INDICATORS_2021}：时效指标反映产出的及时程度和效率情况`],
  parameters: {},
  *find(index): Generator<TargetAt> {
    for (const at of allIndicators(index)) {
      const found = targetOf(at, 'FY') ?? targetOf(at, 'CYCLE');
      if (found && isYear(at.indicator, found.target)) yield { at, ...found };
    }
  },
  gather: (facts) => allTogether(facts),
  report({ all }) {
    const [{ at, target }] = all;
    const sheets = new Set(all.map((one) => one.at.sheet.sheet.name)).size;
    const where = sheets > 1 ? `${sheets} 张表` : quote(at.sheet.sheet.name);
    return {
      message: `${where}的时效指标只写了年度：${listed(all.map((one) => `${one.at.indicator.level3}：${one.target.raw}`))}。`,
      subject: indicatorSubject(at),
      paths: all.map(({ path }) => path),
      actual: target.raw,
      advice: '写明月份或日期，如“2024年10月底前”，或者按环节写期限。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '2024年度',
        { level3: '本年度完成' },
        { sheets: [goalSheet('示例项目', { indicators: [indicator('产出指标/时效指标/本年度完成', '2024年度')] })] },
      ),
    ],
    right: [
      right('有月份', {
        sheets: [
          goalSheet('示例项目', { indicators: [indicator('产出指标/时效指标/示例工程竣工', '2024年10月底前')] }),
        ],
      }),
    ],
  },
});
