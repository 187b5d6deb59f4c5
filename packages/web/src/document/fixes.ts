import type { CorrectionRequest } from '@jizhun/api';
import {
  applyCorrections,
  applyEdits,
  type Correction,
  correctableAt,
  type Disclosure,
  type Edit,
  editKind,
  type Fix,
  isCorrectionFor,
  isRowCorrection,
  isRowValue,
  isWithin,
  type JsonPointer,
  rowPlaceOf,
  valueAt,
} from '@jizhun/model';
import type { Overlay } from './corrections.ts';
import type { PlacedFinding } from './findings.ts';

export type CorrectionEdits = CorrectionRequest['edits'];

/** What a fix comes to as corrections of the reading; or why it cannot be applied here. */
export type FixOutcome = { ok: true; edits: CorrectionEdits } | { ok: false; why: string };

const no = (why: string): FixOutcome => ({ ok: false, why });
const BY_HAND = '这一修改涉及的内容不能作为更正保存，请在原件中修改。';

/**
 * Makes corrections of the edits of a fix, which speak of what the page shows. What follows from a target's wording
 * (operator, figure, unit) is not corrected by itself.
 */
export function correctionsOfEdits(disclosure: Disclosure, overlay: Overlay, edits: readonly Edit[]): FixOutcome {
  const outcome = applyEdits(disclosure, edits);
  if (!outcome.ok) return no(outcome.message);
  const { names, applied, taken } = overlay;
  const raws = new Set(edits.map(({ path }) => path).filter((path) => path.endsWith('/raw')));
  const made: Correction[] = [];

  const value = (path: JsonPointer, to: unknown): boolean => {
    const there = correctableAt(disclosure, path);
    if (there?.path !== path || !(to === null || typeof to === 'string' || typeof to === 'number')) return false;
    if (!isCorrectionFor(there, to)) return false;
    made.push({ path: names.toReading(path), from: applied.get(path)?.from ?? there.value, to });
    return true;
  };
  const insert = (path: JsonPointer, row: unknown): boolean => {
    if (!isRow(row)) return false;
    // At the end of a list nothing stands yet, but its place has a name all the same.
    const used = [...taken, ...made.filter(isRowCorrection).map((one) => one.path)];
    made.push({ path: names.nameForNew(path, used), from: null, to: row });
    return true;
  };
  const remove = (path: JsonPointer): boolean => {
    const row = rowAsRead(disclosure, overlay, path);
    if (row === undefined) return false;
    made.push({ path: names.toReading(path), from: row, to: null });
    return true;
  };

  for (const edit of edits) {
    const { path, to } = edit;
    const derived = /^(.*\/targets\/\d+)\/(?!raw$)\w+$/.exec(path)?.[1];
    if (derived !== undefined && raws.has(`${derived}/raw`)) continue;
    const whole = rowPlaceOf(path)?.rest === '';
    const kind = editKind(edit);
    const done = whole
      ? (kind === 'insert' || remove(path)) && (kind === 'remove' || insert(path, to))
      : value(path, kind === 'remove' ? null : to);
    if (!done) return no(BY_HAND);
  }
  return { ok: true, edits: made as CorrectionEdits };
}

const isRow = (value: unknown): value is Exclude<Correction['to'], string | number | null> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** A row of the page as it was read, before corrections of its values; undefined for a row that was added. */
export function rowAsRead(
  disclosure: Disclosure,
  { names, applied }: Overlay,
  path: JsonPointer,
): Correction['from'] | undefined {
  if (rowPlaceOf(names.toReading(path))?.added !== undefined) return undefined;
  const back = [...applied]
    .filter(([at, c]) => isWithin(at, path) && !isRowCorrection(c) && !isRowValue(c.from) && !isRowValue(c.to))
    .map(([at, { from, to }]) => ({ path: at, from: to, to: from }));
  const row = valueAt(applyCorrections(disclosure, back).disclosure, path);
  return isRow(row) ? row : undefined;
}

/** A finding with a fix that can be applied here, and what it comes to. */
export interface Proposal {
  placed: PlacedFinding;
  fix: Fix;
  outcome: FixOutcome;
}

/** The fixes of findings, each by itself. */
export function proposalsOf(disclosure: Disclosure, overlay: Overlay, placed: readonly PlacedFinding[]): Proposal[] {
  return placed.flatMap((p) => {
    const { fix } = p.finding;
    return fix ? [{ placed: p, fix, outcome: correctionsOfEdits(disclosure, overlay, fix.edits) }] : [];
  });
}

/**
 * Several fixes as one step. A fix that changes what an earlier one changes already is left out, and named: which of the
 * two is right is for a person to say.
 */
