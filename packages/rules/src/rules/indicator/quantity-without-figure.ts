import type { Indicator, Target } from '@jizhun/model';
import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { allIndicators, indicatorSubject, type TargetAt, targetOf } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Fact {
  all: readonly [TargetAt, ...TargetAt[]];
}
function isOpen({ kind }: Indicator, { value, raw }: Target): boolean {
  return (
    kind === 'output.quantity' &&
    value === null &&
    !/涉密|\d/.test(raw) &&
    /(按实际|据实|视情|按规定|按需|计划(人数|数量|任务)|完成有关|完成任务|根据(实际|需要)|预期目标)/.test(raw)
  );
}

export default defineRule({
  id: 'quantity-without-figure',
  title: '数量指标没有数量',
  severity: 'warning',
  scope: 'indicator',
  why: '数量指标的指标值写“按实际数量”“达到计划人数”，等于没有数量，无法考核，也无法与预算相比。',
  basis: [`${INDICATORS_2021}：绩效指标应当细化量化`],
  parameters: {},
  *find(index): Generator<Fact> {
    const groups = new Map<string, [TargetAt, ...TargetAt[]]>();
    for (const at of allIndicators(index)) {
      const found = targetOf(at, 'FY') ?? targetOf(at, 'CYCLE');
      if (!found || !isOpen(at.indicator, found.target)) continue;
      const key = at.path;
      const group = groups.get(key);
      if (group) group.push({ at, ...found });
      else groups.set(key, [{ at, ...found }]);
    }
    for (const all of groups.values()) yield { all };
  },
  report({ all }) {
    const [{ at, target }] = all;

    return {
      message: `${quote(at.indicator.level3)}的指标值为“${target.raw}”，没有数量。`,
      subject: indicatorSubject(at),
      paths: all.map(({ path }) => path),
      actual: target.raw,
      advice: `写明计划的数量和单位，如 ${/人数$/.test(at.indicator.level3) ? '≥20人' : /人次$/.test(at.indicator.level3) ? '≥20人次' : '≥20件'}；确实无法预计的，写上年实际数。`,
    };
  },
  examples: {
    wrong: [
      wrong(
        '按实际数量',
        { level3: '示例信访办理数量' },
        {
          sheets: [
            goalSheet('示例项目', { indicators: [indicator('产出指标/数量指标/示例信访办理数量', '按实际数量')] }),
          ],
        },
      ),
    ],
    right: [
      right('有数量', {
        sheets: [
          goalSheet('示例项目', {
            indicators: [
              indicator('产出指标/数量指标/示例信访办理数量', '≥20件'),
              indicator('产出指标/成本指标/示例体检', '按标准支出'),
            ],
          }),
        ],
      }),
    ],
  },
});
