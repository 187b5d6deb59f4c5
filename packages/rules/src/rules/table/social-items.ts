import { DISCLOSURE_2016 } from '../../basis.ts';
import { cellPath, columnOf, columnOfGroup, type RowIndex, type TableIndex } from '../../disclosure-index.ts';
import { absolute, type Exact, halfUnit, printExact } from '../../exact.ts';
import { right, table, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { tableSubject, valueAt } from '../../table-shape.ts';

interface Amount {
  table: TableIndex;
  row: RowIndex;
  path: string;
  value: Exact;
}

interface Fact {
  functional: Amount;
  economic: Amount;
}

/** What is paid for the same purpose, by 功能分类 and by 部门预算支出经济分类. */
const ITEMS = [
  { functional: '2210201', economic: '30113' },
  { functional: '2080505', economic: '30108' },
  { functional: '2080506', economic: '30109' },
] as const;

const BASIC = ['合计', '人员经费', '公用经费'];
const LIST = ['合计', '基本支出', '项目支出'];

function amountOf(one: TableIndex, code: string, basic: boolean): Amount | undefined {
  const row = one.rows.find((each) => each.code === code);
  const column = basic ? columnOf(one, /^(合计|总计|金额|预算数|决算数)$/) : columnOfGroup(one, /^基本支出$/);
  const value = row && column && valueAt(row, column);
  return row && column && typeof value === 'bigint'
    ? { table: one, row, path: cellPath(row, column), value }
    : undefined;
}

export default defineRule({
  id: 'social-items',
  title: '社会保险缴费、住房公积金两表金额不同',
  severity: 'info',
  scope: 'disclosure',
  why: '住房公积金、养老保险和职业年金缴费，在支出表中按功能科目列示，在基本支出表中按经济科目列示，通常是同一笔钱；不同的，可能有一处漏列，也可能一部分列在别的功能科目。',
  basis: [`${DISCLOSURE_2016}：部门预算公开表的勾稽关系`, '《政府收支分类科目》'],
  parameters: {},
  *find(index): Generator<Fact> {
    const [list, ...lists] = index.tablesOf('general-public-budget-expenditure');
    const [basic, ...basics] = index.tablesOf('basic-expenditure');
    if (!list?.unit || !basic?.unit || lists.length > 0 || basics.length > 0) return;
    for (const item of ITEMS) {
      const functional = amountOf(list, item.functional, false);
      const economic = amountOf(basic, item.economic, true);
      if (!functional || !economic) continue;
      const rounding = halfUnit(2, list.unit) + halfUnit(2, basic.unit);
      if (absolute(functional.value - economic.value) > rounding) yield { functional, economic };
    }
  },
  report({ functional, economic }) {
    const amount = ({ value }: Amount) => `${printExact(value, '万元')} 万元`;
    return {
      message: `“${functional.row.code} ${functional.row.label}”的基本支出为 ${amount(functional)}，“${economic.row.code} ${economic.row.label}”为 ${amount(economic)}，相差 ${printExact(absolute(functional.value - economic.value), '万元')} 万元。`,
      subject: tableSubject(economic.table, economic.row),
      paths: [economic.path, functional.path],
      expected: amount(functional),
      actual: amount(economic),
      advice: '核对两个数；一部分列在其他功能科目的，不必修改。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '住房公积金两表不同',
        { table: '一般公共预算基本支出表', row: '住房公积金' },
        {
          tables: [
            table('general-public-budget-expenditure', '一般公共预算支出表', LIST, [
              ['2010301 行政运行', 500.5, 500.5, null],
              ['2210201 住房公积金', 36.8, 36.8, null],
            ]),
            table('basic-expenditure', '一般公共预算基本支出表', BASIC, [
              ['30101 基本工资', 500.5, 500.5, null],
              ['30113 住房公积金', 38.6, 38.6, null],
            ]),
          ],
        },
      ),
    ],
    right: [
      right('相同；有一个表没有列示的不比较', {
        tables: [
          table('general-public-budget-expenditure', '一般公共预算支出表', LIST, [
            ['2010301 行政运行', 500.5, 500.5, null],
            ['2210201 住房公积金', 36.8, 36.8, null],
          ]),
          table('basic-expenditure', '一般公共预算基本支出表', BASIC, [
            ['30101 基本工资', 458.25, 458.25, null],
            ['30108 机关事业单位基本养老保险缴费', 42.25, 42.25, null],
            ['30113 住房公积金', 36.8, 36.8, null],
          ]),
        ],
      }),
    ],
  },
});
