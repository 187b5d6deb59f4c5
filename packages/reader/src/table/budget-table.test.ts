import type { BudgetTable } from '@jizhun/model';
import { describe, expect, it } from 'vitest';
import { grid, opened, ragged } from '../../test/grid.ts';
import { readDisclosure } from '../index.ts';

function tables(...blocks: Parameters<typeof opened>): BudgetTable[] {
  return readDisclosure(opened(...blocks)).budgetTables;
}

/** A table as a person would note it: columns, then code, label and cells of each row. */
function notes(table: BudgetTable | undefined): string[] {
  if (!table) return [];
  return [
    table.columns.join(' · '),
    ...table.rows.map((r) =>
      [r.code, r.label, ...r.cells.map((c) => c ?? '')].filter((x) => x !== undefined).join('|'),
    ),
  ];
}

describe('tables of budget books as extracted text', () => {
  it('reads codes split into 类, 款, 项', () => {
    const [table] = tables(
      ragged(`
        部门收入总表|||||
        单位：万元|||||
        科目编码|||科目名称|合计|财政拨款
        类|款|项|||
        |||合计|13.5|13.5
        201|||一般公共服务支出|13.5|13.5
        201|03|01|行政运行|13.5|13.5`),
    );
    expect(table).toMatchObject({ title: '部门收入总表', kind: 'income-summary', moneyUnit: '万元' });
    expect(notes(table)).toEqual([
      '合计 · 财政拨款',
      '合计|13.5|13.5',
      '201|一般公共服务支出|13.5|13.5',
      '2010301|行政运行|13.5|13.5',
    ]);
  });

  const HEADS = ['去年/小计', '去年/车辆/小计', '去年/车辆/购置', '今年/小计', '今年/车辆/小计', '今年/车辆/购置'];

  it('reads heads of three levels by position, where blanks stand for what is merged', () => {
    const [table] = tables(
      '“三公”经费支出表',
      ragged(`
        去年|||今年||
        小计|车辆||小计|车辆|
        |小计|购置||小计|购置
        6|5|5|7|6|6`),
    );
    expect(table?.columns).toEqual(HEADS);
    expect(table?.rows[0]?.cells).toEqual([6, 5, 5, 7, 6, 6]);
  });

  it('reads them by spans, where cells are merged', () => {
    const [table] = tables(
      '“三公”经费支出表',
      '部门：示例市示例局    单位：万元',
      grid(`
        去年|<|<|今年|<|<
        小计|车辆|<|小计|车辆|<
        ^|小计|购置|^|小计|购置
        6|5|5|7|6|6`),
    );
    expect(table?.columns).toEqual(HEADS);
    expect(table?.rows[0]?.cells).toEqual([6, 5, 5, 7, 6, 6]);
    expect(table?.moneyUnit).toBe('万元');
  });

  it('reads them by order, where merging leaves no blank to the side', () => {
    const [table] = tables(
      '“三公”经费支出表',
      ragged(`
        去年|今年
        小计|车辆|小计|车辆
        |小计|购置||小计|购置
        6|5|5|7|6|6`),
    );
    expect(table?.columns).toEqual(HEADS);
  });

  it('takes blanks at the end of the second row for heads that go down', () => {
    const [table] = tables(
      '部门收入总表',
      ragged(`
        科目编码|科目名称|合计|财政拨款
        类|款|项|||
        201|03|01|行政运行|13.5|13.5`),
    );
    expect(notes(table)).toEqual(['合计 · 财政拨款', '2010301|行政运行|13.5|13.5']);
  });

  it('gives parts to the head they belong to', () => {
    const [table] = tables(
      '一般公共预算支出表',
      ragged(`
        功能分类科目|2023年执行数|2024年预算数|2024年预算数比2023年执行数
        科目编码|科目名称||小计|基本支出|项目支出|增减额|增减%
        2010301|行政运行|500|600|600||100|20%`),
    );
    expect(notes(table)).toEqual([
      '2023年执行数 · 2024年预算数/小计 · 2024年预算数/基本支出 · 2024年预算数/项目支出 · 2024年预算数比2023年执行数/增减额 · 2024年预算数比2023年执行数/增减%',
      '2010301|行政运行|500|600|600||100|20%',
    ]);
  });

  it('reads final accounts: 行次, 栏次, a second row of words for the codes', () => {
    const [summary, spent] = tables(
      ragged(`
        收入支出决算总表|||||
        部门：示例市示例局|||2023年度||金额单位：万元
        收入|||支出||
        项目|行次|决算数|项目|行次|决算数
        栏次||1|栏次||2
        一、财政拨款收入|1|20|一、一般公共服务支出|32|18
        总计|31|20|总计|62|20
        注：本表反映总收支。|||||
        支出决算表||||
        项目||本年支出合计|基本支出|项目支出
        功能分类科目编码|科目名称|||
        栏次||1|2|3
        合计||20|15|5
        2010301|行政运行|20|15|5`),
    );
    expect(notes(summary)).toEqual([
      '收入/决算数 · 支出/项目 · 支出/决算数',
      '一、财政拨款收入|20|一、一般公共服务支出|18',
      '总计|20|总计|20',
    ]);
    expect(summary).toMatchObject({ kind: 'income-expenditure-summary', note: '注：本表反映总收支。' });
    expect(spent).toMatchObject({ title: '支出决算表', kind: 'expenditure-summary' });
    expect(notes(spent)).toEqual(['本年支出合计 · 基本支出 · 项目支出', '合计|20|15|5', '2010301|行政运行|20|15|5']);
  });

  it('puts rows right whose blank cells extraction dropped', () => {
    const { budgetTables, provenance } = readDisclosure(
      opened(
        '收支总表',
        ragged(`
          收入||支出|
          项目|预算数|项目|预算数
          一、财政拨款|20|一、公共服务支出|12
          二、事业收入|3|二、教育支出|11
          三、其他收入|三、农林水支出
          四、利息|四、住房支出|2
          收入总计|23|支出总计|25`),
      ),
    );
    expect(notes(budgetTables[0]).slice(3, 5)).toEqual(['三、其他收入||三、农林水支出|', '四、利息||四、住房支出|2']);
    expect(provenance['/budgetTables/0/rows/3/cells/1']).toMatchObject([{ how: 'moved', column: 2 }]);
    const [basic] = tables(
      '基本支出表',
      ragged(`
        科目编码|科目名称|合计|人员经费|公用经费
        301|工资|20|20|0
        302|商品|5|0|5
        合计|25|20|5`),
    );
    expect(notes(basic)[3]).toBe('合计|25|20|5');
  });

  it('keeps an empty table with what is said of it', () => {
    const [funds, capital] = tables(
      ragged(`
        政府性基金预算支出表||||
        科目编码|科目名称|本年支出||
        ||合计|基本支出|项目支出
        ||||
        说明：没有这类支出，本表无数据。||||
        国有资本经营预算支出表||||
        科目编码|科目名称|本年支出||
        ||合计|基本支出|项目支出`),
    );
    expect(funds).toMatchObject({ kind: 'government-funds', rows: [], note: '说明：没有这类支出，本表无数据。' });
    expect(capital).toMatchObject({ kind: 'state-capital', rows: [] });
  });

  it('takes 合计 that stands before the names, or over them, as the name of the row', () => {
    const rows = `
      类型|项目名称|单位|合计
      其他运转类|示例宣传|示例局|40
      合计|||40`;
    expect(notes(tables('项目支出表', ragged(rows))[0])[2]).toBe('合计|||40');
    const merged = rows.replace('合计|||40', '合计|<|<|40');
    expect(notes(tables('项目支出表', grid(merged))[0])[2]).toBe('合计|||40');
  });

  it('knows the year of the book, not the one compared with', () => {
    const { fiscalYear } = readDisclosure(
      opened('“三公”经费支出表', ragged('2023年预算数|2024年预算数\n合计|合计\n6|5')),
    );
    expect(fiscalYear).toBe(2024);
    expect(readDisclosure(opened('2022年部门收支总表', ragged('项目|2021年预算数\n收入|5'))).fiscalYear).toBe(2022);
  });
});

