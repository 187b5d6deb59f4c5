import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { grids, refusal, sketch, texts } from '../../test/office.ts';
import { openDocument } from '../index.ts';

const open = (html: string, name = 'a.html') => openDocument(strToU8(html), name);
const page = (body: string): string =>
  `<!DOCTYPE html><html><head><title>页名</title></head><body>${body}</body></html>`;

/** GB18030 as offices save it: the words of the test as their bytes. */
const gbk = (bytes: string): Uint8Array => Uint8Array.from(bytes.split(' '), (byte) => Number.parseInt(byte, 16));

describe('tables of a page', () => {
  it('places cells with spans as a browser does', async () => {
    const document = await open(
      page(
        '<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>丙<td>丁</tr><tr><th>一</th><td></td><td>三</td></tr></table>',
      ),
    );
    expect(grids(document).map(sketch)).toEqual([
      ['0,0 2x1 甲', '0,1 1x2 乙', '1,1 丙', '1,2 丁', '2,0 一', '2,1 ', '2,2 三'],
    ]);
    expect(grids(document)[0]).toMatchObject({ part: 'table 1', layout: 'exact', rowCount: 3, columnCount: 3 });
    expect(document.source.mediaType).toBe('text/html');
  });

  it('tells the line of each cell and paragraph in the source', async () => {
    const document = await open('<html>\n<p>题</p>\n<table>\n<tr><td>甲</td>\n<td>乙</td></tr>\n</table>\n末');
    expect(grids(document)[0]!.cells.map(({ line }) => line)).toEqual([4, 5]);
    expect(document.blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.line] : []))).toEqual([2, 7]);
  });

  it('ends spans with the row group, and says when one reaches beyond the table', async () => {
    const document = await open(
      page('<table><thead><tr><th rowspan=100000>甲<th>乙</thead><tbody><tr><td>丙<td rowspan=0>丁<tr><td>戊</table>'),
    );
    expect(sketch(grids(document)[0]!)).toEqual(['0,0 甲', '0,1 乙', '1,0 丙', '1,1 2x1 丁', '2,0 戊']);
    expect(document.notices).toEqual([
      expect.objectContaining({ message: expect.stringMatching(/第 1 行的表格.*100000 行/) }),
    ]);
  });

  it('drops columns that no person sees', async () => {
    const document = await open(page('<table><tr><td colspan=3>甲<td colspan=99>乙<tr><td colspan=3>丙<td>丁</table>'));
    expect(sketch(grids(document)[0]!)).toEqual(['0,0 甲', '0,1 乙', '1,0 丙', '1,1 丁']);
    expect(grids(document)[0]!.columnCount).toBe(2);
  });

  it('never lets cells overlap', async () => {
    const document = await open(page('<table><tr><td>甲<td rowspan=2>乙<td>丙<tr><td colspan=3>丁<td>戊</table>'));
    expect(sketch(grids(document)[0]!)).toEqual(['0,0 甲', '0,1 2x1 乙', '0,2 丙', '1,0 丁', '1,2 戊']);
  });

  it('reads what is not closed or closed in the wrong order', async () => {
    const document = await open(
      page('<table><tr><td><b><font>甲<td><p>乙<p>丙<tr><td><span>丁</td></span><td>戊</b></tr></table><p>后'),
    );
    expect(sketch(grids(document)[0]!)).toEqual(['0,0 甲', '0,1 乙\n丙', '1,0 丁', '1,1 戊']);
    expect(texts(document)).toEqual(['后']);
  });

  it('walks through tables that lay out the page', async () => {
    const document = await open(
      page(
        '<table><tr><td><a href=x>首页</a><td><a href=y>公开</a></table>' +
          '<table><tr><td>左<td><p>题</p><table><tr><td>甲<td>乙<tr><td>丙<td>丁</table><p>尾</table><table><tr><td>一格</table>',
      ),
    );
    expect(texts(document)).toEqual(['首页', '公开', '左', '题', '尾', '一格']);
    expect(grids(document).map(({ part }) => part)).toEqual(['table 1']);
    expect(sketch(grids(document)[0]!)).toEqual(['0,0 甲', '0,1 乙', '1,0 丙', '1,1 丁']);
  });

  it('keeps a table of data whole though a cell holds another table', async () => {
    const rows = ['甲', '乙', '丙'].map((text) => `<tr><td>${text}<td>1<td>2`).join('');
    const inner = '<table><tr><td>内<td>3</table>';
    const document = await open(page(`<table>${rows}<tr><td>丁<td>4<td>${inner}</table>`));
    expect(grids(document).map(({ part }) => part)).toEqual(['table 1', 'table 1.1']);
    expect(sketch(grids(document)[0]!).at(-1)).toBe('3,2 内\t3');
  });

  it('puts what stands between the cells before the table', async () => {
    const document = await open(page('<table><caption>表题</caption>散<tr><td>甲<td>乙</table>'));
    expect(document.blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'paragraph', 'grid']);
    expect(texts(document)).toEqual(['表题', '散']);
  });
});

