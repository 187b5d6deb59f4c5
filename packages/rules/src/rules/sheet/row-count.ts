import { INDICATORS_2021 } from '../../basis.ts';
import type { SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, income, indicator, right, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { declaredProjects } from '../../sheet-text.ts';
import { quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  count: number;
}

export default defineRule({
  id: 'row-count',
  title: '指标个数过少或过多',
  severity: 'info',
  scope: 'sheet',
  why: '指标过少，考核不全；过多，重点不突出，也增加填报负担。',
  basis: [`${INDICATORS_2021}：绩效指标应当重点突出`],
  parameters: { min: { title: '至少几个', default: 1 }, max: { title: '至多几个', default: 20 } },
  *find(index, { min, max }): Generator<Fact> {
    for (const sheet of declaredProjects(index)) {
      // The standard rows of 决策 and 过程 are not the unit's own.
      const count = sheet.indicators.filter(({ indicator: { kind } }) => !/^(decision|process)/.test(kind)).length;
      if (sheet.funding.length > 0 && count > 0 && (count < min || count > max)) yield { sheet, count };
    }
  },
  report({ sheet, count }, _index, { min, max }) {
    return {
      message: `${quote(sheet.sheet.name)}有 ${count} 个三级指标，${count < min ? `少于 ${min} 个` : `多于 ${max} 个`}。`,
      subject: { sheet: sheet.sheet.name },
      paths: [`${sheet.path}/name`],
      actual: String(count),
      advice: count < min ? '补充产出、效益指标。' : '保留核心指标，合并或删去其余。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '二十一个',
        { sheet: '示例资金' },
        {
          sheets: [
            goalSheet('示例资金', {
              funding: [income('总计', 30)],
              indicators: [
                ...Array.from({ length: 20 }, (_, i) =>
                  indicator(`产出指标/数量指标/示例${i + 1}号设备`, `≥${i + 3}台`),
                ),
                indicator('产出指标/质量指标/示例设备完好率', '≥91%'),
                indicator('效益指标/社会效益指标/示例服务知晓率', '≥91%'),
              ],
            }),
          ],
        },
      ),
    ],
    right: [
      right('三个', {
        sheets: [
          goalSheet('示例资金', {
            funding: [income('总计', 30)],
            indicators: [
              indicator('产出指标/数量指标/示例设备', '≥3台'),
              indicator('产出指标/质量指标/示例设备完好率', '≥91%'),
              indicator('效益指标/社会效益指标/示例服务知晓率', '≥91%'),
            ],
          }),
        ],
      }),
    ],
  },
});
