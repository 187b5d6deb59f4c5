import type { Grid, GridCell } from '@jizhun/model';

/**
 * Tables drawn with bars, as pages of the web are turned into text.
 *
 * `| a | b |`: a line is a row, and blanks hold their places. Other converters print a row as `a | b |`, drop the cells
 * that a merged one covers and fill the row up with bars at its end (`a | b | |||`), so that every row has as many bars;
 * a cell's own line breaks then break the row over several lines.
 */
interface Row {
  fields: Field[];
  /** Bars at the end that may only fill the row up. */
  padded: boolean;
}

interface Field {
  text: string;
  line: number;
  span?: [number, number];
}

const BAR = '|';
/** How many lines tell whether a table may begin. */
const SAMPLE = 60;

function bars(line: string): number {
  let count = 0;
  for (const sign of line) if (sign === BAR) count++;
  return count;
}

const isRule = (line: string): boolean => /^[\s|:+=-]+$/.test(line) && /[-=]{2}/.test(line);

/** Whether a line is a row of such a table, or a part of one. */
function isBarred(line: string): boolean {
  if (line.includes('\t')) return false;
  const count = bars(line);
  return count >= 2 || (count === 1 && /^\s*\||\|\s*$/.test(line));
}

/** The table that begins at line `at`, and the line after it; undefined where none begins. */
export function pipedTableAt(lines: readonly string[], at: number): { grid: Grid; end: number } | undefined {
  if (!isBarred(lines[at] ?? '')) return undefined;
  // Bars on every line are no reason to go through all of the text from each of them.
  const sample = lines.slice(at, at + SAMPLE).filter((line) => isBarred(line) && !isRule(line));
  if (commonest(sample.map(bars)) < 2) return undefined;
  const end = runEnd(lines, at);
  const run = lines.slice(at, end);
  const barred = run.filter((line) => isBarred(line) && !isRule(line));
  const width = commonest(barred.map(bars));
  if (barred.length < 3 || width < 2) return undefined;
  const rows = filledUp(run, at, width) ?? rowsOfLines(run, at);
  if (!rows) return undefined;
  return { grid: gridOf(rows), end };
}

/**
 * A run goes on over lines without bars where they are parts of a cell: a bar follows within three lines, or after the
 * few characters that each line of a label written downwards holds.
 */
function runEnd(lines: readonly string[], from: number): number {
  let end = from;
  let without = 0;
  for (let at = from; at < lines.length && without <= 3; at++) {
    const line = lines[at] ?? '';
    if (isBarred(line) || isRule(line)) {
      end = at + 1;
      without = 0;
    } else if (line.trim() === '' || line.includes('\t')) break;
    else if (line.trim().length > 2) without++;
  }
  return end;
}

/** Rows that bars fill up to one width: they end where the width is reached. Undefined where lines do not add up so. */
function filledUp(run: readonly string[], first: number, width: number): Row[] | undefined {
  if (!run.some((line) => line.includes('||'))) return undefined;
  const rows: Row[] = [];
  let astray = 0;
  let open: { parts: { text: string; line: number }[]; count: number } | undefined;
  for (const [nth, text] of run.entries()) {
    if (isRule(text)) continue;
    if (open && open.count + bars(text) > width) {
      // What stands here is no part of the row above: that one is only shorter.
      rows.push({ fields: joined(open.parts), padded: true });
      astray++;
      open = undefined;
    }
    open ??= { parts: [], count: 0 };
    open.parts.push({ text, line: first + nth + 1 });
    open.count += bars(text);
    if (open.count < width) continue;
    if (open.count > width) astray++;
    rows.push({ fields: joined(open.parts), padded: true });
    open = undefined;
  }
  return open || astray > rows.length / 5 ? undefined : rows;
}

function commonest(counts: readonly number[]): number {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  return [...times].reduce((a, b) => (b[1] > a[1] || (b[1] === a[1] && b[0] > a[0]) ? b : a))[0];
}

/** The fields of a row that its cells' line breaks broke: a break is part of the field in which it stands. */
function joined(parts: readonly { text: string; line: number }[]): Field[] {
  const fields: Field[] = [];
  let current: Field | undefined;
  for (const { text, line } of parts) {
    let start = 0;
    for (const piece of text.split(BAR)) {
      const own = fieldOf(piece, line, start);
      if (start === 0 && current) {
        if (own.text !== '') {
          const before: string = current.text;
          current.text = before === '' ? own.text : `${before}\n${own.text}`;
          if (before === '') Object.assign(current, { line, span: own.span });
          else delete current.span;
        }
      } else {
        if (current) fields.push(current);
        current = own;
      }
      start += piece.length + 1;
    }
  }
  // What stands after the last bar is no field.
  if (current && current.text !== '') fields.push(current);
  return fields;
}

function rowsOfLines(run: readonly string[], first: number): Row[] {
  const rows: Row[] = [];
  for (const [nth, text] of run.entries()) {
    if (isRule(text) || text.trim() === '') continue;
    const line = first + nth + 1;
    if (!isBarred(text)) {
      // The rest of a cell that a line break cut.
      const last = rows[rows.length - 1]?.fields.at(-1);
      if (last) {
        last.text = `${last.text}\n${text.trim()}`.trim();
        delete last.span;
      } else rows.push({ fields: [fieldOf(text, line, 0)], padded: false });
      continue;
    }
    const opened = text.trimStart().startsWith(BAR);
    const fields: Field[] = [];
    let start = 0;
    const pieces = text.split(BAR);
    for (const [i, piece] of pieces.entries()) {
      const outside = (i === 0 && opened) || (i === pieces.length - 1 && piece.trim() === '');
      if (!outside) fields.push(fieldOf(piece, line, start));
      start += piece.length + 1;
    }
    if (fields.length > 0) rows.push({ fields, padded: false });
  }
  return rows;
}

function fieldOf(piece: string, line: number, start: number): Field {
  const text = piece.trim();
  const from = start + piece.length - piece.trimStart().length;
  return { text, line, span: [from, from + text.length] };
}

function gridOf(rows: readonly Row[]): Grid {
  const cells: GridCell[] = [];
  let columnCount = 0;
  for (const [row, { fields, padded }] of rows.entries()) {
    let count = fields.length;
    if (padded) while (count > 1 && fields[count - 1]?.text === '') count--;
    for (const [column, { text, line, span }] of fields.slice(0, count).entries())
      cells.push({ row, column, rowSpan: 1, columnSpan: 1, text, line, ...(span && { span }) });
    columnCount = Math.max(columnCount, count);
  }
  return { kind: 'grid', part: 'body', layout: 'ragged', rowCount: rows.length, columnCount, cells };
}
