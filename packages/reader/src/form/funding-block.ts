import type { FundingLine, GoalSheet, MoneyUnit } from '@jizhun/model';
import { fundSourceOf, moneyUnitIn } from '@jizhun/model';
import { headText, periodOf } from '../lexicon/headers.ts';
import { isFundingLabel, labelText } from '../lexicon/labels.ts';
import type { How, SourceCell, SourceRow } from '../source/document.ts';
import type { Draft } from '../source/draft.ts';
import { amountIn, isDash, isFigure, labelledAmountsIn } from './amount.ts';
import { addFunding, isMoneyLabel, moneyPeriod } from './funding-line.ts';

/** A head over amounts, or over rates and scores of a self-evaluation. */
interface AmountHead {
  cell: SourceCell;
  /** `text` is a column of words (原因, 测算依据); `share` one of shares, which are no facts of their own. */
  kind: 'amount' | 'rate' | 'weight' | 'score' | 'label' | 'text' | 'share';
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
  /** The sides named so far. */
  readonly #sides = new Set<FundingLine['side']>();
  #lastLabel: SourceCell | undefined;
  /** The labels of the row being read, from left to right. */
  #labels: SourceCell[] = [];
  /** Whether an amount was read since the last row of heads. */
  #headed = false;
  #lastAmount: SourceCell | undefined;
  /** 中期资金总额 above 其中：财政拨款 says of which period the column of labels is. */
  readonly #periods: { column: number; nth: number; period: ReturnType<typeof periodOf> }[] = [];

  /**
   * `label` is the cell that names the block, in `row`; `unit` the unit of the sheet, which the label may override. Where
   * the row names two blocks side by side (部门收入预算 | 部门支出预算), each is the head of the labels below it.
   */
  constructor(label: SourceCell, unit: MoneyUnit, row: SourceRow) {
    this.label = label;
    label.used = true;
    this.#unit = moneyUnitIn(label.label) ?? unit;
    if (/(成本|支出)构成/.test(label.label)) this.#side = 'expenditure';
    if (!isTwoSided(row)) return;
    this.#heads = row.filled.map((cell) => ({ cell, ...headKind(cell.label) }));
    for (const { cell } of this.#heads) cell.used = true;
  }

  /** Reads one row; false where nothing in it is of this block. */
  add(row: SourceRow, sheet: Draft<GoalSheet>): boolean {
    const own = row.filled.filter((c) => c !== this.label);
    if (own.length === 0) return row.cells.some((c) => c.cell === this.label);
    if (isTwoSided(row)) return true;
    this.#readSide(row, own);
    if (own.some(isFigure)) {
      this.#amounts(row, own, sheet);
      this.#headed = false;
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
      this.#sides.add(side);
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
    // 执行率分值（10） beside the amounts of a goal sheet heads nothing.
    if (!row.grid.exact && heads.length === 1 && heads[0]?.kind !== 'amount') return;
    // 年度预算数（万元） before 年初预算 | 调整后预算 heads the labels: it says the unit of all.
    const [first, ...others] = heads.filter((h) => h.kind === 'amount');
    if (first && others.length > 1 && moneyUnitIn(first.cell.label) && !others.some((h) => moneyUnitIn(h.cell.label)))
      first.kind = 'label';
    // A head that stands alone in extracted text belongs to the row of heads before it.
    const alone = !row.grid.exact && own.length === 1 && this.#lastAmount !== undefined;
    const before = this.#headed ? this.#headsAbove(row, heads) : [];
    this.#heads = alone ? [...this.#heads, ...heads] : [...before, ...heads];
    this.#headed = true;
  }

  /** Heads of the row above that have no parts in this one (当年金额 beside 近两年收支金额 over 2019年 | 2020年). */
  #headsAbove(row: SourceRow, parts: AmountHead[]): AmountHead[] {
    if (row.grid.exact)
      return this.#heads.filter(({ cell }) => !parts.some((p) => p.cell.column < cell.end && p.cell.end > cell.column));
    return parts.every((p) => YEAR_HEAD.test(headText(p.cell.label))) ? this.#heads.slice(0, -1) : [];
  }

  #amounts(row: SourceRow, own: SourceCell[], sheet: Draft<GoalSheet>): void {
    const figures = own.filter(isFigure);
    // Both sides may share the heads of the first.
    const shared = this.#headsBefore.filter((h) => h.kind !== 'label' && h.kind !== 'text');
    const share = this.#heads.length === 0 && figures.length > 1 && figures.length === shared.length;
    const valued = share ? shared : this.#heads.filter((h) => h.kind !== 'label' && h.kind !== 'text');
    if (!row.grid.exact && valued.length > 0 && valued.length < figures.length) {
      const periods = new Set(valued.map((h) => periodOf(h.cell.label).period));
      valued.push(
        ...this.#headsBefore.filter((h) => h.kind === 'amount' && !periods.has(periodOf(h.cell.label).period)),
      );
    }
    let label: SourceCell | undefined;
    let nth = 0;
    this.#labels = own.filter((c) => !isFigure(c));
    for (const cell of own) {
      if (!isFigure(cell)) {
        if (this.#text(row, cell, label, sheet)) continue;
        label = this.#labelAt(cell, own, label);
        continue;
      }
      const head = this.#headOf(row, label, cell, valued, figures, nth++);
      this.#figure(
        sheet,
        label ?? this.#lastLabel ?? this.label,
        cell,
        head,
        label || !this.#lastLabel ? 'printed' : 'moved',
      );
      this.#lastAmount = cell;
    }
    if (label) this.#lastLabel = label;
  }

