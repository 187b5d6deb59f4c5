import type { Opening } from '../opening.ts';
import type { WordStreams } from './streams.ts';

/** One change of a property: its code, and where its operand lies. */
export interface Property {
  code: number;
  view: DataView;
  at: number;
  size: number;
}

/** Properties of the text that lies between two places of the main stream. */
interface Run<T> {
  start: number;
  end: number;
  at: number;
  size: number;
  known?: T;
}

/** What the properties say of a piece of text, and where they end to hold. */
export interface Held<T> {
  value: T;
  end: number;
}

const PAGE = 512;
const HUGE = new Set([0x6645, 0x6646]);
const DEFINE_TABLE = 0xd608;
const CHANGE_TABS = 0xc615;

/**
 * Finds the properties of paragraphs or characters by the place of their text ([MS-DOC] 2.9.33, 2.9.174). `derive` makes of
 * them what is needed, once for each run.
 */
export class PropertyRuns<T extends object | string> {
  readonly #streams: WordStreams;
  readonly #derive: (properties: readonly Property[]) => T;
  readonly #runs: Run<T>[] = [];

  constructor(
    opening: Opening,
    streams: WordStreams,
    kind: 'paragraph' | 'character',
    derive: (properties: readonly Property[]) => T,
  ) {
    this.#streams = streams;
    this.#derive = derive;
    const { table, main } = streams;
    const { at, size } = kind === 'paragraph' ? streams.paragraphPages : streams.characterPages;
    const count = Math.floor((size - 4) / 8);
    for (let index = 0; index < count; index++) {
      const page = (table.getUint32(at + 4 * (count + 1) + 4 * index, true) & 0x3fffff) * PAGE;
      if (page + PAGE > main.byteLength) throw new RangeError('properties beyond the stream');
      const runs = main.getUint8(page + PAGE - 1);
      const entry = kind === 'paragraph' ? 13 : 1;
      if (4 * (runs + 1) + entry * runs > PAGE - 1) throw new RangeError('properties beyond their page');
      for (let run = 0; run < runs; run++) {
        const start = main.getUint32(page + 4 * run, true);
        const end = main.getUint32(page + 4 * run + 4, true);
        const offset = 2 * main.getUint8(page + 4 * (runs + 1) + entry * run);
        const place =
          offset === 0
            ? { at: 0, size: 0 }
            : kind === 'paragraph'
              ? paragraphAt(main, page + offset)
              : characterAt(main, page + offset);
        this.#runs.push({ start, end, ...place });
      }
    }
    if (this.#runs.length > opening.limits.cells)
      opening.refuse('too-large', '过大：格式不同的文字段过多。', '请拆分成几个较小的文件后分别上传。');
    this.#runs.sort((a, b) => a.start - b.start);
  }

  /** What holds at a place of the main stream. */
  at(place: number): Held<T> {
    let low = 0;
    let high = this.#runs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#runs[middle] as Run<T>).start <= place) low = middle + 1;
      else high = middle;
    }
    const run = this.#runs[low - 1];
    if (!run || run.end <= place)
      return { value: this.#derive([]), end: this.#runs[low]?.start ?? Number.POSITIVE_INFINITY };
    run.known ??= this.#derive(this.#list(this.#streams.main, run.at, run.size, true));
    return { value: run.known, end: run.end };
  }

  #list(view: DataView, from: number, size: number, follow: boolean): Property[] {
    const properties: Property[] = [];
    const end = from + size;
    for (let at = from; at + 2 < end; ) {
      const code = view.getUint16(at, true);
      const operand = operandSize(view, code, at + 2);
      if (at + 2 + operand > end) break;
      if (HUGE.has(code) && follow) {
        const { data } = this.#streams;
        const place = view.getUint32(at + 2, true);
        if (place + 2 <= data.byteLength) {
          const length = Math.min(data.getUint16(place, true), data.byteLength - place - 2);
          for (const property of this.#list(data, place + 2, length, false)) properties.push(property);
        }
      } else properties.push({ code, view, at: at + 2, size: operand });
      at += 2 + operand;
    }
    return properties;
  }
}

/** Behind the length stands the number of a style. */
function paragraphAt(main: DataView, at: number): { at: number; size: number } {
  const words = main.getUint8(at);
  const size = words === 0 ? 2 * main.getUint8(at + 1) : 2 * words - 1;
  return { at: at + (words === 0 ? 4 : 3), size: Math.max(0, size - 2) };
}

function characterAt(main: DataView, at: number): { at: number; size: number } {
  return { at: at + 1, size: main.getUint8(at) };
}

function operandSize(view: DataView, code: number, at: number): number {
  switch (code >> 13) {
    case 0:
    case 1:
      return 1;
    case 3:
      return 4;
    case 7:
      return 3;
    case 6:
      if (code === DEFINE_TABLE) return 1 + view.getUint16(at, true);
      if (code === CHANGE_TABS && view.getUint8(at) === 255) {
        const deleted = view.getUint8(at + 1);
        return 3 + 4 * deleted + 3 * view.getUint8(at + 2 + 4 * deleted);
      }
      return 1 + view.getUint8(at);
    default:
      return 2;
  }
}
