import type { FundingLine, GoalSheet, MoneyUnit } from '@jizhun/model';
import { fundSourceOf, moneyUnitIn, toFen } from '@jizhun/model';
import { headText, periodOf } from '../lexicon/headers.ts';
import { labelText } from '../lexicon/labels.ts';
import type { How, SourceCell, SourceRow } from '../source/document.ts';
import type { Draft } from '../source/draft.ts';
import { amountIn, isDash, isFigure } from './amount.ts';

/** A head over amounts, or over rates and scores of a self-evaluation. */
interface AmountHead {
  cell: SourceCell;
  kind: 'amount' | 'rate' | 'weight' | 'score' | 'label';
  side?: FundingLine['side'];
}

/**
 * The money of a sheet: rows of label and amounts under heads (半年计划执行数, 全年预算数), or pairs of label and amount
 * in a row (预算数 460.00 其中：财政资金 460.00), split into 收入 and 支出 where the form does.
 */
export class FundingBlock {
  readonly label: SourceCell;
  readonly #unit: MoneyUnit;
  #heads: AmountHead[] = [];
  /** Heads of the side before: extraction prints a head that both sides share only once. */
  #headsBefore: AmountHead[] = [];
  #side: FundingLine['side'] = 'income';
  #lastLabel: SourceCell | undefined;
  #lastAmount: SourceCell | undefined;
  /** 中期资金总额 above 其中：财政拨款 says of which period the column of labels is. */
  readonly #periods = new Map<number, ReturnType<typeof periodOf>>();

  /** `label` is the cell that names the block; `unit` the unit of the sheet, which the label may override. */
  constructor(label: SourceCell, unit: MoneyUnit) {
    this.label = label;
    label.used = true;
    this.#unit = moneyUnitIn(label.label) ?? unit;
  }

  /** Reads one row; false where nothing in it is of this block. */
  add(row: SourceRow, sheet: Draft<GoalSheet>): boolean {
    const own = row.filled.filter((c) => c !== this.label);
    if (own.length === 0) return row.cells.some((c) => c.cell === this.label);
    this.#readSide(row, own);
    if (own.some(isFigure)) {
      this.#amounts(row, own, sheet);
      return true;
    }
    if (own.some((c) => isFigureHead(c.label))) {
      this.#readHeads(row, own);
      return true;
    }
    return this.#wordsOnly(own, sheet);
  }