  /** Words among the amounts that are no label: amounts with their labels in one cell, or what a column of words says. */
  #text(row: SourceRow, cell: SourceCell, label: SourceCell | undefined, sheet: Draft<GoalSheet>): boolean {
    if (this.#labelled(cell, sheet)) return true;
    if (!label) return false;
    const over = row.grid.exact
      ? this.#heads.find((h) => h.cell.column < cell.end && h.cell.end > cell.column)
      : this.#heads.find((h) => h.kind === 'text');
    if (over?.kind !== 'text') return false;
    addText(sheet, over.cell.label.replace(/[:：]$/, ''), cell);
    return true;
  }

  /** 其中：财政拨款：100.00 in one cell. */
  #labelled(cell: SourceCell, sheet: Draft<GoalSheet>): boolean {
    const found = labelledAmountsIn(cell.text);
    for (const { label, amount } of found ?? []) {
      const side = this.#sideByWord(cell, label) ?? this.#sideFor(cell.column, cell) ?? this.#side;
      const own = moneyPeriod(label);
      addFunding(sheet, [cell], { side, label, ...own, amount, unit: this.#unit });
    }
    return found !== null;
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
    const aligned = alignedHeads(heads, figures, row);
    if (aligned) return aligned[nth];
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
    const printed = label.label.replace(/[:：]$/, '');
    if (head?.kind === 'share') return;
    if (head && head.kind !== 'amount') {
      this.#execution(sheet, printed, cell, head.kind);
      return;
    }
    if (!head && /(执行|完成|到位)率/.test(printed)) {
      this.#execution(sheet, printed, cell, 'rate');
      return;
    }
    // 财政资金科目代码 among the labels of a block is no money.
    if (!head && !isMoneyLabel(printed) && /(代码|编码|科目|分类|比例|分值|人数|数量)$/.test(labelText(printed))) {
      addText(sheet, printed, cell);
      return;
    }
    const amount = amountIn(cell.text);
    if (!amount) return;
    const sided = /^(?:\d+[、.])?(资金来源|资金结构|收入|支出)[:：](.+)$/.exec(printed);
    const name = sided?.[2] ?? printed;
    if (sided && !this.#heads.some((h) => h.side))
      this.#side = /来源|收入/.test(sided[1] ?? '') ? 'income' : 'expenditure';
    addFunding(
      sheet,
      [cell],
      {
        side: this.#sideFor(cell.column, label) ?? this.#side,
        label: name,
        ...(head ? this.#headPeriod(sheet, head.cell) : this.#labelPeriod(label)),
        ...(head && { column: headText(head.cell.label) }),
        amount,
        unit: (head && moneyUnitIn(head.cell.label)) ?? moneyUnitIn(printed) ?? this.#unit,
      },
      { how, label },
    );
  }

  /** 2020年 over an amount of a sheet of a later year is history. */
  #headPeriod(sheet: Draft<GoalSheet>, head: SourceCell): ReturnType<typeof periodOf> {
    const year = YEAR_HEAD.exec(headText(head.label));
    const { fiscalYear } = sheet.value;
    if (year && (fiscalYear === undefined || Number(year[1]) < fiscalYear)) return { period: 'HISTORY' };
    return periodOf(head.label);
  }

  /** Where extraction lost which side a cell stands on: sources are income, 基本支出 and the like are not. */
  #sideByWord(cell: SourceCell, label: string): FundingLine['side'] | undefined {
    if (cell.grid.exact || this.#sides.size < 2) return undefined;
    return /支出$/.test(label) ? 'expenditure' : fundSourceOf(label) ? 'income' : undefined;
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
    const own = moneyPeriod(label.label);
    const { column } = label;
    const nth = this.#labels.indexOf(label);
    const above =
      this.#periods.find((p) => p.column === column) ??
      (label.grid.exact ? undefined : this.#periods.find((p) => p.nth === nth));
    if (above && /年度|当年|本年/.test(label.label)) this.#periods.splice(this.#periods.indexOf(above), 1);
    if (own.period === 'FY') return above && this.#periods.includes(above) ? above.period : own;
    if (above) this.#periods.splice(this.#periods.indexOf(above), 1);
    this.#periods.push({ column, nth, period: own });
    return own;
  }

  #execution(sheet: Draft<GoalSheet>, label: string, cell: SourceCell, kind: AmountHead['kind']): void {
    const value = Number(cell.text.replace(/[%分\s]/g, ''));
    if (!Number.isFinite(value) || (kind !== 'rate' && kind !== 'weight' && kind !== 'score')) return;
    const evaluation = sheet.value.evaluation ?? { execution: [] };
    sheet.value.evaluation = evaluation;
    let at = evaluation.execution.findIndex((e) => e.label === label);
    if (at < 0) at = evaluation.execution.push({ label }) - 1;
    const entry = evaluation.execution[at];
    if (!entry) return;
    // 全年预计执行率 beside 1-7月执行率: what was reached is the rate.
    if (entry[kind] !== undefined) return;
    entry[kind] = value;
    sheet.from(['evaluation', 'execution', at, kind], [cell]);
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
      if (this.#labelled(cell, sheet)) continue;
      if (sideOf(cell.label)) {
        const side = sideOf(cell.label);
        if (own.filter((c) => sideOf(c.label)).length > 1)
          this.#heads.push({ cell, kind: 'label', ...(side && { side }) });
        cell.used = true;
      } else if (this.#isText(cell, own)) addText(sheet, this.label.label.replace(/[:：]$/, ''), cell);
      else if (fundSourceOf(cell.label)) cell.used = true;
      // The name of an item without an amount (子项目1) stays in `unread`: nobody filled it in, and it is no label of the form.
    }
    return true;
  }
}

/**
 * The heads of the figures of an extracted row that lost fields: those that stand over them, or as far to the right of
 * each as the row is shorter than its head; else, of three figures or more, the first in their order whose kind fits.
 */
function alignedHeads(
  heads: readonly AmountHead[],
  figures: readonly SourceCell[],
  row: SourceRow,
): readonly AmountHead[] | undefined {
  const isRate = (cell: SourceCell | undefined) => /%$/.test(cell?.text ?? '');
  const fits = (head: AmountHead | undefined, cell: SourceCell | undefined) =>
    head !== undefined &&
    (head.kind === 'rate' || head.kind === 'share' ? isRate(cell) || cell?.text === '0' : !isRate(cell));
  const headRow = row.grid.rows.find((r) => r.index === heads[0]?.cell.row);
  const shorter = headRow ? headRow.cells.length - row.cells.length : 0;
  if (figures.length < 2) return undefined;
  const [first] = heads;
  const label = row.filled.filter((c) => c.column < (figures[0]?.column ?? 0)).at(-1);
  // Where the label above the heads was dropped, the first figure still follows its own label.
  const beside = first && label ? first.cell.column - 1 - label.column : 0;
  for (const offset of [0, beside, shorter]) {
    const over = figures.map((f) => heads.find((h) => h.cell.column === f.column + offset));
    if (over.every((h, i) => fits(h, figures[i]))) return over.filter((h) => h !== undefined);
  }
  if (figures.length < 3) return undefined;
  const found: AmountHead[] = [];
  let from = 0;
  for (const cell of figures) {
    const at = heads.findIndex((h, i) => i >= from && fits(h, cell));
    const head = heads[at];
    if (!head) return undefined;
    found.push(head);
    from = at + 1;
  }
  return found;
}

/** Adds a text to what the sheet holds below a label. */
function addText(sheet: Draft<GoalSheet>, key: string, cell: SourceCell): void {
  const before = sheet.value.attributes[key];
  sheet.value.attributes[key] = before ? `${before}\n${cell.text}` : cell.text;
  sheet.from(['attributes', key], [cell]);
}

/** 部门年度收入预算（万元） | 部门年度支出预算（万元）: two blocks side by side. */
export function isTwoSided(row: SourceRow): boolean {
  return (
    row.filled.length === 2 &&
    row.filled.every((c) => isFundingLabel(c.label) && headKind(c.label).side !== undefined) &&
    headKind(row.filled[0]?.label ?? '').side !== headKind(row.filled[1]?.label ?? '').side
  );
}

function sideOf(label: string): FundingLine['side'] | undefined {
  const l = labelText(label);
  if (/^(收入|资金来源|预算收入|收入预算|收入合计|收入构成|按收入性质分)$/.test(l)) return 'income';
  if (/^(支出|预算支出|支出预算|资金支出|支出构成|按支出性质分)$/.test(l)) return 'expenditure';
  return undefined;
}

/** 2020年, 2021年实际执行数 as the head of a column. */
const YEAR_HEAD = /^((?:19|20)\d\d)年(度|实际)?(执行数|支出数|决算数|金额)?$/;

function headKind(label: string): Pick<AmountHead, 'kind' | 'side'> {
  const h = headText(label);
  // 执行率得分 and 得分（10分*执行率） are scores.
  if (/得分/.test(h)) return { kind: 'score' };
  if (/分值|权重/.test(h)) return { kind: 'weight' };
  if (/执行率|完成率|到位率/.test(h)) return { kind: 'rate' };
  if (/占比|比例/.test(h)) return { kind: 'share' };
  if (/原因|依据|说明|备注|用途/.test(h)) return { kind: 'text' };
  if (/(支出|收入)(分类|来源|项目|类别|构成|预算)(\(.*\))?$|^(项目|来源|资金来源|类别)$|资金情况$/.test(h)) {
    return {
      kind: 'label',
      ...(/支出/.test(h) ? { side: 'expenditure' as const } : /收入|来源/.test(h) ? { side: 'income' as const } : {}),
    };
  }
  return { kind: 'amount' };
}

const FIGURE_HEAD =
  /(预算数|执行数|支出数|决算数|到位数|下达数|金额|执行率|分值|得分|权重|(年初|调整后|全年)预算|(支出|收入)(分类|来源|类别))(\(.*\))*$|^(19|20)\d\d年度?$/;

/** Whether a label is a head over figures rather than the label of one (预算数 alone is the label of one). */
export function isFigureHead(label: string): boolean {
  const h = headText(label).replace(/[:：]$/, '');
  return h.length <= 24 && FIGURE_HEAD.test(h) && !/^(预算数|其中)/.test(h);
}
