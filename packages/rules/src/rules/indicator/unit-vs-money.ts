import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { offered, rewordTargets } from '../../fixes.ts';
import { indicatorSubject, printedTargets, type TargetAt, targetsByIndicator } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Fact {
  targets: readonly [TargetAt, ...TargetAt[]];
}

export default defineRule({
  id: 'unit-vs-money',
  title: '金额单位不完整',
  severity: 'warning',
  scope: 'indicator',
  why: '“4.2万”没有写明是万元还是万人；同一张表里有的写万元、有的写万，汇总时容易出错。',
  basis: [`${INDICATORS_2021}：绩效指标应当量化易评`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const targets of targetsByIndicator(
      index,
      ({ at: { indicator: one }, target: { unit, value } }) =>
        value !== null && /cost/.test(one.kind) && /^[万亿](\/|$)/.test(unit ?? ''),
    ))
      yield { targets };
  },
  report({ targets }) {
    const [{ at, target }] = targets;
    return {
      message: `${quote(at.indicator.level3)}${printedTargets(targets)}：金额单位缺“元”。`,
      subject: indicatorSubject(at),
      paths: targets.map(({ path }) => path),
      actual: target.raw,
      ...offered(rewordTargets('补上“元”', targets, (raw) => raw.replace(/(\d\s*[万亿])(?!元)/g, '$1元'))),
      advice: '写作“万元”。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '4.2 万',
        { level3: '示例设备' },
        { sheets: [goalSheet('示例项目', { indicators: [indicator('产出指标/成本指标/示例设备', '4.2万')] })] },
      ),
    ],
    right: [
      right('写作万元', {
        sheets: [goalSheet('示例项目', { indicators: [indicator('产出指标/成本指标/示例设备', '4.2万元')] })],
      }),
    ],
  },
});
