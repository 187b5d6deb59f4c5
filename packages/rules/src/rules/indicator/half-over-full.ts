import { unitKindOf } from '@jizhun/model';
import { GOALS_2015, MONITORING_2019 } from '../../basis.ts';
import { type FundingIndex, fundingOf, type IndicatorIndex, type SheetIndex } from '../../disclosure-index.ts';
import { printExact } from '../../exact.ts';
import { goalSheet, indicator, right, spending, wrong } from '../../example.ts';
import { indicatorSubject, targetOf } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { quote } from '../../wording.ts';

interface TargetFact {
  kind: 'target';
  at: IndicatorIndex;
  /** All such rows of the sheet are the wrong way round: the columns were swapped. */
  swapped: boolean;
  half: NonNullable<ReturnType<typeof targetOf>>;
  full: NonNullable<ReturnType<typeof targetOf>>;
}
interface MoneyFact {
  kind: 'money';
  sheet: SheetIndex;
  /** Every pair of amounts of this side where all are the wrong way round; else none. */
  swapped: readonly (readonly [half: FundingIndex, full: FundingIndex])[];
  half: FundingIndex;
  full: FundingIndex;
}

/** Figures that add up over the year: what half a year needs, the year needs as well. */
function addsUp(unit: string | null): boolean {
  const kind = unit === null ? undefined : unitKindOf(unit);
  return unit !== null && !unit.includes('/') && (kind === 'count' || kind === 'event' || kind === 'money');
}

/** The amounts of one side that stand in both columns, each label once. */
function amountPairs(sheet: SheetIndex, side: 'income' | 'expenditure'): (readonly [FundingIndex, FundingIndex])[] {
  return fundingOf(sheet, side, 'H1').flatMap((half) => {
    const same = fundingOf(sheet, side, 'FY').filter(({ key }) => key === half.key);
    const [full] = same;
    return full && same.length === 1 ? [[half, full] as const] : [];
  });
}

/** Targets for the half-year and the year that add up, bound in the same sense. */
function targetPair(at: IndicatorIndex): Pick<TargetFact, 'half' | 'full'> | undefined {
  const half = targetOf(at, 'H1');
  const full = targetOf(at, 'FY');
  if (!half || !full) return undefined;
  const [h, f] = [half.target, full.target];
  if (h.value === null || f.value === null || h.unit !== f.unit || !addsUp(f.unit)) return undefined;
  if (at.indicator.kind === 'output.timeliness' || at.indicator.direction === 'negative') return undefined;
  return h.operator === f.operator || (h.operator !== '<=' && f.operator !== '<=') ? { half, full } : undefined;
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
      for (const side of ['income', 'expenditure'] as const) {
        const pairs = amountPairs(sheet, side);
        const over = pairs.filter(([half, full]) => half.value > full.value);
        const moved = pairs.filter(([half, full]) => half.value !== full.value);
        const swapped = over.length > 1 && over.length === moved.length ? over : [];
        for (const [half, full] of over) yield { kind: 'money', sheet, half, full, swapped };
      }
      const rows = sheet.indicators.flatMap((at) => {
        const pair = targetPair(at);
        return pair && pair.half.target.value !== pair.full.target.value ? [{ at, ...pair }] : [];
      });
      const over = rows.filter(({ half, full }) => (half.target.value ?? 0) > (full.target.value ?? 0));
      const swapped = over.length > 1 && over.length === rows.length;
      for (const row of over) yield { kind: 'target', ...row, swapped };
    }
  },
  report(fact) {
    if (fact.kind === 'money') {
      const { sheet, half, full, swapped } = fact;
      const amount = (value: bigint) => `${printExact(value, '万元')} 万元`;
      return {
        message: `${quote(half.line.label)}半年填写为 ${amount(half.value)}，全年填写为 ${amount(full.value)}：半年大于全年。`,
        subject: sheetSubject(sheet, half.line.label, '半年'),
        paths: [half.path, full.path],
        expected: `不大于 ${amount(full.value)}`,
        actual: amount(half.value),
        ...(swapped.length > 0
          ? {
              fix: {
                title: `对调半年与全年的 ${swapped.length} 个金额`,
                edits: swapped.flatMap(([a, b]) => [
                  { path: `${a.path}/fen`, from: a.line.fen, to: b.line.fen },
                  { path: `${b.path}/fen`, from: b.line.fen, to: a.line.fen },
                ]),
              },
            }
          : {}),
        advice: '核对两列是否填反，或者全年数是否漏改。',
      };
    }
    const { at, half, full, swapped } = fact;
    return {
      message: `${quote(at.indicator.level3)}半年指标值填写为 ${half.target.raw}，全年指标值填写为 ${full.target.raw}：累计的数，半年不会大于全年。`,
      subject: indicatorSubject(at),
      paths: [half.path, full.path],
      expected: `不大于 ${full.target.raw}`,
      actual: half.target.raw,
      ...(swapped
        ? {
            fix: {
              title: '对调半年与全年的指标值',
              edits: [
                { path: `${half.path}/raw`, from: half.target.raw, to: full.target.raw },
                { path: `${full.path}/raw`, from: full.target.raw, to: half.target.raw },
              ],
            },
          }
        : {}),
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
      wrong(
        '整列填反',
        { sheet: '示例培训经费', level3: '示例培训班期数' },
        {
          sheets: [
            goalSheet('示例培训经费', {
              indicators: [
                indicator('产出指标/数量指标/示例培训班期数', '≥3期', { H1: '≥6期' }),
                indicator('产出指标/数量指标/示例培训人次', '≥150人次', { H1: '≥300人次' }),
                indicator('产出指标/数量指标/示例调研次数', '0', { H1: '0' }),
              ],
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
