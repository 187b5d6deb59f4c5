import { parseTarget, unitKindOf } from '@jizhun/model';
import { isLevel1, isLevel2 } from '../lexicon/levels.ts';
import type { SourceCell, SourceRow } from '../source/document.ts';
import type { Column } from './columns.ts';

/**
 * Puts the cells of a row under the columns of its block.
 *
 * Exact grids: by overlap. Ragged ones: extraction moved fields and dropped merged cells, so the assignment that keeps
 * the order and fits contents and positions best is sought (dynamic programming over fields × columns).
 */
export interface Placed {
  column: Column;
  cell: SourceCell;
  carried: boolean;
}

export function placeRow(
  row: SourceRow,
  columns: readonly Column[],
  fields: number,
): { placed: Placed[]; loose: SourceCell[] } {
  return row.grid.exact ? placeExact(row, columns) : placeRagged(row, columns, fields);
}

function placeExact(row: SourceRow, columns: readonly Column[]): { placed: Placed[]; loose: SourceCell[] } {
  const placed: Placed[] = [];
  const taken = new Set<SourceCell>();
  for (const column of columns) {
    const over = row.cells.find(
      ({ cell }) =>
        cell.column < column.end && cell.end > column.start && !(cell.column < column.start && taken.has(cell)),
    );
    if (!over) continue;
    taken.add(over.cell);
    placed.push({ column, cell: over.cell, carried: over.carried });
  }
  return { placed, loose: row.filled.filter((cell) => !taken.has(cell)) };
}

/** Whether blanks hold their places in a row of extracted text: it is as wide as its head, or only trailing blanks went. */
function keepsPlaces(row: SourceRow, fields: number): boolean {
  return row.cells.length === fields || (row.grid.onlyTrimmed && row.cells.length < fields);
}

const UNPLACED_FIELD = -10;
/** No form has so many columns: what stands to the right of them belongs to none, and is not weighed. */
const MOST_FIELDS = 200;
/** How far extraction may have moved a whole row, and what believing so costs per field. */
const SHIFTS = [0, -1, 1, -2, 2];
const SHIFT_COST = 2;

function placeRagged(
  row: SourceRow,
  columns: readonly Column[],
  fields: number,
): { placed: Placed[]; loose: SourceCell[] } {
  const filled = row.filled.slice(0, MOST_FIELDS);
  const { placed, loose } = placeFields(row, filled, columns, fields);
  return { placed, loose: [...loose, ...row.filled.slice(MOST_FIELDS)] };
}

function placeFields(
  row: SourceRow,
  filled: readonly SourceCell[],
  columns: readonly Column[],
  fields: number,
): Pick<Alignment, 'placed' | 'loose'> {
  const missing = fields - row.cells.length;
  const even = keepsPlaces(row, fields);
  const best = (tries: readonly Alignment[]) => tries.reduce((a, b) => (b.score > a.score ? b : a));
  if (!even && missing > 0 && row.cells[0]?.cell.blank === false) {
    // Merged cells were dropped, not left blank: as they stand at the left, the row ends where its head does.
    if (row.grid.endsTrimmed) {
      // Blanks at its end may be lost as well: any place between is as good.
      const shifts = Array.from({ length: missing + 1 }, (_, i) => -i);
      return best([...shifts, 1].map((shift) => alignment(filled, columns, shift, 0.5, shift <= 0)));
    }
    return best([-missing, ...SHIFTS].map((shift) => alignment(filled, columns, shift, 1, shift === -missing)));
  }
  return best(SHIFTS.map((shift) => alignment(filled, columns, shift, even ? 2 : 1)));
}

interface Alignment {
  score: number;
  placed: Placed[];
  loose: SourceCell[];
}

/** How well fields in their order fill a row of the columns, blank ones included; the higher the better. */
export function rowScore(fields: readonly SourceCell[], columns: readonly Column[]): number {
  return alignment(fields, columns, 0, 0).score;
}

type Step = 'field' | 'column' | 'both';

