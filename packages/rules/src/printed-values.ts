import type { Disclosure, JsonPointer } from '@jizhun/model';
import { printedAt } from './fingerprint.ts';

/** The sheet, table, sentence … in which a path lies: `/goalSheets/3` of `/goalSheets/3/indicators/0/level3`. */
export function partOf(path: JsonPointer): JsonPointer {
  const list = path.indexOf('/', 1);
  const end = list < 0 ? -1 : path.indexOf('/', list + 1);
  return end < 0 ? path : path.slice(0, end);
}

/** What stands at `/list/at`, or at `/list` where that is no list. */
export function standing(disclosure: Disclosure, list: string, at: string): unknown {
  const value = (disclosure as unknown as Readonly<Record<string, unknown>>)[list];
  if (at === '') return value;
  return value === null || typeof value !== 'object' ? undefined : (value as Readonly<Record<string, unknown>>)[at];
}

interface PrintedValue {
  /** The sheet, table … in which it stands. */
  list: string;
  at: string;
  is: unknown;
  text: string;
}

/** What is printed at the paths of a disclosure, kept while the sheet, table … it stands in is the same from edit to edit. */
export class PrintedValues {
  readonly #known = new Map<JsonPointer, PrintedValue>();

  at(disclosure: Disclosure, path: JsonPointer): string {
    const known = this.#known.get(path);
    if (known) {
      const is = standing(disclosure, known.list, known.at);
      if (is !== known.is) {
        known.is = is;
        known.text = printedAt(disclosure, path);
      }
      return known.text;
    }
    const [, list = '', at = ''] = partOf(path).split('/');
    const text = printedAt(disclosure, path);
    this.#known.set(path, { list, at, is: standing(disclosure, list, at), text });
    return text;
  }
}
