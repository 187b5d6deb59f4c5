import { unitKindOf } from '@jizhun/model';
import { MONITORING_2019 } from '../../basis.ts';
import type { FundingIndex, IndicatorIndex, SheetIndex } from '../../disclosure-index.ts';
import { printExact } from '../../exact.ts';
import { goalSheet, income, right, trainingSheet, wrong } from '../../example.ts';
import { indicatorSubject, type TargetAt, targetOf } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { periodName, sheetSubject } from '../../sheet-sums.ts';
import { periodWord, quote } from '../../wording.ts';

interface MoneyFact {
  kind: 'money';
  sheet: SheetIndex;
  more: FundingIndex;
  less: FundingIndex;
}
interface TargetFact {
  kind: 'target';
  at: IndicatorIndex;
  actual: TargetAt;
  expected: TargetAt;
}

/** Counts and events add up over the year; rates and satisfactions do not. */
function addsUp(unit: string | null): boolean {
  const kind = unit === null ? undefined : unitKindOf(unit);
  return unit !== null && !unit.includes('/') && (kind === 'count' || kind === 'event' || kind === 'money');
}

export default defineRule({
  id: 'monitoring-figures',
  title: '监控表的数前后矛盾',
  severity: 'error',
  scope: 'sheet',
  why: '已经执行的不会多于全年预计，全年预计也不会多于全年预算；已经完成的数量不会多于全年预计完成的数量。',
  basis: [`${MONITORING_2019}：绩效运行监控对照预算执行进度和绩效目标实现程度`],
  parameters: {},
  *find(index): Generator<MoneyFact | TargetFact> {
    for (const sheet of index.sheets) {
      if (sheet.sheet.form !== 'monitoring') continue;
      const by = new Map<string, Partial<Record<'budget' | 'ACTUAL' | 'EXPECTED', FundingIndex>>>();
      for (const one of sheet.funding) {
        const { side, period } = one.line;
        const slot = by.get(`${side}|${one.key}`) ?? {};
        by.set(`${side}|${one.key}`, slot);
        if (period === 'ACTUAL' || period === 'EXPECTED') slot[period] = one;
        // The year's budget after adjustment, where the form has it.
        else if (period === 'FY' || (period === 'INITIAL' && !slot.budget)) slot.budget = one;
      }
      for (const { budget, ACTUAL: actual, EXPECTED: expected } of by.values()) {
        if (actual && expected && actual.value > expected.value)
          yield { kind: 'money', sheet, more: actual, less: expected };
        else if (expected && budget?.line.period === 'FY' && expected.value > budget.value)
          yield { kind: 'money', sheet, more: expected, less: budget };
      }
      for (const at of sheet.indicators) {
        const i = at.indicator.targets.findIndex(({ period }) => period === 'ACTUAL');
        const actual = at.indicator.targets[i];
        const expected = targetOf(at, 'EXPECTED');
        if (!actual || !expected || at.indicator.direction === 'negative') continue;
        const [a, b] = [actual, expected.target];
        if (a.value === null || b.value === null || a.unit !== b.unit || !addsUp(a.unit)) continue;
        if (a.value > b.value && b.operator !== '>=' && b.operator !== '>')
          yield {
            kind: 'target',
            at,
            actual: { at, target: actual, path: `${at.path}/targets/${i}` },
            expected: { at, ...expected },
          };
      }
    }
  },
  report(fact) {
    if (fact.kind === 'money') {
      const { sheet, more, less } = fact;
      const amount = ({ value }: FundingIndex) => `${printExact(value, '万元')} 万元`;
      return {
        message: `“${more.line.label}”的${periodName(more.line)} ${amount(more)}，大于${periodName(less.line)} ${amount(less)}。`,
        subject: sheetSubject(sheet, more.line.label, periodName(more.line)),
        paths: [more.path, less.path],
        expected: `不大于 ${amount(less)}`,
        actual: amount(more),
        advice: '核对两列是否填反；年中追加的，全年预算数填调整后的数。',
      };
    }
    const { at, actual, expected } = fact;
    return {
      message: `${quote(at.indicator.level3)}${periodWord(actual.target)}为 ${actual.target.raw}，${periodWord(expected.target)}为 ${expected.target.raw}：已经完成的不会多于全年预计。`,
      subject: indicatorSubject(at),
      paths: [actual.path, expected.path],
      expected: `不大于 ${expected.target.raw}`,
      actual: actual.target.raw,
      advice: '核对两列是否填反，或者全年预计是否漏改。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '已执行 62 万元，全年预计 60 万元',
        { sheet: '示例培训经费', row: '年度资金总额' },
        {
          sheets: [
            goalSheet('示例培训经费', {
              form: 'monitoring',
              funding: [
                income('年度资金总额', 84),
                { ...income('年度资金总额', 62, 'ACTUAL'), month: 7 },
                income('年度资金总额', 60, 'EXPECTED'),
              ],
            }),
          ],
        },
      ),
      wrong(
        '已培训 320 人次，全年预计 300 人次',
        { level3: '示例培训人次' },
        {
          sheets: [
            trainingSheet({ form: 'monitoring', rows: { 示例培训人次: { ACTUAL: '320人次', EXPECTED: '300人次' } } }),
          ],
        },
      ),
    ],
    right: [
      right('逐步增加', {
        sheets: [
          {
            ...trainingSheet({
              form: 'monitoring',
              funding: [
                income('年度资金总额', 84),
                { ...income('年度资金总额', 46, 'ACTUAL'), month: 7 },
                income('年度资金总额', 84, 'EXPECTED'),
              ],
              rows: {
                示例培训人次: { ACTUAL: '180人次', EXPECTED: '310人次' },
                示例学员满意度: { ACTUAL: '97%', EXPECTED: '95%' },
              },
            }),
          },
        ],
      }),
    ],
  },
});
