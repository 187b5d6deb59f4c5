import { DISCLOSURE_2016 } from '../../basis.ts';
import { pairsOf, sameAmount } from '../../between-tables.ts';
import { type ColumnIndex, columnOf, type TableIndex } from '../../disclosure-index.ts';
import { right, table, wrong } from '../../example.ts';
import type { Identity } from '../../identity.ts';
import { defineIdentities, Missing } from '../../rule.ts';
import { draftOfSum } from '../../sums.ts';
import { balanceOf, type CellAt, type SideEntry, sidesOf, valueAt } from '../../table-shape.ts';

const SUMMARY = ['收入/预算数', '支出/项目', '支出/预算数'];
const FISCAL = [
  '收入/金额',
  '支出/项目',
  '支出/合计',
  '支出/一般公共预算财政拨款',
  '支出/政府性基金预算拨款',
  '支出/国有资本经营预算拨款',
];
const LIST = ['合计', '基本支出', '项目支出'];

/** The 合计 of a list in the column whose head matches. */
function totalIn(table: TableIndex, head: RegExp): CellAt | undefined {
  const column = columnOf(table, head);
  return table.total && column
    ? { table, row: table.total, column, label: `${column.head.split('/').at(-1)}合计` }
    : undefined;
}

/** The 合计 of what was spent in the year: in a final account under the head 本年支出. */
function spentIn(table: TableIndex): CellAt | undefined {
  const column =
    columnOf(table, /^(合计|总计|本年支出合计)$/) ??
    table.columns.find(({ key, levels, role }) => role === 'money' && key === '小计' && levels.at(-2) === '本年支出');
  return table.total && column ? { table, row: table.total, column, label: '支出合计' } : undefined;
}

function at(table: TableIndex, entry: SideEntry | undefined, column: ColumnIndex | undefined): CellAt | undefined {
  return entry && column ? { table, row: entry.row, column, label: entry.label } : undefined;
}

/** What a summary states: 总计 or, of the year alone, 本年合计. */
function summaryOf(table: TableIndex) {
  const sides = sidesOf(table);
  if (!sides) return undefined;
  const income = balanceOf(sides.income);
  const expenditure = balanceOf(sides.expenditure);
  const column = (head: RegExp) => sides.expenditure.columns.find(({ key }) => head.test(key));
  return {
    income,
    expenditure,
    incomeColumn: sides.income.columns[0],
    expenditureColumn: sides.expenditure.columns[0],
    columnOfFund: column,
    source: (name: RegExp) => income.items.find(({ key }) => name.test(key)),
    item: (key: string) => expenditure.items.find((entry) => entry.key === key),
  };
}

type Pair = readonly [TableIndex, TableIndex];

/** Of the year's amount and the total with carry-over, the one that agrees; else the first. */
function fitting(cell: CellAt | undefined, options: readonly (CellAt | undefined)[]): CellAt | undefined {
  const there = options.filter((option) => option !== undefined);
  const value = cell && valueAt(cell.row, cell.column);
  return there.find((option) => valueAt(option.row, option.column) === value) ?? there[0];
}

function* incomeAgainstSummary([list, summary]: Pair): Iterable<Identity | Missing> {
  const s = summaryOf(summary);
  if (!s) return;
  const all = totalIn(list, /^(合计|总计|本年收入合计)$/);
  const options = [s.income.total, s.income.year].map((entry) => at(summary, entry, s.incomeColumn));
  yield* sameAmount(all, fitting(all, options), '收入合计');
  const year = totalIn(list, /^小计$/);
  if (year?.column.head.includes('本年')) {
    yield* sameAmount(year, at(summary, s.income.year, s.incomeColumn), '本年收入合计');
  }
}

function* expenditureAgainstSummary([list, summary]: Pair): Iterable<Identity | Missing> {
  const s = summaryOf(summary);
  if (!s) return;
  const all = spentIn(list);
  const options = [s.expenditure.year, s.expenditure.total].map((entry) => at(summary, entry, s.expenditureColumn));
  yield* sameAmount(all, fitting(all, options), '支出合计');
  yield* byClass(list, all?.column, summary, s.item, s.expenditureColumn);
}

