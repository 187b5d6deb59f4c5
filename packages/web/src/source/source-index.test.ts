import type { Disclosure, Origin } from '@jizhun/model';
import { describe, expect, it } from 'vitest';
import {
  columnLetters,
  keyOfCell,
  keyOfParagraph,
  linesOf,
  pagesOf,
  rowsOfGrid,
  type SourceCell,
  type SourceGrid,
  SourceIndex,
} from './source-index.ts';
import { distanceBetween } from './walk.ts';

const cell = (row: number, column: number, text: string, more: Partial<SourceCell> = {}): SourceCell => ({
  row,
  column,
  rowSpan: 1,
  columnSpan: 1,
  text,
  ...more,
});
const grid = (cells: SourceCell[], more: Partial<SourceGrid> = {}): SourceGrid => ({
  kind: 'grid',
  part: 'table 1',
  layout: 'exact',
  rowCount: 9,
  columnCount: 3,
  cells,
  ...more,
});
const read = (provenance: Record<string, Origin[]>, unread: Disclosure['unread'] = []) =>
  new SourceIndex({ provenance, unread });

describe('places in the file', () => {
  it('are found from what was read from them, and the other way', () => {
    const index = read(
      {
        '/goalSheets/0/indicators/0/level1': [{ part: 'table 1', row: 2, column: 1, how: 'printed' }],
        '/goalSheets/0/indicators/1/level1': [{ part: 'table 1', row: 2, column: 1, how: 'carried' }],
        '/statements/0': [{ part: 'body', line: 3, span: [4, 9], how: 'printed' }],
        '/goalSheets/1/name': [{ part: 'page 2', row: 1, column: 1, page: 2, box: [1, 2, 3, 4], how: 'printed' }],
        '/goalSheets/2/name': [{ part: 'body', row: 1, column: 2, line: 7, span: [2, 5], how: 'printed' }],
      },
      [{ text: '备注', at: { part: 'table 1', row: 9, column: 1, how: 'printed' } }],
    );
    const of = (one: SourceGrid, at: SourceCell) => index.pathsAt(keyOfCell(one, at));
    expect(of(grid([]), cell(1, 0, '产出'))).toEqual([
      '/goalSheets/0/indicators/0/level1',
      '/goalSheets/0/indicators/1/level1',
    ]);
    expect(index.pathsAt(keyOfParagraph({ kind: 'paragraph', part: 'body', line: 3, text: '' }))).toEqual([
      '/statements/0',
    ]);
    expect(of(grid([], { part: 'page 2' }), cell(0, 0, '甲', { page: 2, box: [1, 2, 3, 4] }))).toEqual([
      '/goalSheets/1/name',
    ]);
    // Another table of the same page, or of the same text, is another place.
    expect(of(grid([], { part: 'page 2' }), cell(0, 0, '乙', { page: 2, box: [1, 90, 3, 4] }))).toEqual([]);
    expect(of(grid([], { part: 'body' }), cell(0, 1, '丙', { line: 7, span: [2, 5] }))).toEqual(['/goalSheets/2/name']);
    expect(of(grid([], { part: 'body' }), cell(0, 1, '丁', { line: 30, span: [2, 5] }))).toEqual([]);
    expect(index.usage(keyOfCell(grid([]), cell(1, 0, '')))).toBe('read');
    expect(index.usage(keyOfCell(grid([]), cell(8, 0, '')))).toBe('unread');
    expect(index.usage(keyOfCell(grid([]), cell(0, 0, '')))).toBe('none');
  });

  it('what is left over of a row is told of each of its cells, and of every hidden one', () => {
    const index = read({}, [{ text: '合 计 | 备注', at: { part: 'table 1', row: 3, column: 1, how: 'printed' } }]);
    const use = (at: SourceCell) => index.usageOfCell(grid([]), at);
    expect([cell(2, 0, '合 计'), cell(2, 2, '备注'), cell(2, 1, '别的'), cell(3, 2, '备注')].map(use)).toEqual([
      'unread',
      'unread',
      'none',
      'none',
    ]);
    expect(use(cell(5, 0, '藏', { hidden: true }))).toBe('unread');
  });

  it('a sheet is drawn with its merged cells, blank places, and long runs of blank rows as one line', () => {
    const { columns, rows } = rowsOfGrid(
      grid([cell(0, 0, '题', { columnSpan: 3 }), cell(1, 0, '甲', { rowSpan: 2 }), cell(1, 2, '1'), cell(40, 1, '尾')]),
    );
    expect(columns).toBe(3);
    const shown = rows.map((row) =>
      row.kind === 'gap' ? `${row.from}–${row.to}` : row.cells.map((c) => ('text' in c ? c.text : '·')).join('|'),
    );
    expect(shown).toEqual(['题', '甲|·|1', '·|·', '3–40', '·|尾|·']);
    expect(rowsOfGrid(grid([]))).toEqual({ columns: 0, rows: [] });
  });

  it('columns have the letters of a spreadsheet', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });

  it('lines of a text stand in their order with their fields', () => {
    const lines = linesOf(
      [
        { kind: 'paragraph', part: 'body', line: 1, text: '标题' },
        grid([cell(0, 1, '值', { line: 3, span: [3, 4] }), cell(0, 0, '名', { line: 3, span: [0, 1] })]),
      ],
      read({}),
    );
    expect(lines.map(({ line, fields }) => [line, ...fields.map(({ text }) => text)])).toEqual([
      [1, '标题'],
      [3, '名', '值'],
    ]);
  });

  it('a table over two pages stands on both, each part at the top of its own area', () => {
    const pages = pagesOf(
      [
        { kind: 'paragraph', part: 'page 1', line: 1, page: 1, text: '题' },
        grid([
          cell(0, 0, '上', { page: 1, box: [50, 700, 100, 20] }),
          cell(1, 0, '下', { page: 2, box: [50, 60, 100, 30] }),
        ]),
      ],
      read({}),
    );
    expect(pages.map(({ page, items }) => [page, items.map(({ kind }) => kind)])).toEqual([
      [1, ['text', 'table']],
      [2, ['table']],
    ]);
    expect(pages[1]?.items[0]).toMatchObject({ height: 30, cells: [{ text: '下', box: [50, 0, 100, 30] }] });
  });
});

describe('walking over the source', () => {
  const box = (left: number, top: number, width = 10, height = 10) => ({
    left,
    top,
    right: left + width,
    bottom: top + height,
  });
  it('goes to the nearest place that lies in the direction', () => {
    const from = box(0, 0);
    expect(distanceBetween(from, box(10, 0), 'right')).toBeLessThan(distanceBetween(from, box(20, 0), 'right'));
    expect(distanceBetween(from, box(10, 0), 'left')).toBe(Number.POSITIVE_INFINITY);
    expect(distanceBetween(from, box(10, 10), 'right')).toBe(Number.POSITIVE_INFINITY);
    expect(distanceBetween(from, box(0, 10), 'down')).toBeLessThan(distanceBetween(from, box(10, 10), 'down'));
    // A wide cell below is as near as a narrow one.
    expect(distanceBetween(from, box(0, 10, 100), 'down')).toBeLessThan(distanceBetween(from, box(0, 30), 'down'));
  });
});
