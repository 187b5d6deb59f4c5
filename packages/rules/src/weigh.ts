import type { JsonPointer } from '@jizhun/model';
import { absolute, type Exact, halfUnit } from './exact.ts';
import { addendsOf, type Broken, effectOf, type Identity, residueOf, type Term, toleranceOf } from './identity.ts';

interface Weighed<R> {
  rule: R;
  identity: Identity;
  /** Printed minus computed. */
  residue: Exact;
  tolerance: Exact;
  /** Its place among all. */
  at: number;
}

/** One figure changed so that a broken identity holds; with it, perhaps, the total of its row or column. */
interface Correction {
  term: Term;
  expected: Exact;
  /** Every cell that changes, and by how much. */
  changes: ReadonlyMap<JsonPointer, Exact>;
}

type ByCell<R> = ReadonlyMap<JsonPointer, readonly Weighed<R>[]>;

/**
 * Weighs all identities of a disclosure together and returns the broken ones, one per cause.
 *
 * Where one figure, changed to one other value, mends several broken identities and breaks none that holds, it is the
 * cause, also where the total of its row was carried along with it: the first of them is reported with that figure as the
 * odd one, the others are named in it. Where several figures would serve, the identities are still one finding, but no
 * figure is blamed. Where only one figure of a single broken identity can be changed without breaking another, it is marked
 * too. The order of `entries` decides which identity is "the first".
 */
export function weigh<R>(entries: readonly { rule: R; identity: Identity }[]): { rule: R; broken: Broken }[] {
  const held: Weighed<R>[] = [];
  const open: Weighed<R>[] = [];
  entries.forEach(({ rule, identity }, at) => {
    const weighed = { rule, identity, residue: residueOf(identity), tolerance: toleranceOf(identity), at };
    (absolute(weighed.residue) <= weighed.tolerance ? held : open).push(weighed);
  });
  if (open.length === 0) return [];

  const heldBy = byCell(held);
  const found: { weighed: Weighed<R>; broken: Broken }[] = [];
  const add = (weighed: Weighed<R>, more: Partial<Broken>) => {
    const { identity, residue } = weighed;
    const broken: Broken = {
      identity,
      computed: identity.total.value - residue,
      difference: residue,
      also: [],
      suspects: [],
      totalHolds: !more.odd && totalHolds(weighed, heldBy),
      perhapsRounding: false,
      ...more,
    };
    found.push({ weighed, broken });
  };

  // What rounding to whole units may explain takes no part in finding the cause of other differences.
  const left = new Set<Weighed<R>>();
  for (const weighed of open) {
    if (perhapsRounding(weighed)) add(weighed, { perhapsRounding: true });
    else left.add(weighed);
  }

  const corrections = new Map([...left].map((weighed) => [weighed, correctionsOf(weighed, heldBy)]));
  for (const { mends, by } of commonCauses(corrections, byCell([...left]))) {
    const [first, ...rest] = mends.filter((weighed) => left.has(weighed));
    if (!first || rest.length === 0) continue;
    const odd = theOne(by);
    add(first, {
      ...(odd ? { odd } : {}),
      also: rest.map(({ identity }) => identity),
      suspects: by.map(({ term }) => term.path),
    });
    for (const weighed of [first, ...rest]) left.delete(weighed);
  }
  for (const weighed of left) {
    const single = corrections.get(weighed)?.filter(({ changes }) => changes.size === 1) ?? [];
    const [only] = single;
    // One identity alone is thin evidence that a blank should be filled in, or a figure struck out.
    const sure = single.length === 1 && only && !only.term.blank && only.expected !== 0n && !weighed.identity.open;
    const odd = sure ? only : undefined;
    add(weighed, { ...(odd ? { odd } : {}), suspects: single.map(({ term }) => term.path) });
  }
  return found
    .sort((a, b) => a.weighed.at - b.weighed.at)
    .map(({ weighed, broken }) => ({ rule: weighed.rule, broken }));
}

/** Nothing is printed behind the point, and the difference is no more than rounding to whole units can make. */
function perhapsRounding<R>({ identity, residue }: Weighed<R>): boolean {
  if (identity.decimals !== null || identity.tolerance !== undefined) return false;
  const addends = addendsOf(identity.parts);
  return addends >= 3n && absolute(residue) <= addends * halfUnit(0, identity.unit);
}

