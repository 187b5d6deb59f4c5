import { DISCLOSURE_2016 } from '../../basis.ts';
import { cellPath, columnOf, type RowIndex, type StatementIndex, type TableIndex } from '../../disclosure-index.ts';
import { numberOfExact, printExact } from '../../exact.ts';
import { right, statement, table, wrong } from '../../example.ts';
import { defineRule, type Missing, missing } from '../../rule.ts';
import { valueAt } from '../../table-shape.ts';
import { isSubtotal } from '../../wording.ts';

interface Contradiction {
  stated: StatementIndex;
  table: TableIndex;
  goods: readonly { row: RowIndex; path: string; label: string; value: bigint }[];
  sum: bigint;
}

/** 货物 by 政府采购品目分类目录 (财库〔2022〕31号): A02 设备, A05 家具和用具 are fixed assets; A03, A04 cultural relics and books. */
const ASSET_CODE = /^A0[2-5]/;
const SECTION = '九、国有资产信息';
const COLUMNS = ['采购物品名称', '计量单位', '数量', '单价', '政府采购金额/合计'];

export default defineRule({
  id: 'asset-purchase-vs-procurement',
  title: '拟购置固定资产为零，采购表却有设备',
  severity: 'error',
  scope: 'disclosure',
  why: '国有资产说明称本年拟购置固定资产为 0，而政府采购预算表列有设备、家具，两处互相矛盾，一处有误。',
  basis: [
    `${DISCLOSURE_2016}：应当公开政府采购、国有资产占有使用情况并作出说明`,
    '《政府采购品目分类目录》（财库〔2022〕31号）',
  ],
  parameters: {},
  *find(index): Generator<Contradiction | Missing> {
    for (const stated of index.statements) {
      if (!/(拟|计划|预计)?购置固定资产(总额|金额)?$/.test(stated.key) || !stated.unit || stated.statement.direction)
        continue;
      const tables = index.tablesOf('procurement');
      if (tables.length === 0) {
        yield missing('缺少政府采购预算表，拟购置固定资产总额未核对');
        continue;
      }
      if (stated.value !== 0n) continue;
      for (const table of tables) {
        const column = columnOf(table, /^(合计|总计|金额|采购金额|采购预算)$/);
        if (!column || !table.unit) continue;
        const names = table.columns.find(({ key }) => /物品名称|品目名称|采购内容/.test(key));
        const goods = table.rows.flatMap((row) => {
          const value = valueAt(row, column);
          if (!ASSET_CODE.test(row.code) || isSubtotal(row.label) || typeof value !== 'bigint' || value <= 0n)
            return [];
          const name = names && table.table.rows[row.at]?.cells[names.at];
          return [{ row, path: cellPath(row, column), label: typeof name === 'string' ? name : row.label, value }];
        });
        const sum = goods.reduce((all, { value }) => all + value, 0n);
        if (sum > 0n) yield { stated, table, goods, sum };
      }
    }
  },
  report({ stated, table, goods, sum }) {
    const unit = table.unit ?? '万元';
    const amount = `${printExact(sum, unit)} ${unit}`;
    const names = goods.slice(0, 3).map(({ label }) => label);
    const { section, claim } = stated.statement;
    return {
      message: `文字说明“${claim}”为 ${printExact(stated.value, stated.unit)} ${stated.unit}，而《${table.table.title}》列有${names.join('、')}${goods.length > names.length ? '等' : ''}设备 ${goods.length} 项，共 ${amount}，两处矛盾。`,
      subject: { section, row: claim },
      paths: [stated.path, ...goods.map(({ path }) => path)],
      expected: amount,
      actual: `${printExact(stated.value, stated.unit)} ${stated.unit}`,
      arithmetic: {
        unit,
        terms: goods.map(({ label, path, value }) => ({
          label,
          value: numberOfExact(value, unit),
          sign: '+' as const,
          path,
        })),
        result: numberOfExact(sum, unit),
        printed: { label: claim, value: numberOfExact(stated.value, unit), path: stated.path },
        difference: numberOfExact(stated.value - sum, unit),
      },
      advice: `采购的设备属于固定资产的，将拟购置固定资产总额改为 ${amount}；不属于的，说明理由。`,
    };
  },
  examples: {
    wrong: [
      wrong(
        '说明为 0，采购表有计算机和打印机',
        { section: SECTION },
        {
          tables: [
            table('procurement', '部门政府采购预算', COLUMNS, [
              ['合计', null, null, null, null, 1.2],
              ['A02010105 公用经费', '台式计算机', '台', 2, 0.45, 0.9],
              ['A02021003 公用经费', '打印机', '台', 2, 0.15, 0.3],
            ]),
          ],
          statements: [statement(SECTION, '本年度拟购置固定资产总额', 0)],
        },
      ),
    ],
    right: [
      right('只采购服务', {
        tables: [
          table('procurement', '部门政府采购预算', COLUMNS, [
            ['合计', null, null, null, null, 12],
            ['C16040000 示例运行维护', '运行维护服务', '项', 1, 12, 12],
          ]),
        ],
        statements: [statement(SECTION, '本年度拟购置固定资产总额', 0)],
      }),
      right('说明不为 0', {
        tables: [
          table('procurement', '部门政府采购预算', COLUMNS, [['A02010105 公用经费', '台式计算机', '台', 2, 0.45, 0.9]]),
        ],
        statements: [statement(SECTION, '本年度拟购置固定资产总额', 0.9)],
      }),
    ],
  },
});
