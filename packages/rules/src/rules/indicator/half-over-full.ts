import { unitKindOf } from '@jizhun/model';
import { GOALS_2015, MONITORING_2019 } from '../../basis.ts';
import type { FundingIndex, IndicatorIndex, SheetIndex } from '../../disclosure-index.ts';
import { printExact } from '../../exact.ts';
import { goalSheet, indicator, right, spending, wrong } from '../../example.ts';
import { allIndicators, indicatorSubject, targetOf } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { quote } from '../../wording.ts';

interface TargetFact {
  kind: 'target';
  at: IndicatorIndex;
  half: NonNullable<ReturnType<typeof targetOf>>;
  full: NonNullable<ReturnType<typeof targetOf>>;
}
interface MoneyFact {
  kind: 'money';
  sheet: SheetIndex;
  half: FundingIndex;
  full: FundingIndex;
}

/** Figures that add up over the year: what half a year needs, the year needs as well. */
function addsUp(unit: string | null): boolean {
  const kind = unit === null ? undefined : unitKindOf(unit);
  return unit !== null && !unit.includes('/') && (kind === 'count' || kind === 'event' || kind === 'money');
}

export default defineRule({
  id: 'half-over-full',
  title: '半年数大于全年数',
  severity: 'error',
  scope: 'indicator',
  why: '数量和金额逐月累计，上半年的目标或计划执行数不会大于全年。半年大于全年，多半是两列填反或全年数漏改。',
  basis: [`${MONITORING_2019}：绩效运行监控对照年度绩效目标的进度`, GOALS_2015],
  parameters: {},
  *find(index): Generator<TargetFact | MoneyFact> {
    for (const sheet of index.sheets) {
      for (const half of sheet.funding) {
        if (half.line.period !== 'H1') continue;
        const same = sheet.funding.filter(
          ({ line, key }) =>
            line.period === 'FY' && line.side === half.line.side && key === half.key && line.month === undefined,
        );
        const [full] = same;
        if (full && same.length === 1 && half.value > full.value) yield { kind: 'money', sheet, half, full };
      }
    }
    for (const at of allIndicators(index)) {
      const half = targetOf(at, 'H1');
      const full = targetOf(at, 'FY');
      if (!half || !full) continue;
      const [h, f] = [half.target, full.target];
      if (h.value === null || f.value === null || h.unit !== f.unit || !addsUp(f.unit)) continue;
      if (at.indicator.kind === 'output.timeliness' || at.indicator.direction === 'negative') continue;
      if (h.value > f.value && (h.operator === f.operator || (h.operator !== '<=' && f.operator !== '<='))) {
        yield { kind: 'target', at, half, full };
      }
    }
  },
  report(fact) {
    if (fact.kind === 'money') {
      const { sheet, half, full } = fact;
      const amount = (value: bigint) => `${printExact(value, '万元')} 万元`;
      return {
        message: `${quote(half.line.label)}半年填写为 ${amount(half.value)}，全年填写为 ${amount(full.value)}：半年大于全年。`,
        subject: sheetSubject(sheet, half.line.label, '半年'),
        paths: [half.path, full.path],
        expected: `不大于 ${amount(full.value)}`,
        actual: amount(half.value),
        advice: '核对两列是否填反，或者全年数是否漏改。',
      };
    }
    const { at, half, full } = fact;
    return {
      message: `${quote(at.indicator.level3)}半年指标值填写为 ${half.target.raw}，全年指标值填写为 ${full.target.raw}：累计的数，半年不会大于全年。`,
      subject: indicatorSubject(at),
      paths: [half.path, full.path],
      expected: `不大于 ${full.target.raw}`,
      actual: half.target.raw,
      advice: '核对两列是否填反，或者全年指标值是否漏改。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '半年培训 6 期，全年 3 期',
        { sheet: '示例培训经费', level3: '培训班期数' },
        {
          sheets: [
            goalSheet('示例培训经费', {
              indicators: [indicator('产出指标/数量指标/培训班期数', '≥3期', { H1: '≥6期' })],
            }),
          ],
        },
      ),
      wrong(
        '半年计划执行数大于全年预算数',
        { sheet: '示例市示例局', row: '项目支出' },
        {
          sheets: [
            goalSheet('示例市示例局', {
              scope: 'department',
              funding: [spending('项目支出', 5650.5, 'H1'), spending('项目支出', 1351)],
            }),
          ],
        },
      ),
    ],
    right: [
      right('半年为 0，全年 500 人', {
        sheets: [
          goalSheet('示例关爱经费', { indicators: [indicator('产出/数量指标/关爱人数', '≥500人', { H1: '0' })] }),
        ],
      }),
      right('满意度不累计', {
        sheets: [
          goalSheet('示例培训经费', {
            indicators: [indicator('满意度/服务对象满意度/学员满意度', '≥90%', { H1: '≥95%' })],
          }),
        ],
      }),
    ],
  },
});
