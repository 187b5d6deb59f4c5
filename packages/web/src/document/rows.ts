import {
  type BudgetTableRow,
  type CorrectableKind,
  type CorrectionRow,
  type Disclosure,
  type FundingLine,
  type Indicator,
  type JsonPointer,
  parseTyped,
  rowPlaceOf,
  type Task,
  valueAt,
} from '@jizhun/model';
import { fieldName } from './value-names.ts';

/** The row in which all of these values stand; undefined where they are of several rows, or of none. */
export function rowOf(paths: readonly JsonPointer[]): JsonPointer | undefined {
  const rows = new Set(
    paths.map((path) => {
      const place = rowPlaceOf(path);
      return place && `${place.list}/${place.index}`;
    }),
  );
  const [row] = rows;
  return rows.size === 1 ? row : undefined;
}

/** Where the first indicator of a goal sheet goes that has none, for values of that sheet; else undefined. */
export function firstRowOf(disclosure: Disclosure, paths: readonly JsonPointer[]): JsonPointer | undefined {
  const sheets = new Set(paths.map((path) => /^\/goalSheets\/(\d+)\//.exec(path)?.[1]));
  const [sheet] = sheets;
  if (sheets.size !== 1 || sheet === undefined) return undefined;
  return disclosure.goalSheets[Number(sheet)]?.indicators.length === 0
    ? `/goalSheets/${sheet}/indicators/0`
    : undefined;
}

type LikeRow = Indicator & BudgetTableRow & FundingLine & Task;

/** The row beside the new one; where there is none, an indicator with one target for the year. */
function rowBeside(disclosure: Disclosure, beside: JsonPointer): Partial<LikeRow> | undefined {
  const row = valueAt(disclosure, beside) as LikeRow | undefined;
  const list = rowPlaceOf(beside)?.list;
  if (row || !list?.endsWith('/indicators') || !Array.isArray(valueAt(disclosure, list))) return row;
  const meaning = { operator: null, value: null, max: null, unit: null, text: null } as const;
  return { level1: '', level2: '', targets: [{ period: 'FY', raw: '', ...meaning }] };
}

/** One thing that a person fills in of a new row. */
export interface RowField {
  /** Where it goes in the row: `level3`, `targets/0/raw`, `cells/2`. */
  key: string;
  name: string;
  kind: CorrectableKind;
  /** What stands there before anything is typed. */
  value: string;
  optional: boolean;
}

/**
 * What there is to fill in of a row like the one beside it: an indicator of the same levels with the same columns of
 * targets, a row of the same table, a line of funding, a task.
 */
export function fieldsLike(disclosure: Disclosure, beside: JsonPointer): RowField[] {
  const row = rowBeside(disclosure, beside);
  if (!row) return [];
  const field = (key: string, kind: CorrectableKind, optional: boolean, value = ''): RowField => ({
    key,
    name: fieldName(disclosure, `${beside}/${key}`),
    kind,
    value,
    optional,
  });
  if (row.targets) {
    return [
      field('level1', 'text', true, row.level1),
      field('level2', 'text', true, row.level2),
      field('level3', 'text', false),
      ...row.targets.map((_, i) => field(`targets/${i}/raw`, 'target', true)),
      ...(row.weight === undefined ? [] : [field('weight', 'number', true)]),
    ];
  }
  if (row.cells) {
    return [
      ...(row.code === undefined ? [] : [field('code', 'text', true)]),
      field('label', 'text', false),
      ...row.cells.map((_, i) => field(`cells/${i}`, 'cell', true)),
    ];
  }
  if (row.side !== undefined) return [field('label', 'text', false), field('fen', 'money', false)];
  return [field('name', 'text', false), field('content', 'text', true), field('fen', 'money', true)];
}

/** The row that was filled in; or which field is to be filled in otherwise, and why. */
export type FilledRow = { ok: true; row: CorrectionRow } | { ok: false; key: string; words: string };

/** Makes a row of what was typed, `typed` by the keys of its fields; the rest is that of the row beside it. */
export function rowFrom(
  disclosure: Disclosure,
  beside: JsonPointer,
  fields: readonly RowField[],
  typed: ReadonlyMap<string, string>,
): FilledRow {
  const like = rowBeside(disclosure, beside) as LikeRow;
  const values = new Map<string, string | number | null>();
  for (const { key, name, kind, optional, value } of fields) {
    const words = typed.get(key) ?? value;
    const parsed = parseTyped({ kind, optional }, words);
    if (!parsed.ok) return { ok: false, key, words: parsed.message };
    if (!optional && (parsed.value === null || parsed.value === '')) {
      return { ok: false, key, words: `请填写${name}。` };
    }
    values.set(key, parsed.value);
  }
  const given = (key: string): string | number | null => values.get(key) ?? null;
  const some = (key: string): Record<string, string | number> => {
    const value = given(key);
    return value === null || value === '' ? {} : { [key]: value };
  };
  if (like.targets) {
    const targets = like.targets.map(({ period, month, column }, i) => ({
      period,
      ...(month === undefined ? {} : { month }),
      ...(column === undefined ? {} : { column }),
      raw: String(given(`targets/${i}/raw`) ?? ''),
      // What it means follows from its wording.
      operator: null,
      value: null,
      max: null,
      unit: null,
      text: null,
    }));
    const levels = { level1: String(given('level1') ?? ''), level2: String(given('level2') ?? '') };
    return {
      ok: true,
      row: { ...levels, level3: String(given('level3')), kind: 'unknown', ...some('weight'), targets },
    };
  }
  if (like.cells) {
    return {
      ok: true,
      row: { ...some('code'), label: String(given('label')), cells: like.cells.map((_, i) => given(`cells/${i}`)) },
    };
  }
  if (like.side !== undefined) {
    const { side, period, month, column } = like;
    return {
      ok: true,
      row: {
        side,
        label: String(given('label')),
        period,
        ...(month === undefined ? {} : { month }),
        ...(column === undefined ? {} : { column }),
        fen: given('fen') ?? 0,
      },
    };
  }
  return { ok: true, row: { group: like.group, name: String(given('name')), ...some('content'), ...some('fen') } };
}