describe('text of a page', () => {
  it('breaks lines where a browser does', async () => {
    const document = await open(
      page(
        '<h1>题</h1>一<br>二<br/>三<div>四<p>五  \n 六&nbsp;&nbsp;七&lt;&#x4e2d;&hellip;</div><ul><li>甲<li>乙</ul><pre>a  b\nc</pre>',
      ),
    );
    expect(texts(document)).toEqual(['题', '一\n二\n三', '四', '五 六  七<中…', '甲', '乙', 'a  b\nc']);
  });

  it('keeps leading blanks that show depth', async () => {
    const document = await open(page('<table><tr><td>合计<td>2<tr><td>&nbsp;&nbsp;其中<td>1</table>'));
    expect(grids(document)[0]!.cells.map(({ text }) => text)).toEqual(['合计', '2', '  其中', '1']);
  });

  it('leaves out what is not shown, and says so', async () => {
    const document = await open(
      page(
        '<p style="display:none">藏零<p>显零' +
          '<style>.no, td.gone { color: red; display : none } @media print { .keep { display:none } }</style>' +
          '<script>document.write("<table><tr><td>码</td></tr></table>")</script><!-- <p>注</p> -->' +
          '<p style="DISPLAY:none">藏一</p><div class="a no">藏<b>二</b></div><p class=keep>显</p><p hidden>藏三</p><span style="mso-hide:all">藏四</span>' +
          '<template><p>样</p></template><table><tr><td>甲<td class=gone>藏五<td>乙</table>',
      ),
    );
    expect(texts(document)).toEqual(['显零', '显']);
    expect(sketch(grids(document)[0]!)).toEqual(['0,0 甲', '0,1 乙']);
    expect(document.notices.map(({ kind, text }) => `${kind} ${text}`)).toEqual(
      ['藏零', '藏一', '藏二', '藏三', '藏四', '藏五'].map((text) => `hidden ${text}`),
    );
  });

  it('leaves hidden columns out', async () => {
    const document = await open(
      page('<table><col><col style="display:none"><col><tr><td>甲<td>藏<td>乙<tr><td colspan=2>丙<td>丁</table>'),
    );
    expect(sketch(grids(document)[0]!).join()).not.toContain('藏');
    expect(document.notices).toEqual([expect.objectContaining({ kind: 'hidden', text: '藏' })]);
  });

  it('reads the fields of a form', async () => {
    const document = await open(
      page(
        '<p>名称<input value="项目甲"><input type=hidden value=x><p><input type=checkbox checked>是<input type=checkbox>否<p><select><option>一<option selected>二</select><p><textarea>文\n字</textarea>',
      ),
    );
    expect(texts(document)).toEqual(['名称项目甲', '☑是□否', '二', '文\n字']);
  });

  it('counts pictures', async () => {
    const document = await open(page('<p>文<img src=a.png><img width=1 src=b.gif>'));
    expect(document.notices).toEqual([
      expect.objectContaining({ kind: 'image', message: expect.stringContaining('1 张') }),
    ]);
  });
});

