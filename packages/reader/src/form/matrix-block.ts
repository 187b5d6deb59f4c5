import type { GoalSheet } from '@jizhun/model';
import { labelText } from '../lexicon/labels.ts';
import type { SourceCell, SourceRow } from '../source/document.ts';
import type { Draft } from '../source/draft.ts';

const HEAD =
  /^(情况说明|自评情况|完成情况说明|存在(的)?问题(和|及|与)?(改进)?(措施|建议)?|改进措施|(审核|评审)(意见|结论|得分)|得分)$/;

/**
 * Whether a row heads remarks on items that stand below one another: 资金管理情况 | 情况说明 | 存在问题和改进措施, or
 * 审核内容 | 审核要点 | 审核意见 | 得分.
 */
export function isMatrixHead(row: SourceRow): boolean {
  const heads = row.filled.filter((c) => HEAD.test(labelText(c.label)));
  if (heads.length < 2 || row.filled.length > heads.length + 2) return false;
  const first = labelText(row.filled[0]?.label ?? '');
  return !heads.some((c) => labelText(c.label) === '得分') || /^(审核|评审)/.test(first);
}

/** Items with a remark below each head: the label of a remark is its item and its head (分配科学性/情况说明). */
export class MatrixBlock {
  readonly label: SourceCell | undefined;
  readonly #heads: SourceCell[];

  constructor(row: SourceRow) {
    this.#heads = row.filled.filter((c) => HEAD.test(labelText(c.label)));
    this.label = row.filled.find((c) => !this.#heads.includes(c));
    for (const cell of row.filled) cell.used = true;
  }

  /** Reads one row; false where it names no item. */
  add(row: SourceRow, sheet: Draft<GoalSheet>): boolean {
    const own = row.filled.filter((c) => c !== this.label);
    const over = (cell: SourceCell) => this.#heads.find((h) => h.column < cell.end && h.end > cell.column);
    const left = row.grid.exact
      ? own.filter((c) => !over(c))
      : own.slice(0, Math.max(1, own.length - this.#heads.length));
    const item = left[left.length - 1];
    if (!item) return own.length === 0;
    for (const cell of left) cell.used = true;
    for (const [nth, cell] of own.filter((c) => !left.includes(c)).entries()) {
      const head = row.grid.exact ? over(cell) : this.#heads[nth];
      if (!head) continue;
      const key = `${item.label.replace(/[:：]+$/, '')}/${head.label}`;
      sheet.value.attributes[key] = cell.text;
      sheet.from(['attributes', key], [cell]);
    }
    return true;
  }
}
