import type { Grid, GridCell } from '@jizhun/model';
import {
  isClosingLabel,
  isFundingLabel,
  isGoalHeadText,
  isGoalLabel,
  isKnownLabel,
  labelMeaning,
  looksLikeLabel,
  sheetTitle,
  taskGroupOf,
} from '../lexicon/labels.ts';
import { type SourceBlock, SourceCell, SourceGrid, SourceParagraph } from '../source/document.ts';
import { rowScore } from './align.ts';
import { isFigure } from './amount.ts';
import { indicatorHeadAt } from './columns.ts';
import { isFigureHead } from './funding-block.ts';
import { isMoneyLabel, moneyPeriod } from './funding-line.ts';

/**
 * Extraction sometimes prints each cell of a form on a line of its own, and nothing says where a row ends. The words tell:
 * labels have one value, heads of money as many figures, and cells below the heads of indicators are cut into the rows
 * that fill these heads best.
 */
export function withStreams(blocks: readonly SourceBlock[]): SourceBlock[] {
  const out: SourceBlock[] = [];
  let run: SourceParagraph[] = [];
  const flush = () => {
    out.push(...formsOf(run));
    run = [];
  };
  for (const block of blocks) {
    if (block instanceof SourceParagraph) run.push(block);
    else {
      flush();
      out.push(block);
    }
  }
  flush();
  return out;
}

/** The cell of a line, without the bars that may end it; a bar alone is a blank cell. */
function cellOf(line: SourceParagraph): SourceCell {
  const { part, line: at, page, text } = line.paragraph;
  const own = text.replace(/[|\s]+$/, '');
  const cell: GridCell = {
    row: 0,
    column: 0,
    rowSpan: 1,
    columnSpan: 1,
    text: own,
    line: at,
    ...(page !== undefined && { page }),
  };
  return new SourceCell(new SourceGrid(gridOf([[cell]], part)), cell);
}

/** The rest of a label that a line break cut: 主管部门 / 及代码, 项目资金 / （万元）, 三级 / 指标. */
const REST_OF_LABEL = /^(及(编码|代码|编号)|[（(](亿元|万元|元|盖章|公章|签章|\d+分)[)）])$/;

/** Lines as cells, labels that a line break cut put together; of such a label the first line stands for both. */
function joined(printed: readonly SourceParagraph[]): { lines: SourceParagraph[]; run: SourceCell[] } {
  const lines: SourceParagraph[] = [];
  const run: SourceCell[] = [];
  for (const line of printed) {
    const cell = cellOf(line);
    const before = run[run.length - 1];
    const cut =
      before && (REST_OF_LABEL.test(cell.label) || (/^[一二三]级$/.test(before.label) && cell.label === '指标'));
    if (cut) {
      const whole = { ...before.cell, text: before.cell.text + cell.cell.text };
      run[run.length - 1] = new SourceCell(before.grid, whole);
    } else {
      run.push(cell);
      lines.push(line);
    }
  }
  return { lines, run };
}

/** A run of lines, the forms in it as grids. */
function formsOf(printed: readonly SourceParagraph[]): SourceBlock[] {
  // Most runs are prose: only those with the name of a second or third level on a line are looked at.
  if (!printed.some(({ text }) => /^(一级|二级|三级)?指标(名称)?/.test(text))) return [...printed];
  const { lines, run } = joined(printed);
  const heads = run.flatMap((_cell, at) => (headLength(run, at) > 0 ? [at] : []));
  const out: SourceBlock[] = [];
  let at = 0;
  while (at < run.length) {
    const head = heads.find((h) => h >= at);
    if (head === undefined) break;
    const from = formStart(run, at, head);
    const { rows, end } = formRows(run, from);
    out.push(...lines.slice(at, from), new SourceGrid(gridOf(rows, run[from]?.grid.source.part ?? 'body')));
    at = end;
  }
  return [...out, ...lines.slice(at)];
}

function gridOf(rows: readonly (readonly GridCell[])[], part: string): Grid {
  const cells = rows.flatMap((row, r) => row.map((cell, c) => ({ ...cell, row: r, column: c })));
  const columnCount = Math.max(1, ...rows.map((r) => r.length));
  return { kind: 'grid', part, layout: 'ragged', rowCount: rows.length, columnCount, cells };
}

/** No form has more heads, or more cells below them; what a hostile text has more is not looked at. */
const MOST_HEADS = 24;
const MOST_CELLS = 3000;

