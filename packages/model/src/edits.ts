import { indicatorKindOf } from './indicator-kind.ts';
import { pointer, pointerSteps, valueAt } from './pointer.ts';
import { sameValue } from './same-value.ts';
import { parseTarget } from './target.ts';
import type { Disclosure, Fix, JsonPointer } from './types.ts';

/**
 * Edits of a disclosure, as fixes propose them. `from` is what stands at `path`, `to` what shall stand there:
 *
 * - both given: the value is replaced;
 * - `from` absent: `to` is new. In a list it comes in before the element that stands at the index (at its end where the
 *   index is its length); in an object it is a field that was not there;
 * - `to` absent: the value goes, from a list together with its place.
 *
 * All paths speak of the disclosure as it was before any edit, and all edits take effect at once. `null` is a value.
 */
export type Edit = Fix['edits'][number];

/** The disclosure after all edits; or which edit does not fit, and one Chinese sentence why. */
export type EditOutcome = { ok: true; disclosure: Disclosure } | { ok: false; at: number; message: string };

/** Whether an edit brings in something new, takes something away, or replaces one value by another. */
export function editKind({ from, to }: Edit): 'insert' | 'remove' | 'replace' {
  if (from === undefined) return 'insert';
  return to === undefined ? 'remove' : 'replace';
}

/**
 * Applies edits, all of them or none. Neither argument is changed; parts that no edit touches are the disclosure's own.
 * A target whose `raw` is replaced is parsed anew, an indicator whose level 1 or 2 is replaced gets the kind that
 * follows, and provenance moves with the elements of a list that shift. An edit whose `from` is not what stands there is
 * refused: the fix was made for another reading.
 */
export function applyEdits(disclosure: Disclosure, edits: readonly Edit[]): EditOutcome {
  for (const [at, edit] of edits.entries()) {
    const message = refusal(disclosure, edit);
    if (message !== undefined) return { ok: false, at, message };
  }
  let changed = disclosure;
  const replaced = edits.filter((edit) => editKind(edit) === 'replace');
  for (const { path, to } of replaced) changed = replace(changed, pointerSteps(path), to);
  for (const { path } of replaced) changed = follow(changed, path);
  // From the end of the document to its beginning: what comes before an edit keeps its place.
  const moving = edits
    .map((edit, i) => ({ edit, i, steps: pointerSteps(edit.path) }))
    .filter(({ edit }) => editKind(edit) !== 'replace')
    .sort(
      (a, b) =>
        compareSteps(b.steps, a.steps) ||
        Number(editKind(a.edit) === 'insert') - Number(editKind(b.edit) === 'insert') ||
        b.i - a.i,
    );
  for (const { edit, steps } of moving) changed = move(changed, steps, edit);
  return { ok: true, disclosure: changed };
}

function refusal(disclosure: Disclosure, edit: Edit): string | undefined {
  const { path, from, to } = edit;
  const steps = pointerSteps(path);
  const last = steps.at(-1);
  if (last === undefined) return '修改没有指明位置。';
  if (from === undefined && to === undefined) return `${path} 处的修改没有内容。`;
  const holder = valueAt(disclosure, pointer(...steps.slice(0, -1)));
  const list = Array.isArray(holder);
  if (holder === null || typeof holder !== 'object' || (list && !/^(0|[1-9]\d{0,8})$/.test(last))) {
    return `读取结果中没有 ${path} 这个位置。`;
  }
  if (from === undefined) {
    if (list ? Number(last) > holder.length : Object.hasOwn(holder, last)) return `${path} 处不能插入内容。`;
    return undefined;
  }
  if (!Object.hasOwn(holder, last) || !sameValue((holder as Record<string, unknown>)[last], from)) {
    return `${path} 处现在的内容与修改所依据的不同，请重新核对后再修改。`;
  }
  return undefined;
}

function compareSteps(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [x, y] = [a[i], b[i]];
    if (x === undefined || y === undefined) return x === y ? 0 : x === undefined ? -1 : 1;
    if (x === y) continue;
    const numbers = /^\d+$/.test(x) && /^\d+$/.test(y);
    return numbers ? Number(x) - Number(y) : x < y ? -1 : 1;
  }
  return 0;
}

