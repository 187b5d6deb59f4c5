import type { Indicator, Target } from '@jizhun/model';
import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { allIndicators, indicatorSubject, type TargetAt, targetOf } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { listed, quote } from '../../wording.ts';

interface Fact {
  all: readonly [TargetAt, ...TargetAt[]];
}
const VAGUE =
  /^(不断|逐步|持续|进一步|全面|有效|显著|明显|稳步|切实|有力|较好|得到|日益|大力|极大)*(地)?(提高|提升|增强|改善|改变|优化|加强|发展|保障|推动|支撑|巩固|进步|稳定|促进|良好|较好|明显|显著|好|高|较高|较强|强|积极|全面|效果良好|效果明显|成效明显)+(质量)?$/;

/** 较上年提升 says from where, but not how far. */
function isVague({ kind, level3 }: Indicator, { value, text, raw }: Target): boolean {
  if (value !== null || !text || raw.length > 24 || !/^(output\.(quality|timeliness)|benefit|satisfaction)/.test(kind))
    return false;
  // Of a rate or a satisfaction: rate-without-figure.
  return !/(率|满意度)$/.test(level3) && VAGUE.test(raw.replace(/[\s，,。]/g, '').replace(/^较上(一)?年度?/, ''));
}

export default defineRule({
  id: 'vague-value',
  title: '指标值笼统',
  severity: 'info',
  scope: 'indicator',
  why: '“有效提高”“显著提升”没有说提高到什么程度，年底怎么写都算完成。定性的指标也应当写明可以核对的结果。',
  basis: [`${INDICATORS_2021}：绩效指标应当量化易评`],
  parameters: {},
  *find(index): Generator<Fact> {
    const groups = new Map<string, [TargetAt, ...TargetAt[]]>();
    for (const at of allIndicators(index)) {
      const found = targetOf(at, 'FY') ?? targetOf(at, 'CYCLE');
      if (!found || !isVague(at.indicator, found.target)) continue;
      const key = at.sheet.path;
      const group = groups.get(key);
      if (group) group.push({ at, ...found });
      else groups.set(key, [{ at, ...found }]);
    }
    for (const all of groups.values()) yield { all };
  },
  report({ all }) {
    const [{ at, target }] = all;
    const told = listed(all.map((one) => `${one.at.indicator.level3}：${one.target.raw}`));
    return {
      message: `${quote(at.sheet.sheet.name)}有 ${all.length} 个指标值没有程度或结果：${told}。`,
      subject: indicatorSubject(at),
      paths: all.map(({ path }) => path),
      actual: target.raw,
      advice: '能计数的写数量或比率；定性的写明可以核对的结果，如“制度印发实施”“零事故”。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '显著提升',
        { level3: '示例服务水平' },
        {
          sheets: [
            goalSheet('示例项目', { indicators: [indicator('效益指标/社会效益指标/示例服务水平', '显著提升')] }),
          ],
        },
      ),
    ],
    right: [
      right('有结果', {
        sheets: [
          goalSheet('示例项目', {
            indicators: [
              indicator('效益指标/社会效益指标/示例服务制度', '年内印发实施'),
              indicator('决策/项目立项/立项依据充分性', '充分'),
            ],
          }),
        ],
      }),
    ],
  },
});
