import type { BudgetTable } from '@jizhun/model';
import { decimalOf, numberOf, originsOf, parseDecimal, pointer, sumDecimals } from '@jizhun/model';
import type { Draft } from '../source/draft.ts';

/**
 * Figures that OCR damaged (`25. 7€`, with a fragment pushed into the next cell) are put right only where the row proves
 * them: the one reading of the damaged sign that makes the parts give the printed total. The printed text is kept, the
 * value marked `repaired`. What is not proven stays as it is printed.
 */

const DAMAGED = /^[\d.,\s]*\d[\d.,\s]*([€£GOolI|SB])[\d\s]*$/;
const SIGNS: Record<string, string> = {
  '€': '6',
  '£': '6',
  G: '6',
  O: '0',
  o: '0',
  l: '1',
  I: '1',
  '|': '1',
  S: '5',
  B: '8',
};

/** Mends the damaged figures of a table whose first amount column is the total of the others. */
export function repairFigures(table: Draft<BudgetTable>): void {
  const { columns, rows } = table.value;
  const total = columns.findIndex((c) => /^(总计|合计|资金总额)$/.test(c));
  if (total < 0) return;
  for (const [at, row] of rows.entries()) {
    const sum = row.cells[total];
    if (typeof sum !== 'number') continue;
    for (const [i, cell] of row.cells.entries()) {
      const damaged = i > total && typeof cell === 'string' ? DAMAGED.exec(cell) : null;
      if (!damaged || typeof cell !== 'string') continue;
      const next = row.cells[i + 1];
      const fragment = typeof next === 'number' && Number.isInteger(next) && next < 100;
      const value = parseDecimal(cell.replace(damaged[1] ?? '', SIGNS[damaged[1] ?? ''] ?? ''));
      if (!value) continue;
      const others = row.cells.filter(
        (c, j): c is number => typeof c === 'number' && j > total && !(fragment && j === i + 1),
      );
      const given = sumDecimals([value, ...others.map(decimalOf)]);
      if (numberOf(given) !== sum) continue;
      const origins = Object.fromEntries(table.origins);
      const own = originsOf(origins, pointer('rows', at, 'cells', i));
      const printed = fragment ? `${cell} | ${next}` : cell;
      row.cells[i] = numberOf(value);
      table.origins.set(pointer('rows', at, 'cells', i), [
        ...own.map((o) => ({ ...o, how: 'repaired' as const, printed })),
        ...(fragment
          ? originsOf(origins, pointer('rows', at, 'cells', i + 1)).map((o) => ({
              ...o,
              how: 'repaired' as const,
              printed,
            }))
          : []),
      ]);
      if (fragment) {
        row.cells[i + 1] = null;
        table.origins.delete(pointer('rows', at, 'cells', i + 1));
      }
    }
  }
}