/** How many cells from `at` on are heads of indicators, two levels at least among them. */
function headLength(run: readonly SourceCell[], at: number): number {
  const before = run[at - 1];
  // A label without a value before them is a head too: that is a list of projects, whose rows cannot be told apart.
  if (
    before?.role ||
    (before && isKnownLabel(before.label) && !/分[)）]$/.test(before.label) && run[at]?.role !== 'block')
  )
    return 0;
  let end = at;
  while (end - at <= MOST_HEADS && run[end]?.role && !run[end]?.blank) end++;
  if (end - at > MOST_HEADS) return 0;
  const levels = run.slice(at, end).filter((c) => /^level/.test(c.role ?? '')).length;
  // Names and values below several first levels: which belong together the lines do not say.
  const times = (role: string) => run.slice(at, end).filter((c) => c.role === role).length;
  if (times('level3') > Math.max(1, times('level2'))) return 0;
  return end - at >= 3 && levels >= 2 ? end - at : 0;
}

/** Where the form begins whose indicators have their heads at `head`: at its first label. */
function formStart(run: readonly SourceCell[], from: number, head: number): number {
  let start = head;
  for (let at = head - 1; at >= from && head - at < 120; at--) {
    const cell = run[at];
    if (!cell || (sheetTitle(cell.label) && labelMeaning(run[at - 1]?.label ?? '') !== 'name')) break;
    if (isKnownLabel(cell.label) || isFundingLabel(cell.label)) start = at;
  }
  return start;
}

/** The rows of the form that begins at `from`, and where it ends. */
function formRows(run: readonly SourceCell[], from: number): { rows: GridCell[][]; end: number } {
  const rows: GridCell[][] = [];
  const put = (cells: readonly SourceCell[]) => rows.push(cells.map((c) => c.cell));
  let at = from;
  let read = false;
  while (at < run.length) {
    const cell = run[at];
    if (!cell) break;
    const heads = headLength(run, at);
    if (heads > 0) {
      const headRows = rowsOfHeads(run.slice(at, at + heads));
      for (const row of headRows) put(row);
      const end = indicatorsEnd(run, at + heads);
      for (const row of indicatorRows(headRows, run.slice(at + heads, end))) put(row);
      at = end;
      read = true;
      continue;
    }
    // What follows the indicators is of the form as long as it is labels with their values.
    if (sheetTitle(cell.label) || (read && (labelMeaning(cell.label) === 'name' || !isAfterIndicators(cell)))) break;
    const taken = goalRows(run, at) ?? taskRows(run, at) ?? moneyRows(run, at) ?? pair(run, at);
    for (const row of taken) put(row);
    at += taken.reduce((sum, row) => sum + row.length, 0);
  }
  return { rows, end: at };
}

function isAfterIndicators(cell: SourceCell): boolean {
  return cell.blank || isClosingLabel(cell.label) || isTotalLabel(cell) || isFigure(cell);
}

function isTotalLabel(cell: SourceCell): boolean {
  return /^(自评|评价)?(总分|合计|总计|总得分)$/.test(cell.label);
}

/** Where cells below the heads of indicators end: at a label of the form, its title, or a total. */
function indicatorsEnd(run: readonly SourceCell[], from: number): number {
  let at = from;
  for (; at < run.length; at++) {
    const cell = run[at];
    if (!cell || sheetTitle(cell.label) || isClosingLabel(cell.label) || isTotalLabel(cell)) break;
    if (labelMeaning(cell.label) !== undefined || headLength(run, at) > 0 || cell.text.length > 200) break;
  }
  return at;
}

/** 绩效指标 | 年度指标值 | 分值 and then 一级指标 | 二级指标 … are two rows of heads. */
function rowsOfHeads(heads: readonly SourceCell[]): SourceCell[][] {
  const first = heads.findIndex((c) => /^level/.test(c.role ?? ''));
  return heads[0]?.role === 'block' && first > 1 ? [heads.slice(0, first), heads.slice(first)] : [[...heads]];
}

/** Cuts the cells below the heads into the rows that fill them best. */
function indicatorRows(heads: readonly SourceCell[][], cells: readonly SourceCell[]): SourceCell[][] {
  const headGrid = new SourceGrid(
    gridOf(
      heads.map((row) => row.map((c) => c.cell)),
      'body',
    ),
  );
  const columns = indicatorHeadAt(headGrid, 0)?.columns.map((c) => ({ ...c }));
  if (!columns) return cells.map((c) => [c]);
  // 指标内容 holds the names where nothing else does.
  const names = columns.find((c) => c.role === 'level3') ?? columns.find((c) => c.role === 'ambiguous');
  if (names) names.role = 'level3';
  const most = columns.length;
  if (cells.length > MOST_CELLS) return cells.map((c) => [c]);
  // best[i]: the best score of the first i cells, and how long the row is that ends there.
  const best: { score: number; length: number }[] = [{ score: 0, length: 0 }];
  for (let end = 1; end <= cells.length; end++) {
    let found = { score: Number.NEGATIVE_INFINITY, length: 1 };
    for (let length = 1; length <= Math.min(most, end); length++) {
      const before = best[end - length]?.score ?? 0;
      const score = before + rowScore(cells.slice(end - length, end), columns);
      if (score > found.score) found = { score, length };
    }
    best.push(found);
  }
  const rows: SourceCell[][] = [];
  for (let end = cells.length; end > 0; ) {
    const length = best[end]?.length ?? 1;
    rows.unshift(cells.slice(end - length, end));
    end -= length;
  }
  return rows;
}

