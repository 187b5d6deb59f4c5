import type { GoalSheet } from '@jizhun/model';
import type { SourceCell, SourceRow } from '../source/document.ts';
import type { Draft } from '../source/draft.ts';

const MONTH = /^(\d{1,2})月(底|末|份)?$/;
const PERCENT = /^(\d+(?:\.\d+)?)%?$/;

/** 资金支出计划（%）: a row of 3月底 | 6月底 | …, below it the percent that shall be spent by then. */
export class ScheduleBlock {
  readonly label: SourceCell;
  #months: SourceCell[] = [];

  constructor(label: SourceCell) {
    this.label = label;
    label.used = true;
  }

  /** Reads one row; false where it is neither of the two. */
  add(row: SourceRow, sheet: Draft<GoalSheet>): boolean {
    const own = row.filled.filter((c) => c !== this.label);
    if (own.length === 0) return row.cells.some((c) => c.cell === this.label);
    if (own.every((c) => MONTH.test(c.label))) {
      this.#months = own;
      for (const cell of own) cell.used = true;
      return true;
    }
    if (this.#months.length === 0 || !own.every((c) => PERCENT.test(c.text.replace(/\s/g, '')))) return false;
    for (const [nth, cell] of own.entries()) {
      const head = row.grid.exact
        ? this.#months.find((m) => m.column < cell.end && m.end > cell.column)
        : (this.#months.find((m) => m.column === cell.column) ?? this.#months[nth]);
      const month = head && MONTH.exec(head.label);
      const percent = PERCENT.exec(cell.text.replace(/\s/g, ''));
      if (!head || !month || !percent) continue;
      const index = sheet.value.schedule.length;
      sheet.value.schedule.push({ label: head.label, month: Number(month[1]), percent: Number(percent[1]) });
      sheet.from(['schedule', index, 'label'], [head]);
      sheet.from(['schedule', index], [cell]);
    }
    return true;
  }
}
