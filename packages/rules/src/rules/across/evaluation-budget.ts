import { afterApproval, formWord } from '../../approved-goals.ts';
import { EVALUATION_2020, GOALS_2015 } from '../../basis.ts';
import { budgetOf, type FundingIndex, fundingOf } from '../../disclosure-index.ts';
import { absolute, printExact } from '../../exact.ts';
import { goalSheet, income, right, wrong } from '../../example.ts';
import { defineAcross } from '../../rule.ts';
import type { SheetAt } from '../../sheet-pairs.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { quote } from '../../wording.ts';

interface Fact {
  later: SheetAt;
  goal: SheetAt;
  initial: FundingIndex;
  budget: FundingIndex;
}

/** Half of the last decimal that forms print: 0.01 万元, in fen. */
const ROUNDING = 5_000n;

export default defineAcross({
  id: 'evaluation-budget',
  title: '自评、监控的年初预算数与目标表不同',
  severity: 'error',
  scope: 'across',
  why: '年初预算数是批复数，年中不变；调整后的数填在全年预算数里。两份表的年初预算数不同，执行率就算错了。',
  basis: [`${EVALUATION_2020}：预算执行情况对照批复的预算`, GOALS_2015],
  parameters: {},
  *find(indexes): Generator<Fact> {
    for (const { later, goals } of afterApproval(indexes)) {
      const initial = (['income', 'expenditure'] as const)
        .flatMap((side) => fundingOf(later.sheet, side, 'INITIAL'))
        .find(({ line }) => line.source === 'total');
      if (!initial) continue;
      const facts = goals.flatMap((goal) => {
        const budget = budgetOf(goal.sheet);
        return budget ? [{ later, goal, initial, budget }] : [];
      });
      const [last] = facts.slice(-1);
      if (last && facts.every(({ budget }) => absolute(budget.value - initial.value) > ROUNDING)) yield last;
    }
  },
  report({ later, goal, initial, budget }, indexes) {
    const source = indexes[goal.document]?.disclosure.source.name ?? '';
    const amount = (one: FundingIndex) => `${printExact(one.value, '万元')} 万元`;
    return {
      document: later.document,
      draft: {
        message: `${quote(later.sheet.sheet.name)}的${formWord(later)}年初预算数填写为 ${amount(initial)}，目标表“${source}”的${budget.line.label}为 ${amount(budget)}，相差 ${printExact(absolute(initial.value - budget.value), '万元')} 万元。`,
        subject: sheetSubject(later.sheet, initial.line.label, initial.line.column),
        paths: [initial.path],
        expected: amount(budget),
        actual: amount(initial),
        fix: {
          title: `年初预算数改为 ${amount(budget)}`,
          edits: [{ path: `${initial.path}/fen`, from: initial.line.fen, to: budget.line.fen }],
        },
        advice: '年初预算数改为批复数；年中有调整的，填入全年预算数，并写明调整原因。',
        others: [{ document: goal.document, paths: [budget.path] }],
      },
    };
  },
  examples: {
    wrong: [
      wrong(
        '目标表 84 万元，自评表年初预算 90 万元',
        { sheet: '示例培训经费', row: '年度资金总额' },
        { sheets: [goalSheet('示例培训经费', { funding: [income('年度资金总额', 84)] })] },
        {
          sheets: [
            goalSheet('示例培训经费', {
              form: 'self-evaluation',
              funding: [
                income('年度资金总额', 90, 'INITIAL'),
                income('年度资金总额', 90),
                income('年度资金总额', 81, 'ACTUAL'),
              ],
            }),
          ],
        },
      ),
    ],
    right: [
      right(
        '年初预算相同，年中追加到 90 万元',
        { sheets: [goalSheet('示例培训经费', { funding: [income('年度资金总额', 84)] })] },
        {
          sheets: [
            goalSheet('示例培训经费', {
              form: 'self-evaluation',
              funding: [
                income('年度资金总额', 84, 'INITIAL'),
                income('年度资金总额', 90),
                income('年度资金总额', 81, 'ACTUAL'),
              ],
            }),
          ],
        },
      ),
    ],
  },
});
