import type { JsonPointer, Subject } from '@jizhun/model';
import { type Account, accountPairs, accountsOf } from '../../accounts.ts';
import { DISCLOSURE_2016 } from '../../basis.ts';
import { cellPath, columnOf, type RowIndex, type TableIndex } from '../../disclosure-index.ts';
import { absolute, type Exact, halfUnit, type PrintedUnit, printExact } from '../../exact.ts';
import { right, statement, table, wrong } from '../../example.ts';
import { defineAcross } from '../../rule.ts';
import { threePublicRows } from '../../table-rows.ts';
import { tableSubject, valueAt } from '../../table-shape.ts';

/** An amount of 年初预算 as a final account prints it, or as the budget did. */
interface Amount {
  value: Exact;
  unit: PrintedUnit;
  decimals: number;
  path: JsonPointer;
}

interface Pair {
  subject: Subject;
  /** What it is of: 行政运行, “三公”经费. */
  name: string;
  final: Amount;
  budget: Amount;
  /** Title of the budget's table. */
  table: string;
}

interface Fact {
  account: Account;
  against: Account;
  pairs: readonly [Pair, ...Pair[]];
}

const SECTION = '五、一般公共预算财政拨款支出决算情况说明';
const INITIAL = /^年初预算(数)?$/;

function cellIn(one: TableIndex, row: RowIndex | undefined, head: RegExp): Amount | undefined {
  const column = columnOf(one, head);
  const value = row && column && valueAt(row, column);
  return typeof value === 'bigint' && row && column && one.unit
    ? { value, unit: one.unit, decimals: one.decimals ?? 0, path: cellPath(row, column) }
    : undefined;
}

/** The only table of a kind. */
function only(account: Account, kind: Parameters<Account['index']['tablesOf']>[0]): TableIndex | undefined {
  const tables = account.index.tablesOf(kind);
  return tables.length === 1 ? tables[0] : undefined;
}

/** 年初预算数 of 一般公共预算支出决算表, row by row, against the budget's table. */
function* byRows(final: Account, budget: Account): Generator<Pair> {
  const [ours, theirs] = [
    only(final, 'general-public-budget-expenditure'),
    only(budget, 'general-public-budget-expenditure'),
  ];
  if (!ours || !theirs || !columnOf(ours, INITIAL)) return;
  const byCode = new Map<string, RowIndex>();
  for (const row of theirs.rows) if (row.code) byCode.set(row.code, row);
  for (const row of ours.rows) {
    const there = row === ours.total ? theirs.total : row.code ? byCode.get(row.code) : undefined;
    const [mine, their] = [cellIn(ours, row, INITIAL), cellIn(theirs, there, /^(合计|总计|预算数|金额)$/)];
    const column = columnOf(ours, INITIAL);
    if (mine && their && column)
      yield {
        subject: tableSubject(ours, row, column),
        name: row.label,
        final: mine,
        budget: their,
        table: theirs.table.title,
      };
  }
}

/** What the prose of a final account says of 年初预算, against the budget's tables. */
function* byProse(final: Account, budget: Account): Generator<Pair> {
  for (const one of final.index.statements) {
    if (!one.unit || one.statement.direction) continue;
    const whole = /^一般公共预算(财政拨款)?支出年初预算(数)?$/.test(one.key);
    const three = /^(财政拨款)?三公经费(财政拨款)?(支出)?年初预算(数)?$/.test(one.key);
    if (!whole && !three) continue;
    const theirs = only(budget, whole ? 'general-public-budget-expenditure' : 'three-public');
    if (!theirs) continue;
    const row = whole ? theirs.total : (threePublicRows(theirs).subtotal ?? theirs.total);
    const their = cellIn(theirs, row, /^(合计|总计|预算数|金额)$/);
    if (their)
      yield {
        subject: { section: one.statement.section, row: one.statement.claim },
        name: whole ? '一般公共预算支出' : '“三公”经费',
        final: { value: one.value, unit: one.unit, decimals: 2, path: one.path },
        budget: their,
        table: theirs.table.title,
      };
  }
}

function differ({ final, budget }: Pair): boolean {
  const rounding = [final, budget].map(({ decimals, unit }) => halfUnit(Math.min(2, decimals), unit));
  return absolute(final.value - budget.value) > rounding[0]! + rounding[1]!;
}

