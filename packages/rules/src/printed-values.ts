import type { Disclosure, JsonPointer } from '@jizhun/model';
import { printedAt } from './fingerprint.ts';

/** The sheet, table, sentence … in which a path lies: `/goalSheets/3` of `/goalSheets/3/indicators/0/level3`. */
export function partOf(path: JsonPointer): JsonPointer {
  const list = path.indexOf('/', 1);
  const end = list < 0 ? -1 : path.indexOf('/', list + 1);
  return end < 0 ? path : path.slice(0, end);
}

/** What stands at the path of a part. */
export function partAt(disclosure: Disclosure, part: JsonPointer): unknown {
  const slash = part.indexOf('/', 1);
  const fields = disclosure as unknown as Readonly<Record<string, unknown>>;
  if (slash < 0) return fields[part.slice(1)];
  const list = fields[part.slice(1, slash)];
  return list === null || typeof list !== 'object'
    ? undefined
    : (list as Readonly<Record<string, unknown>>)[part.slice(slash + 1)];
}

/** What is printed at the paths of a disclosure, kept part by part while it is the same from edit to edit. */
export class PrintedValues {
  readonly #parts = new Map<JsonPointer, { is: unknown; printed: Map<JsonPointer, string> }>();

  at(disclosure: Disclosure, path: JsonPointer): string {
    const part = partOf(path);
    const is = partAt(disclosure, part);
    let known = this.#parts.get(part);
    if (!known || known.is !== is) {
      known = { is, printed: new Map() };
      this.#parts.set(part, known);
    }
    let printed = known.printed.get(path);
    if (printed === undefined) {
      printed = printedAt(disclosure, path);
      known.printed.set(path, printed);
    }
    return printed;
  }
}
