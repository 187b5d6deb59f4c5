import { DISCLOSURE_2016 } from '../../basis.ts';
import { type ColumnIndex, cellPath, columnOf, type RowIndex, type TableIndex } from '../../disclosure-index.ts';
import { exact, printExact } from '../../exact.ts';
import { right, table, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Fact {
  table: TableIndex;
  row: RowIndex;
  count: { value: bigint; column: ColumnIndex };
  worth: { value: bigint; column: ColumnIndex };
  /** 万元 a piece, at least. */
  price: number;
  least: bigint;
}

/** 单价在20万元以上的设备, 单价50万元（含）以上的通用设备. */
const PRICED = /单价(?:在)?(\d+(?:\.\d+)?)万元(?:[（(]含[)）])?以上/;

export default defineRule({
  id: 'asset-unit-price',
  title: '大额设备的价值与数量不符',
  severity: 'error',
  scope: 'table',
  why: '“单价在20万元以上的设备”有几台，价值就至少是台数乘以 20 万元。价值更少，说明数量、价值或者分类有误。',
  basis: [`${DISCLOSURE_2016}：国有资产占有使用情况应当公开`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const one of index.tablesOf('assets')) {
      const counts = columnOf(one, /^数量/);
      const worths = columnOf(one, /^(价值|金额|原值)/);
      if (!counts || !worths) continue;
      for (const row of one.rows) {
        const price = PRICED.exec(row.label.replace(/\s/g, ''));
        const count = row.values[counts.at];
        const worth = row.values[worths.at];
        if (!price || typeof count !== 'bigint' || typeof worth !== 'bigint') continue;
        const pieces = one.table.rows[row.at]?.cells[counts.at];
        if (typeof pieces !== 'number' || pieces <= 0) continue;
        const least = exact(pieces * Number(price[1]), '万元');
        // The head of the column names its unit where the table has none.
        const scale =
          one.unit === null && /万元/.test(worths.head)
            ? (one.table.rows[row.at]?.cells[worths.at] as number)
            : undefined;
        const value = scale === undefined ? worth : exact(scale, '万元');
        if (value > 0n && value < least)
          yield {
            table: one,
            row,
            count: { value: count, column: counts },
            worth: { value, column: worths },
            price: Number(price[1]),
            least,
          };
      }
    }
  },
  report({ table: { table: printed }, row, count, worth, price, least }) {
    const pieces = printed.rows[row.at]?.cells[count.column.at];
    return {
      message: `${quote(row.label)}有 ${pieces} 台（套），共值 ${printExact(worth.value, '万元')} 万元；每台 ${price} 万元以上，至少应为 ${printExact(least, '万元')} 万元。`,
      subject: { table: printed.title, row: row.label },
      paths: [cellPath(row, worth.column), cellPath(row, count.column)],
      expected: `≥${printExact(least, '万元')} 万元`,
      actual: `${printExact(worth.value, '万元')} 万元`,
      advice: '核对数量和价值；单价不到的，列入其他固定资产。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '三台共值 27.46 万元',
        { row: '单价在20万元以上的设备' },
        {
          tables: [
            table(
              'assets',
              '固定资产占用情况表',
              ['数量', '价值'],
              [
                ['资产总额', null, 99.59],
                ['单价在20万元以上的设备', 3, 27.46],
                ['其他固定资产', 183, 72.13],
              ],
            ),
          ],
        },
      ),
    ],
    right: [
      right('三台共值 87.46 万元', {
        tables: [
          table(
            'assets',
            '固定资产占用情况表',
            ['数量', '价值'],
            [
              ['资产总额', null, 159.59],
              ['单价在20万元以上的设备', 3, 87.46],
              ['其他固定资产', 183, 72.13],
            ],
          ),
        ],
      }),
    ],
  },
});
