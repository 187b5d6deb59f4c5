import type { MoneyUnit } from '@jizhun/model';
import { DISCLOSURE_2016 } from '../../basis.ts';
import { cellOfClaim, isLevel } from '../../claims.ts';
import type { StatementIndex } from '../../disclosure-index.ts';
import { exact, printExact } from '../../exact.ts';
import { right, statement, table, wrong } from '../../example.ts';
import { defineRule, Missing } from '../../rule.ts';
import { cellName, valueAt } from '../../table-shape.ts';

interface Slip {
  slipped: StatementIndex;
  /** Where the same digits stand with the other unit. */
  path: string;
  place: string;
  unit: MoneyUnit;
}

const SECTION = '二、部门预算安排的总体情况';

export default defineRule({
  id: 'text-unit-slip',
  title: '金额单位写错',
  severity: 'error',
  scope: 'disclosure',
  why: '同一个数字在表中以“万元”计、在文字中写成“元”，或者相反，意思相差一万倍。',
  basis: [`${DISCLOSURE_2016}：公开的说明与公开表的勾稽关系`],
  parameters: {},
  *find(index): Generator<Slip> {
    for (const one of index.statements) {
      const { unit, value } = one;
      if (!unit || value === 0n || !isLevel(one, index.disclosure.fiscalYear)) continue;
      const cell = cellOfClaim(index, one);
      if (cell && !(cell instanceof Missing)) {
        const { table } = cell;
        if (!table.unit || table.unit === unit) continue;
        const printed = valueAt(cell.row, cell.column);
        if (printed === null || typeof printed === 'string' || printed === value) continue;
        if (exact(one.statement.value, table.unit) === printed) {
          yield {
            slipped: one,
            path: `${cell.row.path}/cells/${cell.column.at}`,
            place: cellName(table, cell.row, cell.column),
            unit: table.unit,
          };
        }
        continue;
      }
      // Without a table: the same claim stated again with the same digits in the larger unit.
      const twin = index.statements.find(
        (other) =>
          other.key === one.key &&
          other.unit === '万元' &&
          unit === '元' &&
          other.statement.value === one.statement.value,
      );
      if (twin) yield { slipped: one, path: twin.path, place: '同一说明的另一处', unit: '万元' };
    }
  },
  report({ slipped, path, place, unit }) {
    const { section, claim, value, unit: printed } = slipped.statement;
    const figure = printExact(exact(value, unit), unit);
    return {
      message: `文字说明“${claim}”写作 ${figure}${printed}，${place}为 ${figure} ${unit}：数字相同，单位不同。`,
      subject: { section, row: claim },
      paths: [slipped.path, path],
      expected: `${figure}${unit}`,
      actual: `${figure}${printed}`,
      advice: `将单位改为“${unit}”。`,
      fix: { title: `单位改为${unit}`, edits: [{ path: `${slipped.path}/unit`, from: printed, to: unit }] },
    };
  },
  examples: {
    wrong: [
      wrong(
        '表中为万元，文字写成元',
        { section: SECTION, row: '基本支出' },
        {
          tables: [
            table(
              'expenditure-summary',
              '部门支出总表',
              ['合计', '基本支出', '项目支出'],
              [['合计', 5464.38, 528.62, 4935.76]],
            ),
          ],
          statements: [statement(SECTION, '基本支出', 528.62, '元')],
        },
      ),
      wrong(
        '没有表，同一说明前后单位不一',
        { section: SECTION, row: '其中基本支出' },
        { statements: [statement(SECTION, '基本支出', 528.62), statement(SECTION, '其中基本支出', 528.62, '元')] },
      ),
    ],
    right: [
      right('换算成元填写', {
        tables: [
          table(
            'expenditure-summary',
            '部门支出总表',
            ['合计', '基本支出', '项目支出'],
            [['合计', 5464.38, 528.62, 4935.76]],
          ),
        ],
        statements: [statement(SECTION, '基本支出', 5286200, '元')],
      }),
      right('人均标准以元计', { statements: [statement(SECTION, '人均补助标准', 400, '元')] }),
    ],
  },
});
