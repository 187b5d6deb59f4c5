import { openDocument } from '@jizhun/documents';
import type { Disclosure } from '@jizhun/model';
import { readDisclosure } from '@jizhun/reader';
import { applyFixes } from '@jizhun/writer';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';

/** A budget table that computes its totals, as Excel writes it, with the list of computed cells; or is computed with on
 * another sheet. */
function workbook(elsewhere?: string): Uint8Array {
  const office = 'http://schemas.openxmlformats.org';
  const main = `${office}/spreadsheetml/2006/main`;
  const types = `${office}/officeDocument/2006/relationships`;
  const related = (list: [string, string, string][]) =>
    `<Relationships xmlns="${office}/package/2006/relationships">${list
      .map(([id, type, target]) => `<Relationship Id="${id}" Type="${types}/${type}" Target="${target}"/>`)
      .join('')}</Relationships>`;
  const text = (address: string, words: string) => `<c r="${address}" t="inlineStr"><is><t>${words}</t></is></c>`;
  const row = (r: number, name: string, values: readonly [number, number], sum: string) =>
    `<row r="${r}">${text(`A${r}`, name)}<c r="B${r}" s="1">${sum}</c><c r="C${r}" s="1"><v>${values[0]}</v></c><c r="D${r}" s="1"><v>${values[1]}</v></c></row>`;
  const sheet = [
    `<row r="1">${text('A1', '部门支出总表')}</row>`,
    `<row r="2">${text('D2', '单位：万元')}</row>`,
    `<row r="3">${['科目名称', '合计', '基本支出', '项目支出'].map((w, i) => text(`${'ABCD'[i]}3`, w)).join('')}</row>`,
    row(4, '教育支出', [10, 5], elsewhere ? '<v>15</v>' : '<f>C4+D4</f><v>15</v>'),
    row(5, '文化支出', [20, 7], elsewhere ? '<v>27</v>' : '<f t="shared" ref="B5:B6" si="0">C5+D5</f><v>27</v>'),
    row(6, '卫生支出', [1, 2], elsewhere ? '<v>3</v>' : '<f t="shared" si="0"/><v>3</v>'),
  ];
  const override = (part: string, type: string) => `<Override PartName="/${part}" ContentType="${type}"/>`;
  const parts = {
    '[Content_Types].xml': `<Types xmlns="${office}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>${override('xl/workbook.xml', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml')}${override('xl/calcChain.xml', 'application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml')}</Types>`,
    '_rels/.rels': related([['r1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${types}"><sheets><sheet name="表" sheetId="1" r:id="r1"/>${elsewhere ? '<sheet name="汇总" sheetId="2" r:id="r4"/>' : ''}</sheets><calcPr calcId="1"/></workbook>`,
    'xl/_rels/workbook.xml.rels': related([
      ['r1', 'worksheet', 'worksheets/sheet1.xml'],
      ['r2', 'styles', 'styles.xml'],
      ['r3', 'calcChain', 'calcChain.xml'],
      ['r4', 'worksheet', 'worksheets/sheet2.xml'],
    ]),
    'xl/worksheets/sheet2.xml': `<worksheet xmlns="${main}"><sheetData><row r="1"><c r="A1"><f>${elsewhere ?? '1'}</f><v>1</v></c></row></sheetData></worksheet>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="4"/></cellXfs></styleSheet>`,
    'xl/calcChain.xml': `<calcChain xmlns="${main}"><c r="B4" i="1"/><c r="B5"/><c r="B6"/></calcChain>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${sheet.join('')}</sheetData></worksheet>`,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])));
}

const read = async (bytes: Uint8Array, name: string): Promise<Disclosure> =>
  readDisclosure(await openDocument(bytes, name));
const partOf = (bytes: Uint8Array, name: string): string => strFromU8(unzipSync(bytes)[name] ?? new Uint8Array());
const cell = (row: number, column: number, from: number, to: number) => ({
  edits: [{ path: `/budgetTables/0/rows/${row}/cells/${column}`, from, to }],
});

test('a figure that formulas rest on is changed, and the workbook told to compute anew', async () => {
  const bytes = workbook();
  const fixed = await applyFixes(bytes, 'a.xlsx', await read(bytes, 'a.xlsx'), [cell(0, 1, 10, 12.5)], read);
  expect(fixed.notApplied).toEqual([]);
  expect(partOf(fixed.bytes, 'xl/worksheets/sheet1.xml')).toContain('<c r="C4" s="1"><v>12.5</v></c>');
  expect(partOf(fixed.bytes, 'xl/workbook.xml')).toContain('<calcPr fullCalcOnLoad="1" calcId="1"/>');
  expect(partOf(fixed.bytes, 'xl/calcChain.xml')).toContain('B4');
});

test('a formula is not written over unless asked', async () => {
  const bytes = workbook();
  const disclosure = await read(bytes, 'a.xlsx');
  const fixes = [cell(0, 0, 15, 16), cell(1, 0, 27, 28), cell(2, 0, 3, 4)];
  const kept = await applyFixes(bytes, 'a.xlsx', disclosure, fixes, read);
  expect(kept.bytes).toBe(bytes);
  expect(kept.notApplied.map(({ why }) => why.slice(0, 9))).toEqual(Array(3).fill('单元格中是公式，写'));

  const fixed = await applyFixes(bytes, 'a.xlsx', disclosure, fixes, read, { overFormulas: true });
  expect(fixed.notApplied.map(({ why }) => why)).toEqual(['单元格中的公式还管着其他单元格，请在表格软件中修改']);
  const sheet = partOf(fixed.bytes, 'xl/worksheets/sheet1.xml');
  expect(sheet).toContain('<c r="B4" s="1"><v>16</v></c>');
  expect(sheet).toContain('<c r="B6" s="1"><v>4</v></c>');
  expect(Object.keys(unzipSync(fixed.bytes))).not.toContain('xl/calcChain.xml');
  expect(partOf(fixed.bytes, '[Content_Types].xml')).not.toContain('calcChain');
  expect(partOf(fixed.bytes, 'xl/_rels/workbook.xml.rels')).not.toContain('calcChain');
});

test.each([
  ['表!C4+1', true],
  ["SUM('表'!B4:B6)", true],
  ['A2+A3', false],
])('rows stay where another sheet computes with them: %s', async (formula, stay) => {
  const bytes = workbook(formula);
  const disclosure = await read(bytes, 'a.xlsx');
  const removal = { path: '/budgetTables/0/rows/1', from: disclosure.budgetTables[0]?.rows[1], to: undefined };
  const { applied, notApplied } = await applyFixes(bytes, 'a.xlsx', disclosure, [{ edits: [removal] }], read);
  expect(applied.length).toBe(stay ? 0 : 1);
  if (stay) expect(notApplied[0]?.why).toBe('其他工作表的公式引用了这张表，增删行会使引用错位');
});
