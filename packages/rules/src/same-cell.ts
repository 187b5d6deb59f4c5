import type { Disclosure, JsonPointer, Origin } from '@jizhun/model';
import type { Identity, Term } from './identity.ts';
import { once } from './once.ts';

/** An identity with the rule that states it, and the printed cells of its total and of its parts. */
export interface Stated<R> {
  rule: R;
  identity: Identity;
  cells: readonly string[];
}

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
export function unifyCells<R>(stated: readonly Stated<R>[]): Unified<R> {
  const byCell = new Map<string, JsonPointer>();
  const aliases = new Map<JsonPointer, JsonPointer[]>();
  const unify = (term: Term, cell: string): Term => {
    const name = byCell.get(cell);
    if (name === undefined) byCell.set(cell, term.path);
    if (name === undefined || name === term.path) return term;
    const others = aliases.get(name);
    if (!others) aliases.set(name, [term.path]);
    else if (!others.includes(term.path)) others.push(term.path);
    return { ...term, path: name };
  };
  const seen = new Set<string>();
  const entries = stated.flatMap(({ rule, identity, cells }) => {
    const total = unify(identity.total, cells[0]!);
    const parts = identity.parts.map((part, i) => unify(part, cells[i + 1]!));
    // A figure compared with itself says nothing.
    if (parts.length === 1 && parts[0]?.path === total.path) return [];
    const filled = parts.filter(({ value }) => value !== 0n).map(({ path }) => path);
    const key = `${total.path}=${filled.sort().join('+')}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ rule, identity: { ...identity, total, parts } }];
  });
  return { entries, aliases };
}

/** The printed cells of the total and of the parts of an identity: values in one cell have one name. */
export function cellsOf(provenance: Disclosure['provenance'], { total, parts }: Identity): string[] {
  return [total, ...parts].map((term) => printedCell(provenance[term.path], term) ?? term.path);
}

/** The one cell in which a value is printed; undefined where the place is not as exact as that. */
function printedCell(origins: readonly Origin[] | undefined, { value }: Term): string | undefined {
  const origin = origins?.[0];
  if (!origin || origins.length !== 1) return undefined;
  const cell = cellAt(origin);
  return cell === undefined ? undefined : `${cell}\n${value}`;
}

const cellAt = once((origin: Origin): string | undefined => {
  const { part, cell, row, column, line, span, page, box } = origin;
  if (cell === undefined && (row === undefined || column === undefined) && span === undefined && box === undefined)
    return undefined;
  return `${part}\n${cell}\n${row}\n${column}\n${line}\n${span}\n${page}\n${box}`;
});
