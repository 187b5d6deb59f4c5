import { MONITORING_2019 } from '../../basis.ts';
import { fundingOf, type SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, spending, wrong } from '../../example.ts';
import { type TargetAt, targetOf } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { listed, quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  quantities: number;
  rows: readonly [TargetAt, ...TargetAt[]];
}

export default defineRule({
  id: 'half-without-work',
  title: '半年没有产出却有全年的效果',
  severity: 'warning',
  scope: 'sheet',
  why: '上半年不支出、数量指标都是 0，质量、效益、满意度却与全年相同：没有做的事谈不上质量和满意，半年监控时无法填报。',
  basis: [`${MONITORING_2019}：绩效运行监控对照年度绩效目标的进度`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const sheet of index.sheets) {
      if (sheet.sheet.form !== 'goal') continue;
      const spent = fundingOf(sheet, 'expenditure', 'H1');
      if (spent.length === 0 || spent.some(({ value }) => value !== 0n)) continue;
      let quantities = 0;
      let begun = false;
      const rows: TargetAt[] = [];
      for (const at of sheet.indicators) {
        const half = targetOf(at, 'H1');
        const full = targetOf(at, 'FY');
        if (!half || !full) continue;
        const { kind } = at.indicator;
        if (kind === 'output.quantity') {
          if (half.target.value === 0 && full.target.value) quantities++;
          else begun = true;
        } else if (/^(output\.quality|benefit|satisfaction)/.test(kind) && half.target.raw === full.target.raw)
          rows.push({ at, ...half });
      }
      const [first, ...rest] = rows;
      if (first && quantities > 0 && !begun) yield { sheet, quantities, rows: [first, ...rest] };
    }
  },
  report({ sheet, quantities, rows }) {
    return {
      message: `${quote(sheet.sheet.name)}上半年支出为 0，${quantities} 个数量指标半年值都是 0，而${listed(rows.map(({ at }) => at.indicator.level3))}的半年指标值与全年相同。`,
      subject: sheetSubject(sheet, '半年指标值'),
      paths: rows.map(({ path }) => path),
      advice: '上半年不开展的，质量、效益、满意度的半年指标值填 0 或写明“下半年实施”；上半年开展的，补填支出和数量。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '上半年什么也不做，满意度照样 90%',
        { sheet: '示例补助资金' },
        {
          sheets: [
            goalSheet('示例补助资金', {
              funding: [spending('资金总额', 0, 'H1'), spending('资金总额', 2350)],
              indicators: [
                indicator('产出指标/数量指标/示例补助人数', '>1300人', { H1: '0' }),
                indicator('产出指标/质量指标/示例补助达标率', '≥98%', { H1: '0' }),
                indicator('效益指标/社会效益指标/示例服务知晓率', '≥91%', { H1: '0' }),
                indicator('满意度指标/服务对象满意度指标/群众满意度', '≥90%', { H1: '≥90%' }),
              ],
            }),
          ],
        },
      ),
    ],
    right: [
      right('上半年已经开展', {
        sheets: [
          goalSheet('示例补助资金', {
            funding: [spending('资金总额', 1000, 'H1'), spending('资金总额', 2350)],
            indicators: [
              indicator('产出指标/数量指标/示例补助人数', '>1300人', { H1: '≥600人' }),
              indicator('产出指标/质量指标/示例补助达标率', '≥98%', { H1: '≥98%' }),
              indicator('效益指标/社会效益指标/示例服务知晓率', '≥91%', { H1: '≥91%' }),
              indicator('满意度指标/服务对象满意度指标/群众满意度', '≥90%', { H1: '≥90%' }),
            ],
          }),
        ],
      }),
    ],
  },
});
