import type { OpenedDocument } from '@jizhun/model';
import { describe, expect, it } from 'vitest';
import { grids, refusal, relationships, sketch, texts, xlsxParts, zip } from '../../test/office.ts';
import { openDocument } from '../index.ts';

const styles = (...codes: string[]): string =>
  `<numFmts>${codes.map((code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${code.replaceAll('"', '&quot;')}"/>`).join('')}</numFmts>` +
  `<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${codes.map((_code, index) => `<xf numFmtId="${164 + index}"/>`).join('')}<xf numFmtId="14"/></cellXfs>` +
  `<dxfs><dxf><numFmt numFmtId="164" formatCode="@"/></dxf></dxfs>`;

type Options = Parameters<typeof xlsxParts>[1];

async function open(data: string, options: Options = {}, after = '', before = ''): Promise<OpenedDocument> {
  const xml = `${before}<sheetData>${data}</sheetData>${after}`;
  return openDocument(zip(xlsxParts([{ name: '表1', xml }], options)), 'test.xlsx');
}

describe('xlsx cells', () => {
  it('reads shared, inline and formula strings, numbers, booleans, with addresses', async () => {
    const document = await open(
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>行</t><r><t xml:space="preserve">内 </t></r><rPh><t>nei</t></rPh></is></c></row>' +
        '<row r="3"><c r="B3"><v>0.30000000000000004</v></c><c r="C3"><f>A1*2</f><v>12.5</v></c><c r="D3" t="str"><f>A1</f><v>文字_x000D_\n</v></c><c r="AA3" t="b"><v>1</v></c></row>',
      {
        shared:
          '<si><t>项目</t></si><si><r><rPr><b/></rPr><t>绩效</t></r><r><t>目标</t></r><rPh sb="0" eb="2"><t>ji xiao</t></rPh><phoneticPr/></si>',
      },
    );
    const grid = grids(document)[0]!;
    expect(grid).toMatchObject({ part: '表1', title: '表1', layout: 'exact', rowCount: 3, columnCount: 27 });
    expect(grid.cells.map(({ address, text, stored }) => [address, text, stored])).toEqual([
      ['A1', '项目', undefined],
      ['B1', '绩效目标', undefined],
      ['C1', '行内 ', undefined],
      ['B3', '0.3', 0.30000000000000004],
      ['C3', '12.5', undefined],
      ['D3', '文字\n', undefined],
      ['AA3', 'TRUE', true],
    ]);
    expect(document.notices).toEqual([]);
  });

  it('shows numbers and dates by their formats and keeps what is stored', async () => {
    const document = await open(
      '<row r="1"><c r="A1" s="1"><v>0.08</v></c><c r="B1" s="2"><v>45292</v></c><c r="C1" s="3"><v>180</v></c><c r="D1" s="4"><v>45292</v></c><c r="E1" s="2" t="d"><v>2024-01-01T00:00:00</v></c><c r="F1" t="str"><v>=100%</v></c></row>',
      { styles: styles('0%', 'yyyy.m.d', '0"天"') },
    );
    expect(grids(document)[0]!.cells.map(({ text, stored }) => [text, stored])).toEqual([
      ['8%', 0.08],
      ['2024.1.1', 45292],
      ['180天', 180],
      ['2024/1/1', 45292],
      ['2024.1.1', '2024-01-01T00:00:00'],
      ['=100%', undefined],
    ]);
  });

  it('counts days from 1904 when the workbook does', async () => {
    const document = await open('<row r="1"><c r="A1" s="1"><v>43830</v></c></row>', {
      styles: styles('yyyy.m.d'),
      properties: ' date1904="1"',
    });
    expect(grids(document)[0]!.cells[0]!.text).toBe('2024.1.1');
  });

  it('tells of formulas without a value, of errors, and of values that a format hides', async () => {
    const document = await open(
      '<row r="1"><c r="A1"><f>SUM(B1:C1)</f></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C1" s="1"><v>5</v></c><c r="D1" t="str"><f>""</f><v></v></c></row>',
      { styles: styles(';;;') },
    );
    expect(grids(document)[0]!.cells).toEqual([
      expect.objectContaining({ address: 'A1', text: '', stored: '=SUM(B1:C1)' }),
      expect.objectContaining({ address: 'B1', text: '#DIV/0!' }),
    ]);
    expect(document.notices.map(({ kind, message }) => `${kind} ${/[A-D]1/.exec(message)?.[0]}`)).toEqual([
      'formula A1',
      'formula B1',
      'hidden C1',
    ]);
  });

  it('places cells and rows without addresses by their order', async () => {
    const document = await open(
      '<row><c><v>1</v></c><c/><c><v>3</v></c></row><row r="5"><c><v>5</v></c></row><row><c t="n"><v>6</v></c></row>',
    );
    expect(grids(document)[0]!.cells.map(({ address }) => address)).toEqual(['A1', 'C1', 'A5', 'A6']);
  });

  it('leaves out empty styled cells but keeps empty merged ones', async () => {
    const document = await open(
      '<row r="1"><c r="A1" t="n"><v>1</v></c><c r="B1" s="1"/></row><row r="2"><c r="A2" s="1"></c><c r="B2" t="n"><v></v></c></row><row r="4"><c r="A4"><v>4</v></c></row>',
      {},
      '<mergeCells><mergeCell ref="A2:B3"/></mergeCells>',
    );
    expect(sketch(grids(document)[0]!)).toEqual(['0,0 1', '1,0 2x2 ', '3,0 4']);
  });
});

describe('xlsx sheets', () => {
  it('gives merged ranges their spans, and tells of values under them', async () => {
    const document = await open(
      '<row r="1"><c r="A1" t="str"><v>标题</v></c><c r="B1" t="str"><v>被盖</v></c></row><row r="2"><c r="A2" t="str"><v>左</v></c><c r="C2" t="str"><v>右</v></c></row><row r="3"><c r="C3" t="str"><v>下</v></c></row>',
      {},
      '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="A1:C1"/><mergeCell ref="B1:D1"/><mergeCell ref="A1:A1"/><mergeCell ref="bad"/></mergeCells>',
    );
    expect(sketch(grids(document)[0]!)).toEqual(['0,0 1x3 标题', '1,0 2x1 左', '1,2 右', '2,2 下']);
    expect(document.notices).toEqual([expect.objectContaining({ kind: 'hidden', text: '被盖' })]);
  });

  it('does not let a merge over the whole sheet blow up the grid', async () => {
    const document = await open(
      '<row r="1"><c r="A1" t="str"><v>标题</v></c></row><row r="2"><c r="B2" t="str"><v>x</v></c></row>',
      {},
      '<mergeCells><mergeCell ref="A1:XFD1"/><mergeCell ref="C2:C1048576"/></mergeCells>',
    );
    expect(grids(document)[0]).toMatchObject({ rowCount: 2, columnCount: 2 });
    expect(sketch(grids(document)[0]!)).toEqual(['0,0 1x2 标题', '1,1 x']);
  });

  it('marks hidden rows, columns and sheets and tells of them', async () => {
    const row = (number: number): string =>
      `<row r="${number}"${number === 2 ? ' hidden="1"' : ''}><c r="A${number}"><v>${number}</v></c><c r="C${number}"><v>${number}</v></c></row>`;
    const xml = `<cols><col min="1" max="1"/><col min="3" max="16384" hidden="1"/></cols><sheetData>${row(1)}${row(2)}</sheetData>`;
    const document = await openDocument(
      zip(
        xlsxParts([
          { name: '可见', xml },
          { name: '藏', xml: `<sheetData>${row(1)}</sheetData>`, state: 'veryHidden' },
        ]),
      ),
      'a.xlsx',
    );
    const [shown, hidden] = grids(document);
    expect(shown).toMatchObject({ hiddenRows: [1], hiddenColumns: [2] });
    expect(shown!.cells.map(({ hidden: mark }) => mark ?? false)).toEqual([false, true, true, true]);
    expect(hidden!.cells.every(({ hidden: mark }) => mark)).toBe(true);
    expect(document.notices.map(({ kind, part }) => [kind, part])).toEqual([
      ['hidden', '可见'],
      ['hidden', '可见'],
      ['hidden', '藏'],
    ]);
  });

  it('keeps the order of the tabs, and text boxes on a sheet', async () => {
    const sheet = (text: string): string =>
      `<sheetData><row r="1"><c r="A1" t="str"><v>${text}</v></c></row></sheetData>`;
    const parts = xlsxParts([
      { name: '乙', xml: sheet('2') },
      { name: '甲', xml: sheet('1') },
    ]);
    parts['xl/worksheets/_rels/sheet1.xml.rels'] = relationships([['rId1', 'drawing', '../drawings/drawing1.xml']]);
    parts['xl/drawings/drawing1.xml'] =
      '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:sp><xdr:txBody><a:p><a:r><a:t>填报</a:t></a:r></a:p><a:p><a:r><a:t>说明</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:pic><xdr:blipFill><a:blip/></xdr:blipFill></xdr:pic></xdr:wsDr>';
    const document = await openDocument(zip(parts), 'a.xlsx');
    expect(grids(document).map(({ part }) => part)).toEqual(['乙', '甲']);
    expect(texts(document)).toEqual(['填报\n说明']);
    expect(document.notices).toEqual([expect.objectContaining({ kind: 'image', part: '乙' })]);
  });

  it('tells of headers and footers that say more than a page number', async () => {
    const document = await open(
      '<row r="1"><c r="A1"><v>1</v></c></row>',
      {},
      '<headerFooter><oddHeader>&amp;L&amp;"宋体,加粗"&amp;12某某单位预算表</oddHeader><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>',
    );
    expect(document.notices).toEqual([expect.objectContaining({ kind: 'other', text: '某某单位预算表' })]);
  });

  it('opens files as WPS writes them: prefixes, absolute targets, empty relationship parts', async () => {
    const parts = xlsxParts([{ name: '表', xml: '' }]);
    parts['xl/_rels/workbook.xml.rels'] = relationships([
      ['rId1', 'worksheet', '/xl/worksheets/sheet1.xml'],
      ['rId2', 'sharedStrings', '/xl/sharedStrings.xml'],
    ]);
    parts['xl/worksheets/_rels/sheet1.xml.rels'] = '';
    parts['xl/sharedStrings.xml'] =
      '<x:sst xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:si><x:t>金额</x:t></x:si></x:sst>';
    parts['xl/worksheets/sheet1.xml'] =
      '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1"><x:v>9</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    expect(sketch(grids(await openDocument(zip(parts), 'a.xlsx'))[0]!)).toEqual(['0,0 金额', '0,1 9']);
  });

  it('opens what the hucre package writes', async () => {
    const { writeXlsx } = await import('hucre');
    const bytes = await writeXlsx({
      sheets: [
        {
          name: '目标',
          rows: [
            ['项目', '金额'],
            ['示例', 12.34],
            ['合计', true],
          ],
          merges: [{ startRow: 2, startCol: 0, endRow: 3, endCol: 0 }],
        },
      ],
    });
    expect(sketch(grids(await openDocument(bytes, 'a.xlsx'))[0]!)).toEqual([
      '0,0 项目',
      '0,1 金额',
      '1,0 示例',
      '1,1 12.34',
      '2,0 2x1 合计',
      '2,1 TRUE',
    ]);
  });

  it.each([
    ['<row r="1"><c r="A1" t="s"><v>7</v></c></row>', '引用了不存在的文字'],
    ['<row r="1"><c r="ZZZZ1"><v>7</v></c></row>', '不存在的单元格'],
    ['<row r="1"><c r="A0"><v>7</v></c></row>', '不存在的单元格'],
    ['<row r="9999999"/>', '不存在的行号'],
  ])('refuses a sheet that contradicts itself: %s', async (data, reason) => {
    const bytes = zip(xlsxParts([{ name: '表1', xml: `<sheetData>${data}</sheetData>` }]));
    expect(await refusal(bytes, 'a.xlsx')).toMatchObject({ code: 'damaged', message: expect.stringContaining(reason) });
  });

  it('refuses more cells, or more text through one shared string, than a file may hold', async () => {
    const cells = Array.from(
      { length: 50 },
      (_none, index) => `<row r="${index + 1}"><c r="A${index + 1}" t="s"><v>0</v></c></row>`,
    );
    const bytes = zip(
      xlsxParts([{ name: '表1', xml: `<sheetData>${cells.join('')}</sheetData>` }], {
        shared: `<si><t>${'长'.repeat(100)}</t></si>`,
      }),
    );
    expect(await refusal(bytes, 'a.xlsx', { cells: 40 })).toMatchObject({ code: 'too-large' });
    expect(await refusal(bytes, 'a.xlsx', { textCharacters: 4000 })).toMatchObject({ code: 'too-large' });
    expect(await openDocument(bytes, 'a.xlsx', { textCharacters: 6000 })).toBeTruthy();
  });
});
