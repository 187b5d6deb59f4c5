import type { GridCell } from '@jizhun/model';
import { parseDecimal } from '@jizhun/model';
import { type SourceBlock, SourceGrid, SourceParagraph } from '../source/document.ts';
import { isCaptionText } from './budget-table.ts';

/**
 * Tables that extraction wrote one cell a line: `项目 |` with a bar after each cell, or bare. Nothing says where a row
 * ends; it is known only where one width makes every column of one kind, names or figures, all the way down. Where no
 * width does, the lines stay lines.
 */
export function gridsOfCellLines(blocks: readonly SourceBlock[]): SourceBlock[] {
  const result: SourceBlock[] = [];
  const effort = { left: blocks.length * EFFORT + 1000 };
  let opened = false;
  for (let at = 0; at < blocks.length; ) {
    const between = rowsByBars(blocks, at, effort);
    if (between) {
      result.push(gridOf(between.rows));
      at += between.lines;
      opened = false;
      continue;
    }
    const run =
      barredRun(blocks, at, effort) ??
      barLineRun(blocks, at, effort) ??
      (opened ? bareRun(blocks, at, effort) : undefined);
    if (run) effort.left -= run.cells.length;
    const table = run && (rowsByMark(run.cells) ?? rowsByKind(run.cells, run.barred));
    if (run && table) {
      result.push(gridOf(table.rows));
      at += table.whole ? run.lines : table.lines;
      opened = false;
      continue;
    }
    const block = blocks[at];
    if (block) result.push(block);
    opened = block instanceof SourceParagraph && (isCaptionText(block.text) || /表([（(].*[)）])?$/.test(block.text));
    at++;
  }
  return result;
}

/** How many lines may be looked at for each line of the text: a hostile text begins a table on every line. */
const EFFORT = 20;

interface Effort {
  left: number;
}

/** A cell of a line; a lone bar may be a blank cell or the beginning of a row. */
interface LineCell {
  text: string;
  line: SourceParagraph;
  loneBar?: true;
}

interface Run {
  cells: LineCell[];
  /** How many blocks the run takes. */
  lines: number;
  /** Whether bars tell blank cells. */
  barred: boolean;
}

const FEWEST = 4;

/** Lines that all end with a bar. */
function barredRun(blocks: readonly SourceBlock[], from: number, effort: Effort): Run | undefined {
  const cells: LineCell[] = [];
  let at = from;
  for (; at < blocks.length; at++) {
    if (effort.left-- < 0) return undefined;
    const line = blocks[at];
    if (!(line instanceof SourceParagraph) || !/\|\s*$/.test(line.raw) || line.raw.length > 120) break;
    const text = line.raw.replace(/[|\s]+$/, '');
    // Words inside a line that bars divide are a row, not a cell.
    if (text.includes('|')) return undefined;
    const bars = line.raw.slice(text.length).replace(/\s/g, '').length;
    if (text.trim() === '') {
      const lone = bars === 1;
      for (let bar = 0; bar < bars; bar++) cells.push({ text: '', line, ...(lone && { loneBar: true as const }) });
    } else {
      cells.push({ text, line });
      for (let bar = 1; bar < bars; bar++) cells.push({ text: '', line });
    }
  }
  return cells.length >= FEWEST ? { cells, lines: at - from, barred: true } : undefined;
}

/** Lines of cells, each with a bar in the line after it; a bar after a bar is a blank cell. */
function barLineRun(blocks: readonly SourceBlock[], from: number, effort: Effort): Run | undefined {
  const cells: LineCell[] = [];
  let lines = 0;
  let open: LineCell | undefined;
  for (let at = 0; from + at < blocks.length; at++) {
    if (effort.left-- < 0) return undefined;
    const block = blocks[from + at];
    if (!(block instanceof SourceParagraph) || block.text.length > 40) break;
    if (block.raw.trim() === '|') {
      cells.push(open ?? { text: '', line: block });
      open = undefined;
      lines = at + 1;
    } else if (block.raw.includes('|') || open) break;
    else open = { text: block.raw.trim(), line: block };
  }
  return cells.length >= FEWEST ? { cells, lines, barred: true } : undefined;
}

/** Short lines without the end of a sentence. */
function bareRun(blocks: readonly SourceBlock[], from: number, effort: Effort): Run | undefined {
  const cells: LineCell[] = [];
  for (let at = from; at < blocks.length; at++) {
    if (effort.left-- < 0) return undefined;
    const line = blocks[at];
    if (!(line instanceof SourceParagraph) || line.text.length > 30 || /[。；：:]$|\t/.test(line.raw)) break;
    // A title or a unit begins a table of its own.
    if (isCaptionText(line.text) || (line.text.length > 5 && /表([（(].*[)）])?$/.test(line.text))) break;
    cells.push({ text: line.raw.trim(), line });
  }
  return cells.length >= FEWEST * 2 ? { cells, lines: cells.length, barred: false } : undefined;
}

interface Rows {
  rows: LineCell[][];
  /** How many lines the rows take; `whole` where they take the run. */
  lines: number;
  whole: boolean;
}

/**
 * Rows whose cells stand between lines that are a bar and nothing else, `| a | b |` over as many lines: the width at
 * which every row has its bars. Undefined where there is none.
 */