/** A copy of `holder` in which `change` has been made to the object or list that holds the last step. */
function within<T>(
  holder: T,
  [step = '', ...rest]: readonly string[],
  change: (holder: unknown, last: string) => unknown,
): T {
  if (rest.length === 0) return change(holder, step) as T;
  if (Array.isArray(holder)) {
    const copy = holder.slice();
    copy[Number(step)] = within(copy[Number(step)], rest, change);
    return copy as T;
  }
  const fields = holder as Record<string, unknown>;
  return { ...fields, [step]: within(fields[step], rest, change) } as T;
}

/** A copy with `gone` elements from `at` on replaced. Browsers in use know neither `with` nor `toSpliced`. */
function spliced(list: readonly unknown[], at: number, gone: number, come: readonly unknown[]): unknown[] {
  return [...list.slice(0, at), ...come, ...list.slice(at + gone)];
}

function replace<T>(root: T, steps: readonly string[], to: unknown): T {
  return within(root, steps, (holder, last) =>
    Array.isArray(holder) ? spliced(holder, Number(last), 1, [to]) : { ...(holder as object), [last]: to },
  );
}

/** Inserts or removes; in a list what follows moves, with its provenance. */
function move(disclosure: Disclosure, steps: readonly string[], edit: Edit): Disclosure {
  const inserting = editKind(edit) === 'insert';
  let list = false;
  const changed = within(disclosure, steps, (holder, last) => {
    if (Array.isArray(holder)) {
      list = true;
      return inserting ? spliced(holder, Number(last), 0, [edit.to]) : spliced(holder, Number(last), 1, []);
    }
    const fields = holder as Record<string, unknown>;
    if (inserting) return { ...fields, [last]: edit.to };
    const { [last]: _, ...others } = fields;
    return others;
  });
  const before = pointer(...steps.slice(0, -1));
  const at = Number(steps.at(-1));
  const provenance: Disclosure['provenance'] = {};
  for (const [path, origins] of Object.entries(disclosure.provenance)) {
    const moved = list ? shifted(path, before, at, inserting) : isAt(path, edit.path) && !inserting ? undefined : path;
    if (moved !== undefined) provenance[moved] = origins;
  }
  return { ...changed, provenance };
}

const isAt = (path: JsonPointer, outer: JsonPointer): boolean => path === outer || path.startsWith(`${outer}/`);

/** Where a value stands after an element of the list `list` came in or went; undefined where it went itself. */
function shifted(path: JsonPointer, list: JsonPointer, at: number, inserting: boolean): JsonPointer | undefined {
  if (!path.startsWith(`${list}/`)) return path;
  const end = path.indexOf('/', list.length + 1);
  const index = Number(path.slice(list.length + 1, end < 0 ? undefined : end));
  if (index < at) return path;
  if (!inserting && index === at) return undefined;
  return `${list}/${index + (inserting ? 1 : -1)}${end < 0 ? '' : path.slice(end)}`;
}

/** Brings what follows from a replaced value in line with it. */
function follow(disclosure: Disclosure, path: JsonPointer): Disclosure {
  const m = /^(\/goalSheets\/(\d+)\/indicators\/(\d+))\/(?:targets\/(\d+)\/raw|level[12])$/.exec(path);
  const sheet = disclosure.goalSheets[Number(m?.[2])];
  const indicator = sheet?.indicators[Number(m?.[3])];
  if (!m || !sheet || !indicator) return disclosure;
  if (m[4] === undefined) {
    const kind = indicatorKindOf(indicator.level1, indicator.level2);
    return replace(disclosure, pointerSteps(`${m[1]}/kind`), kind);
  }
  const target = indicator.targets[Number(m[4])];
  if (!target) return disclosure;
  const { period, month, column, raw } = target;
  const year = sheet.fiscalYear ?? disclosure.fiscalYear;
  const meaning = parseTarget(raw, { name: indicator.level3, ...(year === undefined ? {} : { fiscalYear: year }) });
  const place = { period, ...(month === undefined ? {} : { month }), ...(column === undefined ? {} : { column }) };
  return replace(disclosure, pointerSteps(`${m[1]}/targets/${m[4]}`), { ...place, raw, ...meaning });
}
