import { DISCLOSURE_2016 } from '../../basis.ts';
import { type ColumnIndex, cellPath, type RowIndex, type TableIndex } from '../../disclosure-index.ts';
import { type Exact, printExact } from '../../exact.ts';
import { right, table, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { tableSubject, valueAt } from '../../table-shape.ts';

interface Fact {
  table: TableIndex;
  row: RowIndex;
  name: string;
  budget: ColumnIndex;
  spent: ColumnIndex;
  values: { budget: Exact; spent: Exact };
}

const COLUMNS = ['合计', '因公出国（境）费', '公务接待费'].flatMap((name) => [`预算数/${name}`, `决算数/${name}`]);

/** Columns of a budget with that of the final account of the same item: under 预算数 and 决算数, or beside each other. */
function pairsIn(one: TableIndex): { name: string; budget: ColumnIndex; spent: ColumnIndex }[] {
  const money = one.columns.filter(({ role }) => role === 'money');
  const spentBy = new Map<string, ColumnIndex>();
  const nameOf = ({ levels }: ColumnIndex) =>
    levels.filter((level) => !/^(全年|调整|年初)?预算数?$|^决算数?$/.test(level)).join('/');
  const isSpent = ({ levels }: ColumnIndex) => levels.some((level) => /^决算数?$/.test(level));
  // 年初预算数 may be raised during the year: what was spent is not bound by it.
  const isBudget = ({ levels }: ColumnIndex) => levels.some((level) => /^(全年|调整)?预算数?$/.test(level));
  for (const column of money) if (isSpent(column)) spentBy.set(nameOf(column), column);
  return money.filter(isBudget).flatMap((budget) => {
    const spent = spentBy.get(nameOf(budget));
    return spent ? [{ name: nameOf(budget), budget, spent }] : [];
  });
}

export default defineRule({
  id: 'three-public-over-budget',
  title: '“三公”经费决算超过预算',
  severity: 'warning',
  scope: 'table',
  why: '“三公”经费按预算控制，各项都不得超过预算；决算大于预算的，要么数字填错，要么必须说明原因和审批情况。',
  basis: [`${DISCLOSURE_2016}：“三公”经费决算与预算对比公开，并说明增减变化的原因`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const one of index.tablesOf('three-public')) {
      const found: Fact[] = [];
      for (const row of one.rows) {
        for (const pair of pairsIn(one)) {
          const [budget, spent] = [valueAt(row, pair.budget), valueAt(row, pair.spent)];
          if (typeof spent !== 'bigint' || typeof budget === 'string' || (budget === null && spent === 0n)) continue;
          if (spent > (budget ?? 0n)) found.push({ table: one, row, ...pair, values: { budget: budget ?? 0n, spent } });
        }
      }
      // The total is over because an item is: the last one named is the most exact.
      const items = found.filter(({ name, row }) => !/合计|小计|三公/.test(name + row.key));
      yield* items.length > 0 ? items : found;
    }
  },
  report({ table: one, row, name, budget, spent, values }) {
    const amount = (value: Exact) => `${printExact(value, one.unit)}${one.unit ? ` ${one.unit}` : ''}`;
    const what = name || row.label;
    return {
      message: `《${one.table.title}》“${what}”决算数 ${amount(values.spent)}，超过预算数 ${amount(values.budget)}。`,
      subject: tableSubject(one, row, spent),
      paths: [cellPath(row, spent), cellPath(row, budget)],
      expected: `不超过 ${amount(values.budget)}`,
      actual: amount(values.spent),
      advice: '核对两个数；确实超过的，在文字说明中写明原因和审批情况。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '公务接待费决算 3.2 万元，预算 3 万元',
        { table: '财政拨款“三公”经费支出决算表', column: '决算数/公务接待费' },
        {
          tables: [table('three-public', '财政拨款“三公”经费支出决算表', COLUMNS, [['', 8, 7.2, 5, 4, 3, 3.2]])],
        },
      ),
    ],
    right: [
      right('都没有超过预算', {
        tables: [table('three-public', '财政拨款“三公”经费支出决算表', COLUMNS, [['', 8, 6.5, 5, 4.5, 3, 2]])],
      }),
    ],
  },
});
