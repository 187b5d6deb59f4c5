import type { JsonPointer, Origin } from '@jizhun/model';
import { pointer } from '@jizhun/model';
import type { How, Piece } from './document.ts';

/** A part of the reading under construction, with the origins of its values by pointers relative to it. */
export class Draft<T> {
  readonly value: T;
  /** Notes in the order in which they came; most drafts are only read out once, so that no index of them is kept. */
  #notes: [at: JsonPointer, origins: Origin[]][] = [];
  #index: Map<JsonPointer, Origin[]> | undefined;

  constructor(value: T) {
    this.value = value;
  }

  /** The origins by pointer, to look up and to change. */
  get origins(): Map<JsonPointer, Origin[]> {
    if (!this.#index) {
      this.#index = new Map();
      for (const [at, origins] of this.#notes) this.#add(at, origins);
      this.#notes = [];
    }
    return this.#index;
  }

  /** Notes that the value at `steps` was read from `pieces`, and that these are thereby read. */
  from(steps: (string | number)[], pieces: readonly Piece[], how: How = 'printed', printed?: string): void {
    const origins: Origin[] = [];
    for (const piece of pieces) {
      piece.used = true;
      origins.push(piece.origin(how, printed));
    }
    this.#add(pointer(...steps), origins);
  }

  /** Notes an origin that is narrower than a piece (a span within a paragraph). */
  at(steps: (string | number)[], origin: Origin): void {
    this.#add(pointer(...steps), [origin]);
  }

  /** Adds the origins under `prefix` to a provenance. */
  placeAt(prefix: JsonPointer, provenance: Record<JsonPointer, Origin[]>): void {
    for (const [at, origins] of this.#index ?? this.#notes) {
      const before = provenance[prefix + at];
      if (before) before.push(...origins);
      else provenance[prefix + at] = origins;
    }
  }

  #add(at: JsonPointer, origins: Origin[]): void {
    if (!this.#index) {
      this.#notes.push([at, origins]);
      return;
    }
    const before = this.#index.get(at);
    if (before) before.push(...origins);
    else this.#index.set(at, [...origins]);
  }
}
