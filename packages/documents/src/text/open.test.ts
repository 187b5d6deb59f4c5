import fc from 'fast-check';
import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { grids, refusal, rowsOf, texts } from '../../test/office.ts';
import { openDocument } from '../index.ts';

const open = (text: string, name = 'a.txt') => openDocument(strToU8(text), name);

describe('encodings of text', () => {
  const text = '单位名称\t预算数\n示例单位\t100\n';
  const gb18030 = Uint8Array.of(0xb5, 0xa5, 0xce, 0xbb, 0x09, 0xbd, 0xf0, 0xb6, 0xee, 0x0a);

  it.each([
    ['UTF-8', strToU8(text)],
    ['UTF-8 with mark', strToU8(`\ufeff${text}`)],
    ['UTF-16LE with mark', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16LE without mark', Buffer.from(text, 'utf16le')],
    ['UTF-16BE with mark', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ])('reads %s without a notice', async (_name, bytes) => {
    const document = await openDocument(bytes, 'a.txt');
    expect(rowsOf(grids(document)[0]!)).toEqual([
      ['单位名称', '预算数'],
      ['示例单位', '100'],
    ]);
    expect(document.notices).toEqual([]);
  });

  it('reads GB18030 and says so', async () => {
    const document = await openDocument(gb18030, 'a.txt');
    expect(rowsOf(grids(document)[0]!)).toEqual([['单位', '金额']]);
    expect(document.notices).toEqual([expect.objectContaining({ kind: 'encoding' })]);
  });

  it('refuses bytes that are no text in any of them', async () => {
    const garbage = Uint8Array.from({ length: 4000 }, (_none, index) => (index * index * 31 + 7) % 256);
    expect(await refusal(garbage, 'a.txt')).toMatchObject({ code: 'not-a-document' });
  });
});

describe('one row a line', () => {
  it('splits at tabs, keeps blanks, and tells line and place of every cell', async () => {
    const document = await open('目标表\n\n甲\t乙\t丙\n\t 丁\t戊 \n\n己\t\t庚\n\n\n辛\t壬\t\n注：说明\n');
    expect(grids(document).map(rowsOf)).toEqual([
      [
        ['甲', '乙', '丙'],
        ['', ' 丁', '戊'],
        ['己', '', '庚'],
      ],
      [['辛', '壬', '']],
    ]);
    expect(texts(document)).toEqual(['目标表', '注：说明']);
    expect(grids(document)[0]!.cells[4]).toEqual({
      row: 1,
      column: 1,
      rowSpan: 1,
      columnSpan: 1,
      text: ' 丁',
      line: 4,
      span: [1, 3],
    });
    expect(grids(document)[0]).toMatchObject({ part: 'body', layout: 'ragged' });
  });

  it('gives every field the place from which its text comes', async () => {
    const field = fc.stringMatching(/^[甲乙 1-9a]{0,4}$/);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(field, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 }),
        async (rows) => {
          const lines = rows.map((row) => row.join('\t'));
          fc.pre(lines.some((line) => line.trim() !== ''));
          const document = await open(`标题\n${lines.join('\n')}`);
          const source = ['标题', ...lines];
          for (const cell of grids(document).flatMap((grid) => grid.cells))
            expect(source[cell.line! - 1]!.slice(...cell.span!)).toBe(cell.text);
        },
      ),
    );
  });

  it('strips what a converter left behind', async () => {
    const document = await open(' [bookmark: _Toc_1]一、总体情况\n甲\t[bookmark: _GoBack]乙\n');
    expect(texts(document)).toEqual(['一、总体情况']);
    expect(rowsOf(grids(document)[0]!)).toEqual([['甲', '乙']]);
  });
});

