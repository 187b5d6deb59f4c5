import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { offered, rewordTargets, withSign } from '../../fixes.ts';
import { indicatorSubject, printedTargets, type TargetAt, targetsByIndicator } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { isFailureName, quote } from '../../wording.ts';

interface Fact {
  targets: readonly [TargetAt, ...TargetAt[]];
}
const HIGH = /(满意度|满意率|合格率|优良率|达标率)$/;

function isReversed({ at, target: { operator, value } }: TargetAt): boolean {
  if (value === null) return false;
  const { level3 } = at.indicator;
  const name = level3.replace(/[（(][^()（）]*[)）]$/, '');
  if (/(下降|降低|减少|控制|不)/.test(name)) return false;
  if (operator === '>=' || operator === '>') return isFailureName(name);
  return (operator === '<=' || operator === '<') && value < 100 && HIGH.test(name) && !/不满意|不合格/.test(name);
}

export default defineRule({
  id: 'op-direction',
  title: '指标值的方向反了',
  severity: 'error',
  scope: 'indicator',
  why: '故障率、投诉率越低越好，却规定了下限；满意度越高越好，却规定了上限。按这样的指标值，做得越差得分越高。',
  basis: [`${INDICATORS_2021}：绩效指标应当指向明确`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const targets of targetsByIndicator(index, isReversed)) yield { targets };
  },
  report({ targets }) {
    const [{ at, target }] = targets;
    return {
      message: `${quote(at.indicator.level3)}${printedTargets(targets)}：方向与指标相反。`,
      subject: indicatorSubject(at),
      paths: targets.map(({ path }) => path),
      actual: target.raw,
      ...offered(
        rewordTargets('对比符号改为相反', targets, (raw) =>
          withSign(raw, target.operator === '<=' || target.operator === '<' ? '≥' : '≤'),
        ),
      ),
      advice: '故障、投诉、差错用 ≤，满意、合格用 ≥。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '故障率 ≥',
        { level3: '示例系统故障率' },
        { sheets: [goalSheet('示例项目', { indicators: [indicator('产出指标/质量指标/示例系统故障率', '≥4%')] })] },
      ),
      wrong(
        '满意度 ≤',
        { level3: '示例群众满意度' },
        {
          sheets: [
            goalSheet('示例项目', { indicators: [indicator('满意度指标/服务对象满意度/示例群众满意度', '≤92%')] }),
          ],
        },
      ),
      wrong(
        '差错率 >',
        { level3: '示例业务差错率（%）' },
        {
          sheets: [goalSheet('示例项目', { indicators: [indicator('产出指标/质量指标/示例业务差错率（%）', '>3%')] })],
        },
      ),
      wrong(
        '验收合格率 <',
        { level3: '示例验收合格率（一次）' },
        {
          sheets: [
            goalSheet('示例项目', { indicators: [indicator('产出指标/质量指标/示例验收合格率（一次）', '<96%')] }),
          ],
        },
      ),
    ],
    right: [
      right('上限为 100% 没有说反，不满意的比率可以有上限，其他指标可以有上限', {
        sheets: [
          goalSheet('示例项目', {
            indicators: [
              indicator('满意度指标/服务对象满意度/示例群众满意度', '≤100%'),
              indicator('产出指标/质量指标/示例不合格率', '≤3%'),
              indicator('成本指标/经济成本指标/示例培训费', '≤12万元'),
            ],
          }),
        ],
      }),
      right('方向正确', {
        sheets: [
          goalSheet('示例项目', {
            indicators: [
              indicator('产出指标/质量指标/示例系统故障率', '≤4%'),
              indicator('产出指标/质量指标/投诉办结率', '≥97%'),
              indicator('效益指标/社会效益指标/示例事故发生率降低', '≥12%'),
            ],
          }),
        ],
      }),
    ],
  },
});
