import { DISCLOSURE_2016 } from '../../basis.ts';
import { type ColumnIndex, cellPath, columnOf, type RowIndex, type TableIndex } from '../../disclosure-index.ts';
import { absolute, type Exact, exact, halfUnit, type PrintedUnit } from '../../exact.ts';
import { right, table, wrong } from '../../example.ts';
import type { Identity } from '../../identity.ts';
import { defineIdentities } from '../../rule.ts';
import { draftOfSum } from '../../sums.ts';
import { tableSubject, valueAt } from '../../table-shape.ts';

const COLUMNS = ['采购物品名称', '计量单位', '数量', '单价', '政府采购金额/合计', '政府采购金额/一般公共预算拨款'];

/** Millionths of a plain number times millionths of money, in the money's own scale. */
function times(quantity: Exact, price: Exact): Exact {
  return (quantity * price) / 1_000_000n;
}

function numberAt(table: TableIndex, row: RowIndex, column: ColumnIndex): number | undefined {
  const cell = table.table.rows[row.at]?.cells[column.at];
  return typeof cell === 'number' ? cell : undefined;
}

export default defineIdentities({
  id: 'procurement-arithmetic',
  title: '采购数量乘单价与金额不符',
  severity: 'error',
  scope: 'table',
  why: '政府采购预算表中，数量乘单价应等于采购金额。单价以元计、金额以万元计的，换算后比较。',
  basis: [`${DISCLOSURE_2016}：应当公开政府采购情况`],
  parameters: {},
  *find(index): Generator<Identity> {
    for (const table of index.tablesOf('procurement')) {
      const quantity = columnOf(table, /^(采购)?数量$/);
      const price = columnOf(table, /^(采购)?单价/);
      const amount = columnOf(table, /^(合计|总计|金额|采购金额|总价|采购预算)$/);
      if (!quantity || !price || !amount || !table.unit) continue;
      for (const row of table.rows) {
        const total = valueAt(row, amount);
        const count = numberAt(table, row, quantity);
        const each = numberAt(table, row, price);
        if (typeof total !== 'bigint' || count === undefined || each === undefined) continue;
        const product = (unit: PrintedUnit) => times(exact(count, null), exact(each, unit));
        // Of the two units that forms use for a price, the one that comes nearer is meant.
        const inYuan = absolute(product('元') - total) < absolute(product(table.unit) - total);
        const unit = inYuan ? '元' : table.unit;
        const head = amount.head.split('/').at(-1) ?? '';
        yield {
          total: { path: cellPath(row, amount), label: head, value: total },
          parts: [
            {
              path: cellPath(row, price),
              label: `数量 ${count} × 单价 ${each}${inYuan ? ' 元' : ''}`,
              value: product(unit),
            },
          ],
          factors: [
            { path: cellPath(row, price), label: inYuan ? '单价（元）' : '单价', value: each },
            { path: cellPath(row, quantity), label: '数量', value: count },
          ],
          unit: table.unit,
          decimals: table.decimals,
          // A unit price is rounded once, then counted `count` times.
          tolerance: times(exact(Math.max(1, count), null), halfUnit(2, unit)) + halfUnit(2, table.unit),
          subject: () => tableSubject(table, row, amount),
        };
      }
    }
  },
  report: (broken) => draftOfSum(broken, { advice: '核对数量、单价和金额，改正有误的一项。' }),
  examples: {
    wrong: [
      wrong(
        '2 台，单价 0.45 万元，金额写成 9 万元',
        { table: '部门政府采购预算', row: '公用经费', column: '政府采购金额/合计' },
        {
          tables: [
            table('procurement', '部门政府采购预算', COLUMNS, [
              ['A02010105 公用经费', '台式计算机', '台', 2, 0.45, 9, 9],
            ]),
          ],
        },
      ),
    ],
    right: [
      right('相符；单价以元计也相符', {
        tables: [
          table('procurement', '部门政府采购预算', COLUMNS, [
            ['A02010105 公用经费', '台式计算机', '台', 2, 0.45, 0.9, 0.9],
            ['A02021003 公用经费', '打印机', '台', 2, 1500, 0.3, 0.3],
            ['A02049900 示例专项', '档案设备', '组', 3, 66.67, 200, 200],
          ]),
        ],
      }),
    ],
  },
});
