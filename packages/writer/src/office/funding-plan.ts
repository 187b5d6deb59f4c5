import { cleanLabel, cleanText, type FundingLine, type JsonPointer, type Origin, valueAt } from '@jizhun/model';
import type { Spot } from './file.ts';
import { type CellWrite, type Planner, Unwritable } from './plan.ts';

/**
 * A line of funding that comes in: a form prints its label and leaves the amount blank, and a blank is no line. The label
 * is sought in the rows between the amounts before and after it, the amount stands in their column. Throws `Unwritable`.
 */
export function planFundingLine(planner: Planner, list: JsonPointer, index: number, line: FundingLine): CellWrite {
  const lines = (valueAt(planner.disclosure, list) ?? []) as FundingLine[];
  const beside = [index - 1, index].filter((at) => {
    const other = lines[at];
    return other?.side === line.side && other.period === line.period && other.column === line.column;
  });
  const places = beside.flatMap((at) => placeOf(planner, `${list}/${at}`) ?? []);
  const [before, after = before] = places;
  if (!before || !after || before.part !== after.part) throw new Unwritable('在文件中找不到这一行资金，请在文件中补填');
  for (let row = before.row; row <= Math.max(after.row, before.row + 1); row++) {
    const spot = planner.file.covering(before.part, row, before.column);
    if (!spot || spot.row !== row || cleanText(spot.text) !== '' || labelOf(planner, spot) !== line.label) continue;
    const path = `${list}/${index}/fen`;
    return planner.write(spot, planner.fresh(path, line.fen, spot), path);
  }
  throw new Unwritable(`表中没有印出“${line.label}”而未填的一行，请在文件中补填`);
}

function placeOf(planner: Planner, path: JsonPointer): { part: string; row: number; column: number } | undefined {
  const origin: Origin | undefined = planner.places.origins(path)[0] ?? planner.places.origins(`${path}/fen`)[0];
  if (origin?.row === undefined || origin.column === undefined) return undefined;
  return { part: origin.part, row: origin.row - 1, column: origin.column - 1 };
}

/** The words of the nearest cell with words to the left in its row. */
function labelOf(planner: Planner, { part, row, column }: Spot): string {
  for (let at = column - 1; at >= 0; at--) {
    const spot = planner.file.covering(part, row, at);
    if (spot && cleanText(spot.text) !== '') return cleanLabel(spot.text).replace(/[:：]$/, '');
  }
  return '';
}
