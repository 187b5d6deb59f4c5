import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { offered, rewordTargets } from '../../fixes.ts';
import { indicatorSubject, isRunTogether, plannedTargets, runTogether, type TargetAt } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { isRateName, listed, periodWord, quote } from '../../wording.ts';

/** Targets of one sheet with the same figure: one slip. */
interface Fact {
  same: readonly TargetAt[];
}

export default defineRule({
  id: 'value-absurd',
  title: '指标值不合情理',
  severity: 'error',
  scope: 'indicator',
  why: '指标值连同单位才有意义。没有单位、又大得不合情理的数（如 ≥90100），多半是两个数连写，或者把别的列的数填进了单位。',
  basis: [`${INDICATORS_2021}：绩效指标应当量化易评`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const sheet of index.sheets) {
      const groups = new Map<string, TargetAt[]>();
      for (const one of plannedTargets({ ...index, sheets: [sheet] })) {
        if (!isRunTogether(one.at.indicator, one.target)) continue;
        const key = one.target.raw;
        groups.set(key, [...(groups.get(key) ?? []), one]);
      }
      for (const same of groups.values()) {
        yield { same };
      }
    }
  },
  report({ same }) {
    const [first] = same as [TargetAt, ...TargetAt[]];
    const { raw } = first.target;
    const { low, high } = runTogether(first.target)!;
    const names = listed(same.map(({ at }) => at.indicator.level3));
    const sign = raw.replace(/[\d.,\s].*$/, '');
    return {
      message: `${names}${periodWord(first.target)}填写为 ${raw}，没有单位，数值不合情理：看来是 ${low} 与 ${high} 连写，${high} 占了单位的位置。`,
      subject: indicatorSubject(first.at),
      paths: same.map(({ path }) => path),
      expected: `${sign}${low}%`,
      actual: raw,
      ...(same.every(({ at }) => isRateName(at.indicator.level3))
        ? offered(rewordTargets(`改为 ${sign}${low}%`, same, () => `${sign}${low}%`))
        : {}),
      advice: `按实际目标改写，如 ${sign}${low}%；计数的指标写明单位。${same.length > 1 ? `${quote(first.at.sheet.sheet.name)}共 ${same.length} 处，一并改正。` : ''}`,
    };
  },
  examples: {
    wrong: [
      wrong(
        '满意度 ≥90100',
        { sheet: '示例补贴', level3: '示例居民满意度' },
        {
          sheets: [
            goalSheet('示例补贴', {
              indicators: [indicator('满意度指标/服务对象满意度指标/示例居民满意度', '≥90100')],
            }),
          ],
        },
      ),
      wrong(
        '同一张表里五个指标都是 ≥90100',
        { sheet: '示例补助资金', level3: '工作考核优良率' },
        {
          sheets: [
            goalSheet('示例补助资金', {
              indicators: [
                indicator('产出指标/质量指标/工作考核优良率', '≥90100'),
                indicator('产出指标/时效指标/工作完成的时效', '≥90100'),
                indicator('产出指标/成本指标/资金成本', '≥90100'),
                indicator('效益指标/社会效益指标/社会效益显著', '≥90100'),
                indicator('满意度指标/服务对象满意度指标/服务对象满意度', '≥90100'),
              ],
            }),
          ],
        },
      ),
    ],
    right: [
      right('大数有单位', {
        sheets: [
          goalSheet('示例培训经费', { indicators: [indicator('产出指标/数量指标/网络学院学时', '≥90100学时')] }),
        ],
      }),
      right('数量指标的大数', {
        sheets: [goalSheet('示例种植经费', { indicators: [indicator('产出指标/数量指标/栽植树木', '≥50100株')] })],
      }),
    ],
  },
});