  #readSide(row: SourceRow, own: SourceCell[]): void {
    for (const cell of own) {
      const side = sideOf(cell.label);
      if (!side) continue;
      if (side !== this.#side && !row.grid.exact) {
        this.#headsBefore = this.#heads;
        this.#heads = [];
      }
      this.#side = side;
      cell.used = true;
    }
  }

  #readHeads(row: SourceRow, own: SourceCell[]): void {
    const heads: AmountHead[] = [];
    for (const cell of own) {
      if (sideOf(cell.label)) continue;
      cell.used = true;
      heads.push({ cell, ...headKind(cell.label) });
    }
    // A head that stands alone in extracted text belongs to the row of heads before it.
    const alone = !row.grid.exact && own.length === 1 && this.#lastAmount !== undefined;
    this.#heads = alone ? [...this.#heads, ...heads] : heads;
  }

  #amounts(row: SourceRow, own: SourceCell[], sheet: Draft<GoalSheet>): void {
    const figures = own.filter(isFigure);
    const valued = this.#heads.filter((h) => h.kind !== 'label');
    if (!row.grid.exact && valued.length > 0 && valued.length < figures.length) {
      const periods = new Set(valued.map((h) => periodOf(h.cell.label).period));
      valued.push(
        ...this.#headsBefore.filter((h) => h.kind === 'amount' && !periods.has(periodOf(h.cell.label).period)),
      );
    }
    let label: SourceCell | undefined;
    let nth = 0;
    for (const cell of own) {
      if (!isFigure(cell)) {
        label = this.#labelAt(cell, own, label);
        continue;
      }
      const head = this.#headOf(row, label, cell, valued, figures, nth++);
      this.#figure(sheet, label ?? this.#lastLabel, cell, head, label ? 'printed' : 'moved');
      this.#lastAmount = cell;
    }
    if (label) this.#lastLabel = label;
  }

  /** 收入 and 支出 are labels only where no other label stands between them and the amount. */
  #labelAt(cell: SourceCell, own: SourceCell[], before: SourceCell | undefined): SourceCell | undefined {
    cell.used = true;
    if (!sideOf(cell.label)) return cell;
    const next = own[own.indexOf(cell) + 1];
    return next && isFigure(next) ? cell : before;
  }

  #headOf(
    row: SourceRow,
    label: SourceCell | undefined,
    figure: SourceCell,
    heads: AmountHead[],
    figures: SourceCell[],
    nth: number,
  ): AmountHead | undefined {
    if (heads.length === 0) return undefined;
    if (row.grid.exact) {
      const over = heads.filter((h) => h.cell.column < figure.end && h.cell.end > figure.column);
      return over[over.length - 1] ?? undefined;
    }
    if (heads.length === figures.length) return heads[nth];
    // A row whose label stands a field beside those above was moved as a whole.
    const moved = label && this.#lastLabel ? label.column - this.#lastLabel.column : 0;
    const at = figure.column - (Math.abs(moved) === 1 ? moved : 0);
    return heads.reduce((a, b) => (Math.abs(b.cell.column - at) <= Math.abs(a.cell.column - at) ? b : a));
  }

  #figure(
    sheet: Draft<GoalSheet>,
    label: SourceCell | undefined,
    cell: SourceCell,
    head: AmountHead | undefined,
    how: How,
  ): void {
    if (isDash(cell)) {
      cell.used = true;
      return;
    }
    if (!label) return;
    const name = label.label.replace(/[:：]$/, '');
    if (head && head.kind !== 'amount') {
      this.#execution(sheet, name, cell, head);
      return;
    }
    const amount = amountIn(cell.text);
    if (!amount) return;
    const { period, month } = head ? periodOf(head.cell.label) : this.#labelPeriod(label);
    const source = fundSourceOf(name);
    const line: FundingLine = {
      side: this.#sideFor(cell.column, label) ?? this.#side,
      label: name,
      ...(source !== undefined && { source }),
      period,
      ...(month !== undefined && { month }),
      ...(head && { column: headText(head.cell.label) }),
      fen: toFen(amount.value, amount.unit ?? (head && moneyUnitIn(head.cell.label)) ?? this.#unit),
    };
    const at = ['funding', sheet.value.funding.length];
    sheet.from([...at, 'label'], [label], how === 'moved' ? 'carried' : 'printed');
    sheet.from(at, [cell], how);
    sheet.value.funding.push(line);
  }

  /** The side that the head over the labels names: 财政支出分类 | 预算金额 | 收入来源 | 预算金额. */
  #sideFor(column: number, label: SourceCell): FundingLine['side'] | undefined {
    const over = this.#heads.filter((h) => h.side && (h.cell.column <= label.column || !label.grid.exact));
    if (over.length === 0) return undefined;
    const nearest = over.reduce((a, b) =>
      Math.abs(b.cell.column - label.column) < Math.abs(a.cell.column - label.column) ? b : a,
    );
    return nearest.cell.column <= column ? nearest.side : undefined;
  }

  #labelPeriod(label: SourceCell): ReturnType<typeof periodOf> {
    const own = labelPeriod(label.label);
    if (own.period !== 'FY') this.#periods.set(label.column, own);
    else if (/年度|当年|本年/.test(label.label)) this.#periods.delete(label.column);
    return this.#periods.get(label.column) ?? own;
  }

  #execution(sheet: Draft<GoalSheet>, label: string, cell: SourceCell, head: AmountHead): void {
    const value = Number(cell.text.replace(/[%分\s]/g, ''));
    if (!Number.isFinite(value) || head.kind === 'amount' || head.kind === 'label') return;
    const evaluation = sheet.value.evaluation ?? { execution: [] };
    sheet.value.evaluation = evaluation;
    let at = evaluation.execution.findIndex((e) => e.label === label);
    if (at < 0) at = evaluation.execution.push({ label }) - 1;
    const entry = evaluation.execution[at];
    if (!entry) return;
    entry[head.kind] = value;
    sheet.from(['evaluation', 'execution', at, head.kind], [cell]);
  }

  /** A sentence, or words over the rest of the row of a block that has no heads: what the money is for. */
  #isText(cell: SourceCell, own: SourceCell[]): boolean {
    if (cell.text.length > 24 || /[。；，]/.test(cell.text)) return true;
    if (own.length > 1 || fundSourceOf(cell.label) || this.#heads.length > 0) return false;
    return cell.grid.exact
      ? cell.end >= cell.grid.source.columnCount && cell.cell.columnSpan > 2
      : cell.text.length > 6;
  }

  /** Labels without amounts are read as labels of blanks; a sentence is the text of the block. */
  #wordsOnly(own: SourceCell[], sheet: Draft<GoalSheet>): boolean {
    for (const cell of own) {
      if (this.#isText(cell, own)) {
        const key = this.label.label.replace(/[:：]$/, '');
        const before = sheet.value.attributes[key];
        sheet.value.attributes[key] = before ? `${before}\n${cell.text}` : cell.text;
        sheet.from(['attributes', key], [cell]);
      } else if (fundSourceOf(cell.label) || sideOf(cell.label)) cell.used = true;
      // The name of an item without an amount (子项目1) stays in `unread`: nobody filled it in, and it is no label of the form.
    }
    return true;
  }
}

/** 中期资金总额 and 年度资金总额 name their period themselves; 上年结转 is money of this year. */
function labelPeriod(label: string): ReturnType<typeof periodOf> {
  const named = periodOf(label);
  return named.period === 'CYCLE' || named.period === 'H1' ? named : { period: 'FY' };
}

function sideOf(label: string): FundingLine['side'] | undefined {
  const l = labelText(label);
  if (/^(收入|资金来源|预算收入|收入预算|收入合计)$/.test(l)) return 'income';
  if (/^(支出|预算支出|支出预算|资金支出)$/.test(l)) return 'expenditure';
  return undefined;
}

function headKind(label: string): Pick<AmountHead, 'kind' | 'side'> {
  const h = headText(label);
  if (/执行率|完成率|到位率/.test(h)) return { kind: 'rate' };
  if (/^(分值|权重)/.test(h)) return { kind: 'weight' };
  if (/得分/.test(h)) return { kind: 'score' };
  if (/(支出|收入)(分类|来源|项目|类别|构成)$|^(项目|来源|资金来源|类别)$/.test(h)) {
    return {
      kind: 'label',
      ...(/支出/.test(h) ? { side: 'expenditure' as const } : /收入|来源/.test(h) ? { side: 'income' as const } : {}),
    };
  }
  return { kind: 'amount' };
}

const FIGURE_HEAD =
  /(预算数|执行数|支出数|决算数|到位数|下达数|金额|执行率|分值|得分|权重|(支出|收入)(分类|来源|类别))(\(.*\))?$/;

/** Whether a label is a head over figures rather than the label of one (预算数 alone is the label of one). */
export function isFigureHead(label: string): boolean {
  const h = headText(label).replace(/[:：]$/, '');
  return h.length <= 24 && FIGURE_HEAD.test(h) && !/^(预算数|其中)/.test(h);
}
