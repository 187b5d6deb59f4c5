import type { PaperTable } from '@jizhun/places';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crop } from './crop.ts';
import { indexPaper, type PaperIndex, type PlacedCell } from './paper-index.ts';

/** A table of figures with a merged head, one path a cell. */
function table(rows: number, columns: number): PaperTable {
  const cell = (r: number, c: number): PaperTable['rows'][number][number] => ({
    text: `${r}.${c}`,
    role: c === 0 ? 'label' : 'number',
    paths: [`/budgetTables/0/rows/${r}/${c === 0 ? 'label' : `cells/${c}`}`],
  });
  return {
    id: 'table-0',
    title: '示例表',
    columnWidths: Array.from({ length: columns }, () => 100 / columns),
    headRows: 1,
    rows: [
      [
        { text: '项目', role: 'head', paths: [] },
        { text: '金额', role: 'head', columnSpan: columns - 1, paths: [] },
      ],
      ...Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => cell(r, c))),
    ],
  };
}

/** The cells of a cut-out laid out as a browser does; throws where two overlap or a row is not filled. */
function layOut({ rows, columnWidths }: ReturnType<typeof crop>): string[][] {
  const grid: string[][] = rows.map(() => []);
  rows.forEach((cells, r) => {
    let c = 0;
    for (const cell of cells) {
      while (grid[r]?.[c] !== undefined) c++;
      for (let i = r; i < r + cell.rowSpan; i++)
        for (let j = c; j < c + cell.columnSpan; j++) {
          if (grid[i]?.[j] !== undefined) throw new Error('cells overlap');
          (grid[i] as string[])[j] = cell.text;
        }
    }
  });
  for (const row of grid) {
    expect(row).toHaveLength(columnWidths.length);
    expect([...row].every((text) => text !== undefined)).toBe(true);
  }
  return grid;
}

const marked = (index: PaperIndex, ...paths: string[]): PlacedCell[] =>
  paths.flatMap((path) => [...index.cellsOf(path)]);

describe('a cut-out', () => {
  test('shows the cells with their head, and tells where rows and columns are left out', () => {
    const index = indexPaper(table(30, 20));
    const cells = marked(index, '/budgetTables/0/rows/12/cells/9', '/budgetTables/0/rows/29/cells/9');
    const cut = crop(index, cells, cells.slice(0, 1));
    const grid = layOut(cut);
    expect(grid.map((row) => row[0])).toEqual(['项目', '⋯', '12.0', '⋯', '29.0']);
    expect(grid[2]).toContain('12.9');
    expect(cut.columnWidths.length).toBeLessThan(12);
    const marks = cut.rows.flat().filter(({ mark }) => mark);
    expect(marks.map(({ text, mark }) => [text, mark])).toEqual([
      ['12.9', 'first'],
      ['29.9', 'also'],
    ]);
  });

  test('is a whole table wherever the cells stand', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 2, max: 16 }),
        fc.array(fc.tuple(fc.nat(11), fc.nat(15)), { minLength: 1, maxLength: 10 }),
        (rows, columns, places) => {
          const index = indexPaper(table(rows, columns));
          const paths = places.map(([r, c]) => {
            const column = c % columns;
            return `/budgetTables/0/rows/${r % rows}/${column === 0 ? 'label' : `cells/${column}`}`;
          });
          const cells = marked(index, ...new Set(paths));
          const cut = crop(index, cells, cells.slice(0, 1));
          layOut(cut);
          expect(cut.columnWidths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(100, 0);
          expect(cut.rows.flat().some(({ mark }) => mark === 'first')).toBe(true);
          expect(cut.rows.length).toBeLessThan(16);
        },
      ),
    );
  });

  test('a merged cell that goes on behind a gap is printed again', () => {
    const paper = table(6, 3);
    const [, first] = paper.rows;
    if (first?.[0]) first[0] = { ...first[0], text: '产出指标', rowSpan: 6 };
    for (const row of paper.rows.slice(2)) row.shift();
    const index = indexPaper(paper);
    const cells = marked(index, '/budgetTables/0/rows/0/cells/1', '/budgetTables/0/rows/4/cells/2');
    const grid = layOut(crop(index, cells, []));
    expect(grid.map((row) => row[0])).toEqual(['项目', '产出指标', '⋯', '产出指标']);
  });
});

describe('the cells of a value', () => {
  const index = indexPaper(table(3, 4));
  test('are its own, or those of what it is part of, or those that name what it consists of', () => {
    const texts = (path: string) => index.cellsOf(path).map(({ text }) => text);
    expect(texts('/budgetTables/0/rows/1/cells/2')).toEqual(['1.2']);
    expect(texts('/budgetTables/0/rows/1/cells/2/value')).toEqual(['1.2']);
    expect(texts('/budgetTables/0/rows/1')).toEqual(['1.0']);
    expect(texts('/budgetTables/0')).toEqual([]);
    expect(texts('/budgetTables/0/rows')).toEqual([]);
    expect(texts('/budgetTables/1/rows/1/cells/2')).toEqual([]);
  });
});
