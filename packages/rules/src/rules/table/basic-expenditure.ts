import { DISCLOSURE_2016 } from '../../basis.ts';
import { pairsOf, sameAmount } from '../../between-tables.ts';
import { columnOf, columnOfGroup, type TableIndex } from '../../disclosure-index.ts';
import { right, table, wrong } from '../../example.ts';
import { defineIdentities, Missing } from '../../rule.ts';
import { draftOfSum } from '../../sums.ts';
import { type CellAt, identityOf, valueAt } from '../../table-shape.ts';
import { nameKey } from '../../wording.ts';

const COLUMNS = ['合计', '人员经费', '公用经费'];

/** Classes of 部门预算支出经济分类 that make up each kind of money. */
const CLASSES = [
  { name: '人员经费', head: /^人员经费$/, codes: ['301', '303'], other: /^公用经费$/ },
  {
    name: '公用经费',
    head: /^(日常)?公用经费$/,
    codes: ['302', '307', '309', '310', '311', '312', '399'],
    other: /^人员经费$/,
  },
] as const;

function totalOf(table: TableIndex, head: RegExp): CellAt | undefined {
  const column = columnOf(table, head);
  return table.total && column ? { table, row: table.total, column } : undefined;
}

/** 人员经费合计 and 公用经费合计 of the two-sided table of a final account. */
function kindsOf(table: TableIndex): CellAt[] | undefined {
  for (const row of table.rows) {
    if (!/^人员经费合计$/.test(row.key)) continue;
    const printed = table.table.rows[row.at]?.cells ?? [];
    const name = table.columns.findIndex((_, at) => nameKey(String(printed[at] ?? '')) === '公用经费合计');
    const money = table.columns.filter(({ role }) => role === 'money');
    const left = money.find(({ at }) => name < 0 || at < name);
    const [right] = money.filter(({ at }) => at > name).slice(-1);
    if (name < 0 || !left || !right) return undefined;
    return [
      { table, row, column: left, label: '人员经费合计' },
      { table, row, column: right, label: '公用经费合计' },
    ];
  }
  return undefined;
}

export default defineIdentities({
  id: 'basic-expenditure',
  title: '基本支出表与经济分类或支出表不符',
  severity: 'error',
  scope: 'disclosure',
  why: '基本支出等于人员经费与公用经费之和：人员经费由工资福利支出（301）和对个人和家庭的补助（303）组成，公用经费由商品和服务支出（302）、资本性支出（310）等组成；表的合计应等于一般公共预算支出表中的基本支出。',
  basis: [`${DISCLOSURE_2016}：基本支出按经济分类公开到款`, '《政府收支分类科目》部门预算支出经济分类'],
  parameters: {},
  *find(index) {
    for (const table of index.tablesOf('basic-expenditure')) {
      const all = columnOf(table, /^(合计|总计|金额|预算数)$/);
      if (!table.total || !all) continue;
      for (const { head, codes, other } of CLASSES) {
        const column = columnOf(table, head);
        const wrongSide = columnOf(table, other);
        const rows = table.rows.filter((row) => (codes as readonly string[]).includes(row.code));
        if (!column || rows.length === 0) continue;
        // Where a class is split between both columns, the classes do not follow the kinds of money.
        if (wrongSide && rows.some((row) => (valueAt(row, wrongSide) ?? 0n) !== 0n)) continue;
        yield* identityOf(
          { table, row: table.total, column, label: column.head.split('/').at(-1) ?? '' },
          rows.map((row) => ({ table, row, column: all, label: `${row.code} ${row.label}` })),
        );
      }
    }
    for (const pair of pairsOf(index, 'basic-expenditure', 'general-public-budget-expenditure')) {
      if (pair instanceof Missing) {
        yield pair;
        continue;
      }
      const [basic, list] = pair;
      const mine = totalOf(basic, /^(合计|总计|金额|预算数|决算数)$/);
      const group = columnOfGroup(list, /^基本支出$/);
      const theirs = group && list.total ? { table: list, row: list.total, column: group } : undefined;
      const kinds = mine ? undefined : kindsOf(basic);
      if (kinds && theirs && basic.unit === list.unit) {
        yield* identityOf({ ...theirs, label: `《${list.table.title}》基本支出合计` }, kinds);
        continue;
      }
      yield* sameAmount(mine && { ...mine, label: '合计' }, theirs && { ...theirs, label: '基本支出合计' }, '基本支出');
    }
  },
  report: (broken) => draftOfSum(broken),
  examples: {
    wrong: [
      wrong(
        '公用经费合计与各类不符',
        { table: '一般公共预算基本支出表', row: '合计', column: '公用经费' },
        {
          tables: [
            table(
              'basic-expenditure',
              '一般公共预算基本支出表',
              ['金额', '人员经费', '公用经费'],
              [
                ['合计', 528.62, 483.9, 54.72],
                ['301 工资福利支出', 480.18, null, null],
                ['302 商品和服务支出', 42.92, null, null],
                ['303 对个人和家庭的补助', 3.72, null, null],
                ['310 资本性支出', 1.8, null, null],
              ],
            ),
          ],
        },
      ),
      wrong(
        '合计与一般公共预算支出表的基本支出不同',
        { table: '一般公共预算基本支出表', row: '合计' },
        {
          tables: [
            table(
              'general-public-budget-expenditure',
              '一般公共预算支出表',
              ['合计', '基本支出', '项目支出'],
              [['合计', 600, 500, 100]],
            ),
            table('basic-expenditure', '一般公共预算基本支出表', COLUMNS, [['合计', 480, 400, 80]]),
          ],
        },
      ),
    ],
    right: [
      right('决算的基本支出明细表左右两栏之和等于基本支出', {
        tables: [
          table(
            'general-public-budget-expenditure',
            '一般公共预算财政拨款支出决算表',
            ['本年支出/小计', '本年支出/基本支出', '本年支出/项目支出'],
            [['合计', 475.5, 445.5, 30]],
          ),
          table(
            'basic-expenditure',
            '一般公共预算财政拨款基本支出决算明细表',
            ['人员经费/决算数', '公用经费/科目编码', '公用经费/科目名称', '公用经费/决算数'],
            [
              ['301 工资福利支出', 400.5, 302, '商品和服务支出', 45],
              ['30101 基本工资', 400.5, 30201, '办公费', 45],
              ['人员经费合计', 400.5, '公用经费合计', null, 45],
            ],
          ),
        ],
      }),
      right('四舍五入后差 0.01', {
        tables: [
          table(
            'general-public-budget-expenditure',
            '一般公共预算支出表',
            ['合计', '基本支出', '项目支出'],
            [['合计', 5464.38, 528.62, 4935.76]],
          ),
          table('basic-expenditure', '一般公共预算基本支出表', COLUMNS, [
            ['合计', 528.62, 483.91, 44.72],
            ['301 工资福利支出', 480.18, 480.18, null],
            ['302 商品和服务支出', 42.92, null, 42.92],
            ['303 对个人和家庭的补助', 3.72, 3.72, null],
            ['310 资本性支出', 1.8, null, 1.8],
          ]),
        ],
      }),
    ],
  },
});
