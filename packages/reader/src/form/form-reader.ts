import type { GoalSheet, MoneyUnit, Task } from '@jizhun/model';
import { fundSourceOf, moneyUnitIn, pointer } from '@jizhun/model';
import {
  isClosingLabel,
  isFundingLabel,
  isGoalLabel,
  isKnownLabel,
  isScheduleLabel,
  labelMeaning,
  looksLikeLabel,
  sheetTitle,
  taskGroupOf,
} from '../lexicon/labels.ts';
import type { Piece, SourceCell, SourceGrid, SourceRow } from '../source/document.ts';
import type { Draft } from '../source/draft.ts';
import { isAmount, isFigure, labelledAmountsIn } from './amount.ts';
import { isLabelRow, labelledTexts, labelledValues, readLabelled, readPair } from './attributes.ts';
import { type IndicatorHead, indicatorHeadAt } from './columns.ts';
import { emptySheet } from './empty-sheet.ts';
import { FundingBlock, isFigureHead, isTwoSided } from './funding-block.ts';
import { type Half, HeadedBlock, isGoalHead } from './headed-block.ts';
import { IndicatorBlock, isTotal } from './indicator-block.ts';
import { isListHead, readList } from './list-reader.ts';
import { isMatrixHead, MatrixBlock } from './matrix-block.ts';
import { isPlanHead, PlanBlock } from './plan-block.ts';
import { ScheduleBlock } from './schedule-block.ts';
import { isTaskHead, TaskBlock } from './task-block.ts';

type Block =
  | { kind: 'goals'; block: HeadedBlock }
  | { kind: 'matrix'; block: MatrixBlock }
  | { kind: 'plan'; block: PlanBlock }
  | { kind: 'funding'; block: FundingBlock }
  | { kind: 'tasks'; block: TaskBlock }
  | { kind: 'schedule'; block: ScheduleBlock }
  | { kind: 'indicators'; block: IndicatorBlock };

/** （2024年度） below a title; a monitoring table says up to which month. */
const YEAR_LINE = /^[（(]?\s*(19|20)\d\d\s*年度?\s*(\d{1,2}\s*[-—至~]\s*\d{1,2}\s*月)?\s*[)）]?$/;

/**
 * Reads goal sheets row by row. A sheet may go over several tables and pages, and several sheets may stand in one table,
 * so that the state (the open sheet, the open block) lives longer than a grid.
 */
export class FormReader {
  readonly sheets: Draft<GoalSheet>[] = [];
  /** Titles of forms in the order in which they are printed. */
  readonly titles: Piece[] = [];
  #sheet: Draft<GoalSheet> | undefined;
  #block: Block | undefined;
  #unit: MoneyUnit = '万元';
  /** The indicators last read of the open sheet. */
  #indicators: IndicatorBlock | undefined;
  #lastTaskGroup: Task['group'] | undefined;
  /** The label of the row before that stands over other labels: in extracted text it is printed once. */
  #group: SourceCell | undefined;
  /** Goals side by side above the indicators: they say which period the columns below them are of. */
  #halves: readonly Half[] = [];

