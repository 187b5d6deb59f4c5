import { unitKindOf } from '@jizhun/model';
import { MONITORING_2019 } from '../../basis.ts';
import type { IndicatorIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { allIndicators, indicatorSubject, targetOf } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Fact {
  at: IndicatorIndex;
  half: NonNullable<ReturnType<typeof targetOf>>;
  full: NonNullable<ReturnType<typeof targetOf>>;
}

/** What is done event by event, so that it adds up; what is kept up (在岗人数, 维护系统) stays the same all year. */
const DONE =
  /(招录|招聘|引进|培训|举办|召开|开展|组织|新建|建设|采购|购置|发放|评选|发展|完成|检查|慰问|走访|印发|发表|制作|拍摄|授课)/;

export default defineRule({
  id: 'half-equals-full',
  title: '累计指标半年数等于全年数',
  severity: 'info',
  scope: 'indicator',
  why: '招录、培训、举办这类逐次累计的数量，上半年就达到全年数，等于下半年没有任务。确实集中在上半年完成的，没有问题。',
  basis: [`${MONITORING_2019}：绩效运行监控对照年度绩效目标的进度`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const at of allIndicators(index)) {
      const half = targetOf(at, 'H1');
      const full = targetOf(at, 'FY');
      if (!half || !full || !DONE.test(at.indicator.level3)) continue;
      const [h, f] = [half.target, full.target];
      const kind = f.unit === null ? undefined : unitKindOf(f.unit);
      if ((kind !== 'count' && kind !== 'event') || f.unit?.includes('/') || !f.value || h.value !== f.value) continue;
      if (h.unit === f.unit && h.operator === f.operator && f.operator !== '<=' && f.operator !== '<')
        yield { at, half, full };
    }
  },
  report({ at, half, full }) {
    return {
      message: `${quote(at.indicator.level3)}半年和全年指标值都是 ${full.target.raw}：下半年没有任务。`,
      subject: indicatorSubject(at),
      paths: [half.path, full.path],
      actual: half.target.raw,
      advice: '按进度填写半年指标值；集中在上半年完成的，不必修改。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '招录人数半年、全年都是 1000 人',
        { level3: '示例人员招录' },
        {
          sheets: [
            goalSheet('示例招录经费', {
              indicators: [indicator('产出/数量指标/示例人员招录', '>1000人', { H1: '>1000人' })],
            }),
          ],
        },
      ),
    ],
    right: [
      right('比率、存量不累计', {
        sheets: [
          goalSheet('示例经费', {
            indicators: [
              indicator('产出/质量指标/培训合格率', '≥90%', { H1: '≥90%' }),
              indicator('产出/数量指标/系统维护数量', '3个', { H1: '3个' }),
              indicator('产出/数量指标/举办培训班', '≥5期', { H1: '≥2期' }),
            ],
          }),
        ],
      }),
    ],
  },
});
