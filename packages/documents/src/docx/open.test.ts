import { describe, expect, it } from 'vitest';
import {
  docxParts,
  grids,
  openBody,
  p,
  refusal,
  relationships,
  sketch,
  tbl,
  tc,
  texts,
  tr,
  wordPart,
  zip,
} from '../../test/office.ts';

const merge = (kind?: 'restart'): string => (kind ? '<w:vMerge w:val="restart"/>' : '<w:vMerge/>');
const span = (count: number): string => `<w:gridSpan w:val="${count}"/>`;
const run = (inside: string, properties = ''): string =>
  `<w:r>${properties ? `<w:rPr>${properties}</w:rPr>` : ''}${inside}</w:r>`;
const t = (text: string): string => `<w:t xml:space="preserve">${text}</w:t>`;

describe('docx paragraphs', () => {
  it('numbers paragraphs in order, empty ones included, and keeps leading blanks', async () => {
    const document = await openBody(`${p('标题')}<w:p/>${p('　　正文 ')}`);
    expect(document.blocks).toEqual([
      { kind: 'paragraph', part: 'body', line: 1, text: '标题' },
      { kind: 'paragraph', part: 'body', line: 3, text: '　　正文' },
    ]);
    expect(document.source.mediaType).toContain('wordprocessingml');
  });

  it('keeps breaks, tabs, symbols, hyphens, links, fields, controls and formulas', async () => {
    const document = await openBody(
      [
        `<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="400"/></w:tabs></w:pPr>${run(`${t('甲')}<w:br/>${t('乙')}<w:tab/>${t('丙')}<w:cr/><w:noBreakHyphen/>`)}</w:p>`,
        `<w:p>${run('<w:sym w:font="Wingdings" w:char="F0FE"/>')}${run('<w:sym w:font="Wingdings 2" w:char="F0A3"/>')}${run('<w:sym w:font="Symbol" w:char="F0B3"/>')}${run(t('90%'))}</w:p>`,
        `<w:p><w:hyperlink r:id="x">${run(t('链接'))}</w:hyperlink><w:fldSimple w:instr="DATE">${run(t('2024年'))}</w:fldSimple>${run('<w:instrText>PAGE</w:instrText>')}</w:p>`,
        `<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>${p('控件内容')}</w:sdtContent></w:sdt>`,
        `<w:p>${run('<w:ruby><w:rt><w:r><w:t>pin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>拼</w:t></w:r></w:rubyBase></w:ruby>')}</w:p>`,
      ].join(''),
    );
    expect(texts(document)).toEqual(['甲\n乙\t丙\n-', '☑□≥90%', '链接2024年', '控件内容', '拼']);
  });

  it('keeps tracked insertions, drops deletions and tells of them', async () => {
    const document = await openBody(
      `<w:p><w:ins w:id="1">${run(t('增加'))}</w:ins><w:del w:id="2"><w:r><w:delText>删去</w:delText></w:r></w:del><w:moveFrom w:id="3">${run(t('移走'))}</w:moveFrom>${run(t('原文'))}</w:p>` +
        `<w:p><w:pPr><w:rPr><w:del w:id="4"/></w:rPr></w:pPr>${run(t('前段'))}</w:p>${p('后段')}`,
    );
    expect(texts(document)).toEqual(['增加原文', '前段后段']);
    expect(document.notices).toEqual([expect.objectContaining({ kind: 'deleted', part: 'body', text: '删去移走' })]);
  });

  it('tells of hidden text, directly or by style, and leaves it out', async () => {
    const styles = wordPart(
      'styles',
      '<w:style w:type="character" w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="character" w:styleId="Secret"><w:basedOn w:val="Base"/></w:style>',
    );
    const document = await openBody(
      `<w:p>${run(t('看得见'))}${run(t('看不见'), '<w:vanish/>')}${run(t('仍可见'), '<w:vanish w:val="0"/>')}${run(t('样式隐藏'), '<w:rStyle w:val="Secret"/>')}</w:p>`,
      { 'word/styles.xml': styles },
      [['rId9', 'styles', 'styles.xml']],
    );
    expect(texts(document)).toEqual(['看得见仍可见']);
    expect(document.notices).toEqual([expect.objectContaining({ kind: 'hidden', text: '看不见样式隐藏' })]);
  });

  it('takes the placeholder of an unfilled control for what it is', async () => {
    const document = await openBody(
      `${p('项目名称')}<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>${p('单击此处输入文字。')}</w:sdtContent></w:sdt>`,
    );
    expect(texts(document)).toEqual(['项目名称']);
    expect(document.notices).toEqual([expect.objectContaining({ kind: 'hidden', text: '单击此处输入文字。' })]);
  });

  it('takes alternate content once, and text boxes after their paragraph', async () => {
    const box = (text: string): string => `<w:txbxContent>${p(text)}</w:txbxContent>`;
    const document = await openBody(
      `<w:p>${run(t('锚'))}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>${box('框中')}</wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox>${box('框中')}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>${run(t('定'))}</w:p>${p('后')}`,
    );
    expect(texts(document)).toEqual(['锚定', '框中', '后']);
  });

  it('writes the automatic numbers that a person sees', async () => {
    const level = (index: number, format: string, text: string, more = ''): string =>
      `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>${more}</w:lvl>`;
    const numbering = wordPart(
      'numbering',
      `<w:abstractNum w:abstractNumId="0">${level(0, 'chineseCounting', '%1、')}${level(1, 'decimal', '%1.%2', '<w:isLgl/>')}</w:abstractNum>` +
        `<w:abstractNum w:abstractNumId="1">${level(0, 'bullet', '')}</w:abstractNum>` +
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>' +
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="11"/></w:lvlOverride></w:num>',
    );
    const styles = wordPart(
      'styles',
      '<w:style w:type="paragraph" w:styleId="H"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
    );
    const item = (list: string, index: number, text: string): string =>
      `<w:p><w:pPr><w:numPr><w:ilvl w:val="${index}"/><w:numId w:val="${list}"/></w:numPr></w:pPr>${run(t(text))}</w:p>`;
    const document = await openBody(
      `<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr>${run(t('甲'))}</w:p>${item('1', 1, '子')}${item('1', 1, '丑')}${item('1', 0, '乙')}${item('1', 1, '寅')}${item('2', 0, '点')}${item('3', 0, '续')}${item('0', 0, '无')}${tbl(2, [tr([tc(item('1', 0, '')), tc('格')])])}`,
      { 'word/numbering.xml': numbering, 'word/styles.xml': styles },
      [
        ['rId8', 'numbering', 'numbering.xml'],
        ['rId9', 'styles', '/word/styles.xml'],
      ],
    );
    expect(texts(document)).toEqual(['一、甲', '1.1 子', '1.2 丑', '二、乙', '2.1 寅', '点', '十一、续', '无']);
    expect(sketch(grids(document)[0]!)).toEqual(['0,0 十二、', '0,1 格']);
  });

  it('keeps headers and footers out of the text, and tells of those that say more than a page number', async () => {
    const document = await openBody(
      p('正文'),
      {
        'word/header1.xml': wordPart('hdr', p('某某单位绩效目标')),
        'word/footer1.xml': wordPart('ftr', p('第 1 页 共 3 页')),
        'word/footnotes.xml': wordPart('footnotes', `<w:footnote w:id="2">${p('注：单位为万元')}</w:footnote>`),
        'word/comments.xml': wordPart('comments', `<w:comment w:id="1">${p('请核对')}</w:comment>`),
      },
      [
        ['rId1', 'header', 'header1.xml'],
        ['rId2', 'footer', 'footer1.xml'],
        ['rId3', 'footnotes', 'footnotes.xml'],
        ['rId4', 'comments', 'comments.xml'],
      ],
    );
    expect(document.blocks).toEqual([
      { kind: 'paragraph', part: 'body', line: 1, text: '正文' },
      { kind: 'paragraph', part: 'footnotes', line: 1, text: '注：单位为万元' },
    ]);
    expect(document.notices.map(({ text }) => text)).toEqual(['某某单位绩效目标', '请核对']);
  });

  it('tells of a document embedded in the document', async () => {
    const document = await openBody(`${p('正文')}<w:altChunk r:id="x"/>`);
    expect(document.notices).toEqual([expect.objectContaining({ kind: 'other' })]);
  });

  it('tells of pictures', async () => {
    const document = await openBody(`${p('正文')}<w:p><w:r><w:drawing><a:blip r:embed="x"/></w:drawing></w:r></w:p>`);
    expect(document.notices).toEqual([expect.objectContaining({ kind: 'image' })]);
  });
});

