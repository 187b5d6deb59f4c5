import type { Disclosure, JsonPointer } from '@jizhun/model';
import type { Identity, Term } from './identity.ts';

/** Identities in which every printed cell has one name, and the other names of each. */
export interface Unified<R> {
  entries: { rule: R; identity: Identity }[];
  aliases: ReadonlyMap<JsonPointer, readonly JsonPointer[]>;
}

/**
 * A list of projects is read as a table and as one goal sheet a row: one printed cell stands at two pointers of the
 * disclosure. Here such values become one, so that one slip is not found twice, and identities that say the same of the
 * same cells are kept once.
 */
export function unifyCells<R>(
  { provenance }: Pick<Disclosure, 'provenance'>,
  entries: readonly { rule: R; identity: Identity }[],
): Unified<R> {
  const nameOf = new Map<JsonPointer, JsonPointer>();
  const byCell = new Map<string, JsonPointer>();
  const aliases = new Map<JsonPointer, JsonPointer[]>();
  const unify = (term: Term): Term => {
    let name = nameOf.get(term.path);
    if (name === undefined) {
      const cell = printedCell(provenance[term.path], term);
      name = (cell && byCell.get(cell)) ?? term.path;
      nameOf.set(term.path, name);
      if (cell && name === term.path) byCell.set(cell, name);
      if (name !== term.path) aliases.set(name, [...(aliases.get(name) ?? []), term.path]);
    }
    return name === term.path ? term : { ...term, path: name };
  };
  const seen = new Set<string>();
  const unified = entries.flatMap(({ rule, identity }) => {
    const total = unify(identity.total);
    const parts = identity.parts.map(unify);
    // A figure compared with itself says nothing.
    if (parts.length === 1 && parts[0]?.path === total.path) return [];
    const filled = parts.filter(({ value }) => value !== 0n).map(({ path }) => path);
    const key = `${total.path}=${filled.sort().join('+')}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ rule, identity: { ...identity, total, parts } }];
  });
  return { entries: unified, aliases };
}

/** The one cell in which a value is printed; undefined where the place is not as exact as that. */
function printedCell(origins: Disclosure['provenance'][string] | undefined, { value }: Term): string | undefined {
  const [origin] = origins ?? [];
  if (!origin || origins?.length !== 1) return undefined;
  const { part, cell, row, column, line, span, page, box } = origin;
  if (cell === undefined && (row === undefined || column === undefined) && span === undefined && box === undefined)
    return undefined;
  return JSON.stringify([part, cell, row, column, line, span, page, box, String(value)]);
}
