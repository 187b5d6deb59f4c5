import type { BudgetTable, Disclosure } from '@jizhun/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disclosure, table } from './example.ts';
import { checkDisclosures } from './index.ts';

/** Names in these tables are invented: only sums are looked at. */
const profile = () => ({ severity: {}, disabledRules: ['code-name'], ruleParameters: {} });

function findingsOf(one: Disclosure) {
  return checkDisclosures([one], { profile }).documents[0]!.findings;
}

/** Hundredths of each leaf in two columns: classes, each with groups, each with items. */
const leaves = fc.array(
  fc.array(
    fc.array(fc.tuple(fc.integer({ min: 1, max: 9_999_999 }), fc.integer({ min: 1, max: 9_999_999 })), {
      minLength: 2,
      maxLength: 4,
    }),
    { minLength: 2, maxLength: 3 },
  ),
  { minLength: 2, maxLength: 3 },
);

type Pair = readonly [number, number];

function add(pairs: readonly Pair[]): Pair {
  return pairs.reduce<Pair>(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
}

/** A table of 支出 by code whose every sum holds, in the unit of the given number of hundredths. */
function tableOf(
  classes: readonly (readonly (readonly Pair[])[])[],
  print = (hundredths: number) => hundredths / 100,
): BudgetTable {
  const rows: [string, ...number[]][] = [];
  const put = (name: string, [a, b]: Pair) => rows.push([name, print(a + b), print(a), print(b)]);
  put('合计', add(classes.flat(2)));
  classes.forEach((groups, c) => {
    put(`20${c + 1} 示例类`, add(groups.flat()));
    groups.forEach((items, g) => {
      put(`20${c + 1}0${g + 1} 示例款`, add(items));
      items.forEach((item, i) => {
        put(`20${c + 1}0${g + 1}0${i + 1} 示例项`, item);
      });
    });
  });
  return table('expenditure-summary', '部门支出总表', ['合计', '基本支出', '项目支出'], rows);
}

describe('sums in a table', () => {
  it('are silent where all hold', () => {
    fc.assert(
      fc.property(leaves, (classes) => {
        expect(findingsOf(disclosure({ tables: [tableOf(classes)] }))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('give one finding, and blame the right cell, where one figure is wrong', () => {
    fc.assert(
      fc.property(leaves, fc.nat(), fc.nat(2), fc.integer({ min: 100, max: 5_000_000 }), (classes, at, column, by) => {
        const wrong = tableOf(classes);
        const row = at % wrong.rows.length;
        const cells = wrong.rows[row]!.cells;
        cells[column] = Math.round((cells[column] as number) * 100 + by) / 100;
        const findings = findingsOf(disclosure({ tables: [wrong] }));
        expect(findings).toHaveLength(1);
        expect(findings[0]!.paths[0]).toBe(`/budgetTables/0/rows/${row}/cells/${column}`);
      }),
      { numRuns: 60 },
    );
  });

  it('allow what rounding does to right sums', () => {
    // Ten-thousandths that were added up exactly, then printed with two decimals each.
    fc.assert(
      fc.property(leaves, (classes) => {
        const printed = tableOf(classes, (exact) => Math.round(exact / 100) / 100);
        // A figure printed as 0 is taken for 0.
        fc.pre(printed.rows.every(({ cells }) => cells.every((cell) => cell !== 0)));
        expect(findingsOf(disclosure({ tables: [printed] }))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('do not depend on the order of the tables', () => {
    const classes: Pair[][][] = [
      [
        [
          [100, 200],
          [300, 400],
        ],
        [
          [500, 600],
          [700, 800],
        ],
      ],
    ];
    const wrong = tableOf(classes);
    wrong.rows[2]!.cells[1] = 999;
    const other = tableOf(classes);
    const first = findingsOf(disclosure({ tables: [wrong, { ...other, kind: 'other' }] }));
    const second = findingsOf(disclosure({ tables: [{ ...other, kind: 'other' }, wrong] }));
    expect(first.map(({ message }) => message)).toEqual(second.map(({ message }) => message));
  });
});

describe('one cause', () => {
  it('is one finding across tables: the total of one table is wrong', () => {
    const list = (total: number) =>
      table(
        'general-public-budget-expenditure',
        '一般公共预算支出表',
        ['合计', '基本支出', '项目支出'],
        [
          ['合计', total, 60.5, 40],
          ['201 一般公共服务支出', 100.5, 60.5, 40],
        ],
      );
    const fiscal = table(
      'fiscal-summary',
      '财政拨款收支总表',
      ['收入/金额', '支出/项目', '支出/合计', '支出/一般公共预算财政拨款'],
      [
        ['一、一般公共预算拨款', 100.5, '一、一般公共服务支出', 100.5, 100.5],
        ['本年收入合计', 100.5, '本年支出合计', 100.5, 100.5],
        ['收入总计', 100.5, '支出总计', 100.5, 100.5],
      ],
    );
    expect(findingsOf(disclosure({ tables: [list(100.5), fiscal] }))).toEqual([]);
    const findings = findingsOf(disclosure({ tables: [list(105.5), fiscal] }));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      rule: 'table-row-sum',
      expected: '100.50 万元',
      actual: '105.50 万元',
      subject: { table: '一般公共预算支出表', row: '合计', column: '合计' },
    });
    expect(findings[0]!.message).toContain('另有 2 处');
  });

  it('is not blamed on a figure where two would serve', () => {
    const findings = findingsOf(
      disclosure({
        tables: [
          table('expenditure-summary', '部门支出总表', ['合计', '基本支出', '项目支出'], [['行政运行', 90, 60, 40]]),
        ],
      }),
    );
    expect(findings).toHaveLength(1);
    expect(findings[0]!.arithmetic?.terms.some(({ odd }) => odd)).toBe(false);
    expect(findings[0]!.message).not.toContain('可疑');
  });

  it('may be rounding to whole units: advice only', () => {
    const columns = ['合计', '基本支出', '项目支出', '经营支出'];
    const one = (total: number) =>
      findingsOf(
        disclosure({ tables: [table('expenditure-summary', '部门支出总表', columns, [['合计', total, 60, 30, 10]])] }),
      );
    expect(one(101)).toMatchObject([{ severity: 'info' }]);
    expect(one(103)).toMatchObject([{ severity: 'error' }]);
    expect(one(100)).toEqual([]);
  });
});

describe('amounts in different units', () => {
  it('are compared as money, not as digits', () => {
    const summary = (value: number, unit: BudgetTable['moneyUnit']) =>
      table(
        'income-expenditure-summary',
        '部门收支总表',
        ['收入/预算数', '支出/项目', '支出/预算数'],
        [
          ['本年收入合计', value, '本年支出合计', value],
          ['收入总计', value, '支出总计', value],
        ],
        unit,
      );
    const list = table('expenditure-summary', '部门支出总表', ['合计', '基本支出'], [['合计', 528.62, 528.62]]);
    expect(findingsOf(disclosure({ tables: [summary(5_286_200, '元'), list] }))).toEqual([]);
    expect(findingsOf(disclosure({ tables: [summary(528.62, '元'), list] }))).not.toEqual([]);
  });

  it('are exact far beyond floating point', () => {
    const big = 90_071_992_547.41;
    const columns = ['合计', '基本支出', '项目支出'];
    const rows: [string, number, number, number][] = [['合计', big, 0.1, 90_071_992_547.31]];
    expect(findingsOf(disclosure({ tables: [table('expenditure-summary', '部门支出总表', columns, rows)] }))).toEqual(
      [],
    );
  });
});
