import type { PaperCell, PaperTable } from '@jizhun/places';
import { describe, expect, it } from 'vitest';
import { isWhole, neighbour, PaperIndex, placesOf, sectionOf } from './paper-index.ts';

const cell = (text: string, over: Partial<PaperCell> = {}): PaperCell => ({ text, role: 'text', paths: [], ...over });

/** Level 1 merged over two indicators, as forms print it. */
const paper: PaperTable = {
  id: 'sheet-0',
  title: '目标表',
  columnWidths: [1, 1, 1],
  headRows: 1,
  rows: [
    [cell('一级'), cell('三级'), cell('指标值')],
    [
      cell('产出', { rowSpan: 2, paths: ['/goalSheets/0/indicators/0/level1', '/goalSheets/0/indicators/1/level1'] }),
      cell('甲', { paths: ['/goalSheets/0/indicators/0/level3'] }),
      cell('≥1', { paths: ['/goalSheets/0/indicators/0/targets/0'] }),
    ],
    [
      cell('乙', { paths: ['/goalSheets/0/indicators/1/level3'] }),
      cell('≥2', { paths: ['/goalSheets/0/indicators/1/targets/0'] }),
    ],
    [cell('说明', { columnSpan: 3, paths: ['/goalSheets/0/attributes/说明'] })],
  ],
};

describe('which cells show a value', () => {
  const index = new PaperIndex([paper]);

  it('finds the cell of a value, and of a part of it', () => {
    expect(index.cellsOf('/goalSheets/0/indicators/1/targets/0')).toEqual(['sheet-0:2:1']);
    expect(index.cellsOf('/goalSheets/0/indicators/1/targets/0/value')).toEqual(['sheet-0:2:1']);
  });

  it('finds every cell of an indicator, the merged one included', () => {
    expect(index.cellsOf('/goalSheets/0/indicators/1')).toEqual(['sheet-0:1:0', 'sheet-0:2:0', 'sheet-0:2:1']);
  });

  it('marks the name of what has several cells', () => {
    expect(index.markedCell('/goalSheets/0/indicators/1')).toBe('sheet-0:2:0');
    expect(index.markedCell('/goalSheets/0/indicators/1/targets/0/value')).toBe('sheet-0:2:1');
  });

  it('does not take indicator 1 for indicator 10', () => {
    expect(index.cellsOf('/goalSheets/0/indicators/10')).toEqual([]);
  });

  it('finds nothing for a value that the paper does not show', () => {
    expect(index.cellsOf('/budgetTables/0/rows/0')).toEqual([]);
  });

  it('tells sections and wholes apart', () => {
    expect(sectionOf('/goalSheets/12/name')).toBe('sheet-12');
    expect(sectionOf('/budgetTables/3/rows/1')).toBe('table-3');
    expect(sectionOf('/statements/4')).toBe('statements');
    expect(sectionOf('/fiscalYear')).toBe('cover');
    expect(isWhole('/goalSheets/0')).toBe(true);
    expect(isWhole('/goalSheets/0/name')).toBe(false);
    expect(isWhole('/title')).toBe(false);
  });
});

describe('walking on the paper', () => {
  const grid = placesOf(paper);

  it('counts merged cells in', () => {
    expect(grid[2]?.[0]?.key).toBe('sheet-0:1:0');
    expect(grid[2]?.[1]?.key).toBe('sheet-0:2:0');
    expect(grid[3]?.[2]?.key).toBe('sheet-0:3:0');
  });

  it('goes over and around merged cells', () => {
    expect(neighbour(grid, 'sheet-0:1:0', 'ArrowDown')?.key).toBe('sheet-0:3:0');
    expect(neighbour(grid, 'sheet-0:2:0', 'ArrowLeft')?.key).toBe('sheet-0:1:0');
    expect(neighbour(grid, 'sheet-0:2:0', 'ArrowRight')?.key).toBe('sheet-0:2:1');
    expect(neighbour(grid, 'sheet-0:1:1', 'ArrowDown')?.key).toBe('sheet-0:2:0');
    expect(neighbour(grid, 'sheet-0:3:0', 'ArrowUp')?.key).toBe('sheet-0:1:0');
  });

  it('stops at the edges', () => {
    expect(neighbour(grid, 'sheet-0:0:0', 'ArrowUp')).toBeUndefined();
    expect(neighbour(grid, 'sheet-0:2:1', 'ArrowRight')).toBeUndefined();
    expect(neighbour(grid, 'sheet-0:0:2', 'Home')?.key).toBe('sheet-0:0:0');
  });
});