/** Every class of a list against the line of that name in a summary. */
function* byClass(
  list: TableIndex,
  column: ColumnIndex | undefined,
  summary: TableIndex,
  item: (key: string) => SideEntry | undefined,
  summaryColumn: ColumnIndex | undefined,
): Iterable<Identity | Missing> {
  if (!column || !summaryColumn) return;
  for (const row of list.rows) {
    if (row.code.length !== 3) continue;
    const entry = item(row.key);
    if (!entry) continue;
    for (const found of sameAmount({ table: list, row, column }, at(summary, entry, summaryColumn), row.label)) {
      // A class left blank in one of the tables shows in the totals, if it matters.
      if (!(found instanceof Missing)) yield found;
    }
  }
}

function* fiscalAgainstIncome([fiscal, list]: Pair): Iterable<Identity | Missing> {
  const f = summaryOf(fiscal);
  if (!f) return;
  const all = totalIn(list, /^财政拨款(收入)?$/);
  const options = [f.income.year, f.income.total].map((entry) => at(fiscal, entry, f.incomeColumn));
  yield* sameAmount(all, fitting(all, options), '财政拨款收入');
}

function* fiscalAgainstSummary([fiscal, summary]: Pair): Iterable<Identity | Missing> {
  const f = summaryOf(fiscal);
  const s = summaryOf(summary);
  if (!f || !s) return;
  for (const name of [/一般公共预算/, /政府性?基金/, /国有资本/]) {
    const [mine, theirs] = [f.source(name), s.source(name)];
    if (!mine || !theirs) continue;
    for (const found of sameAmount(at(fiscal, mine, f.incomeColumn), at(summary, theirs, s.incomeColumn), mine.label)) {
      if (!(found instanceof Missing)) yield found;
    }
  }
}

function* listAgainstFiscal([list, fiscal]: Pair, fund: RegExp, what: string): Iterable<Identity | Missing> {
  const f = summaryOf(fiscal);
  if (!f) return;
  const column = f.columnOfFund(fund);
  if (!column) return;
  if (list.rows.length === 0 || !list.total) return;
  const all = spentIn(list);
  const options = [f.expenditure.year, f.expenditure.total].map((entry) => at(fiscal, entry, column));
  yield* sameAmount(all, fitting(all, options), what);
  yield* byClass(list, all?.column, fiscal, f.item, column);
}

