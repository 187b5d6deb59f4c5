import { DISCLOSURE_2016 } from '../../basis.ts';
import { columnOf } from '../../disclosure-index.ts';
import { right, table, wrong } from '../../example.ts';
import { defineIdentities } from '../../rule.ts';
import { draftOfSum } from '../../sums.ts';
import { identityOf } from '../../table-shape.ts';

const COLUMNS = [
  '年初结转和结余',
  '本年收入',
  '本年支出/小计',
  '本年支出/基本支出',
  '本年支出/项目支出',
  '年末结转和结余',
];

export default defineIdentities({
  id: 'fund-carry-over',
  title: '年末结转结余与收支不符',
  severity: 'error',
  scope: 'table',
  why: '政府性基金、国有资本经营预算的决算表逐行列示结转：年末结转和结余 = 年初结转和结余 + 本年收入 - 本年支出。',
  basis: [`${DISCLOSURE_2016}：部门决算公开表的勾稽关系`],
  parameters: {},
  *find(index) {
    for (const one of index.tables) {
      const opening = columnOf(one, /^年初(财政拨款)?结转和?结余$/);
      const income = columnOf(one, /^本年收入(合计)?$/);
      const closing = columnOf(one, /^年末(财政拨款)?结转和?结余$/);
      const spent =
        columnOf(one, /^本年支出(合计)?$/) ??
        one.columns.find(
          ({ key, levels, role }) =>
            role === 'money' && /^(小计|合计)$/.test(key) && levels[levels.length - 2] === '本年支出',
        );
      if (!opening || !income || !closing || !spent) continue;
      for (const row of one.rows) {
        const at = { table: one, row };
        yield* identityOf({ ...at, column: closing, label: '年末结转和结余' }, [
          { ...at, column: opening, label: '年初结转和结余' },
          { ...at, column: income, label: '本年收入' },
          { ...at, column: spent, label: '本年支出', sign: -1 },
        ]);
      }
    }
  },
  report: (broken) => draftOfSum(broken),
  examples: {
    wrong: [
      wrong(
        '年末结余多出 2 万元',
        { table: '政府性基金预算财政拨款收入支出决算表' },
        {
          tables: [
            table('government-funds', '政府性基金预算财政拨款收入支出决算表', COLUMNS, [
              ['212 城乡社区支出', 3.5, 20, 18, null, 18, 7.5],
            ]),
          ],
        },
      ),
    ],
    right: [
      right('收支相抵后结转', {
        tables: [
          table('government-funds', '政府性基金预算财政拨款收入支出决算表', COLUMNS, [
            ['合计', 3.5, 20, 18, null, 18, 5.5],
            ['212 城乡社区支出', 3.5, 20, 18, null, 18, 5.5],
          ]),
        ],
      }),
    ],
  },
});
