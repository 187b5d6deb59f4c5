import { INDICATORS_2021 } from '../../basis.ts';
import type { IndicatorIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { offered, rewordTargets } from '../../fixes.ts';
import {
  indicatorSubject,
  isRunTogether,
  printedTargets,
  type TargetAt,
  targetsByIndicator,
  wordsAfterFigure,
} from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { isRateName, quote } from '../../wording.ts';

interface Fact {
  targets: readonly [TargetAt, ...TargetAt[]];
  what: 'rate' | 'cost' | 'count' | 'named';
}

/** Names that say themselves what is counted: 培训人次 800 can only be 人次. */
const NAMES_UNIT = /(人次|场次|班次|时长|面积|里程|批次|数量|数)([（(].*[)）])?$/;

function lacksUnit({ at, target }: TargetAt): boolean {
  const { value, unit } = target;
  if (value === null || unit !== null || value === 0) return false;
  // Words behind the figure that are no unit are another matter: unit-garbled.
  if (wordsAfterFigure(target) !== '') return false;
  // 90100 is no figure that lacks a unit, but two figures: value-absurd.
  if (isRunTogether(at.indicator, target)) return false;
  const { kind } = at.indicator;
  // A bare year is a date.
  const year = kind === 'output.timeliness' && value >= 1990 && value < 2100;
  return !year && !kind.startsWith('decision.');
}

function whatOf({ indicator }: IndicatorIndex): Fact['what'] {
  const { kind, level3 } = indicator;
  if (isRateName(level3) || kind === 'satisfaction.beneficiary') return 'rate';
  if (kind === 'output.cost' || kind.startsWith('cost.')) return 'cost';
  return NAMES_UNIT.test(level3) ? 'named' : 'count';
}

export default defineRule({
  id: 'unit-missing',
  title: '指标值没有计量单位',
  severity: 'error',
  scope: 'indicator',
  why: '没有单位的数说不清是多少：44 次、44 人还是 44%？执行和评价时各有各的理解。',
  basis: [`${INDICATORS_2021}：绩效指标应当量化易评`],
  parameters: {
    namedSeverity: { title: '名称已含单位（如“培训人次”）时的程度：warning 或 info', default: 'warning' },
  },
  *find(index): Generator<Fact> {
    for (const targets of targetsByIndicator(index, lacksUnit)) yield { targets, what: whatOf(targets[0].at) };
  },
  report({ targets, what }, _index, { namedSeverity }) {
    const [{ at, target }] = targets;
    const advice = {
      rate: `补上“%”，如 ${target.raw}%。`,
      cost: '补上“元”或“万元”。',
      count: '补上计量单位，如次、人、个、场。',
      named: '补上计量单位，与名称一致。',
    }[what];
    return {
      ...(what === 'named' ? { severity: namedSeverity === 'info' ? ('info' as const) : ('warning' as const) } : {}),
      message: `${quote(at.indicator.level3)}${printedTargets(targets)}，没有计量单位。`,
      subject: indicatorSubject(at),
      paths: [...targets.map(({ path }) => path), `${at.path}/level3`],
      actual: target.raw,
      ...(what === 'rate' && targets.every((one) => one.target.max === null && (one.target.value ?? 101) <= 100)
        ? offered(rewordTargets('补上“%”', targets, (raw) => (/\d\s*$/.test(raw) ? `${raw.trim()}%` : raw)))
        : {}),
      advice,
    };
  },
  examples: {
    wrong: [
      wrong(
        '调研 44，不知是次还是人',
        { level3: '开展小型调研' },
        { sheets: [goalSheet('示例调研经费', { indicators: [indicator('产出指标/数量指标/开展小型调研', '≥44')] })] },
      ),
      wrong(
        '合格率没有百分号',
        { level3: '培训合格率' },
        { sheets: [goalSheet('示例培训经费', { indicators: [indicator('产出指标/质量指标/培训合格率', '95')] })] },
      ),
    ],
    right: [
      right('有单位；半年为 0 不需要单位', {
        sheets: [
          goalSheet('示例培训经费', {
            indicators: [
              indicator('产出指标/数量指标/培训人次', '800人次', { H1: '0' }),
              indicator('产出指标/质量指标/培训合格率', '100%'),
              indicator('产出指标/时效指标/完成时间', '2024年11月'),
            ],
          }),
        ],
      }),
    ],
  },
});