export default defineAcross({
  id: 'final-initial-budget',
  title: '决算中的年初预算数与公开的预算不同',
  severity: 'error',
  scope: 'across',
  why: '决算公开里的年初预算数，就是年初公开的部门预算数；改动过的是全年预算数（调整预算数）。两处不同，完成年初预算的百分比也就错了。',
  basis: [`${DISCLOSURE_2016}：决算与年初预算对比公开`],
  parameters: {},
  *find(indexes): Generator<Fact> {
    const accounts = accountsOf(indexes);
    const finals = accounts.filter(({ final }) => final);
    const budgets = accounts.filter(({ final }) => !final);
    for (const [account, [...others]] of accountPairs(finals, budgets)) {
      const facts = others.map((against) => {
        const pairs = [...byRows(account, against), ...byProse(account, against)];
        return { against, compared: pairs.length, pairs: pairs.filter(differ) };
      });
      const last = facts.filter(({ compared }) => compared > 0).pop();
      const [first, ...rest] = last?.pairs ?? [];
      // Nothing agrees: another budget (of the department with its subordinates, or of the unit alone).
      const other = last && last.pairs.length === last.compared && last.compared > 2;
      if (last && first && !other) yield { account, against: last.against, pairs: [first, ...rest] };
    }
  },
  report({ account, against, pairs }, indexes) {
    const [first] = pairs;
    const source = indexes[against.document]?.disclosure.source.name ?? '';
    const amount = ({ value, unit }: Amount) => `${printExact(value, unit)} ${unit}`;
    const told = pairs.map(({ name, final, budget }) => `“${name}”填写为 ${amount(final)}，预算为 ${amount(budget)}`);
    return {
      document: account.document,
      draft: {
        message: `年初预算数与“${source}”的《${first.table}》不同：${told.slice(0, 4).join('；')}${told.length > 4 ? `；等 ${told.length} 处` : ''}。`,
        subject: first.subject,
        paths: pairs.map(({ final }) => final.path),
        expected: amount(first.budget),
        actual: amount(first.final),
        advice: '改为年初公开的预算数，并重算完成年初预算的百分比；年中调整的，写入全年预算数。',
        others: [{ document: against.document, paths: pairs.map(({ budget }) => budget.path) }],
      },
    };
  },
  examples: {
    wrong: [
      wrong(
        '预算 460.5 万元，决算表的年初预算数写成 480.5 万元',
        { table: '一般公共预算财政拨款支出决算表', row: '合计' },
        {
          title: '示例市示例局2024年部门预算',
          tables: [
            table(
              'general-public-budget-expenditure',
              '一般公共预算支出表',
              ['合计'],
              [
                ['合计', 460.5],
                ['201 一般公共服务支出', 430.5],
                ['221 住房保障支出', 30],
              ],
            ),
          ],
        },
        {
          title: '示例市示例局2024年部门决算',
          tables: [
            table(
              'general-public-budget-expenditure',
              '一般公共预算财政拨款支出决算表',
              ['年初预算数', '决算数'],
              [
                ['合计', 480.5, 475.5],
                ['201 一般公共服务支出', 450.5, 445.5],
                ['221 住房保障支出', 30, 30],
              ],
            ),
          ],
        },
      ),
    ],
    right: [
      right(
        '年初预算数相同；文字中的也相同',
        {
          title: '示例市示例局2024年部门预算',
          tables: [
            table(
              'general-public-budget-expenditure',
              '一般公共预算支出表',
              ['合计'],
              [
                ['合计', 460.5],
                ['201 一般公共服务支出', 460.5],
              ],
            ),
          ],
        },
        {
          title: '示例市示例局2024年部门决算',
          tables: [
            table(
              'general-public-budget-expenditure',
              '一般公共预算财政拨款支出决算表',
              ['年初预算数', '决算数'],
              [
                ['合计', 460.5, 475.5],
                ['201 一般公共服务支出', 460.5, 475.5],
              ],
            ),
          ],
          statements: [statement(SECTION, '一般公共预算财政拨款支出年初预算', 460.5)],
        },
      ),
    ],
  },
});
