import { EVALUATION_2020 } from '../../basis.ts';
import type { FundingIndex, SheetIndex } from '../../disclosure-index.ts';
import { evaluations } from '../../evaluation.ts';
import { printExact } from '../../exact.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { rounded } from '../../fixes.ts';
import { defineRule, type Missing, missing } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { nameKey, quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  at: number;
  label: string;
  rate: number;
  computed: number;
  budget: FundingIndex;
  spent: FundingIndex;
}

/** What the rate is of: 全年预算数, adjusted; a monitoring form has only 年初预算数, and what was spent by a month. */
function amountsOf(sheet: SheetIndex, key: string): Partial<Record<'budget' | 'spent', FundingIndex>> {
  const lines = sheet.funding.filter((one) => one.key === key);
  const budget =
    lines.find(({ line }) => line.period === 'FY' && line.month === undefined) ??
    lines.find(({ line }) => line.period === 'INITIAL');
  const done = lines.filter(({ line }) => line.period === 'ACTUAL');
  const [spent] = done;
  return { ...(budget ? { budget } : {}), ...(spent && done.length === 1 ? { spent } : {}) };
}

export default defineRule({
  id: 'execution-rate',
  title: '预算执行率与金额不符',
  severity: 'error',
  scope: 'sheet',
  why: '预算执行率等于执行数除以全年预算数（调整后；监控表没有调整数的，除以年初预算数）。',
  basis: [`${EVALUATION_2020}：预算执行率的评分`],
  parameters: { points: { title: '相差超过几个百分点才报', default: 0.06 } },
  *find(index, { points }): Generator<Fact | Missing> {
    for (const sheet of evaluations(index)) {
      const lines = sheet.sheet.evaluation?.execution ?? [];
      for (let at = 0; at < lines.length; at++) {
        const { label, rate } = lines[at]!;
        if (rate === undefined) continue;
        const { budget, spent } = amountsOf(sheet, nameKey(label));
        if (!budget || !spent) {
          yield missing(`${quote(sheet.sheet.name)}“${label}”的全年预算数或执行数`);
          continue;
        }
        // A rate on nothing is none.
        if (budget.value <= 0n) continue;
        const computed = Number((spent.value * 1_000_000n) / budget.value) / 10_000;
        const stated = rate <= 1 && computed > 2 ? rate * 100 : rate;
        if (Math.abs(stated - computed) > points) yield { sheet, at, label, rate: stated, computed, budget, spent };
      }
    }
  },
  report({ sheet, at, label, rate, computed, budget, spent }) {
    const amount = (value: bigint): string => printExact(value, '万元');
    return {
      message: `“${label}”的执行率填写为 ${rate}%，而执行数 ${amount(spent.value)} ÷ 预算数 ${amount(budget.value)} = ${computed.toFixed(2)}%。`,
      subject: sheetSubject(sheet, label, '执行率'),
      paths: [`${sheet.path}/evaluation/execution/${at}`, spent.path, budget.path],
      expected: `${computed.toFixed(2)}%`,
      actual: `${rate}%`,
      fix: {
        title: `执行率改为 ${rounded(computed)}%`,
        edits: [
          {
            path: `${sheet.path}/evaluation/execution/${at}/rate`,
            from: sheet.sheet.evaluation?.execution[at]?.rate,
            to: rounded(computed),
          },
        ],
      },
      advice: '核对预算数（年初预算加减调整）和执行数，改正执行率和得分。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '执行率算错',
        { row: '年度资金总额' },
        {
          sheets: [
            {
              ...goalSheet('示例经费', {
                funding: [
                  { side: 'income', label: '年度资金总额', source: 'total', period: 'FY', fen: 10_000_000 },
                  { side: 'income', label: '年度资金总额', source: 'total', period: 'ACTUAL', fen: 9_600_000 },
                ],
                indicators: [indicator('产出指标/数量指标/示例培训人次', '≥300人次')],
              }),
              form: 'self-evaluation' as const,
              evaluation: { execution: [{ label: '年度资金总额', rate: 98, weight: 10 }] },
            },
          ],
        },
      ),
      wrong(
        '监控表的执行率算错',
        { row: '年度资金总额' },
        {
          sheets: [
            goalSheet('示例经费', {
              form: 'monitoring',
              funding: [
                { side: 'income', label: '年度资金总额', source: 'total', period: 'INITIAL', fen: 10_000_000 },
                { side: 'income', label: '年度资金总额', source: 'total', period: 'ACTUAL', month: 7, fen: 4_500_000 },
              ],
              evaluation: { execution: [{ label: '年度资金总额', rate: 54 }] },
            }),
          ],
        },
      ),
    ],
    right: [
      right('执行率相符', {
        sheets: [
          {
            ...goalSheet('示例经费', {
              funding: [
                { side: 'income', label: '年度资金总额', source: 'total', period: 'FY', fen: 10_000_000 },
                { side: 'income', label: '年度资金总额', source: 'total', period: 'ACTUAL', fen: 9_600_000 },
              ],
              indicators: [indicator('产出指标/数量指标/示例培训人次', '≥300人次')],
            }),
            form: 'self-evaluation' as const,
            evaluation: { execution: [{ label: '年度资金总额', rate: 96, weight: 10 }] },
          },
        ],
      }),
    ],
  },
});
