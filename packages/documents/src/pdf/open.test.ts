import type { Grid, Paragraph } from '@jizhun/model';
import { describe, expect, it } from 'vitest';
import { grids, refusal, texts } from '../../test/office.ts';
import { bar, line, pdf, rows, type TableCell, table, text } from '../../test/pdf.ts';
import { openDocument } from '../index.ts';

const open = (pages: readonly string[], options = {}) => openDocument(pdf(pages, options), 'a.pdf');

/** Cells as `row,column[rows×columns] text`. */
const shown = (grid: Grid): string[] =>
  grid.cells.map(({ row, column, rowSpan, columnSpan, text: words }) =>
    `${row},${column}${rowSpan * columnSpan > 1 ? `[${rowSpan}×${columnSpan}]` : ''} ${words}`.trimEnd(),
  );

const body = (grid: Grid): string[][] => {
  const lines: string[][] = Array.from({ length: grid.rowCount }, () => []);
  for (const cell of grid.cells) lines[cell.row]!.push(cell.text);
  return lines;
};

/** A filler that reaches down to the usual end of a page. */
const low = (words: string): string => text(60, 770, words);

const merged: TableCell[] = [
  { row: 0, column: 0, rowSpan: 3, lines: ['产出', '指标'], centred: true },
  { row: 0, column: 1, rowSpan: 2, lines: ['数量指标'], centred: true },
  { row: 0, column: 2, lines: ['检修台数'] },
  { row: 0, column: 3, lines: ['≥12台'] },
  { row: 1, column: 2, lines: ['巡查次数'] },
  { row: 1, column: 3, lines: ['=4次'] },
  { row: 2, column: 1, lines: ['质量指标'], centred: true },
  { row: 2, column: 2, columnSpan: 2, lines: ['合格率100%'] },
];

