import { DISCLOSURE_2016 } from '../../basis.ts';
import { right, table, wrong } from '../../example.ts';
import { defineIdentities } from '../../rule.ts';
import { draftOfSum } from '../../sums.ts';
import { codeSumsOf, hasClassCodes, identityOf } from '../../table-shape.ts';

const COLUMNS = ['合计', '基本支出', '项目支出'];

export default defineIdentities({
  id: 'table-code-hierarchy',
  title: '类、款、项逐级不平',
  severity: 'error',
  scope: 'table',
  why: '按科目列示的表，类应等于其下各款之和，款应等于其下各项之和，合计应等于各类之和。层级由科目编码（功能分类 3、5、7 位，经济分类 3、5 位）确定。',
  basis: [`${DISCLOSURE_2016}：功能分类公开到项，基本支出按经济分类公开到款`],
  parameters: {},
  *find(index) {
    for (const table of index.tables) {
      if (!hasClassCodes(table)) continue;
      for (const { total, parts } of codeSumsOf(table)) {
        for (const column of table.columns) {
          if (column.role !== 'money') continue;
          yield* identityOf(
            { table, row: total, column },
            parts.map((row) => ({ table, row, column })),
          );
        }
      }
    }
  },
  report: (broken) => draftOfSum(broken),
  examples: {
    wrong: [
      wrong(
        '款不等于各项之和；合计、类仍与款相符，只报这一处',
        { table: '部门预算支出总表', row: '政府办公厅（室）及相关机构事务' },
        {
          tables: [
            table('expenditure-summary', '部门预算支出总表', COLUMNS, [
              ['合计', 488.03, 452.03, 36],
              ['201 一般公共服务支出', 488.03, 452.03, 36],
              ['20103 政府办公厅（室）及相关机构事务', 488.03, 452.03, 36],
              ['2010301 行政运行', 442.03, 442.03, null],
              ['2010302 一般行政管理事务', 36, null, 36],
            ]),
          ],
        },
      ),
      wrong(
        '合计漏加一类',
        { table: '一般公共预算基本支出表', row: '合计' },
        {
          tables: [
            table(
              'basic-expenditure',
              '一般公共预算基本支出表',
              ['金额'],
              [
                ['合计', 480.18],
                ['301 工资福利支出', 480.18],
                ['302 商品和服务支出', 42.92],
              ],
            ),
          ],
        },
      ),
    ],
    right: [
      right('类款项逐级相符', {
        tables: [
          table('expenditure-summary', '部门预算支出总表', COLUMNS, [
            ['合计', 77.8, 32.59, 45.21],
            ['213 农林水支出', 45.21, null, 45.21],
            ['21301 农业农村', 45.21, null, 45.21],
            ['2130152 对高校毕业生到基层任职补助', 45.21, null, 45.21],
            ['221 住房保障支出', 32.59, 32.59, null],
            ['22102 住房改革支出', 32.59, 32.59, null],
            ['2210201 住房公积金', 32.59, 32.59, null],
          ]),
        ],
      }),
      right('九个款四舍五入后差 0.01', {
        tables: [
          table(
            'basic-expenditure',
            '一般公共预算基本支出表',
            ['合计'],
            [
              ['301 工资福利支出', 480.18],
              ['30101 基本工资', 126.27],
              ['30102 津贴补贴', 105],
              ['30103 奖金', 25.52],
              ['30107 绩效工资', 43.1],
              ['30108 机关事业单位基本养老保险缴费', 42.25],
              ['30110 职工基本医疗保险缴费', 39.98],
              ['30112 其他社会保障缴费', 19.11],
              ['30113 住房公积金', 32.59],
              ['30199 其他工资福利支出', 46.37],
            ],
          ),
        ],
      }),
    ],
  },
});
