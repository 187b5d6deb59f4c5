/** Points (1/72 inch) from the upper left corner of the page as a person sees it; y grows downwards. */

/** [a, b, c, d, e, f] as in PDF: x' = a x + c y + e, y' = b x + d y + f. */
export type Matrix = readonly [number, number, number, number, number, number];

export const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  return [
    outer[0] * inner[0] + outer[2] * inner[1],
    outer[1] * inner[0] + outer[3] * inner[1],
    outer[0] * inner[2] + outer[2] * inner[3],
    outer[1] * inner[2] + outer[3] * inner[3],
    outer[0] * inner[4] + outer[2] * inner[5] + outer[4],
    outer[1] * inner[4] + outer[3] * inner[5] + outer[5],
  ];
}

export const xOf = (m: Matrix, x: number, y: number): number => m[0] * x + m[2] * y + m[4];
export const yOf = (m: Matrix, x: number, y: number): number => m[1] * x + m[3] * y + m[5];

/** A character where it stands. */
export interface Glyph {
  text: string;
  /** Its left edge. */
  x: number;
  /** Its baseline, where `way` is across; else its upper edge. */
  y: number;
  /** What it takes of its line. */
  width: number;
  /** Height of its font. */
  size: number;
  /** How the line runs: across, down the page, or up it. */
  way: 'across' | 'down' | 'up';
  /** Characters that were shown at a stretch have the same number. */
  run: number;
  /** Of text that was recognised on a picture: how sure that is, 0 to 1. */
  confidence?: number;
}

/** A straight line that was drawn, along `at` (y of a horizontal, x of a vertical one). */
export interface Ruling {
  at: number;
  from: number;
  to: number;
}

export interface PageContent {
  page: number;
  width: number;
  height: number;
  glyphs: Glyph[];
  /** Characters that are there to be searched for but are not shown: the text layer of a scan. */
  unseen: Glyph[];
  /** Characters outside of the area in which they would show. */
  clipped: Glyph[];
  horizontal: Ruling[];
  vertical: Ruling[];
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Union of groups of numbered things. */
export class Groups {
  readonly #parents: Int32Array;

  constructor(count: number) {
    this.#parents = Int32Array.from({ length: count }, (_none, index) => index);
  }

  of(index: number): number {
    let root = index;
    while (this.#parents[root] !== root) root = this.#parents[root]!;
    for (let at = index; at !== root; ) {
      const next = this.#parents[at]!;
      this.#parents[at] = root;
      at = next;
    }
    return root;
  }

  join(one: number, other: number): void {
    this.#parents[this.of(one)] = this.of(other);
  }
}
