import {
  type CorrectionRow,
  inOrder,
  isRowCorrection,
  type RowCorrection,
  RowNames,
  rowFits,
  rowPlaceOf,
  withAddedRows,
} from './correction-rows.ts';
import { indicatorKindOf } from './indicator-kind.ts';
import { fromFen, groupDigits, numberOf, parseDecimal, toFen } from './money.ts';
import { pointer, pointerSteps, valueAt } from './pointer.ts';
import { parseTarget } from './target.ts';
import type { Disclosure, Indicator, JsonPointer } from './types.ts';

/**
 * Corrections of a reading by a person: an overlay over what was read, which itself is never changed. A correction
 * names one value by its pointer, says what was read there and what stands there instead.
 */

/** A value that can be corrected; null where nothing was read, or where nothing stands. Amounts are integer fen. */
export type CorrectionValue = string | number | null;

/**
 * One value put right: at `path` was read `from`, and stands `to`; or a whole row added (`from` null) or taken out (`to`
 * null). Paths are those of the reading: see `RowNames`.
 */
export interface Correction {
  path: JsonPointer;
  from: CorrectionValue | CorrectionRow;
  to: CorrectionValue | CorrectionRow;
}

/**
 * What became of a correction: `applied`; `superseded` by a later one of the same value, or with the added row in which it
 * stood; `pending` where the reading no
 * longer says there what it said when it was corrected, so that a person has to look again.
 */
export type CorrectionState = 'applied' | 'superseded' | 'pending';

/**
 * What kind of value stands at a pointer, which decides how a person writes it: `target` an indicator's target as
 * printed, `money` an amount, `cell` a cell of a table (figure, words or nothing).
 */
export type CorrectableKind = 'text' | 'target' | 'money' | 'number' | 'integer' | 'cell';

/** A value that can be corrected, as it stands now. */
export interface Correctable {
  path: JsonPointer;
  kind: CorrectableKind;
  /** Whether nothing may stand there. */
  optional: boolean;
  value: CorrectionValue;
}

type Form = readonly [pattern: string, kind: CorrectableKind, optional?: 'optional'];

/** Every value that can be corrected: `#` is a position in a list, `*` any name. */
const FORMS: readonly Form[] = [
  ['title', 'text', 'optional'],
  ['fiscalYear', 'integer', 'optional'],
  ['unit/name', 'text'],
  ['unit/code', 'text', 'optional'],
  ['goalSheets/#/name', 'text'],
  ['goalSheets/#/code', 'text', 'optional'],
  ['goalSheets/#/unit', 'text', 'optional'],
  ['goalSheets/#/supervisor', 'text', 'optional'],
  ['goalSheets/#/fiscalYear', 'integer', 'optional'],
  ['goalSheets/#/attributes/*', 'text', 'optional'],
  ['goalSheets/#/funding/#/fen', 'money'],
  ['goalSheets/#/funding/#/label', 'text'],
  ['goalSheets/#/schedule/#/percent', 'number'],
  ['goalSheets/#/schedule/#/label', 'text'],
  ['goalSheets/#/tasks/#/name', 'text'],
  ['goalSheets/#/tasks/#/content', 'text', 'optional'],
  ['goalSheets/#/tasks/#/fen', 'money', 'optional'],
  ['goalSheets/#/indicators/#/level3', 'text'],
  ['goalSheets/#/indicators/#/level1', 'text'],
  ['goalSheets/#/indicators/#/level2', 'text'],
  ['goalSheets/#/indicators/#/code', 'text', 'optional'],
  ['goalSheets/#/indicators/#/task', 'text', 'optional'],
  ['goalSheets/#/indicators/#/description', 'text', 'optional'],
  ['goalSheets/#/indicators/#/basis', 'text', 'optional'],
  ['goalSheets/#/indicators/#/scoring', 'text', 'optional'],
  ['goalSheets/#/indicators/#/source', 'text', 'optional'],
  ['goalSheets/#/indicators/#/deviation', 'text', 'optional'],
  ['goalSheets/#/indicators/#/weight', 'number', 'optional'],
  ['goalSheets/#/indicators/#/score', 'number', 'optional'],
  ['goalSheets/#/indicators/#/targets/#/raw', 'target'],
  ['goalSheets/#/parts/#/heading', 'text'],
  ['goalSheets/#/parts/#/goal', 'text', 'optional'],
  ['goalSheets/#/parts/#/indicators', 'text', 'optional'],
  ['goalSheets/#/plan/#/content', 'text'],
  ['goalSheets/#/plan/#/start', 'text', 'optional'],
  ['goalSheets/#/plan/#/end', 'text', 'optional'],
  ['goalSheets/#/evaluation/total', 'number', 'optional'],
  ['goalSheets/#/evaluation/execution/#/label', 'text'],
  ['goalSheets/#/evaluation/execution/#/rate', 'number', 'optional'],
  ['goalSheets/#/evaluation/execution/#/weight', 'number', 'optional'],
  ['goalSheets/#/evaluation/execution/#/score', 'number', 'optional'],
  ['budgetTables/#/title', 'text'],
  ['budgetTables/#/note', 'text', 'optional'],
  ['budgetTables/#/columns/#', 'text'],
  ['budgetTables/#/rows/#/label', 'text'],
  ['budgetTables/#/rows/#/code', 'text', 'optional'],
  ['budgetTables/#/rows/#/no', 'integer', 'optional'],
  ['budgetTables/#/rows/#/cells/#', 'cell'],
  ['statements/#/value', 'number'],
  ['statements/#/max', 'number', 'optional'],
  ['statements/#/claim', 'text'],
  ['statements/#/section', 'text'],
  ['statements/#/unit', 'text'],
  ['statements/#/year', 'integer', 'optional'],
];