export function together(
  disclosure: Disclosure,
  overlay: Overlay,
  proposals: readonly Proposal[],
): { outcome: FixOutcome; left: Proposal[] } {
  const edits: Edit[] = [];
  const left: Proposal[] = [];
  const changed = new Map<JsonPointer, unknown>();
  for (const proposal of proposals) {
    const clash = proposal.fix.edits.some(({ path, to }) =>
      [...changed].some(([other, value]) => (isWithin(path, other) || isWithin(other, path)) && value !== to),
    );
    if (!proposal.outcome.ok || clash) {
      left.push(proposal);
      continue;
    }
    for (const edit of proposal.fix.edits) {
      if (!changed.has(edit.path)) edits.push(edit);
      changed.set(edit.path, edit.to);
    }
  }
  return { outcome: correctionsOfEdits(disclosure, overlay, edits), left };
}

/** One cell of a difference: what stands there and what shall. Absent: nothing stands, or nothing shall. */
export interface CellChange {
  path: JsonPointer;
  from?: string;
  to?: string;
}

/** A row of the page before and after, as far as it changes. */
export interface RowChange {
  path: JsonPointer;
  kind: 'changed' | 'added' | 'removed';
  cells: CellChange[];
}

/** The difference that edits make: single values, and rows whose cells change together. */
export interface Difference {
  values: CellChange[];
  rows: RowChange[];
}

export function differenceOf(edits: readonly Edit[], tell: (path: JsonPointer, value: unknown) => string): Difference {
  const raws = new Set(edits.map(({ path }) => path).filter((path) => path.endsWith('/raw')));
  const values: CellChange[] = [];
  const rows = new Map<string, RowChange>();
  for (const edit of edits) {
    const { path, from, to } = edit;
    const derived = /^(.*\/targets\/\d+)\/(?!raw$)\w+$/.exec(path)?.[1];
    if (derived !== undefined && raws.has(`${derived}/raw`)) continue;
    const place = rowPlaceOf(path);
    if (place?.rest === '') {
      if (from !== undefined)
        rows.set(`-${path}`, { path, kind: 'removed', cells: cellsOfRow(path, from, 'from', tell) });
      if (to !== undefined) {
        rows.set(`+${path}${rows.size}`, { path, kind: 'added', cells: cellsOfRow(path, to, 'to', tell) });
      }
      continue;
    }
    const cell: CellChange = {
      path,
      ...(from === undefined ? {} : { from: tell(path, from) }),
      ...(to === undefined ? {} : { to: tell(path, to) }),
    };
    if (!place) {
      values.push(cell);
      continue;
    }
    const row = `${place.list}/${place.index}`;
    const there = rows.get(row);
    if (there) there.cells.push(cell);
    else rows.set(row, { path: row, kind: 'changed', cells: [cell] });
  }
  // One row with one changed cell is told as a value.
  const all = [...rows.values()].sort((a, b) => (rowPlaceOf(a.path)?.index ?? 0) - (rowPlaceOf(b.path)?.index ?? 0));
  if (
    all.every(({ kind }) => kind === 'changed') &&
    (all.length === 1 || all.every(({ cells }) => cells.length === 1))
  ) {
    return { values: [...values, ...all.flatMap(({ cells }) => cells)], rows: [] };
  }
  return { values, rows: all };
}

const ROW_FIELDS = ['no', 'code', 'label', 'level1', 'level2', 'level3', 'name', 'content', 'fen'];

/** The cells of a whole row that hold something. */
function cellsOfRow(
  path: JsonPointer,
  row: unknown,
  side: 'from' | 'to',
  tell: (path: JsonPointer, value: unknown) => string,
): CellChange[] {
  const fields = row as Record<string, unknown>;
  const one = (at: JsonPointer, value: unknown): CellChange => ({ path: at, [side]: tell(at, value) });
  return [
    ...ROW_FIELDS.filter((field) => fields[field] !== undefined && fields[field] !== '').map((field) =>
      one(`${path}/${field}`, fields[field]),
    ),
    ...((fields.targets as { raw: string }[] | undefined) ?? []).map(({ raw }, i) =>
      one(`${path}/targets/${i}/raw`, raw),
    ),
    ...((fields.cells as unknown[] | undefined) ?? []).map((cell, i) => one(`${path}/cells/${i}`, cell)),
  ];
}

/** The parts of two texts in which they differ: what is the same before and after, and the middle of each. */
export function middleOf(from: string, to: string): { before: string; from: string; to: string; after: string } {
  const [a, b] = [[...from], [...to]];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return {
    before: a.slice(0, start).join(''),
    from: a.slice(start, a.length - end).join(''),
    to: b.slice(start, b.length - end).join(''),
    after: a.slice(a.length - end).join(''),
  };
}