describe('tables of a page', () => {
  it('has cells where lines stand, merged ones with what is centred in them', async () => {
    const document = await open([
      text(200, 60, '设备检修绩效目标表', 16) +
        table({ x: 60, y: 80, widths: [60, 80, 120, 80], heights: [20, 20, 20], cells: merged }),
    ]);
    expect(document.source).toMatchObject({ mediaType: 'application/pdf', pages: 1 });
    expect(texts(document)).toEqual(['设备检修绩效目标表']);
    const [grid] = grids(document);
    expect(shown(grid!)).toEqual([
      '0,0[3×1] 产出\n指标',
      '0,1[2×1] 数量指标',
      '0,2 检修台数',
      '0,3 ≥12台',
      '1,2 巡查次数',
      '1,3 =4次',
      '2,1 质量指标',
      '2,2[1×2] 合格率100%',
    ]);
    expect(grid).toMatchObject({ part: 'page 1', layout: 'exact', rowCount: 3, columnCount: 4 });
    expect(grid!.cells[5]).toMatchObject({ page: 1, box: [320, 100, 80, 20] });
  });

  it('joins lines that only the border broke, and keeps those that were broken on purpose', async () => {
    const wrapped = ['改善老旧小区供水条件一百', '二十户'];
    const document = await open([
      table({
        x: 60,
        y: 80,
        widths: [128, 200],
        heights: [60, 60],
        cells: rows([
          [wrapped.join('\n'), '1.完成改造\n2.通过验收'],
          ['Water supply of an old\nquarter', '甲'],
        ]),
      }),
    ]);
    expect(body(grids(document)[0]!)).toEqual([
      ['改善老旧小区供水条件一百二十户', '1.完成改造\n2.通过验收'],
      ['Water supply of an old quarter', '甲'],
    ]);
  });

  it('takes thin bars for lines, and borders that stop short for closed', async () => {
    const bars = [100, 120, 140].map((y) => bar(60, y, 200, 0.6)).join('') + bar(160, 100, 0.6, 40);
    const document = await open([
      bars + [text(64, 114, '项目'), text(170, 114, '金额'), text(64, 134, '检修'), text(170, 134, '3.50')].join(''),
    ]);
    expect(body(grids(document)[0]!)).toEqual([
      ['项目', '金额'],
      ['检修', '3.50'],
    ]);
  });

  it('is not misled by underlines, boxes around text and lone lines', async () => {
    const document = await open([
      table({
        x: 60,
        y: 80,
        widths: [100, 100],
        heights: [40, 20],
        cells: rows([
          ['单位', '甲'],
          ['项目', '乙'],
        ]),
      }) +
        line(70, 106, 95, 106) +
        line(60, 300, 500, 300) +
        table({ x: 60, y: 400, widths: [300], heights: [30], cells: rows([['框内的说明']]) }),
    ]);
    expect(grids(document).map(body)).toEqual([
      [
        ['单位', '甲'],
        ['项目', '乙'],
      ],
    ]);
    expect(texts(document)).toEqual(['框内的说明']);
  });

  it('keeps a word whole that is too long for its cell, and parts one that was shown for two', async () => {
    const document = await open([
      table({
        x: 60,
        y: 80,
        widths: [40, 100],
        heights: [20, 20],
        cells: [
          { row: 0, column: 0, lines: ['一二三四五'] },
          { row: 0, column: 1 },
          { row: 1, column: 0 },
          { row: 1, column: 1 },
        ],
      }) + text(62, 114, '甲乙   丙丁'),
    ]);
    expect(body(grids(document)[0]!)).toEqual([
      ['一二三四五', ''],
      ['甲乙', '丙丁'],
    ]);
  });

  it('reads pages that are turned', async () => {
    const document = await open(
      [table({ x: 60, y: 80, widths: [60, 80, 120, 80], heights: [20, 20, 20], cells: merged })],
      { rotate: 180 },
    );
    expect(grids(document)[0]!.rowCount).toBe(3);
  });

  it('reads text that stands on its side', async () => {
    const upright = (x: number, y: number, words: string): string =>
      `q 0 1 -1 0 ${x} ${842 - y} cm BT /F1 10 Tf <${Buffer.from(words, 'utf16le').swap16().toString('hex')}> Tj ET Q\n`;
    const document = await open([
      table({ x: 60, y: 80, widths: [30, 100], heights: [80], cells: rows([['', '甲']]) }) +
        upright(78, 140, '效益指标'),
    ]);
    expect(body(grids(document)[0]!)).toEqual([['效益指标', '甲']]);
  });

  it('leaves out what the page cuts off, and says so', async () => {
    const document = await open([`${text(60, 100, '可见')}q 0 0 10 10 re W n ${text(60, 200, '看不见的')}Q\n`]);
    expect(texts(document)).toEqual(['可见']);
    expect(document.notices).toEqual([expect.objectContaining({ kind: 'hidden', part: 'page 1', text: '看不见的' })]);
  });
});

const shape = { x: 60, widths: [60, 120, 200, 80] };
const head = ['级次', '名称', '说明', '数值'];

