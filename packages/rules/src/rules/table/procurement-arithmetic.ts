import { DISCLOSURE_2016 } from '../../basis.ts';
import { type ColumnIndex, columnOf, type RowIndex, type TableIndex } from '../../disclosure-index.ts';
import { absolute, type Exact, exact, halfUnit, numberOfExact, type PrintedUnit, printExact } from '../../exact.ts';
import { right, table, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { cellName, tableSubject, valueAt } from '../../table-shape.ts';

interface ProductFact {
  kind: 'product';
  table: TableIndex;
  row: RowIndex;
  quantity: { column: ColumnIndex; value: number };
  price: { column: ColumnIndex; value: number };
  amount: { column: ColumnIndex; value: Exact };
  computed: Exact;
}
interface ShareFact {
  kind: 'share';
  table: TableIndex;
  row: RowIndex;
  share: { column: ColumnIndex; value: Exact };
  amount: { column: ColumnIndex; value: Exact };
}

const COLUMNS = ['采购物品名称', '计量单位', '数量', '单价', '政府采购金额/合计', '政府采购金额/一般公共预算拨款'];

/** Millionths of a plain number times millionths of money, in the money's own scale. */
function times(quantity: Exact, price: Exact): Exact {
  return (quantity * price) / 1_000_000n;
}

/** A printed number of a column that is no money, taken as money in `unit`. */
function asMoney(table: TableIndex, row: RowIndex, column: ColumnIndex, unit: PrintedUnit): Exact | undefined {
  const cell = table.table.rows[row.at]?.cells[column.at];
  return typeof cell === 'number' ? exact(cell, unit) : undefined;
}

export default defineRule({
  id: 'procurement-arithmetic',
  title: '采购数量、单价与金额不符',
  severity: 'error',
  scope: 'table',
  why: '政府采购预算表中，数量乘单价应等于采购金额；预留给中小微企业的份额不应大于采购金额。',
  basis: [`${DISCLOSURE_2016}：应当公开政府采购情况`, '《政府采购促进中小企业发展管理办法》（财库〔2020〕46号）'],
  parameters: {},
  *find(index): Generator<ProductFact | ShareFact> {
    for (const table of index.tablesOf('procurement')) {
      const quantity = columnOf(table, /^(采购)?数量$/);
      const price = columnOf(table, /^(采购)?单价/);
      const amount = columnOf(table, /^(合计|总计|金额|采购金额|总价|采购预算)$/);
      const share = table.columns.find(({ key, role }) => role !== 'text' && /预留.*(中小|小微)/.test(key));
      if (!amount || !table.unit) continue;
      for (const row of table.rows) {
        const total = valueAt(row, amount);
        if (typeof total !== 'bigint') continue;
        const part = share && asMoney(table, row, share, table.unit);
        if (share && part !== undefined && part > total) {
          yield {
            kind: 'share',
            table,
            row,
            share: { column: share, value: part },
            amount: { column: amount, value: total },
          };
        }
        if (!quantity || !price) continue;
        const [count, each] = [table.table.rows[row.at]?.cells[quantity.at], table.table.rows[row.at]?.cells[price.at]];
        if (typeof count !== 'number' || typeof each !== 'number') continue;
        // A unit price is rounded once, then counted `count` times.
        const slack = (unit: PrintedUnit) =>
          times(exact(Math.max(1, count), null), halfUnit(2, unit)) + halfUnit(2, table.unit);
        const units: PrintedUnit[] = [table.unit, '元'];
        const fits = units.some(
          (unit) => absolute(times(exact(count, null), exact(each, unit)) - total) <= slack(unit),
        );
        if (fits) continue;
        const computed = times(exact(count, null), exact(each, table.unit));
        yield {
          kind: 'product',
          table,
          row,
          quantity: { column: quantity, value: count },
          price: { column: price, value: each },
          amount: { column: amount, value: total },
          computed,
        };
      }
    }
  },
  report(fact) {
    const { table, row, amount } = fact;
    const { unit } = table;
    const money = (value: Exact) => `${printExact(value, unit)} ${unit ?? ''}`.trim();
    const path = (column: ColumnIndex) => `${row.path}/cells/${column.at}`;
    if (fact.kind === 'share') {
      return {
        message: `${cellName(table, row, fact.share.column)}填写为 ${money(fact.share.value)}，大于采购金额 ${money(amount.value)}。`,
        subject: tableSubject(table, row, fact.share.column),
        paths: [path(fact.share.column), path(amount.column)],
        expected: `不大于 ${money(amount.value)}`,
        actual: money(fact.share.value),
        advice: '核对预留份额和采购金额。',
        basis: '《政府采购促进中小企业发展管理办法》（财库〔2020〕46号）',
      };
    }
    const { quantity, price, computed } = fact;
    return {
      message: `${cellName(table, row, amount.column)}填写为 ${money(amount.value)}，而数量 ${quantity.value} × 单价 ${price.value} = ${money(computed)}，相差 ${money(absolute(amount.value - computed))}。`,
      subject: tableSubject(table, row, amount.column),
      paths: [path(amount.column), path(quantity.column), path(price.column)],
      expected: money(computed),
      actual: money(amount.value),
      arithmetic: {
        unit: unit ?? '',
        terms: [
          { label: '单价', value: price.value, sign: '+', path: path(price.column) },
          { label: '数量', value: quantity.value, sign: '×', path: path(quantity.column) },
        ],
        result: numberOfExact(computed, unit),
        printed: {
          label: amount.column.head.split('/').at(-1) ?? '',
          value: numberOfExact(amount.value, unit),
          path: path(amount.column),
        },
        difference: numberOfExact(amount.value - computed, unit),
      },
      advice: '核对数量、单价和金额，改正有误的一项。',
    };
  },
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
      wrong(
        '预留份额大于采购金额',
        { column: '预留中小微企业份额' },
        {
          tables: [
            table(
              'procurement',
              '部门政府采购预算',
              ['数量', '单价', '金额', '预留中小微企业份额'],
              [['A02049900 示例设备', 1, 200, 200, 220]],
            ),
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
