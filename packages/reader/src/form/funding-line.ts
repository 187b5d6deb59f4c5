import type { FundingLine, GoalSheet, MoneyUnit, Period } from '@jizhun/model';
import { fenWithin, fundSourceOf } from '@jizhun/model';
import { periodOf } from '../lexicon/headers.ts';
import { isFundingLabel, labelText } from '../lexicon/labels.ts';
import type { How, SourceCell } from '../source/document.ts';
import type { Draft } from '../source/draft.ts';
import type { Amount } from './amount.ts';

/** What is known of an amount before it is a line of a sheet; `unit` holds where the amount prints none. */
export interface FoundFunding {
  side: FundingLine['side'];
  label: string;
  period: Period;
  month?: number;
  column?: string;
  amount: Amount;
  unit: MoneyUnit;
}

/**
 * Adds a line of money to a sheet; a figure beyond all money is kept as it is printed, as an attribute. `label` is
 * the cell of the label, where that is not the amount's own.
 */
export function addFunding(
  sheet: Draft<GoalSheet>,
  cells: readonly SourceCell[],
  found: FoundFunding,
  { how = 'printed', label }: { how?: How; label?: SourceCell } = {},
): void {
  const fen = fenWithin(found.amount.value, found.amount.unit ?? found.unit);
  if (fen === null) {
    sheet.value.attributes[found.label] = cells.map(({ text }) => text).join('');
    sheet.from(['attributes', found.label], cells, how);
    return;
  }
  const source = fundSourceOf(found.label);
  const line: FundingLine = {
    side: found.side,
    label: found.label,
    ...(source !== undefined && { source }),
    period: found.period,
    ...(found.month !== undefined && { month: found.month }),
    ...(found.column !== undefined && { column: found.column }),
    fen,
  };
  const at = ['funding', sheet.value.funding.length];
  if (label) sheet.from([...at, 'label'], [label], how === 'moved' ? 'carried' : 'printed');
  sheet.from(at, cells, how);
  sheet.value.funding.push(line);
}

/** Whether a label that stands beside a figure says that the figure is money of the sheet (预算金额, 其他资金, 项目总投资). */
export function isMoneyLabel(label: string): boolean {
  const l = labelText(label).replace(/\(.*?\)/g, '');
  if (
    l.length > 16 ||
    /(代码|编码|编号|科目|分类|类别|性质|比例|比重|标准|来源|率|人数|个数|数量|分值|得分|用途|方式)$/.test(l)
  )
    return false;
  return (
    /(资金|金额|总额|预算|投资|拨款|经费|补助|安排|预算数|申报数|控制数|申请数|结转|结余)$/.test(l) &&
    (fundSourceOf(l) !== undefined || isFundingLabel(l) || /预算|投资|金额|资金|安排|补助/.test(l))
  );
}

/** 中期资金总额 and 年度资金总额 name their period themselves; 上年结转 is money of this year. */
export function moneyPeriod(label: string): ReturnType<typeof periodOf> {
  const named = periodOf(label);
  return named.period === 'CYCLE' || named.period === 'H1' ? named : { period: 'FY' };
}
