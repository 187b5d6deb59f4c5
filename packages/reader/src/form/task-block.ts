import type { GoalSheet, MoneyUnit, Task } from '@jizhun/model';
import { fenWithin, moneyUnitIn } from '@jizhun/model';
import { headText } from '../lexicon/headers.ts';
import { taskGroupOf } from '../lexicon/labels.ts';
import type { SourceCell, SourceRow } from '../source/document.ts';
import type { Draft } from '../source/draft.ts';
import { amountIn } from './amount.ts';

type TaskRole = 'seq' | 'name' | 'content' | 'amount' | 'other';

interface TaskColumn {
  role: TaskRole;
  cell: SourceCell;
}

function roleOf(head: string): TaskRole | undefined {
  if (head.length > 24) return undefined;
  const h = headText(head);
  if (/^(序号|编号)$/.test(h)) return 'seq';
  if (/^(任务|工作|项目|工作任务|重点工作)?名称$|^(工作任务|重点任务|任务)$/.test(h)) return 'name';
  if (/(主要)?(实施|工作|任务)?内容$|^对应(的)?项目(名称)?$/.test(h)) return 'content';
  if (/金额|投入|预算|资金|总额/.test(h)) return 'amount';
  // 年度主要任务 heads the names themselves where nothing else does.
  if (/^(年度)?(主要|重点)(工作)?任务$/.test(h)) return 'name';
  return undefined;
}

/** Whether a row is the head of a list of tasks: 序号 | 名称 | 主要实施内容 | 拟投入金额. */
export function isTaskHead(row: SourceRow): boolean {
  if (row.filled.length < 2) return false;
  const roles = new Set(row.filled.map((c) => roleOf(c.label)));
  if (!roles.has('name') || !roles.has('content')) return false;
  // Without amounts 任务名称 | 主要内容 are heads only beside the name of the block.
  return (
    roles.has('amount') ||
    roles.has('seq') ||
    (row.filled.length >= 3 && row.filled.some((c) => taskGroupOf(c.label) !== undefined))
  );
}

/** 年度重点工作任务 and 其他需完成任务: one task a row. */
export class TaskBlock {
  readonly label: SourceCell | undefined;
  readonly #group: Task['group'];
  readonly #columns: TaskColumn[];
  readonly #unit: MoneyUnit;

  constructor(head: SourceRow, before: Task['group'] | undefined, unit: MoneyUnit) {
    const named = head.filled.filter((c) => roleOf(c.label) === 'name').length;
    const label = head.cells
      .map((c) => c.cell)
      .find((c) => taskGroupOf(c.label) !== undefined && (named > 1 || roleOf(c.label) !== 'name'));
    this.label = label;
    this.#group = (label && taskGroupOf(label.label)) ?? before ?? 'key';
    this.#columns = head.filled
      .filter((c) => c !== label)
      .map((cell) => ({ role: roleOf(cell.label) ?? 'other', cell }));
    const amount = this.#columns.find((c) => c.role === 'amount');
    this.#unit = (amount && moneyUnitIn(amount.cell.label)) ?? unit;
    for (const cell of [label, ...this.#columns.map((c) => c.cell)]) if (cell) cell.used = true;
  }

  /** Reads one row; false where it is no task of this list. */
  add(row: SourceRow, sheet: Draft<GoalSheet>): boolean {
    const own = row.filled.filter((c) => c !== this.label);
    if (this.#splitsAmount(own)) return true;
    const cells = row.grid.exact ? this.#exact(row) : this.#ragged(own);
    const name = cells.get('name');
    if (!name) return own.length === 0;
    if (/^(金额|资金|预算)?(合计|总计|小计)$/.test(name.label)) {
      const total = cells.get('amount');
      name.used = true;
      if (total) {
        sheet.value.attributes[name.label] = total.text;
        sheet.from(['attributes', name.label], [total]);
      }
      return true;
    }
    const seq = cells.get('seq');
    const content = cells.get('content');
    const amountCell = cells.get('amount');
    const amount = amountCell && amountIn(amountCell.text);
    if (!seq && !amount && !content) return false;
    const index = sheet.value.tasks.length;
    const task: Task = { group: this.#group, name: name.label };
    if (seq && /^\d+$/.test(seq.text)) {
      task.seq = Number(seq.text);
      sheet.from(['tasks', index, 'seq'], [seq]);
    }
    if (this.label) sheet.from(['tasks', index, 'group'], [this.label], 'carried');
    sheet.from(['tasks', index, 'name'], [name]);
    if (content) {
      task.content = content.text;
      sheet.from(['tasks', index, 'content'], [content]);
    }
    const fen = amount && fenWithin(amount.value, amount.unit ?? this.#unit);
    if (amountCell && typeof fen === 'number') {
      task.fen = fen;
      sheet.from(['tasks', index, 'fen'], [amountCell]);
    } else if (amountCell && amount) {
      // A figure beyond all money is kept as it is printed.
      sheet.value.attributes[name.label] = amountCell.text;
      sheet.from(['attributes', name.label], [amountCell]);
    }
    sheet.value.tasks.push(task);
    return true;
  }

  /** 总额 | 财政拨款 | 其他资金 below 预算金额: the amount of the task is the total. */
  #splitsAmount(own: SourceCell[]): boolean {
    if (own.length < 2 || !own.every((c) => roleOf(c.label) === 'amount' || /拨款$/.test(c.label))) return false;
    const total = own.find((c) => /总额|合计|小计/.test(c.label)) ?? own[0];
    const at = this.#columns.findIndex((c) => c.role === 'amount');
    if (at < 0 || !total) return false;
    for (const cell of own) cell.used = true;
    this.#columns.splice(at, 1, { role: 'amount', cell: total });
    return true;
  }

  #exact(row: SourceRow): Map<TaskRole, SourceCell> {
    const found = new Map<TaskRole, SourceCell>();
    for (const { role, cell: head } of this.#columns) {
      const cell = row.filled.find((c) => c !== this.label && c.column < head.end && c.end > head.column);
      if (cell && !found.has(role)) found.set(role, cell);
    }
    return found;
  }

  /** By order: the sequence number is a small figure before the name, the amount a figure at the end. */
  #ragged(own: SourceCell[]): Map<TaskRole, SourceCell> {
    const found = new Map<TaskRole, SourceCell>();
    const rest = [...own];
    const roles = this.#columns.map((c) => c.role);
    const first = rest[0];
    if (roles.includes('seq') && first && /^\d{1,3}$/.test(first.text)) {
      found.set('seq', first);
      rest.shift();
    }
    // Of several figures at the end the first is the total, the others are its sources.
    let figures = 0;
    while (figures < rest.length - 1 && amountIn(rest[rest.length - 1 - figures]?.text ?? '')) figures++;
    const amount = rest[rest.length - figures];
    if (roles.includes('amount') && amount && figures > 0) {
      found.set('amount', amount);
      rest.length -= figures;
    }
    if (rest[0]) found.set('name', rest[0]);
    if (rest[1]) found.set('content', rest[1]);
    return found;
  }
}