describe('tables over pages', () => {
  it('are one, without the repeated head', async () => {
    const document = await open([
      table({
        ...shape,
        y: 700,
        heights: [20, 20, 20],
        cells: rows([head, ['一', '甲', '子', '1'], ['二', '乙', '丑', '2']]),
      }),
      table({ ...shape, y: 60, heights: [20, 20], cells: rows([head, ['三', '丙', '寅', '3']]) }) + low('注：完'),
    ]);
    expect(grids(document).map(body)).toEqual([
      [head, ['一', '甲', '子', '1'], ['二', '乙', '丑', '2'], ['三', '丙', '寅', '3']],
    ]);
    const last = grids(document)[0]!.cells.at(-1)!;
    expect(last).toMatchObject({ row: 3, page: 2, box: [440, 80, 80, 20] });
  });

  it('have a row whole again that the end of the page cut in two', async () => {
    const document = await open([
      table({
        ...shape,
        y: 716,
        heights: [20, 34],
        cells: rows([
          head,
          ['一', '甲', '提升基层供水设施运行维护的能力水平让更\n多居民用上放心水并且建立起长效管护的机', '12'],
        ]).map((cell) => (cell.row === 1 && cell.column === 3 ? { ...cell } : cell)),
      }),
      table({
        ...shape,
        y: 60,
        heights: [20, 20],
        cells: rows([
          ['', '', '制', ''],
          ['二', '乙', '丑', '2'],
        ]),
      }) + low('注：完'),
    ]);
    expect(grids(document).map(body)).toEqual([
      [
        head,
        ['一', '甲', '提升基层供水设施运行维护的能力水平让更多居民用上放心水并且建立起长效管护的机制', '12'],
        ['二', '乙', '丑', '2'],
      ],
    ]);
  });

  it('carry a merged label on to the next page', async () => {
    const document = await open([
      table({
        ...shape,
        y: 710,
        heights: [20, 20, 20],
        cells: [
          ...rows([head]),
          { row: 1, column: 0, rowSpan: 2, lines: ['产出'], centred: true },
          ...rows([[], ['', '甲', '子', '1'], ['', '乙', '丑', '2']]).filter(({ column }) => column > 0),
        ],
      }),
      table({
        ...shape,
        y: 60,
        heights: [20, 20],
        cells: rows([
          ['', '丙', '寅', '3'],
          ['效益', '丁', '卯', '4'],
        ]),
      }) + low('注：完'),
    ]);
    expect(shown(grids(document)[0]!).filter((cell) => /^\d,0/.test(cell))).toEqual([
      '0,0 级次',
      '1,0[3×1] 产出',
      '4,0 效益',
    ]);
  });

  it('are two where the first page had room for more, or columns stand elsewhere', async () => {
    const part = (y: number, words: string, widths = shape.widths): string =>
      table({ x: 60, widths, y, heights: [20], cells: rows([[words, '甲', '乙', '丙']]) });
    const early = await open([part(100, '一'), part(60, '二') + low('注：完')]);
    expect(grids(early)).toHaveLength(2);
    const elsewhere = await open([part(750, '一'), part(60, '二', [90, 150, 110, 110]) + low('注：完')]);
    expect(grids(elsewhere)).toHaveLength(2);
  });
});

describe('text of pages', () => {
  it('is put together to paragraphs, over the end of a page too', async () => {
    const full = '本年度继续开展供水设施检修与水质监测工作并按季度公开结果以便于全体居民进行';
    const document = await open([
      text(200, 90, '工作情况说明', 16) +
        text(80, 120, `${full.slice(2)}监督`) +
        text(60, 140, `${full}监督`) +
        text(60, 160, '到位。') +
        text(80, 180, '另起一段。') +
        text(80, 770, `${full.slice(2)}监督`),
      text(60, 90, '直到完成。') + text(60, 110, '单位名称') + text(400, 110, '单位：万元'),
    ]);
    expect(texts(document)).toEqual([
      '工作情况说明',
      `${full.slice(2)}监督${full}监督到位。`,
      '另起一段。',
      `${full.slice(2)}监督直到完成。`,
      '单位名称',
      '单位：万元',
    ]);
    expect(document.blocks.at(-1)).toMatchObject({
      kind: 'paragraph',
      part: 'page 2',
      page: 2,
      line: 2,
    } satisfies Partial<Paragraph>);
  });

  it('leaves out numbers of pages, and heads that run through', async () => {
    const page = (number: number): string =>
      text(240, 40, `某局${number > 1 ? '2025' : '2024'}年预算公开`) +
      text(80, 120, `正文之${'一二三'[number - 1]}。`, 12) +
      text(280, 810, `第 ${number} 页 共 3 页`);
    const document = await open([page(1), page(2), page(3)]);
    expect(texts(document)).toEqual(['正文之一。', '正文之二。', '正文之三。']);
    expect(document.notices).toEqual([
      expect.objectContaining({ kind: 'other', part: 'page 1', text: '某局2024年预算公开' }),
    ]);
  });

  it('keeps the title of a form that begins every page', async () => {
    const page = (name: string): string =>
      text(200, 60, '项目支出绩效目标表') +
      table({
        x: 60,
        y: 80,
        widths: [80, 200],
        heights: [20, 20],
        cells: rows([
          ['项目名称', name],
          ['金额', '1'],
        ]),
      });
    const document = await open([page('甲'), page('乙'), page('丙')]);
    expect(texts(document)).toEqual(Array(3).fill('项目支出绩效目标表'));
    expect(grids(document)).toHaveLength(3);
  });
});

