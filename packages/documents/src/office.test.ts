import { expect, test } from 'vitest';
import { docxParts, p, tbl, tc, tr, xlsxParts, zip } from '../test/office.ts';
import { openPackage } from './office.ts';

test('a document knows of which elements its cells and paragraphs were made', async () => {
  const box = '<w:r><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:r>';
  const deleted = tr([tc('删')], '<w:del w:id="1"/>');
  const inner = tbl(2, [tr([tc('内甲'), tc('内乙')]), tr([tc('内丙'), tc('内丁')])]);
  const body = `${p('一')}<w:p>${box}</w:p>${tbl(2, [
    deleted,
    tr([tc('甲', '<w:vMerge w:val="restart"/>'), tc('乙')]),
    tr([tc('', '<w:vMerge/>'), tc(`${inner}<w:p/>`)]),
  ])}${p('二')}`;
  const opened = await openPackage(zip(docxParts(body)), 'a.docx');
  expect(opened?.kind).toBe('docx');
  const located = await opened?.locate();
  expect(located?.paragraphs.map(({ line, text, element }) => [line, text, element])).toEqual([
    [1, '一', 0],
    [2, '', 1],
    [4, '二', 12],
  ]);
  expect(
    located?.cells.map(({ part, cell, element }) => `${part} ${cell.row},${cell.column} ${element} ${cell.text}`),
  ).toEqual([
    'table 1 0,0 1 甲',
    'table 1 0,1 2 乙',
    'table 1 1,1 4 内甲\t内乙\n内丙\t内丁',
    'table 1.1 0,0 5 内甲',
    'table 1.1 0,1 6 内乙',
    'table 1.1 1,0 7 内丙',
    'table 1.1 1,1 8 内丁',
  ]);
});

test('a workbook tells its parts and the formats of its cells', async () => {
  const styles =
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="0.00"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>';
  const bytes = zip(xlsxParts([{ name: '表', xml: '<sheetData/>' }], { styles }));
  const opened = await openPackage(bytes, 'a.xlsx');
  expect(opened?.kind).toBe('xlsx');
  expect(opened?.find('XL/Workbook.xml')).toBe('xl/workbook.xml');
  expect([...((await opened?.relationships('xl/workbook.xml')) ?? [])].length).toBe(2);
  expect((await opened?.numberFormats())?.(1)(1.5)).toBe('1.50');
  expect(new TextDecoder().decode(await opened?.bytes('xl/worksheets/sheet1.xml'))).toContain('<sheetData/>');
});

test('another kind of file is no package', async () => {
  expect(await openPackage(new TextEncoder().encode('甲\t乙'), 'a.txt')).toBeUndefined();
});
