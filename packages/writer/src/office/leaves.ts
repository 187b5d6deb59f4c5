import { type Edit, editKind, type JsonPointer, pointer } from '@jizhun/model';

/** One value that changes: `undefined` for one that was not there or goes. */
export interface Leaf {
  path: JsonPointer;
  from: unknown;
  to: unknown;
}

/** A whole row of a list that comes in before, or goes from, a place in it. */
export interface RowEdit {
  kind: 'insert' | 'remove';
  list: JsonPointer;
  index: number;
  value: Record<string, unknown>;
}

/** Lists whose elements are rows of a table of the form. */
const ROWS = /^(\/goalSheets\/\d+\/(?:indicators|tasks)|\/budgetTables\/\d+\/rows)\/(\d+)$/;

/** An edit as what changes in single values, or as a row that comes or goes. */
export function leavesOf(edit: Edit): { leaves: Leaf[] } | { row: RowEdit } {
  const kind = editKind(edit);
  const [, list, index] = ROWS.exec(edit.path) ?? [];
  if (kind !== 'replace' && list !== undefined) {
    const value = (kind === 'insert' ? edit.to : edit.from) as Record<string, unknown>;
    return { row: { kind, list, index: Number(index), value } };
  }
  const leaves: Leaf[] = [];
  collect(edit.path, edit.from, edit.to, leaves);
  return { leaves };
}

function collect(path: JsonPointer, from: unknown, to: unknown, leaves: Leaf[]): void {
  const [one, other] = [fieldsOf(from), fieldsOf(to)];
  // A target that comes or goes is one value: its wording.
  const target = /\/targets\/\d+$/.test(path);
  if (target && (one ?? other) && (from === undefined || to === undefined)) {
    leaves.push({ path, from, to });
    return;
  }
  if (!one && !other) {
    if (from !== to) leaves.push({ path, from, to });
    return;
  }
  for (const key of new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})]))
    collect(path + pointer(key), one?.[key], other?.[key], leaves);
}

function fieldsOf(value: unknown): Record<string, unknown> | undefined {
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : undefined;
}