describe('pdf files that cannot be read', () => {
  it('says that a scan is one, and reads the text that came with it', async () => {
    const scan = await refusal(pdf([''], { picture: true }), 'a.pdf');
    expect(scan).toMatchObject({ code: 'scan', message: expect.stringContaining('扫描件') });
    const mixed = await open(['', text(60, 100, '正文')], { picture: true });
    expect(texts(mixed)).toEqual(['正文']);
    expect(mixed.notices).toEqual([expect.objectContaining({ kind: 'image', part: 'page 1' })]);
    const layer = await open([`q 3 Tr ${text(60, 100, '识别的文字')}Q\n`], { picture: true });
    expect(texts(layer)).toEqual(['识别的文字']);
    expect(layer.notices).toEqual([
      expect.objectContaining({ kind: 'image', message: expect.stringContaining('扫描件') }),
    ]);
  });

  it('says what hidden text a page holds', async () => {
    const document = await open([`${text(60, 100, '正文')}q 3 Tr ${text(60, 200, '暗文')}Q\n`]);
    expect(texts(document)).toEqual(['正文']);
    expect(document.notices).toEqual([expect.objectContaining({ kind: 'hidden', text: '暗文' })]);
  });

  it('refuses what is encrypted, broken off, empty or too long', async () => {
    expect(await refusal(pdf([text(60, 100, '密')], { encrypted: true }), 'a.pdf')).toMatchObject({
      code: 'encrypted',
    });
    const whole = pdf([text(60, 100, '甲')]);
    expect(await refusal(whole.subarray(0, 200), 'a.pdf')).toMatchObject({ code: 'damaged' });
    expect(await refusal(new TextEncoder().encode('%PDF-1.7\n...'), 'a.pdf')).toMatchObject({ code: 'damaged' });
    expect(await refusal(pdf(['']), 'a.pdf')).toMatchObject({ code: 'empty' });
    expect(await refusal(pdf(['', '', '']), 'a.pdf', { pages: 2 })).toMatchObject({ code: 'too-large' });
    expect(await refusal(pdf([text(60, 100, '甲').repeat(50)]), 'a.pdf', { operators: 100 })).toMatchObject({
      code: 'too-large',
    });
  });

  it('reads a file whose table of places is broken', async () => {
    const bytes = pdf([text(60, 100, '仍可读取')]);
    const broken = Buffer.from(bytes);
    broken.write('startxref\n9', broken.lastIndexOf('startxref'));
    expect(texts(await openDocument(broken, 'a.pdf'))).toEqual(['仍可读取']);
  });

  it('stays quick with very many lines', async () => {
    const grid = Array.from({ length: 400 }, (_none, index) => {
      const at = 20 + index * 1.3;
      return line(20, at, 560, at) + line(at, 20, at, 800);
    }).join('');
    const start = performance.now();
    await open([
      text(60, 830, '线') +
        grid +
        Array.from({ length: 20_000 }, (_none, index) => line(30, 40 + (index % 700), 31.5, 40 + (index % 700))).join(
          '',
        ),
    ]);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
