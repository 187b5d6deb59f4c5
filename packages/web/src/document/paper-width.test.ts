import type { PaperCell, PaperTable } from '@jizhun/places';
import { describe, expect, it } from 'vitest';
import { leastWidth } from './paper-width.ts';

const cell = (text: string, over: Partial<PaperCell> = {}): PaperCell => ({ text, role: 'number', paths: [], ...over });
const paper = (columnWidths: number[], rows: PaperCell[][]): PaperTable => ({
  id: 't',
  title: '',
  columnWidths,
  headRows: 0,
  rows,
});

describe('the least width of a form', () => {
  it('grows with the longest figure in the narrowest column', () => {
    const short = leastWidth(paper([1, 9], [[cell('12,345.00'), cell('1')]]));
    const long = leastWidth(paper([1, 9], [[cell('123,456,789.00'), cell('1')]]));
    expect(long).toBeGreaterThan(short);
    // Nine digits and the cell's edge, in a tenth of the width.
    expect(short).toBe((9 * 7 + 14) * 10);
  });

  it('counts the columns that a merged cell of the row above takes', () => {
    const rows = [[cell('甲', { rowSpan: 2, role: 'text' }), cell('1')], [cell('123,456,789.00')]];
    expect(leastWidth(paper([1, 9], rows))).toBe(480);
  });

  it('has an upper bound', () => {
    expect(leastWidth(paper([1, 99], [[cell('123,456,789.00'), cell('')]]))).toBe(1600);
  });
});
