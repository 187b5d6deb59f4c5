import { DISCLOSURE_2016 } from '../../basis.ts';
import { cellOfClaim, isLevel } from '../../claims.ts';
import { exact } from '../../exact.ts';
import { right, statement, table, wrong } from '../../example.ts';
import { defineIdentities, Missing, missing } from '../../rule.ts';
import { draftOfSum } from '../../sums.ts';
import { cellName, termOf, valueAt } from '../../table-shape.ts';

const OPERATING = '机关运行经费';
const BESIDE = ['预算数', '决算数'].flatMap((head) =>
  ['合计', '公务用车购置及运行维护费', '公务接待费'].map((item) => `${head}/${item}`),
);
const SECTION = '二、部门预算安排的总体情况';

export default defineIdentities({
  id: 'text-vs-table',
  title: '文字说明与表中数字不一致',
  severity: 'error',
  scope: 'disclosure',
  why: '文字说明里的每一个金额都应当能在公开的表中找到，并且相同。文字常由上年稿修改而来，容易漏改。',
  basis: [`${DISCLOSURE_2016}：公开的说明与公开表的勾稽关系`],
  parameters: {},
  *find(index) {
    for (const one of index.statements) {
      if (!one.unit || !isLevel(one, index.disclosure.fiscalYear)) continue;
      // 与上年持平 beside a 0 speaks of the change.
      if (one.statement.direction === 'same' && one.value === 0n) continue;
      const cell = cellOfClaim(index, one);
      if (cell === undefined) continue;
      if (cell instanceof Missing) {
        yield cell;
        continue;
      }
      const { table } = cell;
      const term = termOf({ ...cell, label: `《${table.table.title}》${cell.label ?? cell.row.label}` });
      if (typeof term === 'string') {
        yield missing(`${cellName(table, cell.row, cell.column)}印作“${term}”，不是数字`);
        continue;
      }
      if (!table.unit) {
        yield missing(`《${table.table.title}》没有金额单位，文字所述的数字未核对`);
        continue;
      }
      // A blank beside figures says that there is none; in a column without any figure it says nothing.
      if (term.blank && one.value !== 0n && table.rows.every((row) => valueAt(row, cell.column) === null)) {
        yield missing(`《${table.table.title}》“${cell.column.head}”列没有填写，文字所述的数字未核对`);
        continue;
      }
      // The same digits in another unit are a slip of the unit: text-unit-slip says so.
      if (one.unit !== table.unit && exact(one.statement.value, table.unit) === term.value) continue;
      yield {
        total: { path: one.path, label: one.statement.claim, value: one.value },
        parts: [term],
        unit: one.unit,
        decimals: 2,
        subject: () => ({ section: one.statement.section, row: one.statement.claim }),
        ...(/^机关运行经费/.test(one.key) ? { note: OPERATING } : {}),
      };
    }
  },
  report(broken) {
    const part = broken.identity.note === OPERATING && broken.difference < 0n;
    return {
      // Of a department with institutions (事业单位) only part of 公用经费 is 机关运行经费.
      ...(part ? { severity: 'info' as const } : {}),
      ...draftOfSum(broken, {
        place: '文字说明与预算表不一致',
        advice: part
          ? '部门含事业单位的，机关运行经费只含行政单位和参公单位，可以小于公用经费；不含的，改为相同。'
          : '查明文字与表哪一个有误，改为相同。',
      }),
    };
  },
  examples: {
    wrong: [
      wrong(
        '文字中的项目支出是上年数',
        { section: SECTION, row: '项目支出' },
        {
          tables: [
            table(
              'expenditure-summary',
              '部门支出总表',
              ['合计', '基本支出', '项目支出'],
              [['合计', 5464.38, 528.62, 4935.76]],
            ),
          ],
          statements: [statement(SECTION, '基本支出', 528.62), statement(SECTION, '项目支出', 3627.53)],
        },
      ),
      wrong(
        '决算说明的公务接待费与表不同',
        { section: '八、“三公”经费', row: '公务接待费支出决算' },
        {
          tables: [table('three-public', '财政拨款“三公”经费支出决算表', BESIDE, [['', 8, 5, 3, 6.5, 4.5, 2]])],
          statements: [statement('八、“三公”经费', '公务接待费支出决算', 2.6)],
        },
      ),
    ],
    right: [
      right('决算说明的本年收入、本年支出，与总表的本年合计相同，不与总计比较', {
        tables: [
          table(
            'income-expenditure-summary',
            '收入支出决算总表',
            ['收入/金额', '支出/项目', '支出/金额'],
            [
              ['一、一般公共预算财政拨款收入', 525.5, '一、一般公共服务支出', 500.5],
              ['本年收入合计', 525.5, '本年支出合计', 500.5],
              ['年初结转和结余', 10, '年末结转和结余', 35],
              ['总计', 535.5, '总计', 535.5],
            ],
          ),
        ],
        statements: [
          statement('二、收入支出决算总体情况', '本年收入合计', 525.5),
          statement('二、收入支出决算总体情况', '本年支出', 500.5),
          statement('二、收入支出决算总体情况', '收入总计', 535.5),
          statement('二、收入支出决算总体情况', '年末结转和结余', 35),
        ],
      }),
      right('决算说明与并列各项的“三公”经费表相同', {
        tables: [table('three-public', '财政拨款“三公”经费支出决算表', BESIDE, [['', 8, 5, 3, 6.5, 4.5, 2]])],
        statements: [
          statement('八、“三公”经费', '“三公”经费支出预算', 8),
          statement('八、“三公”经费', '公务接待费支出决算', 2),
          statement('八、“三公”经费', '公务接待费', 2),
        ],
      }),
      right('文字与表相同', {
        tables: [
          table(
            'expenditure-summary',
            '部门支出总表',
            ['合计', '基本支出', '项目支出'],
            [['合计', 5464.38, 528.62, 4935.76]],
          ),
          table(
            'three-public',
            '“三公”经费支出表',
            ['合计'],
            [
              ['“三公”经费小计', 3],
              ['一、因公出国（境）费', null],
              ['三、公务接待费', null],
            ],
          ),
        ],
        statements: [
          statement(SECTION, '2024年基本支出', 528.62),
          statement(SECTION, '项目支出', 49357600, '元'),
          statement('四、“三公”经费', '财政拨款“三公”经费预算安排', 3),
          statement('四、“三公”经费', '公务接待费', 0),
        ],
      }),
      right('只说一般公共预算的一节，与一般公共预算支出表比较', {
        tables: [
          table('expenditure-summary', '部门支出总表', ['合计', '基本支出', '项目支出'], [['合计', 620.5, 520.5, 100]]),
          table(
            'general-public-budget-expenditure',
            '一般公共预算支出表',
            ['合计', '基本支出', '项目支出'],
            [['合计', 580.5, 500.5, 80]],
          ),
        ],
        statements: [
          statement('三、一般公共预算支出情况', '基本支出', 500.5),
          statement('三、一般公共预算支出情况', '项目支出', 80),
        ],
      }),
      right('增减额不与表中的数比较', {
        tables: [
          table(
            'expenditure-summary',
            '部门支出总表',
            ['合计', '基本支出', '项目支出'],
            [['合计', 5464.38, 528.62, 4935.76]],
          ),
        ],
        statements: [statement(SECTION, '基本支出', 70.79, '万元', 'up')],
      }),
    ],
  },
});
