import type { DisclosureIndex, SheetIndex } from './disclosure-index.ts';

/** Sheets in which a unit has judged itself: scores stand beside the weights. */
export function evaluations(index: DisclosureIndex): SheetIndex[] {
  return index.sheets.filter(
    ({ sheet, scored }) => sheet.form === 'self-evaluation' || scored || sheet.evaluation !== undefined,
  );
}
