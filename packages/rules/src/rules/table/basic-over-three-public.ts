import { DISCLOSURE_2016 } from '../../basis.ts';
import { type ColumnIndex, cellPath, columnOf, type RowIndex, rowOf, type TableIndex } from '../../disclosure-index.ts';
import { halfUnit, printExact } from '../../exact.ts';
import { right, table, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Figure {
  table: TableIndex;
  row: RowIndex;
  column: ColumnIndex;
  value: bigint;
}
interface Fact {
  basic: Figure;
  whole: Figure;
}

/** 款 of the economic classification, and the line of the table of 三公经费 that holds it. */
const PAIRS: readonly (readonly [code: string, line: RegExp])[] = [
  ['30212', /^因公出国/],
  ['30217', /^公务接待费/],
  ['30231', /(?<!购置及)公务用车(运行|运维)|^公务用车运/],
  ['31013', /公务用车购置(费|经费|支出)?$/],
  ['30215', /^会议费/],
  ['30216', /^培训费/],
];

function figure(one: TableIndex, row: RowIndex | undefined): Figure | undefined {
  const column = columnOf(one, /^合计$/) ?? one.columns.find(({ role }) => role === 'money');
  const value = row && column ? row.values[column.at] : undefined;
  return row && column && typeof value === 'bigint' ? { table: one, row, column, value } : undefined;
}

export default defineRule({
  id: 'basic-over-three-public',
  title: '基本支出中的三公经费超过三公经费表',
  severity: 'error',
  scope: 'disclosure',
  why: '基本支出里的出国、接待、公务用车经费，是“三公”经费的一部分（项目支出里可能还有），不会比“三公”经费表中的同一项更多。会议费、培训费也是这样。',
  basis: [`${DISCLOSURE_2016}：“三公”经费按项目公开`],
  parameters: {},
  *find(index): Generator<Fact> {
    const [three] = index.tablesOf('three-public');
    const [basic] = index.tablesOf('basic-expenditure');
    if (!three || !basic) return;
    for (const [code, line] of PAIRS) {
      const part = figure(
        basic,
        basic.rows.find((row) => row.code === code),
      );
      const whole = figure(three, rowOf(three, line));
      if (!part || !whole) continue;
      // Both are rounded.
      const rounding = halfUnit(basic.decimals ?? 2, basic.unit) + halfUnit(three.decimals ?? 2, three.unit);
      if (part.value > whole.value + rounding) yield { basic: part, whole };
    }
  },
  report({ basic, whole }) {
    const amount = ({ value, table: { unit } }: Figure): string => `${printExact(value, unit)} ${unit ?? ''}`.trim();
    return {
      message: `${quote(basic.row.label)}在《${basic.table.table.title}》中为 ${amount(basic)}，超过《${whole.table.table.title}》中的 ${amount(whole)}。`,
      subject: { table: whole.table.table.title, row: whole.row.label },
      paths: [cellPath(whole.row, whole.column), cellPath(basic.row, basic.column)],
      expected: `≥${amount(basic)}`,
      actual: amount(whole),
      advice: '核对两张表，“三公”经费表应当包含基本支出和项目支出中的全部。',
      yields: true,
    };
  },
  examples: {
    wrong: [
      wrong(
        '运行维护费比三公表还多',
        { row: '公务用车运行维护费' },
        {
          tables: [
            table(
              'basic-expenditure',
              '一般公共预算基本支出表',
              ['合计', '人员经费', '公用经费'],
              [
                ['合计', 5, null, 5],
                ['302 商品和服务支出', 5, null, 5],
                ['30231 公务用车运行维护费', 5, null, 5],
              ],
            ),
            table(
              'three-public',
              '财政拨款“三公”经费支出表',
              ['合计'],
              [
                ['合计', 3],
                ['“三公”经费小计', 3],
                ['一、因公出国（境）费', null],
                ['二、公务用车购置及运行维护费', 3],
                ['其中：公务用车购置费', null],
                ['公务用车运行维护费', 3],
                ['三、公务接待费', null],
              ],
            ),
          ],
        },
      ),
    ],
    right: [
      right('项目支出中还有一部分', {
        tables: [
          table(
            'basic-expenditure',
            '一般公共预算基本支出表',
            ['合计', '人员经费', '公用经费'],
            [
              ['合计', 3, null, 3],
              ['302 商品和服务支出', 3, null, 3],
              ['30231 公务用车运行维护费', 3, null, 3],
            ],
          ),
          table(
            'three-public',
            '财政拨款“三公”经费支出表',
            ['合计'],
            [
              ['合计', 5],
              ['“三公”经费小计', 5],
              ['一、因公出国（境）费', null],
              ['二、公务用车购置及运行维护费', 5],
              ['其中：公务用车购置费', null],
              ['公务用车运行维护费', 5],
              ['三、公务接待费', null],
            ],
          ),
        ],
      }),
    ],
  },
});
