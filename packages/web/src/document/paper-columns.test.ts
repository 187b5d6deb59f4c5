import type { PaperCell, PaperTable } from '@jizhun/places';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf } from './paper-columns.ts';

const cell = (text: string, over: Partial<PaperCell> = {}): PaperCell => ({ text, role: 'number', paths: [], ...over });
const paper = (columnWidths: number[], rows: PaperCell[][]): PaperTable => ({
  id: 't',
  title: '',
  columnWidths,
  headRows: 0,
  rows,
});

describe('the columns of a form', () => {
  it('are those of the form where everything fits', () => {
    const { shares } = columnsOf(paper([1, 3], [[cell('1'), cell('2')]]));
    expect(shares.map(Math.round)).toEqual([25, 75]);
  });

  it('give a narrow one what its figure needs, at the cost of the wide ones', () => {
    const { shares, least } = columnsOf(paper([1, 99], [[cell('12,345.00'), cell('1')]]));
    expect(shares[0]).toBeCloseTo(((9 * 7.5 + 15) / 720) * 100, 5);
    expect(least).toBe(9 * 7.5 + 15 + 7.5 + 15);
  });

  it('see that a merged cell above takes a place', () => {
    const rows = [[cell('甲', { rowSpan: 2, role: 'text' }), cell('1')], [cell('123,456,789.00')]];
    expect(columnsOf(paper([1, 9], rows)).shares.map(Math.round)).toEqual([10, 90]);
  });

  it('always add up, and never fall below what they hold', () => {
    const anyPaper = fc
      .tuple(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 6 }))
      .chain(([widths, rows]) =>
        fc
          .array(fc.array(fc.integer({ min: 0, max: 14 }), { minLength: widths.length, maxLength: widths.length }), {
            minLength: rows,
            maxLength: rows,
          })
          .map((lengths) => ({ widths, lengths })),
      );
    fc.assert(
      fc.property(anyPaper, ({ widths, lengths }) => {
        const { shares, least } = columnsOf(
          paper(
            widths,
            lengths.map((row) => row.map((n) => cell('9'.repeat(n)))),
          ),
        );
        expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(100, 6);
        const width = Math.max(720, least);
        for (const row of lengths) {
          row.forEach((n, i) => {
            if (n > 0) expect(((shares[i] ?? 0) / 100) * width).toBeGreaterThanOrEqual(n * 7.5 + 15 - 0.01);
          });
        }
      }),
    );
  });
});
