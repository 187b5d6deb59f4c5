import { cleanText } from '@jizhun/model';
import type { Replacement } from './difference.ts';
import type { CellWrite } from './plan.ts';

/** A spot's clean text with a few of its characters replaced. */
export function withPieces(text: string, pieces: readonly Replacement[]): string {
  let changed = text;
  for (const piece of [...pieces].sort((a, b) => b.start - a.start))
    changed = changed.slice(0, piece.start) + piece.text + changed.slice(piece.end);
  return cleanText(changed);
}

/** Several writes of one spot as one: equal ones, and pieces of a sentence beside each other. */
export class WriteMerge {
  readonly #writes = new Map<string, CellWrite[]>();

  /** Whether a write goes together with those that are there. */
  accepts(write: CellWrite): boolean {
    return (this.#writes.get(write.spot.key) ?? []).every((other) => agree(write, other));
  }

  /** False, and nothing changed, where a write contradicts those that are there. */
  add(write: CellWrite): boolean {
    if (!this.accepts(write)) return false;
    const there = this.#writes.get(write.spot.key) ?? [];
    if (!there.some((other) => other.text === write.text)) this.#writes.set(write.spot.key, [...there, write]);
    return true;
  }

  /** One write a spot. */
  get writes(): CellWrite[] {
    return [...this.#writes.values()].map((same) => {
      const [first] = same as [CellWrite, ...CellWrite[]];
      const pieces = same.flatMap(({ piece }) => piece ?? []);
      return same.length === 1 ? first : { ...first, text: withPieces(first.spot.text, pieces) };
    });
  }
}

function agree(a: CellWrite, b: CellWrite): boolean {
  if (a.text === b.text) return true;
  if (!a.piece || !b.piece) return false;
  return a.piece.end <= b.piece.start || b.piece.end <= a.piece.start;
}
