import { indicatorKindOf } from './indicator-kind.ts';
import { valueAt } from './pointer.ts';
import { sameValue } from './same-value.ts';
import { parseTarget } from './target.ts';
import type { Disclosure, Indicator, JsonPointer } from './types.ts';

/**
 * Rows that a person adds to a reading, or takes out of it. A row keeps the name that it has in the reading: `/…/5` is
 * the sixth row as read, `/…/5+1` and `/…/5+2` are rows added before it. Corrections are kept under these names, which
 * no other correction changes; what is in force counts its rows anew.
 */

/** A row as it is added, or as it was read before it was taken out: an indicator, a line of funding, a row of a table. */
export type CorrectionRow = Readonly<Record<string, unknown>>;

/** A row's name taken apart; `rest` leads to a value in it. */
export interface RowPlace {
  list: JsonPointer;
  index: number;
  /** The how manieth added before that row of the reading; absent for the row itself. */
  added?: number;
  rest: string;
}

const ROW =
  /^(\/goalSheets\/\d+\/(?:indicators|funding|tasks)|\/budgetTables\/\d+\/rows)\/(0|[1-9]\d{0,8})(?:\+([1-9]\d{0,4}))?(\/.*)?$/s;

/** The row in which a value stands, where it is of a list that rows can be added to. */
export function rowPlaceOf(path: JsonPointer): RowPlace | undefined {
  const m = ROW.exec(path);
  if (!m) return undefined;
  const [, list = '', index, added, rest = ''] = m;
  return { list, index: Number(index), ...(added === undefined ? {} : { added: Number(added) }), rest };
}

const nameOf = ({ list, index, added, rest }: RowPlace): JsonPointer =>
  `${list}/${index}${added === undefined ? '' : `+${added}`}${rest}`;

/** A correction of a whole row: one that is added (`from` null) or taken out (`to` null). */
export interface RowCorrection {
  path: JsonPointer;
  from: CorrectionRow | null;
  to: CorrectionRow | null;
}

const isRow = (value: unknown): value is CorrectionRow =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** Whether a correction adds a row or takes one out, and is written as such. */
export function isRowCorrection(one: { path: JsonPointer; from: unknown; to: unknown }): one is RowCorrection {
  const place = rowPlaceOf(one.path);
  if (place?.rest !== '') return false;
  return place.added === undefined ? isRow(one.from) && one.to === null : one.from === null && isRow(one.to);
}

/** Whether a row can be added there, or the row that is to be taken out still reads the same. */
export function rowFits(disclosure: Disclosure, { path, from }: RowCorrection): boolean {
  const place = rowPlaceOf(path);
  const list = valueAt(disclosure, place?.list ?? '/');
  if (!place || !Array.isArray(list)) return false;
  return place.added === undefined ? sameValue(list[place.index], from) : place.index <= list.length;
}

/** Leads from the names that rows have in the reading to where they stand in force, and back. */
export class RowNames {
  readonly #removed = new Set<JsonPointer>();
  /** Numbers of the rows added before a row of the reading, in order, by that row's name. */
  readonly #added = new Map<JsonPointer, number[]>();
  readonly #lists = new Set<JsonPointer>();