function byCell<R>(all: readonly Weighed<R>[]): ByCell<R> {
  const cells = new Map<JsonPointer, Weighed<R>[]>();
  const put = (path: JsonPointer, weighed: Weighed<R>) => {
    const at = cells.get(path);
    if (at) at.push(weighed);
    else cells.set(path, [weighed]);
  };
  for (const weighed of all) {
    put(weighed.identity.total.path, weighed);
    for (const part of weighed.identity.parts) put(part.path, weighed);
  }
  return cells;
}

function holdsWith<R>({ identity, residue, tolerance }: Weighed<R>, changes: Correction['changes']): boolean {
  let changed = residue;
  for (const [path, change] of changes) changed += effectOf(identity, path) * change;
  return absolute(changed) <= tolerance;
}

/** Whether the total cannot be changed to what the parts give without breaking another identity that now holds. */
function totalHolds<R>({ identity, residue }: Weighed<R>, heldBy: ByCell<R>): boolean {
  const { path } = identity.total;
  const changes = new Map([[path, -residue]]);
  return heldBy.get(path)?.some((other) => !holdsWith(other, changes)) ?? false;
}

/** Ways to make a broken identity hold by one figure, without breaking an identity that holds. */
function correctionsOf<R>(weighed: Weighed<R>, heldBy: ByCell<R>): Correction[] {
  const { identity, residue } = weighed;
  const corrections: Correction[] = [];
  for (const term of [identity.total, ...identity.parts]) {
    const change = -residue * effectOf(identity, term.path);
    const expected = term.value + change;
    // Where nothing is negative, no correction is.
    if (change === 0n || (expected < 0n && term.value >= 0n && !identity.signed)) continue;
    const changes = carriedAlong(term.path, change, heldBy);
    if (changes && holdsWith(weighed, changes)) corrections.push({ term, expected, changes });
  }
  return corrections;
}

/**
 * The change of one cell together with that of the totals that now hold with it: a row that was copied wrongly, its total
 * included. Undefined where more than these would have to change.
 */
function carriedAlong<R>(path: JsonPointer, change: Exact, heldBy: ByCell<R>): Correction['changes'] | undefined {
  const changes = new Map([[path, change]]);
  const upset = heldBy.get(path)?.filter((other) => !holdsWith(other, changes)) ?? [];
  if (upset.length === 0) return changes;
  for (const { identity } of upset) {
    if (identity.total.path === path) return undefined;
    changes.set(identity.total.path, -effectOf(identity, path) * change);
  }
  for (const cell of changes.keys()) {
    if (heldBy.get(cell)?.some((other) => !holdsWith(other, changes))) return undefined;
  }
  return changes;
}

/** Sets of broken identities that one correction mends, the largest first, each with all corrections that do. */
function commonCauses<R>(corrections: ReadonlyMap<Weighed<R>, readonly Correction[]>, openBy: ByCell<R>) {
  const groups = new Map<string, { mends: Weighed<R>[]; by: Correction[] }>();
  for (const own of corrections.values()) {
    for (const correction of own) {
      const touched = new Set([...correction.changes.keys()].flatMap((path) => openBy.get(path) ?? []));
      const mends = [...touched].filter((other) => holdsWith(other, correction.changes)).sort((a, b) => a.at - b.at);
      if (mends.length < 2) continue;
      const key = mends.map(({ at }) => at).join(',');
      const group = groups.get(key);
      if (!group) groups.set(key, { mends, by: [correction] });
      else if (!group.by.some(({ term }) => term.path === correction.term.path)) group.by.push(correction);
    }
  }
  return [...groups.values()].sort((a, b) => b.mends.length - a.mends.length);
}

/** The correction to blame: the only one, or the only one that changes a single figure. */
function theOne(by: readonly Correction[]): Correction | undefined {
  const single = by.filter(({ changes }) => changes.size === 1);
  const [only] = by.length === 1 ? by : single;
  if (by.length > 1 && single.length !== 1) return undefined;
  // That a whole row should be filled in or struck out is a guess, even if it would make the sums right.
  return only && (only.changes.size === 1 || (!only.term.blank && only.expected !== 0n)) ? only : undefined;
}
