import type { Grid } from '@jizhun/model';
import { describe, expect, it } from 'vitest';
import { rejoined } from './rejoin.ts';

/** A grid of unmerged cells, drawn as rows of fields. */
function grid(drawing: string): Grid {
  const rows = drawing
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((field) => field.trim()));
  return {
    kind: 'grid',
    part: 'table 1',
    layout: 'exact',
    rowCount: rows.length,
    columnCount: Math.max(...rows.map((row) => row.length)),
    cells: rows.flatMap((row, r) => row.map((text, column) => ({ row: r, column, rowSpan: 1, columnSpan: 1, text }))),
  };
}

/** The cells of a row that were put together: their text and over how many columns and rows they go. */
function joined(drawing: string): string[] {
  return rejoined(grid(drawing))
    .cells.filter(({ rowSpan, columnSpan }) => rowSpan > 1 || columnSpan > 1)
    .map(({ text, rowSpan, columnSpan }) => `${text} ${columnSpan}×${rowSpan}`);
}

describe('cells of which a merged one was', () => {
  it('are one again, where their text stands in each of them or in the first', () => {
    const both = ['示例养护 3×1', '项目资金（万元） 1×2', '年度资金总额： 2×1', '其中：财政拨款 2×1'];
    expect(
      joined(`
        项目名称|示例养护|示例养护|示例养护
        项目编码|P1|主管部门|示例局
        项目资金（万元）|年度资金总额：|年度资金总额：|300
        项目资金（万元）|其中：财政拨款|其中：财政拨款|240`),
    ).toEqual(both);
    expect(
      joined(`
        项目名称|示例养护||
        项目编码|P1|主管部门|示例局
        项目资金（万元）|年度资金总额：||300
        |其中：财政拨款||240`),
    ).toEqual(both);
  });

  it('are several where heads of their own stand over them', () => {
    expect(
      joined(`
        项目名称|示例养护|主管部门|示例局|示例局
        一级指标|二级指标|三级指标|半年指标值|全年指标值
        产出指标|数量指标|养护里程|100%|100%
        产出指标|质量指标|合格率|95%|`),
    ).toEqual(['示例局 2×1', '产出指标 1×2']);
    expect(
      joined(`
        项目名称|示例养护|示例养护
        总体目标|中期目标|年度目标
        总体目标|养护县道。|养护县道。
        项目资金（万元）|年初预算数|全年预算数
        年度资金总额|100|100`),
    ).toEqual(['示例养护 2×1', '总体目标 1×2']);
  });

  it('are several in a list of tasks whose contents repeat the name or are blank', () => {
    expect(
      joined(`
        部门名称|示例局|主管部门|示例部门
        序号|任务名称|主要内容|金额
        1|养护|养护|100
        2|清淤||100`),
    ).toEqual([]);
  });

  it('are left as they are where anything of the table is merged, and in rows of figures', () => {
    const one = grid('项目名称|示例养护|示例养护\n项目编码|P1|P1');
    expect(rejoined(one)).not.toBe(one);
    const merged = { ...one, cells: one.cells.map((cell, i) => (i === 0 ? { ...cell, rowSpan: 2 } : cell)) };
    expect(rejoined(merged)).toBe(merged);
    const table = grid('项目|金额|金额\n合计|0.00|0.00\n其他||');
    expect(rejoined(table)).toBe(table);
  });
});
