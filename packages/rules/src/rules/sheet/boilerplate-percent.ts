import { INDICATORS_2021 } from '../../basis.ts';
import type { SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { type TargetAt, targetOf } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  bare: readonly TargetAt[];
  filled: number;
}

/** The figures that are written where none has been thought of. */
const ROUND = new Set([80, 85, 90, 95, 98, 100]);

export default defineRule({
  id: 'boilerplate-percent',
  title: '指标值几乎都是笼统的百分比',
  severity: 'warning',
  scope: 'sheet',
  why: '数量、时效、成本、效益一律写 90%、95%、100%，没有人数、次数、金额、日期，说明指标值没有经过测算，年底也无从核对。',
  basis: [`${INDICATORS_2021}：绩效指标应当重点突出、量化易评`],
  parameters: {
    share: { title: '百分比占全部指标值的比例达到多少才报', default: 0.85 },
    least: { title: '至少有这么多个指标才报', default: 6 },
  },
  *find(index, { share, least }): Generator<Fact> {
    for (const sheet of index.sheets) {
      if (sheet.sheet.scope === 'department' || sheet.sheet.form !== 'goal') continue;
      let filled = 0;
      const bare: TargetAt[] = [];
      for (const at of sheet.indicators) {
        const found = targetOf(at, 'FY');
        if (!found || !/^(output|benefit|satisfaction|cost)\./.test(at.indicator.kind)) continue;
        filled++;
        const { unit, value } = found.target;
        if (unit === '%' && value !== null && ROUND.has(value)) bare.push({ at, ...found });
      }
      if (filled >= least && bare.length >= share * filled) yield { sheet, bare, filled };
    }
  },
  report({ sheet, bare, filled }) {
    const figures = [...new Set(bare.map(({ target }) => `${target.value}%`))];
    return {
      message: `${quote(sheet.sheet.name)}的 ${filled} 个指标值中有 ${bare.length} 个只是百分比（${figures.join('、')}）。`,
      subject: sheetSubject(sheet, '指标值'),
      paths: bare.map(({ path }) => path),
      advice: '数量写人数、次数、个数，时效写日期或天数，成本写金额；比率写经过测算的数。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '六个指标都是百分比',
        { sheet: '示例经费' },
        {
          sheets: [
            goalSheet('示例经费', {
              indicators: [
                indicator('产出指标/数量指标/示例事项办结', '100%'),
                indicator('产出指标/质量指标/示例事项合规率', '≥95%'),
                indicator('产出指标/时效指标/示例事项办理及时率', '≥95%'),
                indicator('产出指标/成本指标/示例成本控制', '≤100%'),
                indicator('效益指标/社会效益指标/示例服务知晓率', '≥90%'),
                indicator('满意度指标/服务对象满意度指标/群众满意度', '≥90%'),
              ],
            }),
          ],
        },
      ),
    ],
    right: [
      right('有数量、日期、金额', {
        sheets: [
          goalSheet('示例经费', {
            indicators: [
              indicator('产出指标/数量指标/示例办件数量', '≥1200件'),
              indicator('产出指标/质量指标/示例办件合规率', '≥95%'),
              indicator('产出指标/时效指标/示例办件办结天数', '≤5天'),
              indicator('产出指标/成本指标/示例办件成本', '≤20元/件'),
              indicator('效益指标/社会效益指标/示例服务知晓率', '≥90%'),
              indicator('满意度指标/服务对象满意度指标/群众满意度', '≥90%'),
            ],
          }),
        ],
      }),
    ],
  },
});
