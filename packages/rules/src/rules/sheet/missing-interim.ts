import type { Period } from '@jizhun/model';
import { MONITORING_2019 } from '../../basis.ts';
import { fundingOf, type IndicatorIndex, type SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, inPlace, right, spending, wrong } from '../../example.ts';
import { indicatorSubject, targetOf } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { quote } from '../../wording.ts';

type Column = '半年' | '全年' | '实施周期' | '年度';
type Fact =
  | { what: 'money'; sheet: SheetIndex; has: Column; lacks: Column; path: string }
  | { what: 'target'; at: IndicatorIndex; has: Column; lacks: Column; path: string };

/** Rows that fill one of two columns, where both are in use: what is printed in the one, and what the other is called. */
function* halfFilled(
  sheet: SheetIndex,
  [early, late]: readonly [period: Period, Period],
  [earlyName, lateName]: readonly [Column, Column],
  inUse: (both: number, all: number) => boolean,
): Generator<Fact> {
  // A row without a name was not read whole.
  const named = sheet.indicators.filter(({ key }) => key !== '');
  const rows = named.map((at) => ({ at, one: targetOf(at, early), other: targetOf(at, late) }));
  const both = rows.filter(({ one, other }) => one && other).length;
  if (!inUse(both, rows.length)) return;
  for (const { at, one, other } of rows) {
    if (one && !other) yield { what: 'target', at, has: earlyName, lacks: lateName, path: one.path };
    if (other && !one) yield { what: 'target', at, has: lateName, lacks: earlyName, path: other.path };
  }
}

export default defineRule({
  id: 'missing-interim',
  title: '半年、全年或实施周期的数没有填',
  severity: 'warning',
  scope: 'sheet',
  why: '表中有半年、全年两栏（或者实施周期、年度两栏）的，两栏都要填：缺半年数，监控没有依据；缺全年数，年底无法评价。',
  basis: [`${MONITORING_2019}：绩效运行监控对照年度绩效目标的进度`],
  parameters: {
    half: { title: '每个指标都必须有半年和全年两个指标值', default: false },
    cycle: { title: '每个指标都必须有实施周期和年度两个指标值', default: false },
    share: { title: '一张表中两栏都填的指标达到这一比例才报', default: 0.8 },
  },
  *find(index, { share, half: halves, cycle }): Generator<Fact> {
    for (const sheet of index.sheets) {
      if (sheet.sheet.form !== 'goal') continue;
      const [half] = fundingOf(sheet, 'expenditure', 'H1');
      const [full] = fundingOf(sheet, 'expenditure', 'FY');
      if (half && !full) yield { what: 'money', sheet, has: '半年', lacks: '全年', path: half.path };
      // Where every form has both columns, one row that fills both shows that they were read.
      yield* halfFilled(sheet, ['H1', 'FY'], ['半年', '全年'], (both, all) =>
        halves ? both >= 1 : both >= 3 && both >= share * all,
      );
      if (cycle) yield* halfFilled(sheet, ['CYCLE', 'FY'], ['实施周期', '年度'], (both) => both >= 1);
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
      inPlace(
        { cycle: true },
        wrong(
          '表样要求实施周期和年度都填',
          { level3: '示例政策知晓率' },
          {
            sheets: [
              goalSheet('示例补助资金', {
                indicators: [
                  indicator('产出指标/数量指标/示例补助人数', '≥1300人', { CYCLE: '≥3900人' }),
                  indicator('产出指标/质量指标/示例补助达标率', '≥98%', { CYCLE: '≥98%' }),
                  indicator('效益指标/社会效益指标/示例政策知晓率', '≥91%'),
                ],
              }),
            ],
          },
        ),
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
