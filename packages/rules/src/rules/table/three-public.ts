import { DISCLOSURE_2016 } from '../../basis.ts';
import type { RowIndex } from '../../disclosure-index.ts';
import { right, table, wrong } from '../../example.ts';
import { defineIdentities } from '../../rule.ts';
import { draftOfSum } from '../../sums.ts';
import { threePublicRows } from '../../table-rows.ts';
import { identityOf } from '../../table-shape.ts';

const COLUMNS = ['资金性质/合计', '资金性质/一般公共预算财政拨款'];

export default defineIdentities({
  id: 'three-public',
  title: '“三公”经费表内数字不平',
  severity: 'error',
  scope: 'table',
  why: '“三公”经费等于因公出国（境）费、公务用车购置及运行维护费、公务接待费之和；公务用车经费等于购置费与运行维护费之和；会议费、培训费不属于“三公”经费，只计入表的合计。',
  basis: [`${DISCLOSURE_2016}：“三公”经费按因公出国（境）费、公务用车购置及运行费、公务接待费分项公开`],
  parameters: {},
  *find(index) {
    for (const table of index.tablesOf('three-public')) {
      const { total, subtotal, abroad, cars, purchase, running, reception, meetings, training } =
        threePublicRows(table);
      const three = [abroad, cars, reception];
      const sums: [RowIndex | undefined, (RowIndex | undefined)[]][] = [
        [subtotal, three],
        [cars, [purchase, running]],
      ];
      if (total && total !== subtotal) {
        sums.push(
          subtotal ? [total, [subtotal, ...[meetings, training].filter((row) => row !== undefined)]] : [total, three],
        );
      }
      for (const [whole, parts] of sums) {
        const there = parts.filter((row) => row !== undefined);
        if (!whole || there.length !== parts.length) continue;
        for (const column of table.columns) {
          if (column.role !== 'money') continue;
          yield* identityOf(
            { table, row: whole, column },
            there.map((row) => ({ table, row, column })),
          );
        }
      }
    }
  },
  report: (broken) => draftOfSum(broken),
  examples: {
    wrong: [
      wrong(
        '小计漏加公务接待费',
        { table: '“三公”经费支出表', row: '“三公”经费小计' },
        {
          tables: [
            table('three-public', '“三公”经费支出表', COLUMNS, [
              ['合计', 27, 27],
              ['“三公”经费小计', 3, 3],
              ['一、因公出国（境）费', null, null],
              ['二、公务用车购置及运维费', 3, 3],
              ['其中：公务用车购置费', null, null],
              ['公务用车运行维护费', 3, 3],
              ['三、公务接待费', 2, 2],
              ['四、会议费', null, null],
              ['五、培训费', 24, 24],
            ]),
          ],
        },
      ),
    ],
    right: [
      right('会议费、培训费只计入合计', {
        tables: [
          table('three-public', '“三公”经费支出表', COLUMNS, [
            ['合计', 27, 27],
            ['“三公”经费小计', 3, 3],
            ['一、因公出国（境）费', null, null],
            ['二、公务用车购置及运维费', 3, 3],
            ['其中：公务用车购置费', null, null],
            ['公务用车运行维护费', 3, 3],
            ['三、公务接待费', null, null],
            ['四、会议费', null, null],
            ['五、培训费', 24, 24],
          ]),
        ],
      }),
    ],
  },
});
