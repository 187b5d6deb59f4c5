import { INDICATORS_2021 } from '../../basis.ts';
import type { SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  /** The largest weight; the only one where all are the same. */
  weight: number;
  all: boolean;
}

export default defineRule({
  id: 'weight-flat',
  title: '权重没有区分主次',
  severity: 'info',
  scope: 'sheet',
  why: '所有指标权重相同，或者一个指标占去四成以上，看不出哪些指标是核心。',
  basis: [`${INDICATORS_2021}：权重应当突出核心指标`],
  parameters: {
    least: { title: '至少有这么多个指标才报', default: 5 },
    most: { title: '一个指标的权重超过多少才报', default: 40 },
  },
  *find(index, { least, most }): Generator<Fact> {
    for (const sheet of index.sheets) {
      const weights = sheet.indicators.flatMap(({ indicator: { weight } }) => (weight === undefined ? [] : [weight]));
      if (weights.length < least || weights.length < sheet.indicators.length) continue;
      const weight = Math.max(...weights);
      const all = weights.every((one) => one === weight);
      if (all || weight > most) yield { sheet, weight, all };
    }
  },
  report({ sheet, weight, all }) {
    return {
      message: `${quote(sheet.sheet.name)}${all ? `的所有指标权重都是 ${weight}` : `有一个指标的权重是 ${weight}`}。`,
      subject: sheetSubject(sheet, '权重'),
      paths: sheet.indicators.filter(({ indicator: one }) => one.weight === weight).map(({ path }) => `${path}/weight`),
      advice: '核心的产出、效益指标权重大一些，其他小一些。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '五个指标都是 18 分',
        { row: '权重' },
        {
          sheets: [
            goalSheet('示例资金', {
              indicators: ['甲', '乙', '丙', '丁', '戊'].map((name, i) => ({
                ...indicator(`产出指标/数量指标/示例${name}类设备`, `≥${i + 3}台`),
                weight: 18,
              })),
            }),
          ],
        },
      ),
    ],
    right: [
      right('有主有次', {
        sheets: [
          goalSheet('示例资金', {
            indicators: [30, 20, 20, 10, 10].map((weight, i) => ({
              ...indicator(`产出指标/数量指标/示例${'甲乙丙丁戊'[i]}类设备`, `≥${i + 3}台`),
              weight,
            })),
          }),
        ],
      }),
    ],
  },
});
