import type { IndicatorIndex, SheetIndex } from './disclosure-index.ts';
import { targetOf } from './indicators.ts';
import { once } from './once.ts';
import {
  type Judge,
  type Misplaced,
  misCost,
  misQuality,
  misQuantity,
  misSatisfaction,
  misSustainability,
  misTime,
} from './second-level.ts';

/** Judges that rest on what the target is (money, date, count, satisfaction), not on the words of the name alone. */
const JUDGES: Readonly<Record<string, Judge>> = {
  'output.quantity': misQuantity,
  'output.quality': misQuality,
  'output.timeliness': misTime,
  'output.cost': misCost,
  'cost.economic': misCost,
  'benefit.sustainability': (indicator, target) =>
    misSatisfaction(indicator, target) ?? misSustainability(indicator, target),
  'satisfaction.beneficiary': misSatisfaction,
};
/** So many rows in a row that fit another second level are no coincidence: their contents slipped. */
const RUN = 3;

/** Rows of a sheet whose contents stand in their neighbour's place, and where they belong: three or more in a row. */
export const shiftedRows = once((sheet: SheetIndex): ReadonlyMap<IndicatorIndex, Misplaced> => {
  const shifted = new Map<IndicatorIndex, Misplaced>();
  let run: [IndicatorIndex, Misplaced][] = [];
  const close = (): void => {
    if (run.length >= RUN) for (const [at, verdict] of run) shifted.set(at, verdict);
    run = [];
  };
  for (const at of sheet.indicators) {
    const target = (targetOf(at, 'FY') ?? targetOf(at, 'CYCLE'))?.target;
    const verdict = JUDGES[at.indicator.kind]?.(at.indicator, target);
    if (verdict && verdict.severity !== 'info') run.push([at, verdict]);
    else close();
  }
  close();
  return shifted;
});
