import type { GridCell } from '@jizhun/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnName, parseAddress } from './address.ts';
import { type Merge, placeMerges } from './merges.ts';

const cellAt = (row: number, column: number): GridCell => ({
  row,
  column,
  rowSpan: 1,
  columnSpan: 1,
  text: `${row}.${column}`,
  address: `${columnName(column)}${row + 1}`,
});

describe('placeMerges', () => {
  it('covers every place at most once and loses no cell, whatever the merges', () => {
    const place = fc.integer({ min: 0, max: 12 });
    const merges = fc.array(
      fc
        .tuple(place, place, fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }))
        .map(
          ([row, column, height, width]): Merge => ({ row, column, lastRow: row + height, lastColumn: column + width }),
        ),
      { maxLength: 12 },
    );
    const cells = fc.uniqueArray(fc.tuple(place, place), {
      maxLength: 60,
      selector: ([row, column]) => row * 100 + column,
    });
    fc.assert(
      fc.property(cells, merges, (places, ranges) => {
        const given = places.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([row, column]) => cellAt(row, column));
        const result = placeMerges(given, ranges);
        const taken = new Set<string>();
        for (const cell of result.cells)
          for (let row = cell.row; row < cell.row + cell.rowSpan; row++)
            for (let column = cell.column; column < cell.column + cell.columnSpan; column++) {
              expect(taken.has(`${row} ${column}`)).toBe(false);
              taken.add(`${row} ${column}`);
              expect(row < result.rowCount && column < result.columnCount).toBe(true);
            }
        const found = [...result.cells.map(({ text }) => text), ...result.covered.map(({ text }) => text)];
        expect(found.filter((text) => text !== '').sort()).toEqual(given.map(({ text }) => text).sort());
        const order = result.cells.map(({ row, column }) => row * 100 + column);
        expect(order).toEqual([...order].sort((a, b) => a - b));
      }),
    );
  });
});

describe('addresses', () => {
  it('go there and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16_383 }), fc.integer({ min: 0, max: 1_048_575 }), (column, row) => {
        expect(parseAddress(`${columnName(column)}${row + 1}`)).toEqual({ row, column });
      }),
    );
  });

  it.each(['', 'A', '1', 'A0', 'XFE1', 'A1048577', 'A1B', 'AAAAA1', '单1'])('refuses %s', (address) => {
    expect(parseAddress(address)).toBeUndefined();
  });
});
