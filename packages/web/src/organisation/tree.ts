import type { UnitInfo, UnitList } from '@jizhun/api';
import type { UnitsSearch } from './search.ts';

/** A line of the tree: an authority, or a unit. */
export interface TreeLine {
  id: string;
  /** From 1. */
  level: number;
  name: string;
  /** Undefined for an authority. */
  unit?: UnitInfo;
  /** Units below, whatever is shown of them. */
  below: number;
  /** Undefined where nothing stands below. */
  open?: boolean;
  /** Fits what is searched for; others stand above one that does. */
  fits: boolean;
}

interface Node {
  id: string;
  name: string;
  unit?: UnitInfo;
  children: Node[];
  below: number;
}

/** Authorities with their units, each below the one above it. Units whose parent may not be read stand at the top. */
function nodesOf({ authorities, units }: UnitList): Node[] {
  const nodes = new Map<string, Node>();
  for (const { id, name } of authorities) nodes.set(id, { id, name, children: [], below: 0 });
  for (const unit of units) nodes.set(unit.id, { id: unit.id, name: unit.name, unit, children: [], below: 0 });
  const tops: Node[] = [];
  for (const unit of units) {
    const node = nodes.get(unit.id) as Node;
    const above = (unit.parent === undefined ? undefined : nodes.get(unit.parent)) ?? nodes.get(unit.authority);
    (above?.children ?? tops).push(node);
  }
  const roots: Node[] = [];
  for (const { id, parent } of authorities) {
    const node = nodes.get(id) as Node;
    const above = parent === null ? undefined : nodes.get(parent);
    // What is subordinate comes behind the units of its own.
    (above?.children ?? roots).push(node);
  }
  const count = (node: Node): number => {
    node.below = node.children.reduce((sum, child) => sum + count(child), 0);
    return node.below + (node.unit === undefined ? 0 : 1);
  };
  const all = [...roots, ...tops];
  for (const node of all) count(node);
  return all;
}

const fits = (unit: UnitInfo, { q, authority, kind }: UnitsSearch): boolean => {
  if (kind !== undefined && unit.kind !== kind) return false;
  if (authority !== undefined && unit.authority !== authority) return false;
  if (q === undefined) return true;
  const hay = `${unit.name}\n${unit.code ?? ''}`.toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word));
};

/** Whether the address leaves units out by what they are. */
export const isFiltered = ({ q, authority, kind }: UnitsSearch): boolean =>
  q !== undefined || authority !== undefined || kind !== undefined;

/**
 * The lines of the tree that are shown. Where something is searched for: what fits, with whatever stands above it, all
 * of it open; else what a person left open.
 */
export function treeLines(list: UnitList, search: UnitsSearch, closed: ReadonlySet<string>): TreeLine[] {
  const filtered = isFiltered(search);
  const lines: TreeLine[] = [];
  /** Answers whether something was put down. */
  const put = (node: Node, level: number): boolean => {
    const own = node.unit === undefined ? !filtered : fits(node.unit, search);
    const at = lines.length;
    const parts = node.unit === undefined ? {} : { unit: node.unit };
    const line: TreeLine = { id: node.id, level, name: node.name, ...parts, below: node.below, fits: own };
    lines.push(line);
    let any = own;
    if (node.children.length > 0) {
      line.open = filtered || !closed.has(node.id);
      if (line.open) for (const child of node.children) any = put(child, level + 1) || any;
    }
    if (filtered && !any) lines.length = at;
    else if (filtered && lines.length === at + 1) delete line.open;
    return any;
  };
  for (const node of nodesOf(list)) put(node, 1);
  return lines;
}

/** The units that fit. */
export const countFitting = (list: UnitList, search: UnitsSearch): number =>
  list.units.filter((unit) => fits(unit, search)).length;

/** Units with something below them: what can be closed. */
export function closable(list: UnitList): string[] {
  return [...new Set(list.units.flatMap(({ parent }) => (parent === undefined ? [] : [parent])))];
}

/** A unit with those below it. */
export function withBelow(list: UnitList, id: string): Set<string> {
  const found = new Set([id]);
  // Each unit comes after the one above it.
  for (const unit of list.units) if (unit.parent !== undefined && found.has(unit.parent)) found.add(unit.id);
  return found;
}

/** The units above a unit: what has to be open for it to be seen. */
export function unitsAbove({ units }: UnitList, id: string): string[] {
  const parents = new Map(units.map((unit) => [unit.id, unit.parent]));
  const above: string[] = [];
  for (let at = parents.get(id); at !== undefined && !above.includes(at); at = parents.get(at)) above.push(at);
  return above;
}
