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
  /** Parts may be missing altogether (a project without a sheet): one alone is not to blame. */
  open?: true;
  /** The only part is a product: quantity × price. */
  factors?: readonly { path: JsonPointer; label: string; value: number }[];
  /** Allowed difference, where rounding of the parts alone does not say it. */
  tolerance?: Exact;
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
  /** Figures that can be changed so that the identity holds, without breaking one that holds now. */
  suspects: readonly JsonPointer[];
  /** Other identities that the odd figure breaks as well: told here, not reported again. */
  also: readonly Identity[];
  /** The total holds elsewhere: the slip is among the parts. */
  totalHolds: boolean;
  /** Nothing is printed behind the point, and rounding to whole units could explain the difference. */
  perhapsRounding: boolean;
}

/** Decimals that are assumed where none are printed: amounts are kept in 万元 to the hundredth. */
const ASSUMED_DECIMALS = 2;

/** Half a unit of the last printed decimal for every addend: what rounding alone can make of a right sum. */
export function toleranceOf({ parts, unit, decimals, tolerance }: Identity): Exact {
  return tolerance ?? addendsOf(parts) * halfUnit(decimals ?? ASSUMED_DECIMALS, unit);
}

/** Figures that rounding can have moved: a blank or a printed 0 is exact. */
export function addendsOf(parts: readonly Term[]): bigint {
  return BigInt(
    Math.max(
      1,
      parts.reduce((n, part) => n + (part.value === 0n ? 0 : 1), 0),
    ),
  );
}

export function residueOf({ total, parts }: Identity): Exact {
  let sum = 0n;
  for (const part of parts) sum += part.sign === -1 ? -part.value : part.value;
  return total.value - sum;
}

/** How a cell moves the residue of an identity: +1 as total, -1 as part, +1 as part that is taken away. */
export function effectOf({ total, parts }: Identity, path: JsonPointer): bigint {
  if (total.path === path) return 1n;
  let effect = 0n;
  for (const part of parts) if (part.path === path) effect -= part.sign === -1 ? -1n : 1n;
  return effect;
}

/** Whether `identity` has a figure that is not blank: nothing compared with nothing says nothing. */
export function says({ total, parts }: Identity): boolean {
  return !total.blank || parts.some((part) => !part.blank);
}

/** Whether an identity holds within rounding. */
export function holds(identity: Identity): boolean {
  return absolute(residueOf(identity)) <= toleranceOf(identity);
}
