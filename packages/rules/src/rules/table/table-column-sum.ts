import { DISCLOSURE_2016 } from '../../basis.ts';
import { right, table, wrong } from '../../example.ts';
import { defineIdentities } from '../../rule.ts';
import { draftOfSum } from '../../sums.ts';
import { hasClassCodes, identityOf, listSumsOf } from '../../table-shape.ts';

/** Lists in which every row is an item of the same kind. Of other tables it is not known what their rows have in common. */
const LISTS = ['project-list', 'procurement', 'assets'];

export default defineIdentities({
  id: 'table-column-sum',
  title: '列合计与各行不符',
  severity: 'error',
  scope: 'table',
  why: '项目清单、政府采购表、资产表的“合计”“总计”应等于以下各行之和，“小计”应等于本组各行之和。“其中”各行不重复计入。',
  basis: [`${DISCLOSURE_2016}：部门预算公开表的勾稽关系`],
  parameters: {},
  *find(index) {
    for (const table of index.tables) {
      if (!LISTS.includes(table.kind) || hasClassCodes(table)) continue;
      for (const { total, parts } of listSumsOf(table, index.disclosure.unit?.name)) {
        for (const column of table.columns) {
          if (column.role !== 'money' || /^(预算资金|项目预算|预算数)$/.test(column.key)) continue;
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
        '总计多出 5 万元',
        { table: '项目支出绩效目标表', row: '合计', column: '总计' },
        {
          tables: [
            table(
              'project-list',
              '项目支出绩效目标表',
              ['总计'],
              [
                ['合计', 170],
                ['示例培训经费', 140],
                ['示例宣传经费', 25],
              ],
            ),
          ],
        },
      ),
      wrong(
        '资产总额漏加车辆',
        { table: '固定资产占用情况表', row: '资产总额', column: '价值' },
        {
          tables: [
            table(
              'assets',
              '固定资产占用情况表',
              ['数量', '价值'],
              [
                ['资产总额', null, 141.59],
                ['1、房屋（平方米）', null, null],
                ['2、车辆（台、辆）', 3, 57.83],
                ['3、单价在20万元以上的设备', 3, 69.46],
                ['4、其他固定资产', 183, 72.13],
              ],
            ),
          ],
        },
      ),
    ],
    right: [
      right('单位小计不重复计入', {
        unit: '示例市示例局',
        tables: [
          table(
            'project-list',
            '项目支出绩效目标表',
            ['总计', '财政拨款'],
            [
              ['合计', 165, 165],
              ['示例市示例局', 165, 165],
              ['示例培训经费', 140, 140],
              ['示例宣传经费', 25, 25],
            ],
          ),
        ],
      }),
      right('有一格不是数字：该列不核对，其余照常', {
        tables: [
          table(
            'project-list',
            '项目支出绩效目标表',
            ['总计', '财政拨款'],
            [
              ['合计', 165.76, 165.76],
              ['示例培训经费', 140, 140],
              ['示例考试经费', 25.76, '25. 7€'],
            ],
          ),
        ],
      }),
    ],
  },
});
