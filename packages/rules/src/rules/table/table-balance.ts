import { DISCLOSURE_2016 } from '../../basis.ts';
import type { ColumnIndex, DisclosureIndex, TableIndex } from '../../disclosure-index.ts';
import { right, table, wrong } from '../../example.ts';
import type { Identity } from '../../identity.ts';
import { defineIdentities, type Missing, missing } from '../../rule.ts';
import { draftOfSum } from '../../sums.ts';
import { balanceOf, identityOf, type Side, type SideEntry, sidesOf } from '../../table-shape.ts';

const COLUMNS = ['收入/预算数', '支出/项目', '支出/预算数'];

function tablesOf(index: DisclosureIndex): TableIndex[] {
  return [...index.tablesOf('income-expenditure-summary'), ...index.tablesOf('fiscal-summary')];
}

function* sideIdentities(table: TableIndex, side: Side): Iterable<Identity | Missing> {
  const { items, year, carried, carriedParts, total } = balanceOf(side);
  const [only, ...more] = carried.filter(({ key }) => /结转/.test(key));
  // By function and by kind in one column: the same money twice.
  const kinds = items.filter(({ key }) => /^(基本|项目|经营)支出$/.test(key)).length;
  const mixed = kinds > 0 && kinds < items.length;
  if (mixed) yield missing(`《${table.table.title}》支出同时按功能和按性质列示，本年支出合计未与各项核对`);
  const cell = (column: ColumnIndex) => (entry: SideEntry) => ({ table, row: entry.row, column, label: entry.label });
  for (const column of side.columns) {
    const at = cell(column);
    if (year && items.length > 0 && !mixed) yield* identityOf(at(year), items.map(at));
    if (year && total) yield* identityOf(at(total), [year, ...carried].map(at));
    if (!year && total && items.length > 0 && !mixed) yield* identityOf(at(total), items.map(at));
    if (only && more.length === 0 && carriedParts.length > 0) yield* identityOf(at(only), carriedParts.map(at));
  }
}

export default defineIdentities({
  id: 'table-balance',
  title: '收支总表不平衡',
  severity: 'error',
  scope: 'table',
  why: '收支总表中，各收入项目之和等于本年收入合计，各支出科目之和等于本年支出合计；本年合计加结转结余等于总计；收入总计等于支出总计。决算的收入总计还加使用非财政拨款结余，支出总计还加结余分配。',
  basis: [`${DISCLOSURE_2016}：部门收支总表的勾稽关系`, '《中华人民共和国预算法》：各级预算遵循收支平衡的原则'],
  parameters: {},
  *find(index) {
    for (const table of tablesOf(index)) {
      const sides = sidesOf(table);
      if (!sides) {
        yield missing(`《${table.table.title}》未能分清收入、支出两栏`);
        continue;
      }
      yield* sideIdentities(table, sides.income);
      yield* sideIdentities(table, sides.expenditure);
      const [income, expenditure] = [balanceOf(sides.income).total, balanceOf(sides.expenditure).total];
      const left = sides.income.columns[0];
      const right = sides.expenditure.columns[0];
      if (!income || !expenditure || !left || !right) {
        yield missing(`《${table.table.title}》缺少${income ? '支出总计' : '收入总计'}`);
        continue;
      }
      yield* identityOf({ table, row: income.row, column: left, label: income.label }, [
        { table, row: expenditure.row, column: right, label: expenditure.label },
      ]);
    }
  },
  report: (broken) => draftOfSum(broken),
  examples: {
    wrong: [
      wrong(
        '收入总计与支出总计相差 10 万元',
        { table: '部门收支总表' },
        {
          tables: [
            table('income-expenditure-summary', '部门收支总表', COLUMNS, [
              ['一、一般公共预算拨款收入', 528.62, '一、一般公共服务支出', 538.62],
              ['本年收入合计', 528.62, '本年支出合计', 538.62],
              ['收入总计', 528.62, '支出总计', 538.62],
            ]),
          ],
        },
      ),
      wrong(
        '决算总表漏列年末结转和结余',
        { table: '收入支出决算总表' },
        {
          tables: [
            table('income-expenditure-summary', '收入支出决算总表', COLUMNS, [
              ['一、一般公共预算财政拨款收入', 500.5, '一、一般公共服务支出', 480.5],
              ['本年收入合计', 500.5, '本年支出合计', 480.5],
              ['年初结转和结余', 10, '年末结转和结余', 13],
              ['总计', 510.5, '总计', 510.5],
            ]),
          ],
        },
      ),
      wrong(
        '收入总计漏加上年结转',
        { table: '部门收支总表', row: '收入总计' },
        {
          tables: [
            table('income-expenditure-summary', '部门收支总表', COLUMNS, [
              ['一、一般公共预算拨款收入', 500, '一、一般公共服务支出', 500],
              ['本年收入合计', 500, '本年支出合计', 500],
              ['上年结转结余', 20, '年终结转结余', null],
              ['收入总计', 500, '支出总计', 500],
            ]),
          ],
        },
      ),
    ],
    right: [
      right('支出既按功能又按性质列示，不重复相加', {
        tables: [
          table('income-expenditure-summary', '部门收支总表', COLUMNS, [
            ['一、一般公共预算拨款收入', 512.5, '一、一般公共服务支出', 512.5],
            ['', null, '一、基本支出', 400],
            ['', null, '二、项目支出', 112.5],
            ['本年收入合计', 512.5, '本年支出合计', 512.5],
            ['收入总计', 512.5, '支出总计', 512.5],
          ]),
        ],
      }),
      right('决算总表：使用非财政拨款结余、结余分配、结转结余都计入总计', {
        tables: [
          table('income-expenditure-summary', '收入支出决算总表', COLUMNS, [
            ['一、一般公共预算财政拨款收入', 500.5, '一、一般公共服务支出', 480.5],
            ['本年收入合计', 500.5, '本年支出合计', 480.5],
            ['使用非财政拨款结余（含专用结余）', 2, '结余分配', 1],
            ['年初结转和结余', 10, '年末结转和结余', 31],
            ['总计', 512.5, '总计', 512.5],
          ]),
        ],
      }),
      right('财政拨款决算总表：结转和结余的来源不重复相加', {
        tables: [
          table(
            'fiscal-summary',
            '财政拨款收入支出决算总表',
            ['收入/金额', '支出/项目', '支出/合计', '支出/一般公共预算财政拨款', '支出/政府性基金预算财政拨款'],
            [
              ['一、一般公共预算财政拨款', 500.5, '一、一般公共服务支出', 480.5, 480.5, null],
              ['二、政府性基金预算财政拨款', 20, '二、城乡社区支出', 20, null, 20],
              ['本年收入合计', 520.5, '本年支出合计', 500.5, 480.5, 20],
              ['年初财政拨款结转和结余', 10, '年末财政拨款结转和结余', 30, 30, null],
              ['　一般公共预算财政拨款', 10, null, null, null, null],
              ['　政府性基金预算财政拨款', null, null, null, null, null],
              ['总计', 530.5, '总计', 530.5, 510.5, 20],
            ],
          ),
        ],
      }),
      right('收支平衡', {
        tables: [
          table('income-expenditure-summary', '部门收支总表', COLUMNS, [
            ['一、一般公共预算拨款收入', 500, '一、一般公共服务支出', 480],
            ['', null, '二、住房保障支出', 32.59],
            ['本年收入合计', 500, '本年支出合计', 512.59],
            ['上年结转结余', 12.59, '年终结转结余', null],
            ['收入总计', 512.59, '支出总计', 512.59],
          ]),
        ],
      }),
    ],
  },
});
