import { INDICATORS_2021 } from '../../basis.ts';
import type { IndicatorIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { indicatorSubject } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Fact {
  below: IndicatorIndex;
  above: IndicatorIndex;
  from: number;
  to: number;
  thing: string;
}

const BAND = /(\d+)(万?[\u4e00-\u9fff]{1,2}?)(?:[（(]含[)）])?(以下|以内|以上)/;

export default defineRule({
  id: 'gap-in-bands',
  title: '分档标准中间有空档',
  severity: 'warning',
  scope: 'sheet',
  why: '“3000人以下”一档、“5000人以上”一档，3000 到 5000 人的没有标准，执行时无从确定。',
  basis: [`${INDICATORS_2021}：成本指标的设置`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const { indicators } of index.sheets) {
      const bands = indicators.flatMap((at) => {
        const m = /cost/.test(at.indicator.kind) ? BAND.exec(at.indicator.level3.replace(/\s/g, '')) : null;
        return m
          ? [
              {
                at,
                limit: Number(m[1]),
                thing: m[2]!,
                above: m[3] === '以上',
                rest: at.indicator.level3.replace(m[0], ''),
              },
            ]
          : [];
      });
      for (const low of bands.filter(({ above }) => !above)) {
        const highs = bands.filter(({ above, thing, rest }) => above && thing === low.thing && rest === low.rest);
        const between = indicators.some(
          ({ indicator: { kind, level3 } }) =>
            /cost/.test(kind) && level3.includes(String(low.limit)) && /[-—~～至到]/.test(level3),
        );
        const [high] = highs;
        if (high && highs.length === 1 && high.limit > low.limit && !between)
          yield { below: low.at, above: high.at, from: low.limit, to: high.limit, thing: low.thing };
      }
    }
  },
  report({ below, above, from, to, thing }) {
    return {
      message: `${quote(below.indicator.level3)}与${quote(above.indicator.level3)}之间，${from}${thing}到 ${to}${thing}的没有标准。`,
      subject: indicatorSubject(above),
      paths: [`${above.path}/level3`, `${below.path}/level3`],
      advice: `补充 ${from}${thing}至 ${to}${thing}的标准，或者改正分档。`,
    };
  },
  examples: {
    wrong: [
      wrong(
        '三千与五千之间',
        { level3: '5000人以上' },
        {
          sheets: [
            goalSheet('示例资金', {
              indicators: [
                indicator('产出指标/成本指标/3000人以下', '10万元/村'),
                indicator('产出指标/成本指标/5000人以上', '15万元/村'),
              ],
            }),
          ],
        },
      ),
    ],
    right: [
      right('首尾相接', {
        sheets: [
          goalSheet('示例资金', {
            indicators: [
              indicator('产出指标/成本指标/3000人以下', '10万元/村'),
              indicator('产出指标/成本指标/3000人以上', '15万元/村'),
            ],
          }),
        ],
      }),
    ],
  },
});
