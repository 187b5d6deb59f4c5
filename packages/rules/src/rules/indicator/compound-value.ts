import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { indicatorSubject, printedTargets, type TargetAt, targetsByIndicator } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Fact {
  targets: readonly [TargetAt, ...TargetAt[]];
}

export default defineRule({
  id: 'compound-value',
  title: '一个指标值写了两个数',
  severity: 'info',
  scope: 'indicator',
  why: '一个指标里有两个数量，一个完成、一个没完成时无法打分。',
  basis: [`${INDICATORS_2021}：绩效指标应当量化易评`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const targets of targetsByIndicator(
      index,
      ({ target: { value, raw } }) =>
        value === null && /\d[\d.]*[^\d,，、；;。（(]{1,8}[,，、；;]\s*\d[\d.]*[^\d]/.test(raw) && raw.length <= 24,
    ))
      yield { targets };
  },
  report({ targets }) {
    const [{ at, target }] = targets;
    return {
      message: `${quote(at.indicator.level3)}${printedTargets(targets)}：一个指标值里有两个数。`,
      subject: indicatorSubject(at),
      paths: targets.map(({ path }) => path),
      actual: target.raw,
      advice: '分成两个指标，各写一个数。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '档案和散件',
        { level3: '示例档案整理数量' },
        {
          sheets: [
            goalSheet('示例项目', {
              indicators: [indicator('产出指标/数量指标/示例档案整理数量', '250卷档案,2800卷散件')],
            }),
          ],
        },
      ),
    ],
    right: [
      right('分成两个', {
        sheets: [
          goalSheet('示例项目', {
            indicators: [
              indicator('产出指标/数量指标/示例档案整理数量', '250卷'),
              indicator('产出指标/数量指标/示例散件整理数量', '2800卷'),
            ],
          }),
        ],
      }),
    ],
  },
});
