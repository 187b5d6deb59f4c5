import { DISCLOSURE_2016 } from '../../basis.ts';
import { type ColumnIndex, cellPath, columnOf, type RowIndex, type TableIndex } from '../../disclosure-index.ts';
import { type Exact, exact, printExact } from '../../exact.ts';
import { right, table, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { tableSubject, valueAt } from '../../table-shape.ts';
import { isSubtotal, quote } from '../../wording.ts';

interface ShareFact {
  kind: 'share';
  table: TableIndex;
  row: RowIndex;
  share: { column: ColumnIndex; value: Exact };
  amount: { column: ColumnIndex; value: Exact };
}
interface ProjectFact {
  kind: 'project';
  table: TableIndex;
  rows: readonly RowIndex[];
  amount: ColumnIndex;
  sum: Exact;
  budget: { column: ColumnIndex; value: Exact };
}

const SME = '《政府采购促进中小企业发展管理办法》（财库〔2020〕46号）';
const COLUMNS = ['预算资金', '采购物品名称', '数量', '政府采购金额/合计', '预留中小微企业份额'];

/** A printed number taken as money of the table, whatever role its column has. */
function moneyAt(table: TableIndex, row: RowIndex, column: ColumnIndex): Exact | undefined {
  const cell = table.table.rows[row.at]?.cells[column.at];
  return typeof cell === 'number' ? exact(cell, table.unit) : undefined;
}

function* overBudget(table: TableIndex, amount: ColumnIndex): Generator<ProjectFact> {
  const column = columnOf(table, /^(预算资金|项目预算|项目预算数)$/);
  if (!column) return;
  const projects = new Map<string, RowIndex[]>();
  for (const row of table.rows) {
    if (row.key === '' || isSubtotal(row.label)) continue;
    projects.set(row.key, [...(projects.get(row.key) ?? []), row]);
  }
  for (const rows of projects.values()) {
    const budgets = new Set(rows.map((row) => moneyAt(table, row, column)));
    const [budget] = budgets;
    if (budgets.size !== 1 || budget === undefined) continue;
    let sum = 0n;
    for (const row of rows) {
      const value = valueAt(row, amount);
      if (typeof value === 'bigint') sum += value;
    }
    if (sum > budget) yield { kind: 'project', table, rows, amount, sum, budget: { column, value: budget } };
  }
}

export default defineRule({
  id: 'procurement-limits',
  title: '采购超过项目预算，或预留份额超过采购金额',
  severity: 'error',
  scope: 'table',
  why: '一个项目的采购金额之和不应大于该项目的预算资金；预留给中小微企业的份额是采购金额的一部分，不应大于采购金额。',
  basis: [`${DISCLOSURE_2016}：应当公开政府采购情况`, SME],
  parameters: {},
  *find(index): Generator<ShareFact | ProjectFact> {
    for (const table of index.tablesOf('procurement')) {
      const amount = columnOf(table, /^(合计|总计|金额|采购金额|总价|采购预算)$/);
      if (!amount || !table.unit) continue;
      yield* overBudget(table, amount);
      const share = table.columns.find(({ key, role }) => role !== 'text' && /预留.*(中小|小微)/.test(key));
      if (!share) continue;
      for (const row of table.rows) {
        const value = valueAt(row, amount);
        const part = moneyAt(table, row, share);
        // The totals show the same excess again.
        if (isSubtotal(row.label) || typeof value !== 'bigint' || part === undefined || part <= value) continue;
        yield { kind: 'share', table, row, share: { column: share, value: part }, amount: { column: amount, value } };
      }
    }
  },
  report(fact) {
    const { table } = fact;
    const money = (value: Exact) => `${printExact(value, table.unit)} ${table.unit ?? ''}`.trim();
    if (fact.kind === 'share') {
      const { row, share, amount } = fact;
      return {
        message: `《${table.table.title}》${quote(row.label)}预留份额填写为 ${money(share.value)}，大于采购金额 ${money(amount.value)}。`,
        subject: tableSubject(table, row, share.column),
        paths: [cellPath(row, share.column), cellPath(row, amount.column)],
        expected: `不大于 ${money(amount.value)}`,
        actual: money(share.value),
        advice: '核对预留份额和采购金额。',
        basis: SME,
        yields: true,
      };
    }
    const { rows, amount, sum, budget } = fact;
    const [first] = rows as [RowIndex, ...RowIndex[]];
    return {
      message: `《${table.table.title}》${quote(first.label)}${rows.length > 1 ? ` ${rows.length} 项` : ''}采购共 ${money(sum)}，大于该项目预算资金 ${money(budget.value)}。`,
      subject: tableSubject(table, first, amount),
      paths: [...rows.map((row) => cellPath(row, amount)), cellPath(first, budget.column)],
      expected: `不大于 ${money(budget.value)}`,
      actual: money(sum),
      advice: '核对采购金额和项目预算资金。',
      yields: true,
    };
  },
  examples: {
    wrong: [
      wrong(
        '预留份额大于采购金额',
        { row: '示例专项', column: '预留中小微企业份额' },
        {
          tables: [
            table('procurement', '部门政府采购预算', COLUMNS, [['A02049900 示例专项', 260, '档案设备', 1, 200, 220]]),
          ],
        },
      ),
      wrong(
        '两项采购之和大于项目预算',
        { row: '公用经费' },
        {
          tables: [
            table('procurement', '部门政府采购预算', COLUMNS, [
              ['A02010105 公用经费', 1, '台式计算机', 2, 0.9, null],
              ['A02021003 公用经费', 1, '打印机', 2, 0.3, null],
            ]),
          ],
        },
      ),
    ],
    right: [
      right('都在预算之内', {
        tables: [
          table('procurement', '部门政府采购预算', COLUMNS, [
            ['合计', null, null, null, 200.9, 200],
            ['A02010105 公用经费', 18.88, '台式计算机', 2, 0.9, null],
            ['A02049900 示例专项', 260, '档案设备', 1, 200, 200],
          ]),
        ],
      }),
    ],
  },
});