describe('docx tables', () => {
  it('places cells by grid columns, with spans over columns and rows', async () => {
    const document = await openBody(
      tbl(4, [
        tr([tc('一级指标', merge('restart')), tc('二级指标', span(2)), tc('值')]),
        tr([tc('', merge()), tc('甲'), tc('乙'), tc('1')]),
        tr([tc('', merge()), tc('丙', span(2)), tc('2')]),
        tr([tc('合计', span(3)), tc('3')]),
      ]),
    );
    const grid = grids(document)[0]!;
    expect(grid).toMatchObject({ part: 'table 1', layout: 'exact', rowCount: 4, columnCount: 4 });
    expect(sketch(grid)).toEqual([
      '0,0 3x1 一级指标',
      '0,1 1x2 二级指标',
      '0,3 值',
      '1,1 甲',
      '1,2 乙',
      '1,3 1',
      '2,1 1x2 丙',
      '2,3 2',
      '3,0 1x3 合计',
      '3,3 3',
    ]);
  });

  it('counts columns that a row leaves out at its beginning and end', async () => {
    const document = await openBody(
      tbl(4, [
        tr([tc('左'), tc('右')], '<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
        tr([tc('a'), tc('b'), tc('c'), tc('d')]),
      ]),
    );
    expect(sketch(grids(document)[0]!).slice(0, 2)).toEqual(['0,1 左', '0,2 右']);
    expect(grids(document)[0]!.columnCount).toBe(4);
  });

  it('understands old horizontal merges, and merges that go on from nothing', async () => {
    const document = await openBody(
      tbl(3, [
        tr([tc('宽', '<w:hMerge w:val="restart"/>'), tc('', '<w:hMerge w:val="continue"/>'), tc('右')]),
        tr([tc('孤', merge()), tc('二'), tc('三')]),
      ]),
    );
    expect(sketch(grids(document)[0]!)).toEqual(['0,0 1x2 宽', '0,2 右', '1,0 孤', '1,1 二', '1,2 三']);
  });

  it('joins the paragraphs of a cell, without empty ones around them', async () => {
    const document = await openBody(tbl(1, [tr([tc(`<w:p/>${p('  1.甲')}<w:p/>${p('2.乙')}<w:p/>`)])]));
    expect(grids(document)[0]!.cells[0]!.text).toBe('  1.甲\n\n2.乙');
  });

  it('puts the text of an inner table into its cell, and gives it as a table after it', async () => {
    const inner = tbl(2, [tr([tc('甲'), tc('1')]), tr([tc('乙'), tc('2')])]);
    const single = tbl(1, [tr([tc('框')])]);
    const document = await openBody(
      tbl(2, [tr([tc(`${p('前')}${inner}<w:p/>`), tc(`${single}<w:p/>`)])]) + tbl(1, [tr([tc('另一表')])]),
    );
    expect(grids(document).map(({ part }) => part)).toEqual(['table 1', 'table 1.1', 'table 2']);
    expect(sketch(grids(document)[0]!)).toEqual(['0,0 前\n甲\t1\n乙\t2', '0,1 框']);
    expect(sketch(grids(document)[1]!)).toEqual(['0,0 甲', '0,1 1', '1,0 乙', '1,1 2']);
  });

  it('finds rows and cells inside controls, drops deleted rows, marks hidden ones', async () => {
    const document = await openBody(
      tbl(1, [
        `<w:sdt><w:sdtPr/><w:sdtContent>${tr([`<w:sdt><w:sdtContent>${tc('内')}</w:sdtContent></w:sdt>`])}</w:sdtContent></w:sdt>`,
        tr([tc('已删')], '<w:del w:id="1"/>'),
        tr([tc('隐藏行')], '<w:hidden/>'),
      ]),
    );
    expect(sketch(grids(document)[0]!)).toEqual(['0,0 内', '1,0 隐藏行']);
    expect(grids(document)[0]).toMatchObject({ hiddenRows: [1], rowCount: 2 });
    expect(grids(document)[0]!.cells[1]!.hidden).toBe(true);
    expect(document.notices.map(({ kind, text }) => [kind, text])).toEqual([
      ['deleted', '已删'],
      ['hidden', '隐藏行'],
    ]);
  });

  it('does not let the formatting of a text box in a cell leak into the cell', async () => {
    const box = `<w:r><w:pict><v:textbox><w:txbxContent><w:p><w:pPr><w:rPr><w:vanish/><w:del w:id="1"/></w:rPr></w:pPr>${run(t('框'))}</w:p></w:txbxContent></v:textbox></w:pict></w:r>`;
    const document = await openBody(tbl(1, [tr([tc(`<w:p>${run(t('甲'))}${box}${run(t('乙'))}</w:p>`)])]));
    expect(grids(document)[0]!.cells[0]!.text).toBe('甲乙\n框');
    expect(document.notices).toEqual([]);
  });

  it('refuses tables nested beyond reason', async () => {
    let body = p('底');
    for (let depth = 0; depth < 30; depth++) body = tbl(1, [tr([tc(`${body}<w:p/>`)])]);
    expect(await refusal(zip(docxParts(body)), '深.docx')).toMatchObject({
      code: 'too-large',
      message: expect.stringContaining('嵌套'),
    });
  });
});

describe('docx of other makers', () => {
  it('opens strict files and other prefixes', async () => {
    const parts = docxParts(p('x'));
    parts['word/document.xml'] =
      '<d:document xmlns:d="http://purl.oclc.org/ooxml/wordprocessingml/main"><d:body><d:tbl><d:tr><d:tc><d:tcPr><d:gridSpan d:val="2"/></d:tcPr><d:p><d:r><d:t>严格</d:t></d:r></d:p></d:tc></d:tr></d:tbl></d:body></d:document>';
    const { openDocument } = await import('../index.ts');
    expect(sketch(grids(await openDocument(zip(parts), 'a.docx'))[0]!)).toEqual(['0,0 1x2 严格']);
  });

  it('opens a file whose main part has another name, and empty relationship parts', async () => {
    const parts = docxParts(p('内容'));
    parts['word/doc2.xml'] = parts['word/document.xml']!;
    parts['_rels/.rels'] = relationships([['rId1', 'officeDocument', '/word/doc2.xml']]);
    parts['word/_rels/doc2.xml.rels'] = '';
    delete parts['word/document.xml'];
    const { openDocument } = await import('../index.ts');
    expect(texts(await openDocument(zip(parts), 'a.docx'))).toEqual(['内容']);
  });

  it('opens what the docx package writes', async () => {
    const { Document, Packer, Paragraph, Table, TableCell, TableRow, VerticalMergeType } = await import('docx');
    const cell = (text: string, more: object = {}): InstanceType<typeof TableCell> =>
      new TableCell({ children: [new Paragraph(text)], ...more });
    const file = new Document({
      sections: [
        {
          children: [
            new Paragraph('项目绩效目标表'),
            new Table({
              rows: [
                new TableRow({ children: [cell('项目名称'), cell('示例项目', { columnSpan: 2 })] }),
                new TableRow({
                  children: [
                    cell('产出指标', { verticalMerge: VerticalMergeType.RESTART }),
                    cell('数量指标'),
                    cell('≥10个'),
                  ],
                }),
                new TableRow({
                  children: [cell('', { verticalMerge: VerticalMergeType.CONTINUE }), cell('质量指标'), cell('100%')],
                }),
              ],
            }),
          ],
        },
      ],
    });
    const { openDocument } = await import('../index.ts');
    const document = await openDocument(new Uint8Array(await Packer.toBuffer(file)), 'a.docx');
    expect(texts(document)).toEqual(['项目绩效目标表']);
    expect(sketch(grids(document)[0]!)).toEqual([
      '0,0 项目名称',
      '0,1 1x2 示例项目',
      '1,0 2x1 产出指标',
      '1,1 数量指标',
      '1,2 ≥10个',
      '2,1 质量指标',
      '2,2 100%',
    ]);
  });
});
