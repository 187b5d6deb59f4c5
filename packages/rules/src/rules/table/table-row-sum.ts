import { DISCLOSURE_2016 } from '../../basis.ts';
import { right, table, wrong } from '../../example.ts';
import { holds, type Identity } from '../../identity.ts';
import { defineIdentities, Missing, missing } from '../../rule.ts';
import { draftOfSum } from '../../sums.ts';
import { identityOf, rowSumsOf } from '../../table-shape.ts';

/** From this many rows on that do not add up, more than half of all, the heads were probably not understood. */
const DOUBT = 3;

const EXPENDITURE = ['合计', '基本支出', '项目支出'];

export default defineIdentities({
  id: 'table-row-sum',
  title: '行内合计与各栏不符',
  severity: 'error',
  scope: 'table',
  why: '预算表每一行的“合计”“小计”应等于同一行各组成栏之和。一行不平，说明其中至少有一个数填错，读者无从知道哪个数可信。',
  basis: [`${DISCLOSURE_2016}：部门预算公开表的勾稽关系`],
  parameters: {},
  *find(index) {
    for (const table of index.tables) {
      for (const { total, parts } of rowSumsOf(table)) {
        const found: Identity[] = [];
        const lacking: Missing[] = [];
        for (const row of table.rows) {
          const of = (column: (typeof parts)[number]) => ({
            table,
            row,
            column,
            label: column.head.split('/').at(-1) ?? '',
          });
          for (const one of identityOf(of(total), parts.map(of))) {
            if (one instanceof Missing) lacking.push(one);
            else found.push(one);
          }
        }
        const broken = found.filter((identity) => !holds(identity)).length;
        if (broken >= DOUBT && broken * 2 > found.length) {
          yield missing(`《${table.table.title}》“${total.head}”列与其余各列的关系无法由表头确定`);
        } else {
          yield* lacking;
          yield* found;
        }
      }
    }
  },
  report: (broken) => draftOfSum(broken),
  examples: {
    wrong: [
      wrong(
        '合计比基本支出与项目支出之和少 10 万元',
        { table: '部门预算支出总表', row: '行政运行', column: '合计' },
        {
          tables: [
            table('expenditure-summary', '部门预算支出总表', EXPENDITURE, [
              ['2010301 行政运行', 442.03, 452.03, null],
              ['2010302 一般行政管理事务', 36, null, 36],
            ]),
          ],
        },
      ),
      wrong(
        '小计漏加一栏',
        { table: '部门预算收入总表', row: '合计' },
        {
          tables: [
            table(
              'income-summary',
              '部门预算收入总表',
              ['合计', '本年收入/小计', '本年收入/财政拨款收入', '本年收入/事业收入', '上年结转'],
              [['合计', 130, 100, 100, 20, 10]],
            ),
          ],
        },
      ),
    ],
    right: [
      right('横向相符', {
        tables: [table('expenditure-summary', '部门预算支出总表', EXPENDITURE, [['合计', 5464.38, 528.62, 4935.76]])],
      }),
      right('0.01 是四舍五入', {
        tables: [
          table('basic-expenditure', '基本支出表', ['合计', '人员经费', '公用经费'], [['合计', 528.62, 483.91, 44.72]]),
        ],
      }),
      right('表头丢了层次：财政拨款已含一般公共预算', {
        tables: [
          table(
            'income-summary',
            '部门收入总表',
            ['合计', '财政拨款', '一般公共预算', '政府性基金', '其他收入'],
            [['合计', 110.5, 100.5, 90.5, 10, 10]],
          ),
        ],
      }),
      right('“其中”只是一部分，不参加合计', {
        tables: [table('other', '示例表', ['合计', '其中：财政拨款', '其他'], [['示例项目', 100, 60, 5]])],
      }),
    ],
  },
});
