import { MONITORING_2019 } from '../../basis.ts';
import { fundingOf, type IndicatorIndex, type SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, spending, wrong } from '../../example.ts';
import { indicatorSubject, targetOf } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { quote } from '../../wording.ts';

type Fact =
  | { what: 'money'; sheet: SheetIndex; has: '半年' | '全年'; lacks: '半年' | '全年'; path: string }
  | { what: 'target'; at: IndicatorIndex; has: '半年' | '全年'; lacks: '半年' | '全年'; path: string };

export default defineRule({
  id: 'missing-interim',
  title: '半年或全年的数没有填',
  severity: 'warning',
  scope: 'sheet',
  why: '表中有半年、全年两栏的，两栏都要填：缺半年数，监控没有依据；缺全年数，年底无法评价。',
  basis: [`${MONITORING_2019}：绩效运行监控对照年度绩效目标的进度`],
  parameters: {
    share: { title: '一张表中两栏都填的指标达到这一比例才报', default: 0.8 },
  },
  *find(index, { share }): Generator<Fact> {
    for (const sheet of index.sheets) {
      if (sheet.sheet.form !== 'goal') continue;
      const [half] = fundingOf(sheet, 'expenditure', 'H1');
      const [full] = fundingOf(sheet, 'expenditure', 'FY');
      if (half && !full) yield { what: 'money', sheet, has: '半年', lacks: '全年', path: half.path };
      const rows = sheet.indicators.map((at) => ({ at, half: targetOf(at, 'H1'), full: targetOf(at, 'FY') }));
      const both = rows.filter((row) => row.half && row.full).length;
      if (both < 3 || both < share * rows.length) continue;
      for (const row of rows) {
        if (row.half && !row.full)
          yield { what: 'target', at: row.at, has: '半年', lacks: '全年', path: row.half.path };
        if (row.full && !row.half)
          yield { what: 'target', at: row.at, has: '全年', lacks: '半年', path: row.full.path };
      }
    }
  },
  report(fact) {
    const { has, lacks, path } = fact;
    const subject =
      fact.what === 'money' ? sheetSubject(fact.sheet, '支出', `${lacks}预算数`) : indicatorSubject(fact.at);
    const what = fact.what === 'money' ? `${quote(fact.sheet.sheet.name)}的支出` : quote(fact.at.indicator.level3);
    const value = fact.what === 'money' ? '计划数' : '指标值';
    return {
      message: `${what}填写了${has}${value}，没有填写${lacks}${value}。`,
      subject,
      paths: [path],
      actual: '未填',
      advice: `补填${lacks}${value}。`,
    };
  },
  examples: {
    wrong: [
      wrong(
        '支出只有半年数',
        { sheet: '示例补助资金', row: '支出' },
        {
          sheets: [
            goalSheet('示例补助资金', {
              funding: [spending('资金总额', 10, 'H1')],
              indicators: [
                indicator('产出指标/数量指标/示例补助人数', '>1300人', { H1: '>600人' }),
                indicator('产出指标/质量指标/示例补助达标率', '≥98%', { H1: '≥97%' }),
                indicator('效益指标/社会效益指标/示例服务知晓率', '≥91%', { H1: '≥80%' }),
              ],
            }),
          ],
        },
      ),
    ],
    right: [
      right('两栏都填', {
        sheets: [
          goalSheet('示例补助资金', {
            funding: [spending('资金总额', 10, 'H1'), spending('资金总额', 30)],
            indicators: [
              indicator('产出指标/数量指标/示例补助人数', '>1300人', { H1: '>600人' }),
              indicator('产出指标/质量指标/示例补助达标率', '≥98%', { H1: '≥97%' }),
              indicator('效益指标/社会效益指标/示例服务知晓率', '≥91%', { H1: '≥80%' }),
            ],
          }),
        ],
      }),
    ],
  },
});
