import { GOALS_2015, INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { offered, rewordTargets } from '../../fixes.ts';
import { indicatorSubject, printedTargets, type TargetAt, targetsByIndicator } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { isBoundedRate, isSatisfaction, quote } from '../../wording.ts';

/** over: cannot be reached; satisfaction: everybody must be content; bound: ≥100% where =100% is meant. */
type Excess = 'satisfaction' | 'over' | 'bound';

interface Fact {
  targets: readonly [TargetAt, ...TargetAt[]];
  what: Excess;
}

function excessOf({ at, target }: TargetAt): Excess | undefined {
  const { value, max, operator, unit } = target;
  if (unit !== '%' || value === null || operator === null) return undefined;
  const most = max ?? value;
  const satisfaction = isSatisfaction(at.indicator);
  if (!satisfaction && !isBoundedRate(at.indicator)) return undefined;
  if (most > 100 || (most === 100 && operator === '>')) return 'over';
  if (most === 100 && operator === '>=') return satisfaction ? 'satisfaction' : 'bound';
  return undefined;
}

export default defineRule({
  id: 'pct-over-100',
  title: '比率超过 100%',
  severity: 'error',
  scope: 'indicator',
  why: '满意度、合格率、覆盖率等最多是 100%。超过 100% 达不到；满意度写成 ≥100%，等于要求人人满意，难以考核。完成率、增长率等可以超过 100%，不在此列。',
  basis: [`${GOALS_2015}：绩效目标应当合理可行`, `${INDICATORS_2021}：指标值的设定`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const targets of targetsByIndicator(index, (one) => excessOf(one) !== undefined)) {
      const kinds = targets.map(excessOf);
      yield { targets, what: kinds.includes('over') ? 'over' : kinds[0]! };
    }
  },
  report({ targets, what }) {
    const [{ at, target }] = targets;
    const { level3 } = at.indicator;
    const printed = `${quote(level3)}${printedTargets(targets)}`;
    const where = { subject: indicatorSubject(at), paths: targets.map((one) => one.path), actual: target.raw };
    if (what === 'satisfaction') {
      return {
        ...where,
        message: `${printed}：满意度上限为 100%，≥100% 等于必须全员满意，难以考核。`,
        expected: '≥95%',
        advice: '建议改为 ≥95%，或填 =100% 并说明测评方式。',
      };
    }
    if (what === 'bound') {
      return {
        ...where,
        severity: 'info',
        message: `${printed}：这一比率上限为 100%，≥100% 只能是 100%。`,
        expected: '=100%',
        advice: '改为 =100%。',
        ...offered(rewordTargets('改为 =100%', targets, () => '=100%')),
      };
    }
    return {
      ...where,
      message: `${printed}：${isSatisfaction(at.indicator) ? '满意度' : '这一比率'}不可能超过 100%。`,
      expected: '不超过 100%',
      advice: '改为不超过 100% 的数；如果不是比率，改正单位。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '满意度 ≥100%',
        { level3: '代表满意度' },
        {
          sheets: [
            goalSheet('示例工作经费', {
              indicators: [indicator('满意度/服务对象满意度/代表满意度', '≥100%', { H1: '≥90%' })],
            }),
          ],
        },
      ),
      wrong(
        '合格率 ≥100%',
        { level3: '示例验收合格率' },
        {
          sheets: [goalSheet('示例工程', { indicators: [indicator('产出指标/质量指标/示例验收合格率', '≥100%')] })],
        },
      ),
      wrong(
        '合格率 120%',
        { level3: '培训合格率' },
        { sheets: [goalSheet('示例培训经费', { indicators: [indicator('产出指标/质量指标/培训合格率', '≥120%')] })] },
      ),
    ],
    right: [
      right('完成率、增长率可以超过 100%', {
        sheets: [
          goalSheet('示例工作经费', {
            indicators: [
              indicator('过程/预算执行/非税收入预算完成率', '≥100%'),
              indicator('效益指标/经济效益指标/产值增长率', '≥120%'),
              indicator('满意度/服务对象满意度/学员满意度', '≥97%'),
              indicator('产出指标/质量指标/验收合格率', '=100%'),
            ],
          }),
        ],
      }),
    ],
  },
});
