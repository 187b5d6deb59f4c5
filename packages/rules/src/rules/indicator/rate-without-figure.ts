import { comparable } from '@jizhun/model';
import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { allIndicators, indicatorSubject, type TargetAt, targetOf } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { isFailureName, isRateName, quote } from '../../wording.ts';

interface Fact extends TargetAt {
  satisfaction: boolean;
}

export default defineRule({
  id: 'rate-without-figure',
  title: '比率、满意度没有数值',
  severity: 'error',
  scope: 'indicator',
  why: '满意度和比率是能算出来的数，只写“高”“进一步提升”，年底无法判断是否完成。',
  basis: [`${INDICATORS_2021}：绩效指标应当量化易评`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const at of allIndicators(index)) {
      const found = targetOf(at, 'FY');
      if (!found || /^(decision|duty)/.test(at.indicator.kind)) continue;
      const { value, text, notAfter, raw } = found.target;
      if (value !== null || notAfter || !text || /涉密|\d|百分之|[一二三四五六七八九]成/.test(raw)) continue;
      // Its own name as the value: value-equals-name.
      if (comparable(text) === at.key) continue;
      const { level3 } = at.indicator;
      const satisfaction = /满意/.test(level3);
      if (satisfaction || (isRateName(level3) && /率$/.test(level3) && !/效率$/.test(level3)))
        yield { at, ...found, satisfaction };
    }
  },
  report({ at, target, path, satisfaction }) {
    return {
      ...(satisfaction ? {} : { severity: 'warning' as const }),
      message: `${quote(at.indicator.level3)}全年指标值填写为“${target.raw}”：${satisfaction ? '满意度' : '比率'}没有数值。`,
      subject: indicatorSubject(at),
      paths: [path],
      actual: target.raw,
      advice: satisfaction
        ? '填写要达到的满意度，如 ≥90%，并做好测评。'
        : isFailureName(at.indicator.level3)
          ? '填写不超过多少，用“≤”，如 ≤5%；不是比率的，改正名称。'
          : '填写要达到的比率，如 ≥90%；不是比率的，改正名称。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '满意率填“高”',
        { level3: '人才满意率' },
        { sheets: [goalSheet('示例人才经费', { indicators: [indicator('满意度/服务对象满意度/人才满意率', '高')] })] },
      ),
      wrong(
        '使用率填“进一步提升”',
        { level3: '服务中心使用率' },
        {
          sheets: [
            goalSheet('示例建设经费', { indicators: [indicator('产出/质量指标/服务中心使用率', '进一步提升')] }),
          ],
        },
      ),
    ],
    right: [
      right('有数值，或者不是比率', {
        sheets: [
          goalSheet('示例人才经费', {
            indicators: [
              indicator('满意度/服务对象满意度/人才满意率', '90%以上'),
              indicator('产出/质量指标/培训质量', '课程评估为优良'),
              indicator('效益/社会效益/提高工作效率', '明显提高'),
              indicator('决策/项目立项/立项依据充分性', '充分'),
            ],
          }),
        ],
      }),
    ],
  },
});
