import { readFileSync } from 'node:fs';
import path from 'node:path';
import { utils, type WorkBook, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { grids, refusal } from '../../test/office.ts';
import { openDocument } from '../index.ts';

/** Made by LibreOffice from a workbook of our own. */
const fixture = new Uint8Array(readFileSync(path.join(import.meta.dirname, '../../test/fixtures/form.xls')));

function book(rows: unknown[][], change: (workbook: WorkBook) => void = () => {}): WorkBook {
  const workbook = utils.book_new();
  utils.book_append_sheet(workbook, utils.aoa_to_sheet(rows), '表');
  change(workbook);
  return workbook;
}

const save = (workbook: WorkBook, bookType: 'biff8' | 'biff5' = 'biff8'): Uint8Array =>
  new Uint8Array(write(workbook, { type: 'buffer', bookType }) as Buffer);

const cellsOf = async (bytes: Uint8Array): Promise<string[]> =>
  grids(await openDocument(bytes, 'a.xls')).flatMap((grid) => grid.cells.map(({ text }) => text));

describe('workbooks of Excel before 2007', () => {
  it('look as the same workbook does in xlsx', async () => {
    const document = await openDocument(fixture, '预算.xls');
    expect(document.source.mediaType).toBe('application/vnd.ms-excel');
    const [sheet, hidden] = grids(document);
    expect(sheet).toMatchObject({
      part: '预算表',
      title: '预算表',
      layout: 'exact',
      rowCount: 4,
      columnCount: 5,
      hiddenRows: [3],
      hiddenColumns: [4],
    });
    expect(sheet!.cells[0]).toEqual({
      row: 0,
      column: 0,
      rowSpan: 1,
      columnSpan: 4,
      text: '示例单位预算表',
      address: 'A1',
    });
    expect(sheet!.cells.slice(5, 10)).toEqual([
      { row: 1, column: 4, rowSpan: 1, columnSpan: 1, text: '藏列', address: 'E2', hidden: true },
      { row: 2, column: 0, rowSpan: 1, columnSpan: 1, text: '第一行\n第二行', address: 'A3' },
      { row: 2, column: 1, rowSpan: 1, columnSpan: 1, text: '1,234,567.80', stored: 1234567.8, address: 'B3' },
      { row: 2, column: 2, rowSpan: 1, columnSpan: 1, text: '25%', stored: 0.25, address: 'C3' },
      { row: 2, column: 3, rowSpan: 1, columnSpan: 1, text: '2024年1月', stored: 45292, address: 'D3' },
    ]);
    expect(sheet!.cells.at(-1)).toMatchObject({ text: '0.3', stored: 0.30000000000000004, hidden: true });
    expect(hidden!.cells).toEqual([expect.objectContaining({ text: '藏', address: 'B2', hidden: true })]);
    expect(document.notices.map(({ message }) => message)).toEqual([
      expect.stringContaining('隐藏的行（4）'),
      expect.stringContaining('隐藏的列（E）'),
      expect.stringContaining('“藏表”是隐藏的'),
    ]);
  });

  it('are known under the names of WPS', async () => {
    expect((await openDocument(fixture, '预算.et')).notices.some(({ kind }) => kind === 'other')).toBe(false);
    expect((await openDocument(fixture, '预算.xlsx')).notices[0]!.message).toMatch(/\.xlsx.*xls/);
  });

  it('read truth values, errors, merges and numbers that a format hides', async () => {
    const document = await openDocument(
      save(
        book(
          [
            ['标题', null, true],
            [1, 2, 3],
          ],
          ({ Sheets }) => {
            const sheet = Sheets.表!;
            sheet['!merges'] = [utils.decode_range('A1:B1')];
            sheet.B2 = { t: 'e', v: 0x07 };
            sheet.C2 = { t: 'n', v: 5, z: ';;;' };
          },
        ),
      ),
      'a.xls',
    );
    expect(grids(document)[0]!.cells.map(({ text, columnSpan }) => [text, columnSpan])).toEqual([
      ['标题', 2],
      ['TRUE', 1],
      ['1', 1],
      ['#DIV/0!', 1],
    ]);
    expect(document.notices.map(({ kind }) => kind).sort()).toEqual(['formula', 'hidden']);
  });

  it('read code pages of older ones', async () => {
    const bytes = Buffer.from(save(book([['abcd', 3.5]]), 'biff5'));
    const codePage = bytes.indexOf(Buffer.from([0x42, 0x00, 0x02, 0x00]));
    bytes.writeUInt16LE(936, codePage + 4);
    Buffer.from([0xcf, 0xee, 0xc4, 0xbf]).copy(bytes, bytes.lastIndexOf('abcd'));
    expect(await cellsOf(bytes)).toEqual(['项目', '3.5']);
  });

  it('show dates that the file formats by number', async () => {
    const bytes = save(book([[45292]], ({ Sheets }) => Object.assign(Sheets.表!.A1!, { z: 'm/d/yy' })));
    expect(await cellsOf(bytes)).toEqual([expect.stringMatching(/2024|24/)]);
  });

  it('are refused with reason', async () => {
    const stream = Buffer.from(fixture);
    const cut = await refusal(stream.subarray(0, 3000), 'a.xls');
    expect(cut.code).toMatch(/truncated|damaged/);
    expect(await refusal(save(book([[1, 2, 3]])), 'a.xls', { cells: 2 })).toMatchObject({ code: 'too-large' });
    const circle = Uint8Array.from(fixture);
    // Every sector of the table leads to itself: the first directory sector never ends.
    const view = new DataView(circle.buffer);
    const table = 512 * (view.getUint32(76, true) + 1);
    const directory = view.getUint32(48, true);
    view.setUint32(table + 4 * directory, directory, true);
    expect(await refusal(circle, 'a.xls')).toMatchObject({ code: 'damaged' });
  });

  it('are refused when they are encrypted', async () => {
    const bytes = Buffer.from(fixture);
    // The code page record becomes the mark of encryption.
    const at = bytes.indexOf(Buffer.from([0x42, 0x00, 0x02, 0x00]));
    bytes[at] = 0x2f;
    expect(await refusal(bytes, 'a.xls')).toMatchObject({
      code: 'encrypted',
      message: expect.stringContaining('加密'),
    });
  });
});
