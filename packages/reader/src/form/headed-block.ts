import type { GoalSheet, Period } from '@jizhun/model';
import { periodOf } from '../lexicon/headers.ts';
import { labelText } from '../lexicon/labels.ts';
import type { SourceCell, SourceRow } from '../source/document.ts';
import type { Draft } from '../source/draft.ts';

/** The columns under a goal, and the period the goal is of. */
export interface Half {
  start: number;
  end: number;
  period: Period;
}

const HEAD =
  /^(中期目标|中长期目标|长期目标|实施期目标|实施期总目标|总体目标|年度目标|年度总体目标|本年目标|预期目标|年初设定目标|年度预期目标|实际完成情况|全年实际完成情况|年度总体目标完成情况|目标实际完成情况|完成情况|偏差原因|目标完成情况)(\(.*\))?$/;
const LABEL = /^(总体目标|年度总体目标|年度目标|总体绩效目标|绩效目标|年度绩效目标|项目绩效目标|目标)$/;

/** Whether a row heads goals that stand side by side: 总体目标 | 中期目标（2025年—2027年） | 年度目标. */
export function isGoalHead(row: SourceRow): boolean {
  const [label, ...heads] = row.filled;
  if (!label || heads.length === 0 || !LABEL.test(labelText(label.label))) return false;
  if (!heads.every((c) => HEAD.test(labelText(c.label)))) return false;
  // 年度总体目标 | 预期目标 could be a label with a value of these very words; a head has its goals below it.
  return heads.length >= 2 || (row.grid.exact && label.cell.rowSpan > 1);
}

/** Goals that stand below heads: each head is the label of what is below it. */
export class HeadedBlock {
  readonly label: SourceCell;
  readonly halves: readonly Half[];
  readonly #heads: SourceCell[];

  constructor(row: SourceRow) {
    const [label, ...heads] = row.filled;
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
    for (const [nth, cell] of own.entries()) {
      const head = row.grid.exact
        ? this.#heads.find((h) => h.column < cell.end && h.end > cell.column)
        : this.#heads[nth];
      if (!head) continue;
      const key = head.label.replace(/[:：]+$/, '');
      const before = sheet.value.attributes[key];
      sheet.value.attributes[key] = before ? `${before}\n${cell.text}` : cell.text;
      sheet.from(['attributes', key], [cell]);
    }
    return true;
  }
}
