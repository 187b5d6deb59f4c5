import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { indicatorSubject, plannedTargets, type TargetAt, wordsAfterFigure } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { isRateName, periodWord, quote } from '../../wording.ts';

interface Fact extends TargetAt {
  what: 'rate' | 'cost' | 'count' | 'named';
}

/** Names that say themselves what is counted: 培训人次 800 can only be 人次. */
const NAMES_UNIT =
  /(人数|人次|次数|天数|户数|个数|套数|台数|件数|篇数|期数|场次|班次|学时数?|时长|面积|里程|村数|家数|批次|数量)([（(].*[)）])?$/;

export default defineRule({
  id: 'unit-missing',
  title: '指标值没有计量单位',
  severity: 'error',
  scope: 'indicator',
  why: '没有单位的数说不清是多少：44 次、44 人还是 44%？执行和评价时各有各的理解。',
  basis: [`${INDICATORS_2021}：定量指标应当有明确的计量单位`],
  parameters: {
    namedSeverity: { title: '名称已含单位（如“培训人次”）时的程度：warning 或 info', default: 'warning' },
  },
  *find(index): Generator<Fact> {
    for (const one of plannedTargets(index)) {
      const { target, at } = one;
      if (target.value === null || target.unit !== null || target.value === 0) continue;
      // Words behind the figure that are no unit are another matter: unit-garbled.
      if (wordsAfterFigure(target) !== '') continue;
      // 90100 is no figure that lacks a unit, but two figures: value-absurd.
      if (/^\d{2}100$/.test(String(target.value)) && target.value >= 50000) continue;
      const { kind, level3 } = at.indicator;
      if (kind.startsWith('decision.')) continue;
      // A bare year is a date.
      if (kind === 'output.timeliness' && target.value >= 1990 && target.value < 2100) continue;
      const what =
        isRateName(level3) || kind === 'satisfaction.beneficiary'
          ? 'rate'
          : kind === 'output.cost' || kind.startsWith('cost.')
            ? 'cost'
            : NAMES_UNIT.test(level3)
              ? 'named'
              : 'count';
      yield { ...one, what };
    }
  },
  report({ at, target, path, what }, _index, { namedSeverity }) {
    const { level3 } = at.indicator;
    const asked = {
      rate: `补上“%”，如 ${target.raw}%。`,
      cost: '补上“元”或“万元”。',
      count: '补上计量单位，如次、人、个、场。',
      named: '补上计量单位，与名称一致。',
    }[what];
    return {
      ...(what === 'named' ? { severity: namedSeverity === 'info' ? ('info' as const) : ('warning' as const) } : {}),
      message: `${quote(level3)}${periodWord(target)}填写为 ${target.raw}，没有计量单位。`,
      subject: indicatorSubject(at),
      paths: [path, `${at.path}/level3`],
      actual: target.raw,
      advice: asked,
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
              indicator('产出指标/时效指标/完成时间', '2024年'),
            ],
          }),
        ],
      }),
    ],
  },
});