describe('one cell a line', () => {
  const cells = (...rows: string[][]): string =>
    rows.map((row) => `${row.map((cell) => `\t${cell}\n`).join('')}\n`).join('');

  it('ends rows at empty lines', async () => {
    const document = await open(
      `表一\n${cells(['单位：万元'], ['序号', '项目', '金额'], ['1', '甲', ''], ['2', '', '3.00']).trimEnd()}\n\n\n注\n`,
    );
    expect(rowsOf(grids(document)[0]!)).toEqual([
      ['单位：万元'],
      ['序号', '项目', '金额'],
      ['1', '甲', ''],
      ['2', '', '3.00'],
    ]);
    expect(texts(document)).toEqual(['表一', '注']);
  });

  it('puts a row together that line breaks inside its cells cut', async () => {
    const head = ['一级', '二级', '三级', '值'];
    const document = await open(
      `${cells(head, ['产出', '数量', '完成数', '1'])}\t\n\t时效\n\t完成时效\n\n\n\t≥90%\n\n${cells(['', '质量', '合格率', '100%'])}`,
    );
    expect(rowsOf(grids(document)[0]!)).toEqual([
      head,
      ['产出', '数量', '完成数', '1'],
      ['', '时效', '完成时效', '≥90%'],
      ['', '质量', '合格率', '100%'],
    ]);
  });

  it('does not join narrow rows that only happen to add up', async () => {
    const rows = [
      ['规模', '预算', '1', '其中', '1', '其他', ''],
      ['', '用途'],
      ['计划', '3月', '6月', '10月', '12月'],
      ['', '25', '50', '75', '100'],
      ['目标', '文'],
    ];
    expect(rowsOf(grids(await open(cells(['编码', '1', '名称', '2'], ...rows)))[0]!)).toEqual([
      ['编码', '1', '名称', '2'],
      ...rows,
    ]);
  });

  it('keeps a text line inside a cell, and drops trailing tabs of a cell', async () => {
    const document = await open('\t目标\n\t1.第一\n2.第二\n\n\t指标\n\t用途。\t\t \t\n\n\t甲\n\t乙\n');
    expect(rowsOf(grids(document)[0]!)).toEqual([
      ['目标', '1.第一\n2.第二'],
      ['指标', '用途。'],
      ['甲', '乙'],
    ]);
  });
});

describe('separated values', () => {
  it('undoes quotes and the neutralisation of formulas', async () => {
    const document = await open(
      `\ufeff项目,指标值,"说明"\r\n甲,'=100%,"第一行\r\n第二行"\r\n\r\n乙,"=""007""","说 ""引"" 号"\r\n丙,-5,`,
      'a.csv',
    );
    const grid = grids(document)[0]!;
    expect(rowsOf(grid)).toEqual([
      ['项目', '指标值', '说明'],
      ['甲', '=100%', '第一行\n第二行'],
      ['乙', '007', '说 "引" 号'],
      ['丙', '-5', ''],
    ]);
    expect(grid.cells[4]).toMatchObject({ stored: "'=100%", line: 2, span: [2, 8] });
    expect(grid.cells.map(({ line }) => line)).toEqual([1, 1, 1, 2, 2, 2, 5, 5, 5, 6, 6, 6]);
    expect(document.source.mediaType).toBe('text/csv');
  });

  it('finds the separator', async () => {
    expect(rowsOf(grids(await open('a;b\n1,5;2\n', 'a.csv'))[0]!)).toEqual([
      ['a', 'b'],
      ['1,5', '2'],
    ]);
    expect(rowsOf(grids(await open('sep=|\na|b\n', 'a.csv'))[0]!)).toEqual([['a', 'b']]);
    expect(rowsOf(grids(await open('a\t"b\tc"\n', 'a.tsv'))[0]!)).toEqual([['a', 'b\tc']]);
    expect(rowsOf(grids(await open('a,b,c\n1,2,3\n4,5,6\n', 'a.txt'))[0]!)).toHaveLength(3);
    expect(texts(await open('甲，乙\n收入 1,234.00 元，支出 1,000.00 元\n', 'a.txt'))).toHaveLength(2);
  });

  it('gives back what was written, whatever the fields', async () => {
    const field = fc.stringMatching(/^[甲",\n;x ]{0,6}$/).map((text) => text.trimEnd());
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        async (rows) => {
          const kept = rows.filter((row) => row.some((text) => text !== ''));
          fc.pre(kept.length > 0);
          const text = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')).join('\r\n');
          expect(rowsOf(grids(await open(text, 'a.csv'))[0]!)).toEqual(kept);
        },
      ),
    );
  });
});
