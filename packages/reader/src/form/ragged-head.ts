import { fundSourceOf } from '@jizhun/model';
import { headText, periodOf } from '../lexicon/headers.ts';
import { isLevel1 } from '../lexicon/levels.ts';
import type { SourceCell, SourceRow } from '../source/document.ts';
import type { Column } from './columns.ts';

/** Kinds of reasons below 偏差原因分析, and what stands below 完成目标可能性. */
const REASON_KIND = /^(\S{1,8}保障|其他|(原因)?说明)$/;
const LIKELIHOODS = /^(确定能|有可能|完全?不可能|不可能|[/／、])+$/;

/**
 * In extracted text a head may stand a field to the right of its column: it is moved back to the first.
 * `over` are the heads above, where there are some.
 */
export function raggedColumns(row: SourceRow): Column[] {
  const first = row.filled[0]?.column ?? 0;
  return row.filled.map((cell) => columnOf(cell, cell.column - first));
}

function columnOf(cell: SourceCell, start: number, over?: SourceCell): Column {
  const head = over ? `${headText(over.label)}/${headText(cell.label)}` : headText(cell.label);
  const own = periodOf(cell.label);
  return {
    role: cell.role ?? over?.role ?? 'other',
    head,
    start,
    end: start + 1,
    ...(over && own.period === 'FY' ? periodOf(over.label) : own),
    group: 0,
    ...(over && isFirstLevel(over) && { over }),
  };
}

/**
 * The columns of two rows of heads whose spans extraction lost, or null where the second is no row of heads. The lower
 * heads stand, in their order, below those of the upper that only group them: levels below 绩效指标, 指标性质 | 指标值
 * below 年度指标值, names and values below each first level, sources below an amount, reasons below 偏差原因.
 */
export function twoRowColumns(upper: SourceRow, lower: SourceRow): Column[] | null {
  if (lower.filled.length === 0 || upper.filled.length < 2) return null;
  if (!lower.filled.every((c) => c.role !== null || isMoneyHead(c) || isReason(c))) return null;
  const leaves: { cell: SourceCell; over?: SourceCell }[] = [];
  const queue = [...lower.filled];
  const take = (over: SourceCell, fits: (cell: SourceCell, nth: number) => boolean): boolean => {
    let nth = 0;
    for (let cell = queue[0]; cell && fits(cell, nth); cell = queue[0]) {
      leaves.push({ cell, over });
      queue.shift();
      nth++;
    }
    return nth > 0;
  };
  const targeted = upper.filled.some((c) => c.role === 'target');
  for (const over of upper.filled) {
    const grouped =
      over.role === 'block'
        ? take(over, (c) => /^level/.test(c.role ?? '') || !targeted)
        : isFirstLevel(over)
          ? take(over, (c, nth) => (c.role === 'level3') === (nth === 0) && c.role !== null)
          : over.role === 'target'
            ? take(over, (c) => /^(operator|ambiguous|target|unit)$/.test(c.role ?? ''))
            : over.role === 'deviation'
              ? take(over, (c) => REASON_KIND.test(headText(c.label)))
              : over.role === 'likelihood'
                ? take(over, (c) => LIKELIHOODS.test(c.label))
                : isMoneyHead(over) && take(over, isMoneyHead);
    if (!grouped && over.role !== 'block') leaves.push({ cell: over });
    if (over.role === 'likelihood' && grouped) leaves.splice(-1, 1, { cell: over });
  }
  if (queue.length > 0) return null;
  // Where blanks hold the places of merged cells both rows are as wide as the table.
  const even = upper.cells.length === lower.cells.length && upper.cells.length >= leaves.length;
  return leaves.map(({ cell, over }, nth) => columnOf(cell, even ? cell.column : nth, over));
}

/** A first level that stands over names and values; 绩效目标 is none here. */
function isFirstLevel(cell: SourceCell): boolean {
  return cell.role !== 'block' && isLevel1(cell.label) && !/目标$/.test(cell.label);
}

function isMoneyHead(cell: SourceCell): boolean {
  const h = headText(cell.label);
  return (
    cell.role === null &&
    h.length <= 14 &&
    (fundSourceOf(h) !== undefined || /金额|资金|预算(数)?(\(.*\))?$|拨款$/.test(h))
  );
}

function isReason(cell: SourceCell): boolean {
  return REASON_KIND.test(headText(cell.label)) || LIKELIHOODS.test(cell.label);
}
