import { BUDGET_TABLE_KINDS, type BudgetTableKind } from '@jizhun/model';
import type { DisclosureIndex, TableIndex } from './disclosure-index.ts';
import type { Identity } from './identity.ts';
import { type Missing, missing } from './rule.ts';
import { type CellAt, identityOf, tableSubject } from './table-shape.ts';

/**
 * Tables of two kinds that belong together: the n-th with the n-th where a file holds the set of several units. Where
 * one kind is absent, or their numbers differ, that is what is missing.
 */
export function* pairsOf(
  index: DisclosureIndex,
  first: BudgetTableKind,
  second: BudgetTableKind,
): Iterable<readonly [TableIndex, TableIndex] | Missing> {
  const a = index.tablesOf(first);
  const b = index.tablesOf(second);
  const [firstName, secondName] = [BUDGET_TABLE_KINDS[first], BUDGET_TABLE_KINDS[second]];
  if (a.length === 0 && b.length === 0) return;
  if (a.length === 0 || b.length === 0) {
    yield missing(`缺少${a.length === 0 ? firstName : secondName}，未与${a.length === 0 ? secondName : firstName}核对`);
  } else if (a.length !== b.length) {
    yield missing(`${firstName}有 ${a.length} 张，${secondName}有 ${b.length} 张，无法确定对应关系`);
  } else {
    for (let i = 0; i < a.length; i++) yield [a[i]!, b[i]!];
  }
}

/** The same amount in two tables. The finding stands at `cell`; `other` is what it is compared with. */
export function* sameAmount(
  cell: CellAt | undefined,
  other: CellAt | undefined,
  what: string,
): Iterable<Identity | Missing> {
  if (!cell || !other) {
    const there = cell ?? other;
    if (there) yield missing(`${what}：只在《${there.table.table.title}》中找到`);
    return;
  }
  if (!cell.table.unit || !other.table.unit) {
    yield missing(`《${(cell.table.unit ? other : cell).table.table.title}》没有金额单位，${what}未核对`);
    return;
  }
  const labelled = (at: CellAt): CellAt => ({
    ...at,
    label: `《${at.table.table.title}》${at.label ?? at.row.label}`,
  });
  for (const found of identityOf(labelled(cell), [labelled(other)])) {
    if ('what' in found) yield found;
    else
      yield {
        ...found,
        decimals: coarser(cell.table.decimals, other.table.decimals),
        subject: () => tableSubject(cell.table, cell.row, cell.column),
        note: what,
      };
  }
}

/** Rounding is judged by the table that prints fewer decimals. */
export function coarser(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}