describe('tables written one cell a line', () => {
  function text(...lines: string[]) {
    const document = opened(...lines);
    return readDisclosure({ ...document, source: { ...document.source, mediaType: 'text/plain' } });
  }

  it('reads cells that bars end, blank ones too', () => {
    const { budgetTables, provenance, unread } = text(
      '示例县示例局2024年“三公”经费支出预算表',
      '单位：万元',
      ...['项 目 |', '预 算 数 |', '合 计 |', '11.77 |', '因公出国(境)费 |', '|', '公务接待费 |', '11.77 |'],
      '以上为预算数。',
    );
    expect(budgetTables[0]).toMatchObject({ kind: 'three-public', moneyUnit: '万元' });
    expect(notes(budgetTables[0])).toEqual(['预算数', '合计|11.77', '因公出国(境)费|', '公务接待费|11.77']);
    expect(provenance['/budgetTables/0/rows/2/cells/0']).toMatchObject([{ line: 10, span: [0, 5] }]);
    expect(unread).toEqual([]);
  });

  it('reads cells that lines of bars end', () => {
    const { budgetTables } = text(
      '“三公”经费支出预算表',
      '单位：万元',
      ...['项 目', '|', '预 算 数', '|', '合 计', '|', '0.36', '|', '出国费', '|', '|', '接待费', '|', '0.36', '|'],
      '以上为预算数。',
    );
    expect(notes(budgetTables[0])).toEqual(['预算数', '合计|0.36', '出国费|', '接待费|0.36']);
  });

  it('fills a head up to the width of the data, as its words tell', () => {
    const { budgetTables } = text(
      '“三公”经费支出预算表',
      ...['合计 |', '出国费 |', '公务用车购置及运行费 |', '公务接待费 |', '||'],
      ...['小计 |', '公务用车购置 |', '公务用车运行 |', '|||'],
      ...['79 |', '0 |', '75 |', '50 |', '25 |', '4 |'],
    );
    expect(notes(budgetTables[0])).toEqual([
      '合计 · 出国费 · 公务用车购置及运行费/小计 · 公务用车购置及运行费/公务用车购置 · 公务用车购置及运行费/公务用车运行 · 公务接待费',
      '|79|0|75|50|25|4',
    ]);
  });

  it('reads rows that a bar begins, and the title among them', () => {
    const { budgetTables } = text(
      ...['|', '表1：收支平衡表 | |||', '|', '单位：万元 | |||', '|'],
      ...['科目 |', '决算数 |', '科目 |', '决算数 |', '|', '收入总量 |', '1,200 |', '支出总量 |', '1,200 |', '|'],
      ...['税收收入 |', '800 |', '||'],
    );
    expect(budgetTables[0]?.title).toBe('表1：收支平衡表');
    expect(notes(budgetTables[0])).toEqual(['决算数 · 科目 · 决算数', '收入总量|1200|支出总量|1200', '税收收入|800||']);
  });

  it('reads cells between lines that are bars, over several lines too', () => {
    const row = (...cells: string[]) => ['|', ...cells.flatMap((c) => [...(c === '' ? [] : c.split('/')), '|'])];
    const { budgetTables } = text(
      ...row('', '', '单位：万元'),
      ...row('项目', '合计', '一般公共/预算'),
      ...row('行政经费', '312.23', '312.23'),
      ...row('（一）出国支出', '1', ''),
      '以上为预算数。',
    );
    expect(budgetTables[0]?.moneyUnit).toBe('万元');
    expect(notes(budgetTables[0])).toEqual(['合计 · 一般公共预算', '行政经费|312.23|312.23', '（一）出国支出|1|']);
  });

  it('reads bare cells where one width fits all of them, and leaves them lines where none does', () => {
    const cells = ['收入', '决算数', '支出', '决算数', '总计', '9', '总计', '9', '税收', '9', '教育', '9'];
    expect(notes(text('收支平衡表', '单位：万元', ...cells).budgetTables[0])).toEqual([
      '决算数 · 支出 · 决算数',
      '总计|9|总计|9',
      '税收|9|教育|9',
    ]);
    const titled = text('2023年预算公开报表', '一、2023年收支平衡表', '(单位：万元)', ...cells);
    expect(titled.budgetTables[0]).toMatchObject({ title: '一、2023年收支平衡表', moneyUnit: '万元' });
    expect(notes(titled.budgetTables[0])[1]).toBe('总计|9|总计|9');
    const dropped = text('收支平衡表', '单位：万元', ...cells.filter((_, i) => i !== 5));
    expect(dropped.budgetTables).toEqual([]);
    expect(dropped.unread.map((u) => u.text)).toContain('教育');
  });
});