export default defineIdentities({
  id: 'table-against-table',
  title: '表与表之间数字不一致',
  severity: 'error',
  scope: 'disclosure',
  why: '收支总表、收入总表、支出总表、财政拨款收支总表和一般公共预算支出表反映的是同一笔预算，相同口径的合计和各类支出应当处处相同。',
  basis: [`${DISCLOSURE_2016}：部门预算公开表的勾稽关系`],
  parameters: {},
  *find(index) {
    const comparisons = [
      [pairsOf(index, 'income-summary', 'income-expenditure-summary'), incomeAgainstSummary],
      [pairsOf(index, 'expenditure-summary', 'income-expenditure-summary'), expenditureAgainstSummary],
      [pairsOf(index, 'fiscal-summary', 'income-summary'), fiscalAgainstIncome],
      [pairsOf(index, 'fiscal-summary', 'income-expenditure-summary'), fiscalAgainstSummary],
      [
        pairsOf(index, 'general-public-budget-expenditure', 'fiscal-summary'),
        (pair: Pair) => listAgainstFiscal(pair, /一般公共预算/, '一般公共预算拨款支出'),
      ],
      [
        pairsOf(index, 'government-funds', 'fiscal-summary'),
        (pair: Pair) => listAgainstFiscal(pair, /基金/, '政府性基金预算拨款支出'),
      ],
      [
        pairsOf(index, 'state-capital', 'fiscal-summary'),
        (pair: Pair) => listAgainstFiscal(pair, /国有资本/, '国有资本经营预算拨款支出'),
      ],
    ] as const;
    for (const [pairs, compare] of comparisons) {
      for (const pair of pairs) {
        if (pair instanceof Missing) yield pair;
        else yield* compare(pair);
      }
    }
  },
  report: (broken) =>
    draftOfSum(broken, {
      advice: '查明两张表中哪一个数有误，改为相同。',
      ...(broken.identity.note ? { place: `${broken.identity.note}两表不一致` } : {}),
    }),
  examples: {
    wrong: [
      wrong(
        '支出总表与收支总表的支出合计不同',
        { table: '部门支出总表', row: '合计' },
        {
          tables: [
            table('income-expenditure-summary', '部门收支总表', SUMMARY, [
              ['一、一般公共预算拨款收入', 5464.38, '一、一般公共服务支出', 5464.38],
              ['本年收入合计', 5464.38, '本年支出合计', 5464.38],
              ['收入总计', 5464.38, '支出总计', 5464.38],
            ]),
            table('expenditure-summary', '部门支出总表', LIST, [
              ['合计', 5446.38, 510.62, 4935.76],
              ['201 一般公共服务支出', 5446.38, 510.62, 4935.76],
            ]),
          ],
        },
      ),
      wrong(
        '一般公共预算财政拨款支出决算表与财政拨款决算总表不同',
        { table: '一般公共预算财政拨款支出决算表', row: '合计' },
        {
          tables: [
            table('fiscal-summary', '财政拨款收入支出决算总表', FISCAL, [
              ['一、一般公共预算财政拨款', 500.5, '一、一般公共服务支出', 480.5, 480.5, null, null],
              ['本年收入合计', 500.5, '本年支出合计', 480.5, 480.5, null, null],
              ['年初财政拨款结转和结余', 10, '年末财政拨款结转和结余', 30, 30, null, null],
              ['总计', 510.5, '总计', 510.5, 510.5, null, null],
            ]),
            table(
              'general-public-budget-expenditure',
              '一般公共预算财政拨款支出决算表',
              ['本年支出/小计', '本年支出/基本支出', '本年支出/项目支出'],
              [
                ['合计', 490.5, 450.5, 40],
                ['201 一般公共服务支出', 490.5, 450.5, 40],
              ],
            ),
          ],
        },
      ),
      wrong(
        '收入总表的合计与收支总表的收入总计不同',
        { table: '部门收入总表', row: '合计' },
        {
          tables: [
            table('income-expenditure-summary', '部门收支总表', SUMMARY, [
              ['本年收入合计', 100, '本年支出合计', 100],
              ['收入总计', 100, '支出总计', 100],
            ]),
            table('income-summary', '部门收入总表', ['合计', '财政拨款收入'], [['合计', 110, 110]]),
          ],
        },
      ),
    ],
    right: [
      right('四张表一致', {
        tables: [
          table('income-expenditure-summary', '部门收支总表', SUMMARY, [
            ['一、一般公共预算拨款收入', 100.5, '一、一般公共服务支出', 100.5],
            ['本年收入合计', 100.5, '本年支出合计', 100.5],
            ['收入总计', 100.5, '支出总计', 100.5],
          ]),
          table('expenditure-summary', '部门支出总表', LIST, [
            ['合计', 100.5, 60.5, 40],
            ['201 一般公共服务支出', 100.5, 60.5, 40],
          ]),
          table('fiscal-summary', '财政拨款收支总表', FISCAL, [
            ['一、一般公共预算拨款', 100.5, '一、一般公共服务支出', 100.5, 100.5, null, null],
            ['本年收入合计', 100.5, '本年支出合计', 100.5, 100.5, null, null],
            ['收入总计', 100.5, '支出总计', 100.5, 100.5, null, null],
          ]),
          table('general-public-budget-expenditure', '一般公共预算支出表', LIST, [
            ['合计', 100.5, 60.5, 40],
            ['201 一般公共服务支出', 100.5, 60.5, 40],
          ]),
        ],
      }),
      right('决算各表一致', {
        tables: [
          table('income-expenditure-summary', '收入支出决算总表', SUMMARY, [
            ['一、一般公共预算财政拨款收入', 500.5, '一、一般公共服务支出', 480.5],
            ['八、其他收入', 5, '二、城乡社区支出', 20],
            ['本年收入合计', 505.5, '本年支出合计', 500.5],
            ['年初结转和结余', 10, '年末结转和结余', 15],
            ['总计', 515.5, '总计', 515.5],
          ]),
          table(
            'income-summary',
            '收入决算表',
            ['本年收入合计', '财政拨款收入', '其他收入'],
            [['合计', 505.5, 500.5, 5]],
          ),
          table(
            'expenditure-summary',
            '支出决算表',
            ['本年支出合计', '基本支出', '项目支出'],
            [
              ['合计', 500.5, 450.5, 50],
              ['201 一般公共服务支出', 480.5, 450.5, 30],
              ['212 城乡社区支出', 20, null, 20],
            ],
          ),
        ],
      }),
      right('一张以元、一张以万元填写，换算后相同', {
        tables: [
          table('income-expenditure-summary', '部门收支总表', SUMMARY, [
            ['本年收入合计', 528.62, '本年支出合计', 528.62],
            ['收入总计', 528.62, '支出总计', 528.62],
          ]),
          table('expenditure-summary', '部门支出总表', LIST, [['合计', 5286200, 5286200, null]], '元'),
        ],
      }),
    ],
  },
});
