import { type Account, accountPairs, accountsOf } from '../../accounts.ts';
import { DISCLOSURE_2016 } from '../../basis.ts';
import { absolute, halfUnit, printExact } from '../../exact.ts';
import { right, table, wrong } from '../../example.ts';
import { defineAcross } from '../../rule.ts';
import { balanceOf, type CellAt, sidesOf, tableSubject, termOf } from '../../table-shape.ts';

interface Fact {
  now: Account;
  before: Account;
  opening: CellAt;
  closing: CellAt;
  values: { opening: bigint; closing: bigint };
}

const COLUMNS = ['收入/金额', '支出/项目', '支出/金额'];

/** 年初结转和结余 or 年末结转和结余 in 收入支出决算总表. */
function carried({ index }: Account, side: 'income' | 'expenditure'): CellAt | undefined {
  const [summary, ...more] = index.tablesOf('income-expenditure-summary');
  const sides = summary && more.length === 0 ? sidesOf(summary) : undefined;
  const name = side === 'income' ? /^年初结转和?结余$/ : /^年末结转和?结余$/;
  const entry = sides && balanceOf(sides[side]).carried.find(({ key }) => name.test(key));
  const column = sides?.[side].columns[0];
  return summary && entry && column ? { table: summary, row: entry.row, column, label: entry.label } : undefined;
}

export default defineAcross({
  id: 'opening-balance',
  title: '年初结转结余与上年年末不同',
  severity: 'warning',
  scope: 'across',
  why: '今年决算的年初结转和结余，就是上年决算的年末结转和结余；不同的，要有年初调整的说明。',
  basis: [`${DISCLOSURE_2016}：部门决算公开表的勾稽关系`],
  parameters: {},
  *find(indexes): Generator<Fact> {
    const finals = accountsOf(indexes).filter(({ final }) => final);
    for (const [now, [before]] of accountPairs(finals, finals, -1)) {
      const [opening, closing] = [carried(now, 'income'), carried(before, 'expenditure')];
      if (!opening?.table.unit || !closing?.table.unit) continue;
      const [a, b] = [termOf(opening), termOf(closing)];
      if (typeof a === 'string' || typeof b === 'string' || (a.blank && b.blank)) continue;
      const rounding = halfUnit(2, opening.table.unit) + halfUnit(2, closing.table.unit);
      if (absolute(a.value - b.value) > rounding)
        yield { now, before, opening, closing, values: { opening: a.value, closing: b.value } };
    }
  },
  report({ now, before, opening, closing, values }, indexes) {
    const source = indexes[before.document]?.disclosure.source.name ?? '';
    const amount = (value: bigint) => `${printExact(value, '万元')} 万元`;
    const path = (at: CellAt) => `${at.row.path}/cells/${at.column.at}`;
    return {
      document: now.document,
      draft: {
        message: `《${opening.table.table.title}》“${opening.label}”为 ${amount(values.opening)}，上年决算（“${source}”）“${closing.label}”为 ${amount(values.closing)}，相差 ${amount(absolute(values.opening - values.closing))}。`,
        subject: tableSubject(opening.table, opening.row, opening.column),
        paths: [path(opening)],
        expected: amount(values.closing),
        actual: amount(values.opening),
        advice: '改为上年的年末数；年初作过调整（收回存量资金、会计差错更正等）的，在文字说明中写明。',
        others: [{ document: before.document, paths: [path(closing)] }],
      },
    };
  },
  examples: {
    wrong: [
      wrong(
        '上年年末 31 万元，今年年初 13 万元',
        { table: '收入支出决算总表', row: '年初结转和结余' },
        {
          fiscalYear: 2023,
          title: '示例市示例局2023年部门决算',
          tables: [
            table('income-expenditure-summary', '收入支出决算总表', COLUMNS, [
              ['本年收入合计', 500.5, '本年支出合计', 479.5],
              ['年初结转和结余', 10, '年末结转和结余', 31],
              ['总计', 510.5, '总计', 510.5],
            ]),
          ],
        },
        {
          fiscalYear: 2024,
          title: '示例市示例局2024年部门决算',
          tables: [
            table('income-expenditure-summary', '收入支出决算总表', COLUMNS, [
              ['本年收入合计', 520.5, '本年支出合计', 526.5],
              ['年初结转和结余', 13, '年末结转和结余', 7],
              ['总计', 533.5, '总计', 533.5],
            ]),
          ],
        },
      ),
    ],
    right: [
      right(
        '首尾相接',
        {
          fiscalYear: 2023,
          title: '示例市示例局2023年部门决算',
          tables: [
            table('income-expenditure-summary', '收入支出决算总表', COLUMNS, [
              ['本年收入合计', 500.5, '本年支出合计', 479.5],
              ['年初结转和结余', 10, '年末结转和结余', 31],
              ['总计', 510.5, '总计', 510.5],
            ]),
          ],
        },
        {
          fiscalYear: 2024,
          title: '示例市示例局2024年部门决算',
          tables: [
            table('income-expenditure-summary', '收入支出决算总表', COLUMNS, [
              ['本年收入合计', 520.5, '本年支出合计', 544.5],
              ['年初结转和结余', 31, '年末结转和结余', 7],
              ['总计', 551.5, '总计', 551.5],
            ]),
          ],
        },
      ),
    ],
  },
});