const SPLIT_FORMS = FORMS.map(([pattern, kind, optional]) => ({
  steps: pattern.split('/'),
  kind,
  optional: optional === 'optional',
  /** Whether it is a field, which can stand for the whole that it lies in. */
  names: !/[#*]$/.test(pattern),
}));

const fits = (pattern: readonly string[], steps: readonly string[]): boolean =>
  steps.every((step, i) => {
    const wanted = pattern[i];
    return wanted === '*' || (wanted === '#' ? /^(0|[1-9]\d{0,8})$/.test(step) : wanted === step);
  });

/**
 * The value at a pointer that a person may correct; for a pointer to a whole (a target, a line of funding, an
 * indicator) the value that stands for it (its wording, its amount, its name). Undefined where there is none.
 */
export function correctableAt(disclosure: Disclosure, path: JsonPointer): Correctable | undefined {
  // Operator, figure and unit follow from a target's wording: that is what is corrected.
  const target = /^(\/goalSheets\/\d+\/indicators\/\d+\/targets\/\d+)\/(?!raw$)\w+$/.exec(path)?.[1];
  if (target !== undefined) return correctableAt(disclosure, target);
  const steps = pointerSteps(path);
  const form =
    SPLIT_FORMS.find((f) => f.steps.length === steps.length && fits(f.steps, steps)) ??
    SPLIT_FORMS.find((f) => steps.length > 1 && f.names && f.steps.length === steps.length + 1 && fits(f.steps, steps));
  if (!form) return undefined;
  const leaf = form.steps.length === steps.length ? path : path + pointer(form.steps.at(-1) ?? '');
  const holder = valueAt(disclosure, leaf.slice(0, leaf.lastIndexOf('/')));
  if (holder === null || typeof holder !== 'object') return undefined;
  const last = pointerSteps(leaf).at(-1) ?? '';
  if (Array.isArray(holder) && Number(last) >= holder.length) return undefined;
  const value = (Object.hasOwn(holder, last) ? (holder as Record<string, unknown>)[last] : null) ?? null;
  if (value !== null && typeof value !== 'string' && typeof value !== 'number') return undefined;
  return { path: leaf, kind: form.kind, optional: form.optional || form.kind === 'cell', value };
}

/** What a person typed, as a value; or one Chinese sentence saying why it is none. */
export type TypedValue = { ok: true; value: CorrectionValue } | { ok: false; message: string };

const bad = (message: string): TypedValue => ({ ok: false, message });

/**
 * Reads what a person typed for a value. Amounts are in 万元 unless 元, 万元 or 亿元 is typed with them; they must be
 * exact to the fen.
 */
export function parseTyped({ kind, optional }: Pick<Correctable, 'kind' | 'optional'>, typed: string): TypedValue {
  const words = typed.replace(/\r\n?/g, '\n').trim();
  if (words === '') {
    if (optional) return { ok: true, value: null };
    return kind === 'text' || kind === 'target' ? { ok: true, value: '' } : bad('此处应有数字，不能留空。');
  }
  if (kind === 'text' || kind === 'target') return { ok: true, value: words };
  if (kind === 'money') return parseMoney(words);
  const decimal = parseDecimal(words.replace(/%$/, ''));
  if (kind === 'cell') {
    // 001 is a code, 12% are words: only what is a figure and nothing else becomes one.
    const figure = /^[^%]*$/.test(words) && !/^0\d/.test(words) ? decimal : null;
    return { ok: true, value: figure ? numberOf(figure) : words };
  }
  if (!decimal) return bad(`“${words}”不是数字。请填写数字，如 12.5。`);
  const value = numberOf(decimal);
  if (kind === 'integer' && !Number.isSafeInteger(value)) return bad(`“${words}”不是整数。`);
  return { ok: true, value };
}

function parseMoney(words: string): TypedValue {
  const m = /^(.*?)(元|万元|亿元)?$/s.exec(words.replace(/\s/g, ''));
  const unit = (m?.[2] ?? '万元') as '元' | '万元' | '亿元';
  const decimal = parseDecimal(m?.[1] ?? '');
  if (!decimal) return bad(`“${words}”不是金额。请填写数字，单位为万元，如 12.5；也可写明单位，如 125000元。`);
  const places = { 元: 2, 万元: 6, 亿元: 10 }[unit];
  if (decimal.scale > places && decimal.digits % 10n ** BigInt(decimal.scale - places) !== 0n) {
    return bad(`“${words}”精确到分以下。金额最小到分。`);
  }
  try {
    return { ok: true, value: toFen(decimal, unit) };
  } catch {
    return bad(`“${words}”超出可记录的范围。`);
  }
}

/** A value as a person would type it; amounts in 万元 without the unit. */
export function printTyped({ kind, value }: Pick<Correctable, 'kind' | 'value'>): string {
  if (value === null) return '';
  return kind === 'money' && typeof value === 'number' ? fromFen(value, '万元', 2) : String(value);
}

/** A value as it is told to a person: amounts with separators and unit, nothing as 空白. */
export function tellCorrectionValue(kind: CorrectableKind, value: CorrectionValue): string {
  if (value === null || value === '') return '空白';
  if (kind === 'money' && typeof value === 'number') return `${groupDigits(fromFen(value, '万元'))} 万元`;
  return kind === 'cell' && typeof value === 'number' ? groupDigits(String(value)) : String(value);
}

/** Whether a value may stand at a place of this kind: what `parseTyped` could have made. */
export function isCorrectionFor({ kind, optional }: Pick<Correctable, 'kind' | 'optional'>, value: CorrectionValue) {
  if (value === null) return optional;
  if (kind === 'text' || kind === 'target') return typeof value === 'string';
  if (kind === 'cell') return typeof value === 'string' || Number.isFinite(value);
  return kind === 'number' ? Number.isFinite(value) : Number.isSafeInteger(value);
}

/**
 * Lays corrections, the oldest first, over a reading, and tells for each what became of it. Neither argument is changed;
 * parts that no correction touches are the reading's own. A corrected target is parsed anew, a corrected level gives
 * the indicator the kind that follows from it; rows that are added or taken out shift those behind them. Where no
 * correction applies, the answer is the reading itself.
 */
export function applyCorrections(
  disclosure: Disclosure,
  corrections: readonly Correction[],
): { disclosure: Disclosure; states: CorrectionState[] } {
  const last = new Map<JsonPointer, number>();
  const rows = new Map<JsonPointer, RowCorrection>();
  const states: CorrectionState[] = corrections.map(() => 'pending');
  corrections.forEach((one, i) => {
    if (!isRowCorrection(one) || !rowFits(disclosure, one)) return;
    states[i] = 'superseded';
    rows.set(one.path, one);
    last.set(one.path, i);
  });
  const { extended, pointers } = withAddedRows(disclosure, [...rows.values()]);
  const values = new Map<JsonPointer, CorrectionValue>();
  corrections.forEach((one, i) => {
    if (isRowValue(one.to)) return;
    const path = pointerOf(one.path, pointers);
    if (path === undefined) {
      if (rowPlaceOf(one.path)?.rest !== '') states[i] = 'superseded';
      return;
    }
    const there = correctableAt(extended, path);
    if (!there || there.path !== path || there.value !== one.from || !isCorrectionFor(there, one.to)) return;
    states[i] = 'superseded';
    if (one.to === one.from) values.delete(path);
    else values.set(path, one.to);
    last.set(one.path, i);
  });
  for (const i of last.values()) states[i] = 'applied';
  let corrected = extended;
  for (const [path, to] of values) corrected = put(corrected, pointerSteps(path), to);
  for (const path of values.keys()) corrected = follow(corrected, extended, path);
  if (rows.size > 0) corrected = inOrder(corrected, disclosure, new RowNames([...rows.values()]), pointers);
  return { disclosure: corrected, states };
}

/** Whether a correction speaks of a whole row rather than of one value. */
export function isRowValue(value: Correction['from']): value is CorrectionRow {
  return value !== null && typeof value === 'object';
}

/** Where a value stands while added rows are at the ends of their lists; undefined in a row that is not added. */
function pointerOf(path: JsonPointer, pointers: ReadonlyMap<JsonPointer, JsonPointer>): JsonPointer | undefined {
  const place = rowPlaceOf(path);
  if (place?.added === undefined) return path;
  const row = pointers.get(path.slice(0, path.length - place.rest.length));
  return row === undefined ? undefined : row + place.rest;
}

/** A copy in which `value` stands at the end of `steps`; null takes an optional field away, but stays in a list. */
function put<T>(holder: T, [step = '', ...rest]: readonly string[], value: CorrectionValue): T {
  if (Array.isArray(holder)) {
    const copy = holder.slice();
    copy[Number(step)] = rest.length === 0 ? value : put(copy[Number(step)], rest, value);
    return copy as T;
  }
  const fields = holder as Record<string, unknown>;
  if (rest.length > 0) return { ...fields, [step]: put(fields[step], rest, value) } as T;
  if (value !== null) return { ...fields, [step]: value } as T;
  const { [step]: _, ...others } = fields;
  return others as T;
}

/** Brings what follows from a corrected value in line with it. */
function follow(corrected: Disclosure, read: Disclosure, path: JsonPointer): Disclosure {
  const m = /^\/goalSheets\/(\d+)\/indicators\/(\d+)\/(?:targets\/(\d+)\/raw|level[12])$/.exec(path);
  if (!m) return corrected;
  const [, s, n, t] = m.map(Number);
  const sheet = corrected.goalSheets[s ?? -1];
  const indicator = sheet?.indicators[n ?? -1];
  if (!sheet || !indicator) return corrected;
  const changed: Indicator = { ...indicator };
  if (m[3] === undefined) {
    const before = read.goalSheets[s ?? -1]?.indicators[n ?? -1];
    const kind = indicatorKindOf(indicator.level1, indicator.level2);
    const followed = before?.kind === indicatorKindOf(before?.level1 ?? '', before?.level2 ?? '');
    if (followed || kind !== 'unknown') changed.kind = kind;
  } else {
    const year = sheet.fiscalYear ?? corrected.fiscalYear;
    changed.targets = indicator.targets.map((target, i) => {
      if (i !== t) return target;
      const { period, month, column, raw } = target;
      const meaning = parseTarget(raw, { name: indicator.level3, ...(year === undefined ? {} : { fiscalYear: year }) });
      const place = { period, ...(month === undefined ? {} : { month }), ...(column === undefined ? {} : { column }) };
      return { ...place, raw, ...meaning };
    });
  }
  const indicators = sheet.indicators.map((one) => (one === indicator ? changed : one));
  return {
    ...corrected,
    goalSheets: corrected.goalSheets.map((one) => (one === sheet ? { ...sheet, indicators } : one)),
  };
}
