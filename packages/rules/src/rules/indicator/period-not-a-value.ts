import { comparable } from '@jizhun/model';
import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { allTogether } from '../../gather.ts';
import { allIndicators, indicatorSubject, type TargetAt, targetOf } from '../../indicators.ts';
import { defineGathered } from '../../rule.ts';
import { listed } from '../../wording.ts';

export default defineGathered({
  id: 'period-not-a-value',
  title: '实施周期指标值写的是解释',
  severity: 'info',
  scope: 'indicator',
  why: '实施周期指标值要写整个周期达到多少。写成指标的含义、算法，这一栏等于没有填。',
  basis: [`${INDICATORS_2021}：指标解释与指标值分栏填写`],
  parameters: {},
  *find(index): Generator<TargetAt> {
    for (const at of allIndicators(index)) {
      const found = targetOf(at, 'CYCLE');
      const year = targetOf(at, 'FY');
      // The year has a figure, so that the cycle could have one too.
      if (!found || !year || year.target.value === null || found.target.value !== null) continue;
      // Its own name as the value: value-equals-name.
      if (/涉密/.test(found.target.raw) || comparable(found.target.raw) === at.key) continue;
      yield { at, ...found };
    }
  },
  gather: (facts) => allTogether(facts),
  report({ all }) {
    const [{ at, target }] = all;

    return {
      message: `${all.length} 个指标的实施周期指标值写的是解释，不是指标值：${listed(
        all.map((one) => `${one.at.indicator.level3}：${one.target.raw}`),
        2,
      )}。`,
      subject: indicatorSubject(at),
      paths: all.map(({ path }) => path),
      actual: target.raw,
      advice: '解释移到“指标解释”，实施周期指标值写数量或比率。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '写成算法',
        { level3: '示例设备采购率' },
        {
          sheets: [
            goalSheet('示例项目', {
              indicators: [
                indicator('产出指标/质量指标/示例设备采购率', '≥94%', {
                  CYCLE: '实际采购设备数量÷计划采购设备数量×100%',
                }),
              ],
            }),
          ],
        },
      ),
    ],
    right: [
      right('有数', {
        sheets: [
          goalSheet('示例项目', {
            indicators: [indicator('产出指标/质量指标/示例设备采购率', '≥94%', { CYCLE: '≥96%' })],
          }),
        ],
      }),
    ],
  },
});