/** 总体目标 | 中期目标 | 年度目标, and the goals below. */
function goalRows(run: readonly SourceCell[], at: number): SourceCell[][] | undefined {
  const label = run[at];
  if (!label || !isGoalLabel(label.label)) return undefined;
  let end = at + 1;
  while (run[end] && !run[end]?.blank && isGoalHeadText(run[end]?.label ?? '')) end++;
  const heads = end - at - 1;
  if (heads < 2) return undefined;
  const goals = run.slice(end, end + heads);
  return goals.some((c) => looksLikeLabel(c.label)) ? [run.slice(at, end)] : [run.slice(at, end), goals];
}

/** The name of a block of money with its heads, or a label with the figures beside it. */
function moneyRows(run: readonly SourceCell[], at: number): SourceCell[][] | undefined {
  const label = run[at];
  const next = run[at + 1];
  if (!label || !next || label.blank) return undefined;
  let end = at + 1;
  if (isFundingLabel(label.label) && !isFigure(next)) {
    // A blank stands over the labels.
    while (run[end]?.blank) end++;
    while (run[end] && isFigureHead(run[end]?.label ?? '')) end++;
    if (end - at > 2 && !run[end - 1]?.blank) {
      while (/^(原因|备注|说明)$/.test(run[end]?.label ?? '')) end++;
      return [run.slice(at, end)];
    }
    return [[label]];
  }
  if (!isFigure(next) && !(next.blank && isMoneyLabel(label.label))) return undefined;
  while (run[end] && (isFigure(run[end] as SourceCell) || run[end]?.blank)) end++;
  if (!isMoneyLabel(label.label) && end - at <= 2) return undefined;
  return [run.slice(at, isPaired(run, at, end) ? end + 2 : end)];
}

/** 中期资金总额 300 | 年度资金总额 100 and 其中：财政拨款 240 | 其中：财政拨款 80 stand side by side. */
function isPaired(run: readonly SourceCell[], at: number, end: number): boolean {
  const [label, beside, figure] = [run[at], run[end], run[end + 1]];
  if (end - at !== 2 || !label || !beside || !figure || !(isFigure(figure) || figure.blank)) return false;
  if (beside.label === label.label) return true;
  return moneyPeriod(label.label).period === 'CYCLE' && /总额/.test(label.label) && /年度.*总额/.test(beside.label);
}

const TASK_HEAD = /^(任务名称|主要内容|(预算)?金额(\(.*\)|（.*）)?|总额|财政拨款|其他资金)$/;

/** 年度主要任务 with its heads, and a task a row: name, content and amounts. */
function taskRows(run: readonly SourceCell[], at: number): SourceCell[][] | undefined {
  const label = run[at];
  if (!label || taskGroupOf(label.label) === undefined || run[at + 1]?.label !== '任务名称') return undefined;
  let end = at + 1;
  while (TASK_HEAD.test(run[end]?.label ?? '')) end++;
  const heads = run.slice(at, end);
  const split = heads.findIndex((c) => /^(总额|财政拨款|其他资金)$/.test(c.label));
  const rows = split > 0 ? [heads.slice(0, split), heads.slice(split)] : [heads];
  for (;;) {
    const words = /^(金额)?(合计|总计)$/.test(run[end]?.label ?? '') ? 1 : 2;
    let next = end + words;
    while (run[next] && isFigure(run[next] as SourceCell)) next++;
    if (next === end + words || run.slice(end, end + words).some((c) => isFigure(c))) return rows;
    rows.push(run.slice(end, next));
    end = next;
  }
}

/** A label with its value, or a cell alone. */
function pair(run: readonly SourceCell[], at: number): SourceCell[][] {
  const label = run[at];
  const value = run[at + 1];
  if (!label || !value || !looksLikeLabel(label.label) || headLength(run, at + 1) > 0) return label ? [[label]] : [];
  const third = run[at + 2];
  // 总体绩效目标 over 实施周期 and 年度, each with its goal.
  if (third && isGoalLabel(label.label) && /^(实施周期|实施期|年度|当年|中期|长期)$/.test(value.label))
    return [[label, value, third]];
  const another = isKnownLabel(value.label) || isFundingLabel(value.label);
  return another ? [[label]] : [[label, value]];
}
