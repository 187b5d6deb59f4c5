import type { Disclosure, JsonPointer, Origin } from '@jizhun/model';
import { originKey, type Spot } from './file.ts';

/** Which values were read from each place of the file. */
export class PlaceIndex {
  readonly #provenance: Disclosure['provenance'];
  readonly #byPlace = new Map<string, JsonPointer[]>();
  readonly #byRow = new Map<string, JsonPointer[]>();

  constructor(disclosure: Disclosure) {
    this.#provenance = disclosure.provenance;
    for (const [path, origins] of Object.entries(disclosure.provenance))
      for (const origin of origins) {
        const key = originKey(origin);
        if (key !== undefined) push(this.#byPlace, key, path);
        if (origin.row !== undefined) push(this.#byRow, `${origin.part}\n${origin.row - 1}`, path);
      }
  }

  /** The origins of the value at exactly this pointer. */
  origins(path: JsonPointer): readonly Origin[] {
    return this.#provenance[path] ?? [];
  }

  /** Everything that was read from a spot. */
  readFrom(spot: Spot): readonly JsonPointer[] {
    return this.#byPlace.get(spot.key) ?? [];
  }

  /** Everything that was read from cells that begin in a row, 0-based. */
  inRow(part: string, row: number): readonly JsonPointer[] {
    return this.#byRow.get(`${part}\n${row}`) ?? [];
  }
}

function push(map: Map<string, JsonPointer[]>, key: string, path: JsonPointer): void {
  const there = map.get(key);
  if (there) there.push(path);
  else map.set(key, [path]);
}

/** A pointer with its positions in lists left open: what kind of value it is. */
export function patternOf(path: JsonPointer): string {
  return path.replace(/\/\d+(?=\/|$)/g, '/#');
}
