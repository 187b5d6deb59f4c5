import type { Change } from '@jizhun/store';
import type { UnitRef, UnitStep } from './plan-units.ts';

/** A change, and what asks for it: a row of the list, or a unit that was chosen to end. */
export interface AskedChange {
  row?: string;
  unit?: string;
  change: Change;
}

/** The steps of a plan as changes of the organisation, from a day on. */
export function unitChanges(steps: readonly UnitStep[], day: string, idOf: (key: string) => string): AskedChange[] {
  const parentOf = (ref: UnitRef | null): string | null => (ref === null ? null : 'id' in ref ? ref.id : idOf(ref.row));
  return steps.map((step): AskedChange => {
    if (step.step === 'end') return { unit: step.id, change: { operation: 'unit.end', id: step.id, from: day } };
    if (step.step === 'add') {
      const { row, name, code, kind, parent, authority, from } = step;
      const fields = { name, code, kind, authority, from, parent: parentOf(parent) };
      return { row, change: { operation: 'unit.add', id: idOf(row), ...fields } };
    }
    const { step: _step, row, id, parent, ...fields } = step;
    const moved = parent === undefined ? {} : { parent: parentOf(parent) };
    return { row, change: { operation: 'unit.change', id, from: day, ...fields, ...moved } };
  });
}