  /** `corrections`: those of whole rows that apply. */
  constructor(corrections: readonly { path: JsonPointer; from: unknown; to: unknown }[]) {
    for (const one of corrections) {
      const place = isRowCorrection(one) ? rowPlaceOf(one.path) : undefined;
      if (!place) continue;
      this.#lists.add(place.list);
      if (place.added === undefined) this.#removed.add(one.path);
      else {
        const before = `${place.list}/${place.index}`;
        const numbers = [...(this.#added.get(before) ?? []), place.added].sort((a, b) => a - b);
        this.#added.set(before, numbers);
      }
    }
  }

  /** The lists whose rows are not those of the reading. */
  get lists(): readonly JsonPointer[] {
    return [...this.#lists];
  }

  /** The rows of a list as they stand in force, by their names in the reading, which has `length` of them. */
  *rows(list: JsonPointer, length: number): Generator<RowPlace, void, undefined> {
    for (let index = 0; index <= length; index++) {
      const own = `${list}/${index}`;
      for (const added of this.#added.get(own) ?? []) yield { list, index, added, rest: '' };
      if (index < length && !this.#removed.has(own)) yield { list, index, rest: '' };
    }
  }

  /** The name in the reading of what stands in force at `path`. */
  toReading(path: JsonPointer): JsonPointer {
    const place = rowPlaceOf(path);
    if (!place || !this.#lists.has(place.list)) return path;
    let at = 0;
    for (const row of this.rows(place.list, Number.POSITIVE_INFINITY)) {
      if (at++ === place.index) return nameOf({ ...row, rest: place.rest });
    }
    return path;
  }

  /** Where in force stands what the reading has at `path`; undefined where its row was taken out, or is not added. */
  toForce(path: JsonPointer): JsonPointer | undefined {
    const place = rowPlaceOf(path);
    if (!place || (place.added === undefined && !this.#lists.has(place.list))) return path;
    if (!this.#lists.has(place.list)) return undefined;
    let at = 0;
    for (const row of this.rows(place.list, place.index + 1)) {
      if (row.index === place.index && row.added === place.added) {
        return nameOf({ list: place.list, index: at, rest: place.rest });
      }
      at++;
    }
    return undefined;
  }

  /** A name for a row that is to be added before what stands in force at `path`, other than those used. */
  nameForNew(path: JsonPointer, used: readonly JsonPointer[]): JsonPointer {
    const place = rowPlaceOf(this.toReading(path));
    if (!place) return path;
    const numbers = used.map((one) => rowPlaceOf(one)).filter((p) => p?.list === place.list && p.index === place.index);
    const last = Math.max(0, ...numbers.map((p) => p?.added ?? 0));
    return nameOf({ list: place.list, index: place.index, added: last + 1, rest: '' });
  }
}

/**
 * The reading with added rows at the ends of their lists, and by their names the pointers that they have there: so that
 * corrections of values in added rows are laid over it like any other.
 */
export function withAddedRows(
  disclosure: Disclosure,
  corrections: readonly RowCorrection[],
): { extended: Disclosure; pointers: Map<JsonPointer, JsonPointer> } {
  const pointers = new Map<JsonPointer, JsonPointer>();
  let extended = disclosure;
  for (const { path, to } of corrections) {
    const place = rowPlaceOf(path);
    const list = place && (valueAt(extended, place.list) as readonly unknown[]);
    if (!list || to === null) continue;
    pointers.set(path, `${place.list}/${list.length}`);
    extended = withList(extended, place.list, [...list, understood(disclosure, place.list, to)]);
  }
  return { extended, pointers };
}

/** Puts the rows of an extended reading into the order in which they stand in force; provenance goes with them. */
export function inOrder(
  extended: Disclosure,
  read: Disclosure,
  names: RowNames,
  pointers: ReadonlyMap<JsonPointer, JsonPointer>,
): Disclosure {
  let ordered = extended;
  const moved = new Map<JsonPointer, JsonPointer>();
  const dropped = new Set<JsonPointer>();
  for (const list of names.lists) {
    const rows = valueAt(extended, list) as readonly unknown[];
    const length = (valueAt(read, list) as readonly unknown[]).length;
    for (let i = 0; i < length; i++) dropped.add(`${list}/${i}`);
    const places = [...names.rows(list, length)];
    const order = places.map((place) => rowPlaceOf(pointers.get(nameOf(place)) ?? nameOf(place))?.index ?? 0);
    for (const [at, from] of order.entries()) moved.set(`${list}/${from}`, `${list}/${at}`);
    const next = order.map((from) => rows[from]);
    ordered = withList(ordered, list, next);
  }
  const provenance: Disclosure['provenance'] = {};
  for (const [path, origins] of Object.entries(extended.provenance)) {
    const place = rowPlaceOf(path);
    const row = place && `${place.list}/${place.index}`;
    const there = row === undefined ? undefined : moved.get(row);
    if (row !== undefined && there !== undefined) provenance[`${there}${place?.rest ?? ''}`] = origins;
    else if (row === undefined || !dropped.has(row)) provenance[path] = origins;
  }
  return { ...ordered, provenance };
}

function withList(disclosure: Disclosure, list: JsonPointer, rows: readonly unknown[]): Disclosure {
  const [, top = '', index, field = ''] = list.split('/');
  const holders = disclosure[top as 'goalSheets' | 'budgetTables'] as readonly object[];
  const changed = holders.map((holder, i) => (i === Number(index) ? { ...holder, [field]: rows } : holder));
  return { ...disclosure, [top]: changed };
}

/** An added indicator means what its wording says, whatever came with it. */
function understood(disclosure: Disclosure, list: JsonPointer, row: CorrectionRow): CorrectionRow {
  if (!list.endsWith('/indicators')) return row;
  const sheet = disclosure.goalSheets[Number(list.split('/')[2])];
  const year = sheet?.fiscalYear ?? disclosure.fiscalYear;
  const indicator = row as unknown as Indicator;
  const kind = indicatorKindOf(indicator.level1, indicator.level2);
  const targets = indicator.targets.map(({ period, month, column, raw }) => ({
    period,
    ...(month === undefined ? {} : { month }),
    ...(column === undefined ? {} : { column }),
    raw,
    ...parseTarget(raw, { name: indicator.level3, ...(year === undefined ? {} : { fiscalYear: year }) }),
  }));
  return { ...row, kind: kind === 'unknown' ? (indicator.kind ?? kind) : kind, targets };
}