function alignment(
  fields: readonly SourceCell[],
  columns: readonly Column[],
  shift: number,
  trust: number,
  free = false,
): Alignment {
  const n = fields.length;
  const m = columns.length;
  // best[i * width + j]: the best score for the first i fields over the first j columns.
  const width = m + 1;
  const counted = columns.some((c) => c.role === 'weight' || c.role === 'score');
  const best = new Float64Array((n + 1) * width).fill(Number.NEGATIVE_INFINITY);
  const steps: Step[] = [];
  best[0] = 0;
  const scoreAt = (i: number, j: number) => best[i * width + j] ?? Number.NEGATIVE_INFINITY;
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      const field = fields[i - 1];
      const column = columns[j - 1];
      const at = i * width + j;
      const consider = (score: number, step: Step) => {
        if (score <= (best[at] ?? 0)) return;
        best[at] = score;
        steps[at] = step;
      };
      if (field) consider(scoreAt(i - 1, j) + UNPLACED_FIELD, 'field');
      if (column) consider(scoreAt(i, j - 1) + emptyCost(column, fields[i - 1]), 'column');
      if (field && column)
        consider(
          scoreAt(i - 1, j - 1) + contentFit(field, column, counted) + trust * positionFit(field, column, shift),
          'both',
        );
    }
  }
  const placed: Placed[] = [];
  const loose: SourceCell[] = [];
  for (let i = n, j = m; i > 0 || j > 0; ) {
    const step = steps[i * width + j];
    const field = fields[i - 1];
    const column = columns[j - 1];
    if (step === 'both' && field && column) {
      placed.unshift({ column, cell: field, carried: false });
      i--;
      j--;
    } else if (step === 'field' && field) {
      loose.unshift(field);
      i--;
    } else j--;
  }
  return { score: scoreAt(n, m) - (free ? 0 : SHIFT_COST * Math.abs(shift)), placed, loose };
}

/** What it costs to leave a column empty; `before` is the field to the left. */
function emptyCost(column: Column, before: SourceCell | undefined): number {
  if (column.role === 'level3') return -8;
  // A row that prints a new first level prints its second level too, where the form has one.
  if (column.role === 'level2' && before && isLevel1(before.label)) return -6;
  if (column.role === 'target') return -3;
  if (column.role === 'weight' || column.role === 'score') return -2;
  return 0;
}

function positionFit(field: SourceCell, column: Column, shift: number): number {
  const away = Math.abs(field.column - shift - column.start);
  return away === 0 ? 3 : -Math.min(3, away);
}

/** Whether a text is written as a target is: a bound, a figure, a percentage. */
export function looksLikeTarget(text: string): boolean {
  return (
    text.length <= 18 &&
    /^[≥≤≧≦＞＜>=<＝=~～约]|^\d|^(不少于|不低于|不超过|大于|小于|至少)/.test(text) &&
    parseTarget(text).operator !== null
  );
}

/** 5000人以上: a class that a standard is set for; a name more often than 120名以上 is, which may be a target as well. */
function isBand(text: string): boolean {
  return /^\d[\d.,]*万?(人|户|亩)(（含）|\(含\))?(以上|以下|以内)$/.test(text.replace(/\s/g, ''));
}

function contentFit(field: SourceCell, column: Column, counted: boolean): number {
  const text = field.label;
  if (field.blank) return column.role === 'level3' ? -9 : /^level/.test(column.role) ? -2 : 0;
  switch (column.role) {
    case 'block':
      return /^(年度)?绩效指标$|^名称$/.test(text) ? 6 : -8;
    case 'level1':
      // 成本指标 is a first level in some places, a second one in others.
      if (isLevel1(text)) return isLevel2(text) ? 4 : 6;
      return text.length <= 3 && !looksLikeTarget(text) ? -4 : -8;
    case 'level2':
      if (isLevel2(text)) return 5;
      if (looksLikeTarget(text)) return -3;
      return text.length > 10 ? -3 : counted ? -2 : 0;
    case 'likelihood':
      return /可能|能$/.test(text) ? 6 : -4;
    case 'scoring':
      return /扣分|扣[\d.完]|得分|满分|评分/.test(text) ? 4 : looksLikeTarget(text) ? -1 : 1;
    case 'level3':
      if (/酌情|扣分|得满分/.test(text)) return -10;
      if (isBand(text)) return -2;
      if (looksLikeTarget(text)) return -4;
      return text.length <= 2 ? -2 : isLevel2(text) || isLevel1(text) ? -1 : 2;
    case 'task':
      return looksLikeTarget(text) ? -4 : 1;
    case 'operator':
      return /^([≥≤≧≦＞＜><=＝～~]+|大于等于|小于等于|大于|小于|等于|定性)$/.test(text) ? 6 : -6;
    case 'target':
      // Beside weights and scores a bare figure may well be one of them.
      if (/^(确定能|有可能|完?全?不可能)$/.test(text)) return -4;
      if (looksLikeTarget(text)) return counted && /^\d+(\.\d+)?$/.test(text) ? 2 : 4;
      return text.length <= 8 ? 1 : text.length <= 14 ? 0 : -1;
    case 'unit':
      return unitKindOf(text) !== undefined ? 4 : -3;
    case 'weight':
    case 'score':
    case 'sequence':
      return /^\d+(\.\d+)?$/.test(text) ? 3 : -5;
    case 'remark':
      return looksLikeTarget(text) ? 0 : 1;
    case 'other':
      // 得分系数（%） holds figures too.
      if (/系数|率|比例|%/.test(column.head)) return looksLikeTarget(text) ? 3 : -3;
      return looksLikeTarget(text) ? 0 : 1;
    default:
      return looksLikeTarget(text) ? -1 : 1;
  }
}
