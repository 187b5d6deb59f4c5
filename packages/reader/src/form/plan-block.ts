import type { GoalSheet } from '@jizhun/model';
import { headText } from '../lexicon/headers.ts';
import { isPlanLabel } from '../lexicon/labels.ts';
import type { SourceCell, SourceRow } from '../source/document.ts';
import type { Draft } from '../source/draft.ts';

type PlanRole = 'content' | 'start' | 'end' | 'other';

function roleOf(head: string): PlanRole | undefined {
  const h = headText(head);
  if (h.length > 14) return undefined;
  if (/^(项目)?(实施|计划|工作|进度|主要)内容$|^(实施)?阶段$|^内容$/.test(h)) return 'content';
  if (/^(计划)?(开始|起始)(时间|日期)$/.test(h)) return 'start';
  if (/^(计划)?(完成|结束|截止)(时间|日期)$/.test(h)) return 'end';
  return undefined;
}

/** Whether a row is the head of a plan of work: 实施内容 | 开始时间 | 完成时间. */
export function isPlanHead(row: SourceRow): boolean {
  if (row.filled.length < 3) return false;
  const roles = new Set(row.filled.map((c) => roleOf(c.label)));
  return roles.has('content') && roles.has('start') && roles.has('end');
}

/** 项目实施进度计划: one step a row, with its beginning and end as printed. */
export class PlanBlock {
  readonly label: SourceCell | undefined;
  readonly #columns: { role: PlanRole; cell: SourceCell }[];

  constructor(head: SourceRow) {
    this.label = head.cells.map((c) => c.cell).find((c) => isPlanLabel(c.label));
    this.#columns = head.filled
      .filter((c) => c !== this.label)
      .map((cell) => ({ role: roleOf(cell.label) ?? 'other', cell }));
    for (const cell of head.filled) cell.used = true;
    if (this.label) this.label.used = true;
  }

  /** Reads one row; false where it holds no step. */
  add(row: SourceRow, sheet: Draft<GoalSheet>): boolean {
    const own = row.filled.filter((c) => c !== this.label);
    if (own.length === 0) return row.cells.some((c) => c.cell === this.label);
    const found = new Map<PlanRole, SourceCell>();
    for (const [nth, { role, cell: head }] of this.#columns.entries()) {
      const cell = row.grid.exact ? own.find((c) => c.column < head.end && c.end > head.column) : own[nth];
      if (cell && role !== 'other') found.set(role, cell);
    }
    const content = found.get('content');
    if (!content || (!found.has('start') && !found.has('end'))) return false;
    const plan = sheet.value.plan ?? [];
    sheet.value.plan = plan;
    const step: NonNullable<GoalSheet['plan']>[number] = { content: content.text };
    sheet.from(['plan', plan.length, 'content'], [content]);
    for (const role of ['start', 'end'] as const) {
      const cell = found.get(role);
      if (!cell) continue;
      step[role] = cell.label;
      sheet.from(['plan', plan.length, role], [cell]);
    }
    plan.push(step);
    return true;
  }
}