  /** A title, year or unit printed above or inside a form. True where the text was one of these. */
  caption(piece: Piece): boolean {
    const text = piece.text.replace(/\n/g, '');
    const title = sheetTitle(text);
    const year = /(?:^|[^\d])((?:19|20)\d\d)年(?:度)?/.exec(text);
    if (title) {
      this.titles.push(piece);
      this.#close();
      const sheet = this.#begin(true);
      const { value } = sheet;
      value.form = title.form;
      if (title.department) value.scope = 'department';
      else if (title.transfer && !/项目支出/.test(text)) value.scope = 'transfer';
      sheet.from(['form'], [piece]);
      sheet.from(['scope'], [piece]);
      if (year) {
        value.fiscalYear = Number(year[1]);
        sheet.from(['fiscalYear'], [piece]);
      }
      // Kaiping prints the project's name in the title: 3、…经费绩效目标表.
      const named =
        /^(?:附件?\s*\d*[:：]?)?(?:\d+|[一二三四五六七八九十]+)[、.．](.{2,60}?)(?:项目)?(?:支出)?绩效目标表$/.exec(
          text,
        );
      if (named?.[1]) {
        value.name = named[1];
        sheet.from(['name'], [piece]);
      }
      piece.used = true;
      return true;
    }
    const unit = /^[（(]?(?:金额)?单位[:：]?(?:人民币)?(亿元|万元|元)[)）]?$/.exec(text.replace(/\s/g, ''));
    if (unit) {
      this.#unit = unit[1] as MoneyUnit;
      piece.used = true;
      return true;
    }
    if (this.#sheet && this.#sheet.value.indicators.length === 0 && labelledTexts(piece.text).length > 0) {
      const money = /单位[:：]\s*(?:人民币)?(亿元|万元|元)[)）]?\s*$/.exec(piece.text);
      if (money) this.#unit = money[1] as MoneyUnit;
      this.#labelledPiece(piece);
      return true;
    }
    if (year && YEAR_LINE.test(text) && this.#sheet) {
      this.#sheet.value.fiscalYear = Number(year[1]);
      this.#sheet.from(['fiscalYear'], [piece]);
      return true;
    }
    return false;
  }

  /** Whether a grid holds a form, or the rest of one that a page break cut. */
  takes(grid: SourceGrid): boolean {
    for (let i = 0; i < grid.rows.length; i++) {
      const row = grid.rows[i];
      if (!row) continue;
      if (indicatorHeadAt(grid, i)) return true;
      const first = row.filled[0];
      if (
        first &&
        row.filled.length >= 2 &&
        (labelMeaning(first.label) === 'name' || labelMeaning(first.label) === 'unit-name') &&
        !isTableHead(grid, i)
      )
        return true;
      if (isTaskHead(row)) return true;
    }
    const first = grid.rows.find((r) => r.filled.length > 0);
    if (!first || !this.#sheet) return false;
    return (
      this.#goesOn(first) ||
      this.#opens(first) ||
      (isLabelRow(first) && isKnownLabel(first.filled[0]?.label ?? '')) ||
      (this.#sheet.origins.has('/form') &&
        isEmpty(this.#sheet.value) &&
        isLabelRow(first) &&
        !isTableHead(grid, grid.rows.indexOf(first)))
    );
  }

  /** Reads all rows of a grid that `takes` accepted. */
  read(grid: SourceGrid): void {
    for (let i = 0; i < grid.rows.length; ) i += this.#row(grid, i);
  }

  /** Ends the open sheet: at the end of the document, or where something else begins. */
  end(): void {
    this.#close();
  }

  /** Ends the open sheet before a table that is no form: a title with captions alone was the title of that table. */
  endBeforeTable(): void {
    const open = this.#sheet?.value;
    if (open && isEmpty({ ...open, supervisor: undefined, unit: undefined })) this.#sheet = undefined;
    this.#close();
  }

  /** Whether a sheet is being read that has come to its indicators: what follows in prose is no longer of it. */
  get open(): boolean {
    return this.#sheet !== undefined;
  }

  #row(grid: SourceGrid, at: number): number {
    const row = grid.rows[at];
    if (!row || row.filled.length === 0) return 1;
    const only = row.filled[0];
    if (row.filled.length === 1 && only && this.#single(row, only)) return 1;
    if (this.#selfLabelled(row)) return 1;
    const head = indicatorHeadAt(grid, at);
    if (head && isListHead(head)) return this.#list(grid, at, head);
    if (head) {
      this.#closeBlock();
      this.#begin(false);
      this.#block = { kind: 'indicators', block: new IndicatorBlock(head, this.#halves) };
      return head.rows;
    }
    if (isGoalHead(row)) {
      this.#closeBlock();
      this.#begin(false);
      const block = new HeadedBlock(row);
      this.#halves = block.halves;
      this.#block = { kind: 'goals', block };
      return 1;
    }
    if (isMatrixHead(row) && this.#sheet) {
      this.#closeBlock();
      this.#block = { kind: 'matrix', block: new MatrixBlock(row) };
      return 1;
    }
    if (isPlanHead(row) && this.#sheet) {
      this.#closeBlock();
      this.#block = { kind: 'plan', block: new PlanBlock(row) };
      return 1;
    }
    if (isTaskHead(row)) {
      this.#closeBlock();
      this.#begin(false);
      const block = new TaskBlock(row, this.#lastTaskGroup, this.#unit);
      this.#block = { kind: 'tasks', block };
      return 1;
    }
    if (this.#goesOn(row) && this.#addToBlock(row)) return 1;
    if (this.#opens(row) && this.#addToBlock(row)) return 1;
    if (this.#block?.kind === 'indicators' && !this.#startsAnew(row)) {
      this.#block.block.add(row);
      return 1;
    }
    this.#closeBlock();
    // A total below other labels still adds up the indicators above it.
    if (this.#indicators && this.#sheet && isTotal(row)) this.#indicators.total(this.#sheet, row);
    else this.#labels(row);
    return 1;
  }

  /** A list of projects takes all rows below its head. */
  #list(grid: SourceGrid, at: number, head: IndicatorHead): number {
    const titled = this.#sheet;
    const form = titled?.value.form ?? 'goal';
    const year = titled?.value.fiscalYear;
    const origin = titled?.origins.get('/fiscalYear');
    this.#block = undefined;
    if (titled && !isEmpty(titled.value)) this.#close();
    this.#sheet = undefined;
    for (const sheet of readList(grid, at + head.rows, head, { unit: this.#unit, form })) {
      if (year !== undefined) {
        sheet.value.fiscalYear = year;
        for (const each of origin ?? []) sheet.at(['fiscalYear'], each);
      }
      this.sheets.push(sheet);
    }
    return grid.rows.length - at;
  }

  /** A row with a single cell: a caption, or a heading over the block that follows. */
  #single(row: SourceRow, cell: SourceCell): boolean {
    if (this.caption(cell)) return true;
    if (cell.role === 'block' && /指标/.test(cell.label) && !row.cells.some((c) => c.carried)) {
      cell.used = true;
      return true;
    }
    // A note over the whole width ends what stood above it; nothing is read from it, so that it stays in `unread`.
    const wide =
      row.grid.exact && cell.cell.columnSpan >= row.grid.source.columnCount * 0.8 && row.grid.source.columnCount > 1;
    if (wide && /^(注|备注|填报要求|填报说明|说明|填表说明)[:：]?/.test(cell.text)) {
      this.#closeBlock();
      return true;
    }
    return false;
  }

  /** A row whose cells hold label and value in one (填报人：… | 填报日期：…). */
  #selfLabelled(row: SourceRow): boolean {
    // A narrow cell may break a name over lines.
    if (!row.filled.every((c) => labelledTexts(c.text).length > 0 || labelledTexts(c.label).length > 0)) return false;
    this.#closeBlock();
    for (const cell of row.filled) this.#labelledPiece(cell);
    return true;
  }

  #labelledPiece(piece: Piece): void {
    const found = labelledTexts(piece.text);
    for (const { label, value } of found.length > 0 ? found : labelledTexts(piece.text.replace(/\n/g, ''))) {
      piece.used = true;
      if (value !== '') readLabelled(this.#begin(false), label, value, piece);
    }
  }

  /** Whether the open block goes on with this row. */
  #goesOn(row: SourceRow): boolean {
    const open = this.#block;
    if (!open) return false;
    if (open.kind === 'indicators') {
      if (this.#startsAnew(row)) return false;
      // A level merged down over the row says so at once; else the row must fit the columns.
      return row.cells.some((c) => c.carried) || open.block.continues(row);
    }
    const { label } = open.block;
    if (label && row.cells.some((c) => c.cell === label)) return true;
    if (label && row.grid.exact && row.grid === label.grid && label.cell.rowSpan > 1) return false;
    return !this.#startsAnew(row);
  }

  /** Whether a row begins something else than the open block. */
  #startsAnew(row: SourceRow): boolean {
    const first = row.filled[0];
    if (!first) return false;
    if (this.#block?.kind === 'indicators') {
      if (isClosingLabel(first.label) && row.filled.length <= 4) return true;
      if (isGoalLabel(first.label) && row.filled.length === 2 && !row.cells.some((c) => c.carried)) return true;
      return (
        isKnownLabel(first.label) &&
        !row.cells.some((c) => c.carried) &&
        row.filled.length <= 4 &&
        row.filled.length >= 2 &&
        labelMeaning(first.label) !== undefined
      );
    }
    if (isKnownLabel(first.label) || isScheduleLabel(first.label) || taskGroupOf(first.label) !== undefined)
      return true;
    if (this.#block?.kind !== 'matrix' && isTextField(row, first)) return true;
    // Within a block of money 资金总额 is one of its rows.
    return isFundingLabel(first.label) && (this.#block?.kind !== 'funding' || moneyUnitIn(first.label) !== null);
  }

  /** Opens a block where the row's first cell names one. */
  #opens(row: SourceRow): boolean {
    const first = row.filled[0];
    if (!first) return false;
    if (isScheduleLabel(first.label)) {
      this.#closeBlock();
      this.#begin(false);
      this.#block = { kind: 'schedule', block: new ScheduleBlock(first) };
      return true;
    }
    if (isTwoSided(row) || (isFundingLabel(first.label) && (row.filled.length === 1 || hasMoney(row, first)))) {
      this.#closeBlock();
      this.#begin(false);
      this.#block = { kind: 'funding', block: new FundingBlock(first, this.#unit, row) };
      return true;
    }
    return false;
  }

  #addToBlock(row: SourceRow): boolean {
    const sheet = this.#sheet;
    const open = this.#block;
    if (!sheet || !open) return false;
    if (open.kind === 'indicators') {
      open.block.add(row);
      return true;
    }
    return open.block.add(row, sheet);
  }

  #labels(row: SourceRow): void {
    const first = row.filled[0];
    const group = first && taskGroupOf(first.label);
    if (first && group && row.filled.length === 1) {
      this.#lastTaskGroup = group;
      first.used = true;
      return;
    }
    const pairs = labelledValues(row, this.#group);
    this.#group = pairs.find((p) => p.group)?.group;
    for (const pair of pairs) {
      const meaning = labelMeaning(pair.label.label);
      if (meaning === 'name' || (meaning === 'unit-name' && this.#sheet?.value.scope === 'department'))
        this.#named(meaning);
      readPair(this.#begin(false), pair, this.#unit);
    }
  }

  /** A second name begins a second sheet, unless the first was only the title's. */
  #named(meaning: 'name' | 'unit-name'): void {
    const sheet = this.#sheet;
    if (!sheet) return;
    const { value } = sheet;
    const begun =
      value.indicators.length + value.funding.length + value.tasks.length + Object.keys(value.attributes).length > 0;
    if (begun && value.name !== '' && meaning === 'name' && sheet.origins.has('/name') && value.indicators.length > 0)
      this.#close();
  }

  #begin(fresh: boolean): Draft<GoalSheet> {
    if (this.#sheet && !fresh) return this.#sheet;
    const before = this.#sheet;
    if (before && isEmpty(before.value)) {
      // Two titles above one form: the first said nothing yet.
      return before;
    }
    this.#sheet = emptySheet();
    this.#lastTaskGroup = undefined;
    this.#indicators = undefined;
    this.#halves = [];
    return this.#sheet;
  }

  #closeBlock(): void {
    if (this.#block?.kind === 'indicators' && this.#sheet) {
      this.#block.block.finish(this.#sheet);
      this.#indicators = this.#block.block;
    }
    this.#block = undefined;
  }

  #close(): void {
    this.#closeBlock();
    if (!this.#sheet || isEmpty(this.#sheet.value)) return;
    settlePeriods(this.#sheet.value);
    if (!this.#sheet.origins.has('/form')) settleForm(this.#sheet.value);
    settleTotal(this.#sheet);
    this.sheets.push(this.#sheet);
    this.#sheet = undefined;
    this.#unit = '万元';
  }
}

/**
 * A form that prints a total of the project beside one of the year (项目资金总额, 年度资金申请总额) means the whole period by
 * the first, though neither stands under a head that says so.
 */
function settlePeriods(sheet: GoalSheet): void {
  const whole = sheet.funding.filter(
    (f) => f.column === undefined && f.period === 'FY' && /^项目(资金)?总(额|投资)/.test(f.label),
  );
  const annual = sheet.funding.some((f) => /^年度/.test(f.label) && f.source === 'total');
  if (annual) for (const line of whole) line.period = 'CYCLE';
}

/** A form without a title is known by its columns: actual values and scores, or values up to a month. */
function settleForm(sheet: GoalSheet): void {
  const targets = sheet.indicators.flatMap((i) => i.targets);
  const money = sheet.funding;
  const upToMonth = [...targets, ...money].some((t) => t.month !== undefined || t.period === 'EXPECTED');
  if (upToMonth) sheet.form = 'monitoring';
  else if (targets.some((t) => t.period === 'ACTUAL')) sheet.form = 'self-evaluation';
}

/** A self-evaluation that prints its total above the indicators (自评总分（分） 97.6) has it there only. */
function settleTotal(sheet: Draft<GoalSheet>): void {
  const { value } = sheet;
  if (value.form !== 'self-evaluation' || value.evaluation?.total !== undefined) return;
  for (const [label, text] of Object.entries(value.attributes)) {
    if (!/^(自评|评价)(总分|总得分|得分)([（(]分[)）])?$/.test(label) || !/^\d+(\.\d+)?分?$/.test(text)) continue;
    value.evaluation = { execution: [], ...value.evaluation, total: Number.parseFloat(text) };
    for (const origin of sheet.origins.get(pointer('attributes', label)) ?? [])
      sheet.at(['evaluation', 'total'], origin);
    return;
  }
}

function isEmpty(sheet: GoalSheet): boolean {
  return (
    sheet.indicators.length + sheet.funding.length + sheet.tasks.length + sheet.schedule.length === 0 &&
    Object.keys(sheet.attributes).length === 0 &&
    sheet.supervisor === undefined &&
    sheet.unit === undefined
  );
}

/** A label with a text beside it, neither of which says anything of money. */
function isTextField(row: SourceRow, first: SourceCell): boolean {
  const [, value] = row.filled;
  if (row.filled.length !== 2 || !value || !looksLikeLabel(first.label) || fundSourceOf(first.label)) return false;
  return (
    !isFigure(value) &&
    !isFigureHead(value.label) &&
    !isFundingLabel(first.label) &&
    labelledAmountsIn(value.text) === null
  );
}

function hasMoney(row: SourceRow, label: SourceCell): boolean {
  const unit = moneyUnitIn(label.label) !== null;
  return (
    unit ||
    label.cell.rowSpan > 1 ||
    row.filled.some((c) => c !== label && (isAmount(c) || labelledAmountsIn(c.text) !== null)) ||
    row.filled.length >= 3
  );
}

/** Whether a row heads a table of many rows rather than opening a form: its cells are all heads, the next row's are not. */
function isTableHead(grid: SourceGrid, at: number): boolean {
  const row = grid.rows[at];
  const next = grid.rows.slice(at + 1).find((r) => r.filled.length > 0);
  if (!row || !next || row.filled.length < 3 || row.filled.some(isAmount)) return false;
  if (row.filled.length >= 4 && next.filled.some(isAmount)) return true;
  const first = next.filled[0];
  return (
    first !== undefined &&
    next.filled.length >= row.filled.length - 1 &&
    !looksLikeLabel(first.label) &&
    !isKnownLabel(row.filled[2]?.label ?? '')
  );
}
