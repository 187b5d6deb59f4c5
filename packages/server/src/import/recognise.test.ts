import { describe, expect, it } from 'vitest';
import { documentOf, rowsOf, sheetOf } from '../../test/lists.ts';
import { recogniseAll } from './recognise.ts';
import { listRows } from './rows.ts';
import { tablesOf } from './tables.ts';

const fieldsOf = (kind: 'units' | 'people' | 'projects', rows: readonly (readonly string[])[]) => {
  const [mapping] = recogniseAll(kind, tablesOf(documentOf(sheetOf(rows))));
  return mapping;
};

describe('columns by their header words', () => {
  it.each([
    ['units', ['预算单位编码', '预算单位名称', '主管部门', '单位类型'], ['code', 'name', 'parent', 'kind']],
    ['units', ['单位代码*', '单位全称（必填）', '上级单位编码', '启用日期'], ['code', 'name', 'parentCode', 'from']],
    ['people', ['工号', '姓 名', '登录账号', '所在单位', '系统角色'], ['staff', 'name', 'login', 'unit', 'role']],
    [
      'projects',
      ['项目代码', '项目名称', '申报单位', '项目类型', '起止年限'],
      ['code', 'name', 'unit', 'category', 'years'],
    ],
  ] as const)('%s: %j', (kind, headers, fields) => {
    const mapping = fieldsOf(kind, [headers, headers.map(() => '某')]);
    expect(mapping).toMatchObject({ used: true, headerRows: [0, 0], unsure: [] });
    expect(Object.values(mapping?.fields ?? {})).toEqual(fields);
  });

  it('passes over a title and takes a head of two rows with merged cells', () => {
    const mapping = fieldsOf('units', [
      ['2026年预算单位名单', '<', '<', '<', '<'],
      ['序号', '单位', '<', '上级单位', '<'],
      ['^', '代码', '名称', '代码', '名称'],
      ['1', '101', '示例局', '', ''],
    ]);
    expect(mapping).toMatchObject({
      used: true,
      headerRows: [1, 2],
      fields: { 1: 'code', 3: 'parentCode', 4: 'parent' },
    });
    expect(mapping?.fields[2]).toBe('name');
  });

  it('asks about columns that may mean other things, and about two that say the same', () => {
    expect(
      fieldsOf('units', [
        ['编码', '名称', '电话'],
        ['1', '某', '2'],
      ]),
    ).toMatchObject({
      fields: { 0: 'code', 1: 'name' },
      unsure: [0, 1],
    });
    expect(
      fieldsOf('units', [
        ['单位名称', '单位全称'],
        ['甲', '甲局'],
      ]),
    ).toMatchObject({
      fields: { 0: 'name' },
      unsure: [0],
    });
  });

  it('does not use a table that is no such list', () => {
    expect(
      fieldsOf('people', [
        ['科目', '金额'],
        ['基本支出', '1'],
      ]),
    ).toMatchObject({ used: false, headerRows: null });
  });

  it('goes on in a table without a head behind a page break of a document', () => {
    const page = (rows: string[][], part: string) => ({
      ...sheetOf(rows, part),
      cells: sheetOf(rows).cells.map(({ address: _address, ...cell }) => cell),
    });
    const tables = tablesOf(
      documentOf(
        page(
          [
            ['单位名称', '单位代码'],
            ['甲局', '101'],
          ],
          'table 1',
        ),
        page([['乙局', '102']], 'table 2'),
      ),
    );
    const mappings = recogniseAll('units', tables);
    const rows = tables.flatMap((table, at) => listRows(table, at, mappings[at]!, true).rows);
    expect(rows.map(({ values }) => values)).toEqual([
      { name: '甲局', code: '101' },
      { name: '乙局', code: '102' },
    ]);
    expect(rows[1]?.cell('name')).toBe('table 2!第 1 行第 1 列');
  });
});

describe('rows of a list', () => {
  const list = [
    ['预算单位名单', '<', '<'],
    ['单位代码', '单位名称', '主管部门'],
    ['101', '甲局', '甲局'],
    ['101001', '甲一所', '^'],
    ['', '', ''],
    ['单位代码', '单位名称', '主管部门'],
    ['101002', '甲二所', '甲局'],
    ['合计', '', '3'],
    ['填表人：张三', '', ''],
  ];

  it('carries merged cells, names every cell, and tells what it left aside', () => {
    const [table] = tablesOf(documentOf(sheetOf(list)));
    const [mapping] = recogniseAll('units', [table!]);
    const { rows, skipped } = listRows(table!, 0, mapping!, false);
    expect(rows.map(({ values }) => values)).toEqual([
      { code: '101', name: '甲局', parent: '甲局' },
      { code: '101001', name: '甲一所', parent: '甲局' },
      { code: '101002', name: '甲二所', parent: '甲局' },
    ]);
    expect(rows.map((row) => row.cell('parent'))).toEqual(['C3', 'C4', 'C7']);
    expect(skipped.map(({ cell, why }) => [cell, why])).toEqual([
      ['A6', '重复的表头'],
      ['A8', '合计行'],
      ['A9', '说明'],
    ]);
  });

  it('keeps a row that lacks the name', () => {
    expect(
      rowsOf('units', [
        ['单位代码', '单位名称'],
        ['101', ''],
      ]),
    ).toHaveLength(1);
  });
});
