import type { JsonPointer, Subject } from '@jizhun/model';
import { absolute, type Exact, halfUnit, type PrintedUnit } from './exact.ts';

/** One figure of an identity. */
export interface Term {
  path: JsonPointer;
  label: string;
  /** 0 for a blank. */
  value: Exact;
  blank?: true;
  /** -1 where it is taken away; 1 by default. */
  sign?: -1;
}

/** 勾稽关系: a printed total that must equal the sum of its parts, within rounding. */
export interface Identity {
  total: Term;
  parts: readonly Term[];
  /** In what the figures are printed. */
  unit: PrintedUnit;
  /** Decimals to which they are rounded; null where that is not known. */
  decimals: number | null;
  subject: () => Subject;
  /** Figures may be negative (changes): a correction may turn the sign. */
  signed?: true;
  /** What a rule needs to word its finding. */
  note?: string;
}

/** An identity that does not hold. */
export interface Broken {
  identity: Identity;
  /** What the parts give. */
  computed: Exact;
  /** Printed minus computed. */
  difference: Exact;
  /** The one figure that, put right, makes every identity hold that it is part of. */
  odd?: { term: Term; expected: Exact };
  /** Other identities that the odd figure breaks as well: told here, not reported again. */
  also: readonly Identity[];
  /** The total holds elsewhere: the slip is among the parts. */
  totalHolds: boolean;
  /** Nothing is printed behind the point, and rounding to whole units could explain the difference. */
  perhapsRounding: boolean;
}

interface Weighed<R> {
  rule: R;
  identity: Identity;
  /** Printed minus computed. */
  residue: Exact;
  tolerance: Exact;
}

/** Decimals that are assumed where none are printed: amounts are kept in 万元 to the hundredth. */
const ASSUMED_DECIMALS = 2;

/** Half a unit of the last printed decimal for every addend: what rounding alone can make of a right sum. */
function toleranceOf({ parts, unit, decimals }: Identity): Exact {
  return addendsOf(parts) * halfUnit(decimals ?? ASSUMED_DECIMALS, unit);
}

/** Figures that rounding can have moved: a blank or a printed 0 is exact. */
function addendsOf(parts: readonly Term[]): bigint {
  return BigInt(
    Math.max(
      1,
      parts.reduce((n, part) => n + (part.value === 0n ? 0 : 1), 0),
    ),
  );
}

function residueOf({ total, parts }: Identity): Exact {
  let sum = 0n;
  for (const part of parts) sum += part.sign === -1 ? -part.value : part.value;
  return total.value - sum;
}

/** How a cell moves the residue of an identity: +1 as total, -1 as part, +1 as part that is taken away. */
function effectOf({ total, parts }: Identity, path: JsonPointer): bigint {
  if (total.path === path) return 1n;
  let effect = 0n;
  for (const part of parts) if (part.path === path) effect -= part.sign === -1 ? -1n : 1n;
  return effect;
}

/**
 * Weighs all identities of a disclosure together and returns the broken ones, one per cause.
 *
 * Where one figure, changed to one other value, mends several broken identities and breaks none that holds, it is the
 * cause: the first of them is reported with that figure as the odd one, the others are named in it. Where only one figure
 * of a single broken identity can be changed without breaking another, it is marked too. Otherwise no one is blamed.
 */
