import type { JsonPointer, Origin } from '@jizhun/model';
import { pointer } from '@jizhun/model';
import type { How, Piece } from './document.ts';

/** A part of the reading under construction, with the origins of its values by pointers relative to it. */
export class Draft<T> {
  readonly value: T;
  readonly origins = new Map<JsonPointer, Origin[]>();

  constructor(value: T) {
    this.value = value;
  }

  /** Notes that the value at `steps` was read from `pieces`, and that these are thereby read. */
  from(steps: (string | number)[], pieces: readonly Piece[], how: How = 'printed', printed?: string): void {
    const at = pointer(...steps);
    const list = this.origins.get(at) ?? [];
    if (list.length === 0) this.origins.set(at, list);
    for (const piece of pieces) {
      piece.used = true;
      list.push(piece.origin(how, printed));
    }
  }

  /** Notes an origin that is narrower than a piece (a span within a paragraph). */
  at(steps: (string | number)[], origin: Origin): void {
    const at = pointer(...steps);
    this.origins.set(at, [...(this.origins.get(at) ?? []), origin]);
  }

  /** Adds the origins under `prefix` to a provenance. */
  placeAt(prefix: JsonPointer, provenance: Record<JsonPointer, Origin[]>): void {
    for (const [at, origins] of this.origins) provenance[prefix + at] = origins;
  }
}