function rowsByBars(
  blocks: readonly SourceBlock[],
  from: number,
  effort: Effort,
): { rows: LineCell[][]; lines: number } | undefined {
  const bar = (block: SourceBlock | undefined) => block instanceof SourceParagraph && block.raw.trim() === '|';
  if (!bar(blocks[from])) return undefined;
  const tokens: (LineCell | { bar: SourceParagraph })[] = [];
  let lines = 0;
  let run = 0;
  for (let at = from; at < blocks.length; at++) {
    if (effort.left-- < 0) return undefined;
    const block = blocks[at];
    if (!(block instanceof SourceParagraph) || (!bar(block) && /\|/.test(block.raw))) break;
    const last = tokens[tokens.length - 1];
    if (bar(block)) {
      tokens.push({ bar: block });
      run = tokens.length;
      lines = at - from + 1;
    } else if (block.text.length > 40) break;
    else if (last && 'text' in last) last.text += `\n${block.raw.trim()}`;
    else tokens.push({ text: block.raw.trim(), line: block });
  }
  const whole = tokens.slice(0, run);
  for (let width = 2; width <= WIDEST; width++) {
    const rows = rowsOfWidth(whole, width);
    if (rows && rows.length >= 3 && rows.every((row) => row.length === width)) return { rows, lines };
  }
  return undefined;
}

/** The rows of one width between bars; undefined where bars and cells do not go up into them. */
function rowsOfWidth(
  tokens: readonly (LineCell | { bar: SourceParagraph })[],
  width: number,
): LineCell[][] | undefined {
  const rows: LineCell[][] = [];
  for (let at = 0; at < tokens.length; ) {
    const first = tokens[at++];
    if (!first || !('bar' in first)) return undefined;
    const row: LineCell[] = [];
    for (let column = 0; column < width; column++) {
      const cell = tokens[at];
      if (cell && 'text' in cell) {
        row.push(cell);
        at++;
      } else row.push({ text: '', line: first.bar });
      const after = tokens[at++];
      if (!after || !('bar' in after)) return undefined;
    }
    rows.push(row);
  }
  return rows.filter((row) => row.some((c) => c.text !== ''));
}

/** Rows that each begin with a lone bar. */
function rowsByMark(cells: readonly LineCell[]): Rows | undefined {
  if (cells.filter((c) => c.loneBar).length < 2) return undefined;
  const rows: LineCell[][] = [[]];
  for (const cell of cells) {
    if (cell.loneBar) rows.push([]);
    else rows[rows.length - 1]?.push(cell);
  }
  const filled = rows.filter((row) => row.length > 0);
  const width = filled[0]?.length ?? 0;
  if (width < 2 || filled.length < 2 || !filled.every((row) => row.length === width)) return undefined;
  return { rows: filled, lines: 0, whole: true };
}

const WIDEST = 12;

/** Rows of the one width that makes each column of one kind; of several the one that takes most cells, then the least. */
function rowsByKind(cells: readonly LineCell[], barred: boolean): Rows | undefined {
  let best: LineCell[][] | undefined;
  for (let width = 2; width <= WIDEST && width * 2 <= cells.length; width++) {
    const rows: LineCell[][] = [];
    for (let at = 0; at + width <= cells.length; at += width) rows.push(cells.slice(at, at + width));
    const count = consistentRows(rows, barred);
    const taken = count * width;
    if (barred ? taken < cells.length : count < 3 || isFigure(cells[taken]?.text ?? '')) continue;
    if (count >= 2 && (!best || taken > best.length * (best[0]?.length ?? 0))) best = rows.slice(0, count);
  }
  if (!best) return undefined;
  const lines = new Set(best.flatMap((row) => row.map((c) => c.line))).size;
  return { rows: best, lines, whole: barred };
}

/** How many rows from the top have a head of words and below it columns of one kind each. */
function consistentRows(rows: readonly LineCell[][], barred: boolean): number {
  const head = rows.findIndex((row) => row.some((c) => isFigure(c.text)));
  if (head < 1 || head > (barred ? 3 : 1)) return 0;
  const kinds: ('name' | 'figure' | undefined)[] = [];
  let count = head;
  for (const row of rows.slice(head)) {
    const own = row.map((c) => (isBlank(c.text) ? undefined : isFigure(c.text) ? 'figure' : 'name'));
    if (own.some((kind, i) => kind && kinds[i] && kind !== kinds[i])) break;
    for (const [i, kind] of own.entries()) kinds[i] ??= kind;
    count++;
  }
  const rest = kinds.slice(1);
  // Names first and figures beside them; codes may stand before the names. Figures under heads alone need bars.
  const named = kinds[0] === 'name' && rest.includes('figure');
  const coded =
    kinds[0] === 'figure' &&
    rest[0] === 'name' &&
    rest.includes('figure') &&
    rows.slice(head, count).every((row) => /^\d{3,7}$/.test(row[0]?.text ?? ''));
  const bare = barred && count === head + 1 && kinds.every((kind) => kind === 'figure');
  return named || coded || bare ? count : 0;
}

function isBlank(text: string): boolean {
  return /^[\s\-—–/]*$|^无$/.test(text);
}

function isFigure(text: string): boolean {
  return /^[-+]?\d[\d,]*(?:\.\d+)?\s*[%％]?$/.test(text.trim()) && parseDecimal(text.replace(/[%％]/, '')) !== null;
}

function gridOf(rows: readonly LineCell[][]): SourceGrid {
  const cells = rows.flatMap((row, r) =>
    row.map(({ text, line }, c): GridCell => {
      const { line: number, text: whole } = line.paragraph;
      const start = Math.max(0, whole.indexOf(text));
      return { row: r, column: c, rowSpan: 1, columnSpan: 1, text, line: number, span: [start, start + text.length] };
    }),
  );
  return new SourceGrid({
    kind: 'grid',
    part: 'body',
    layout: 'ragged',
    rowCount: rows.length,
    columnCount: Math.max(...rows.map((row) => row.length)),
    cells,
  });
}