describe('bytes of a page', () => {
  it('reads GBK whatever the page says of itself', async () => {
    const word = gbk('cf ee c4 bf');
    for (const head of ['<meta charset="gb2312">', '<meta charset=utf-8>', '<html>']) {
      const document = await openDocument(Buffer.concat([strToU8(head), strToU8('<p>'), word]), 'a.htm');
      expect(texts(document)).toEqual(['项目']);
    }
  });

  it('reads a page of GBK with a few broken characters when it names its encoding', async () => {
    const body = Buffer.concat(Array.from({ length: 50 }, () => gbk('cf ee c4 bf')));
    const bytes = Buffer.concat([strToU8('<meta charset=gbk><p>'), body, gbk('ff'), strToU8('</p>')]);
    expect(texts(await openDocument(bytes, 'a.htm'))[0]).toMatch(/^(?:项目){50}/);
  });

  it('reads UTF-16, Big5 and byte order marks', async () => {
    const utf16 = Buffer.from('\ufeff<html><p>项目</p></html>', 'utf16le');
    expect(texts(await openDocument(utf16, 'a.html'))).toEqual(['项目']);
    expect(texts(await open('\ufeff<p>项目</p>'))).toEqual(['项目']);
    const big5 = Buffer.concat([strToU8('<meta charset=big5><p>'), gbk('b6 b5 a5 d8')]);
    expect(texts(await openDocument(big5, 'a.html'))).toEqual(['項目']);
  });

  it('knows a page under another name, and says so', async () => {
    const document = await open(
      '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>甲<td>1</table>',
      '表.xls',
    );
    expect(document.notices[0]!.message).toMatch(/\.xls.*HTML/);
    expect(grids(document)).toHaveLength(1);
  });

  it('reads a page saved as one file', async () => {
    const mht = [
      'From: <saved>',
      'MIME-Version: 1.0',
      'Content-Type: multipart/related;',
      '\tboundary="--=_x"',
      '',
      '----=_x',
      'Content-Type: text/html; charset="utf-8"',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      '<html><p>=E9=A1=B9=',
      '=E7=9B=AE</p><table><tr><td>a<td>b</table></html>',
      '----=_x',
      'Content-Type: text/html',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from('<table><tr><td>c<td>丁</table>').toString('base64'),
      '----=_x--',
    ].join('\r\n');
    const document = await open(mht, 'a.mht');
    expect(texts(document)).toEqual(['项目']);
    expect(grids(document).map(({ part, cells }) => [part, cells.at(-1)!.text])).toEqual([
      ['table 1', 'b'],
      ['table 2', '丁'],
    ]);
  });
});

describe('hostile pages', () => {
  const limited: [string, string][] = [
    ['depth', '<div>'.repeat(600)],
    ['tables in tables', '<table><tr><td>'.repeat(40)],
    ['attributes', `<p ${Array.from({ length: 3000 }, (_n, i) => `a${i}`).join(' ')}>`],
    ['columns', `<table><tr>${'<td colspan=1000>x'.repeat(20)}</table>`],
  ];
  it.each(limited)('are refused for %s', async (_what, html) => {
    expect(await refusal(strToU8(page(`<p>x</p>${html}x`)), 'a.html')).toMatchObject({ code: 'too-large' });
  });

  it('are refused for cells and spans', async () => {
    const cells = `<table>${'<tr><td>x<td>y'.repeat(100)}</table>`;
    expect(await refusal(strToU8(page(cells)), 'a.html', { cells: 150 })).toMatchObject({ code: 'too-large' });
    const spans = `<table>${'<tr><td colspan=1000>x'.repeat(100)}</table>`;
    expect(await refusal(strToU8(page(spans)), 'a.html', { cells: 1000 })).toMatchObject({ code: 'too-large' });
  });

  it.each([
    ['one long line', `<p>${'<b>x</b>'.repeat(200_000)}`],
    ['blanks', `<pre>x${' '.repeat(2_000_000)}y</pre>`],
    ['references', `<p>${'&#x4e00;'.repeat(200_000)}`],
    ['end tags that end nothing', `<p>x${'</i>'.repeat(500_000)}`],
    ['row groups', `<table>${'<tbody><tr><td rowspan=9>x<td>y'.repeat(20_000)}</table>`],
  ])('do not hold the reader up with %s', async (_what, html) => {
    const start = performance.now();
    await open(page(html));
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
