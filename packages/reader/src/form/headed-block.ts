import type { GoalSheet, Period } from '@jizhun/model';
import { periodOf } from '../lexicon/headers.ts';
import { isGoalHeadText, isGoalLabel, looksLikeLabel } from '../lexicon/labels.ts';
import type { SourceCell, SourceRow } from '../source/document.ts';
import type { Draft } from '../source/draft.ts';

/** The columns under a goal, and the period the goal is of. */
export interface Half {
  start: number;
  end: number;
  period: Period;
}

/** The heads of a row of goals: what stands at its right end and names goals; in an exact grid, above other cells. */
function goalHeadsOf(row: SourceRow): SourceCell[] {
  const heads: SourceCell[] = [];
  for (const cell of [...row.filled].reverse()) {
    if (!isGoalHeadText(cell.label) || (row.grid.exact && cell.cell.rowSpan > 1)) break;
    heads.unshift(cell);
  }
  return !row.grid.exact && heads.length === row.filled.length ? heads.slice(1) : heads;
}

/** Whether a row heads goals that stand side by side: 总体目标 | 中期目标（2025年—2027年） | 年度目标. */
export function isGoalHead(row: SourceRow): boolean {
  const heads = goalHeadsOf(row);
  const labels = row.filled.slice(0, row.filled.length - heads.length);
  const label = labels[labels.length - 1];
  if (heads.length === 0 || !label || labels.length > 2) return false;
  if (!isGoalLabel(label.label) && !/^\d*[.、]?\S{0,8}目标/.test(label.label)) return false;
  // 年度总体目标 | 预期目标 could be a label with a value of these very words; a head has its goals below it.
  if (heads.length >= 2) return true;
  if (row.grid.exact) return label.cell.rowSpan > 1;
  const below = row.grid.rows[row.grid.rows.indexOf(row) + 1];
  // One goal below one head: no value of a label is itself the name of a goal.
  const [goal] = below?.filled ?? [];
  return row.filled.length === 2 && below?.filled.length === 1 && goal !== undefined && !looksLikeLabel(goal.label);
}

/** Goals that stand below heads: each head is the label of what is below it. */
export class HeadedBlock {
  readonly label: SourceCell;
  readonly halves: readonly Half[];
  readonly #heads: SourceCell[];

  constructor(row: SourceRow) {
    const heads = goalHeadsOf(row);
    const label = row.filled[row.filled.length - heads.length - 1];
    if (!label) throw new RangeError('a head of goals has a label');
    this.label = label;
    this.#heads = heads;
    for (const cell of row.filled) cell.used = true;
    this.halves = heads.map((c) => ({
      start: c.column,
      end: c.end,
      period: periodOf(c.label.replace(/[（(].*$/, '')).period,
    }));
  }

  /** Reads one row; false where it has no cell below a head. */
  add(row: SourceRow, sheet: Draft<GoalSheet>): boolean {
    const own = row.filled.filter((c) => c !== this.label);
    const within = row.cells.some((c) => c.cell === this.label);
    if (row.grid.exact && !within) return false;
    if (!row.grid.exact && (own.length === 0 || own.length > this.#heads.length)) return false;
    if (!row.grid.exact && own.length === 1 && looksLikeLabel(own[0]?.label ?? '')) return false;
    for (const [nth, cell] of own.entries()) {
      const head = row.grid.exact
        ? this.#heads.find((h) => h.column < cell.end && h.end > cell.column)
        : own.length === this.#heads.length
          ? this.#heads[nth]
          : this.#nearest(cell);
      if (!head) continue;
      const key = head.label.replace(/[:：]+$/, '');
      const before = sheet.value.attributes[key];
      sheet.value.attributes[key] = before ? `${before}\n${cell.text}` : cell.text;
      sheet.from(['attributes', key], [cell]);
    }
    return true;
  }

  /** Where extraction dropped a blank goal: the head that stands nearest. */
  #nearest(cell: SourceCell): SourceCell | undefined {
    return this.#heads.reduce((a, b) => (Math.abs(b.column - cell.column) < Math.abs(a.column - cell.column) ? b : a));
  }
}