export function weigh<R>(entries: readonly { rule: R; identity: Identity }[]): { rule: R; broken: Broken }[] {
  const held: Weighed<R>[] = [];
  let open: Weighed<R>[] = [];
  for (const { rule, identity } of entries) {
    const weighed = { rule, identity, residue: residueOf(identity), tolerance: toleranceOf(identity) };
    (absolute(weighed.residue) <= weighed.tolerance ? held : open).push(weighed);
  }
  if (open.length === 0) return [];

  const heldBy = byCell(held);
  const result: { rule: R; at: number; broken: Broken }[] = [];
  const order = new Map(open.map((weighed, i) => [weighed, i]));
  const add = (weighed: Weighed<R>, odd: Broken['odd'], also: readonly Identity[]) => {
    const { identity, residue, rule } = weighed;
    result.push({
      rule,
      at: order.get(weighed) ?? 0,
      broken: {
        identity,
        computed: identity.total.value - residue,
        difference: residue,
        ...(odd ? { odd } : {}),
        also,
        totalHolds: !odd && residueHeld(weighed, heldBy),
        perhapsRounding: false,
      },
    });
  };

  // What rounding to whole units may explain takes no part in finding the cause of other differences.
  open = open.filter((weighed) => {
    const { identity, residue } = weighed;
    if (identity.decimals !== null) return true;
    const addends = addendsOf(identity.parts);
    if (addends < 3n || absolute(residue) > addends * halfUnit(0, identity.unit)) return true;
    add(weighed, undefined, []);
    result.at(-1)!.broken.perhapsRounding = true;
    return false;
  });

  while (open.length > 0) {
    const cause = commonCause(open, heldBy);
    if (!cause) break;
    const [first, ...rest] = cause.mends;
    add(
      first!,
      cause.odd,
      rest.map(({ identity }) => identity),
    );
    const mended = new Set(cause.mends);
    open = open.filter((weighed) => !mended.has(weighed));
  }
  for (const weighed of open) {
    const candidates = candidatesOf(weighed, heldBy);
    const [only] = candidates;
    // One identity alone is thin evidence that a blank should be filled in, or a figure struck out.
    add(weighed, candidates.length === 1 && only && !only.term.blank && only.expected !== 0n ? only : undefined, []);
  }
  return result.sort((a, b) => a.at - b.at).map(({ rule, broken }) => ({ rule, broken }));
}

/** Whether the total cannot be changed to what the parts give without breaking another identity that now holds. */
function residueHeld<R>({ identity, residue }: Weighed<R>, heldBy: ByCell<R>): boolean {
  const { path } = identity.total;
  return heldBy.get(path)?.some((other) => !holdsWith(other, path, -residue)) ?? false;
}

type ByCell<R> = Map<JsonPointer, Weighed<R>[]>;

function byCell<R>(all: readonly Weighed<R>[]): ByCell<R> {
  const cells: ByCell<R> = new Map();
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

/** Whether adding `change` to the cell leaves the identity within its tolerance. */
function holdsWith<R>({ identity, residue, tolerance }: Weighed<R>, path: JsonPointer, change: Exact): boolean {
  return absolute(residue + effectOf(identity, path) * change) <= tolerance;
}

/** Cells of a broken identity that can be changed so that it holds, without breaking one that holds. */
function candidatesOf<R>(weighed: Weighed<R>, heldBy: ByCell<R>): { term: Term; expected: Exact; change: Exact }[] {
  const { identity, residue } = weighed;
  const candidates: { term: Term; expected: Exact; change: Exact }[] = [];
  for (const term of [identity.total, ...identity.parts]) {
    const effect = effectOf(identity, term.path);
    if (effect === 0n) continue;
    const change = -residue * effect;
    const expected = term.value + change;
    // Where nothing is negative, no correction is.
    if (expected < 0n && term.value >= 0n && !identity.signed) continue;
    if (heldBy.get(term.path)?.some((other) => !holdsWith(other, term.path, change))) continue;
    candidates.push({ term, expected, change });
  }
  return candidates;
}

/** The cell that, changed to one value, mends most broken identities, at least two, and breaks none that holds. */
function commonCause<R>(open: readonly Weighed<R>[], heldBy: ByCell<R>) {
  const openBy = byCell(open);
  let best: { odd: NonNullable<Broken['odd']>; mends: Weighed<R>[] } | undefined;
  for (const weighed of open) {
    for (const { term, expected, change } of candidatesOf(weighed, heldBy)) {
      const mends = (openBy.get(term.path) ?? []).filter((other) => holdsWith(other, term.path, change));
      if (mends.length >= 2 && mends.length > (best?.mends.length ?? 0)) best = { odd: { term, expected }, mends };
    }
  }
  return best;
}

/** Whether `identity` has a figure that is not blank: nothing compared with nothing says nothing. */
export function says({ total, parts }: Identity): boolean {
  return !total.blank || parts.some((part) => !part.blank);
}

/** Whether an identity holds within rounding. */
export function holds(identity: Identity): boolean {
  return absolute(residueOf(identity)) <= toleranceOf(identity);
}
