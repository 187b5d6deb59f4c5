import { expect, test } from 'vitest';
import { cellXml, textContent } from './cell.ts';
import { fixedRows, withoutRow, withRow } from './rows.ts';
import { SheetXml } from './sheet.ts';

const sheet = (inner: string, after = ''): SheetXml =>
  new SheetXml(
    `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:B4"/><sheetData>${inner}</sheetData>${after}</worksheet>`,
  );
const row = (r: number, a: string, b: string): string =>
  `<row r="${r}" ht="20"><c r="A${r}" s="1">${a}</c><c r="B${r}" s="2">${b}</c></row>`;
const v = (value: number): string => `<v>${value}</v>`;
const t = (words: string): string => cellXml('', 'c', textContent(words)).replace(/^ t="inlineStr">|<\/c>$/g, '');
const merges = (...refs: string[]): string =>
  `<mergeCells count="${refs.length}">${refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;

test('a row is put in: what is below moves down, a merge down to the row above takes it in', () => {
  const before = sheet(row(1, v(1), v(2)) + row(2, '', v(3)) + row(3, v(4), v(5)), merges('A1:A2', 'A3:B3'));
  const after = withRow(before, 1, new Map([[1, '新']]), (_like, words) => textContent(words));
  expect(after).toContain('<dimension ref="A1:B5"/>');
  expect(after).toContain(`<row r="3" ht="20"><c r="A3" s="1"/><c r="B3" s="2" t="inlineStr">${t('新')}</c></row>`);
  expect(after).toContain(row(4, v(4), v(5)));
  expect(after).toContain(merges('A1:A3', 'A4:B4'));
});

test('a row is taken out: a merge that began in it begins in the next, with its words', () => {
  const before = sheet(row(1, v(1), v(2)) + row(2, '', v(3)) + row(3, '', v(5)), merges('A1:A3', 'A1:A1'));
  const after = withoutRow(before, 0);
  expect(after).toContain(`${row(1, v(1), v(3))}${row(2, '', v(5))}`);
  expect(after).toContain(merges('A1:A2'));
  const single = withoutRow(sheet(row(1, v(1), v(2)) + row(2, '', v(3)), merges('A1:A2')), 1);
  expect(single).not.toContain('merge');
});

test('rows on which other parts hang, or with which formulas count, stay', () => {
  expect(fixedRows(sheet(row(1, v(1), '<f>A1</f><v>1</v>')))).toMatch(/公式/);
  expect(fixedRows(sheet(row(1, v(1), v(2)), '<drawing/>'))).toMatch(/图形/);
  expect(fixedRows(sheet('<row><c><v>1</v></c></row>'))).toMatch(/编号/);
  expect(fixedRows(sheet(row(1, v(1), v(2))))).toBeUndefined();
});
