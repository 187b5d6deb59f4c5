import type { Grid, GridCell } from '@jizhun/model';

/** What stands between fields of a file of separated values, and where its records begin. */
interface Layout {
  separator: string;
  from: number;
}

/** The separator of a text: told by a `sep=` line, else the sign by which most of its first records have one width. */
export function findLayout(text: string): Layout {
  const told = /^sep=(.)\r?\n/.exec(text);
  if (told) return { separator: told[1] as string, from: told[0].length };
  let separator = ',';
  let best = 0;
  for (const candidate of [',', '\t', ';', '|']) {
    const records = readRecords(text.slice(0, 20_000), candidate, 0, 30);
    if (records.flat().some((field) => field.stray)) continue;
    const counts = new Map<number, number>();
    for (const { length } of records) if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1);
    const most = Math.max(0, ...counts.values());
    if (most > best) {
      best = most;
      separator = candidate;
    }
  }
  return { separator, from: 0 };
}

/** Whether a text without a telling name is separated by commas: several lines, all of the same three or more fields. */
export function isEvenlySeparated(text: string): boolean {
  if (text.includes('\t')) return false;
  const records = readRecords(text.slice(0, 50_000), ',', 0, 200).filter((record) =>
    record.some(({ text: t }) => t !== ''),
  );
  const width = records[0]?.length ?? 0;
  return records.length >= 3 && width >= 3 && records.slice(0, -1).every((record) => record.length === width);
}

/** All records as one ragged grid of part `body`. Quotes are undone, and so is the neutralisation of formulas. */
export function readSeparated(text: string, separator: string, from = 0): Grid {
  const rows = readRecords(text, separator, from, Number.POSITIVE_INFINITY);
  const cells: GridCell[] = [];
  let columnCount = 0;
  let row = 0;
  for (const record of rows) {
    if (record.every((field) => field.text === '')) continue;
    record.forEach((field, column) => {
      const shown = undoNeutralisation(field.text);
      const cell: GridCell = { row, column, rowSpan: 1, columnSpan: 1, text: shown.trimEnd(), line: field.line };
      if (field.span) cell.span = field.span;
      if (shown !== field.text) cell.stored = field.text;
      cells.push(cell);
    });
    columnCount = Math.max(columnCount, record.length);
    row += 1;
  }
  return { kind: 'grid', part: 'body', layout: 'ragged', rowCount: row, columnCount, cells };
}

interface Field {
  text: string;
  line: number;
  /** Left out for a field that goes over several lines. */
  span?: [number, number];
  /** Text goes on after the closing quote: not how this separator would be used. */
  stray?: true;
}

function readRecords(text: string, separator: string, from: number, most: number): Field[][] {
  const records: Field[][] = [];
  let record: Field[] = [];
  let line = 1 + (text.slice(0, from).match(/\n/g)?.length ?? 0);
  let lineStart = from;
  let at = from;
  const end = text.length;
  while (at <= end && records.length < most) {
    const start = at;
    const field: Field = { text: '', line };
    if (text[at] === '"') {
      let body = '';
      at += 1;
      for (;;) {
        const quote = text.indexOf('"', at);
        if (quote < 0) {
          body += text.slice(at);
          at = end;
          break;
        }
        body += text.slice(at, quote);
        at = quote + 1;
        if (text[at] !== '"') break;
        body += '"';
        at += 1;
      }
      const rest = endOfField(text, at, separator);
      field.text = (body + text.slice(at, rest)).replace(/\r\n?/g, '\n');
      if (text.slice(at, rest).trim() !== '') field.stray = true;
      at = rest;
      const breaks = field.text.split('\n').length - 1;
      if (breaks === 0) field.span = [start - lineStart, at - lineStart];
      else {
        line += breaks;
        lineStart = text.lastIndexOf('\n', at) + 1;
      }
    } else {
      at = endOfField(text, at, separator);
      field.text = text.slice(start, at);
      field.span = [start - lineStart, at - lineStart];
    }
    record.push(field);
    if (at >= end) break;
    if (text[at] === separator) {
      at += 1;
      continue;
    }
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
    line += 1;
    lineStart = at;
    records.push(record);
    record = [];
    if (at >= end) break;
  }
  if (record.length > 0) records.push(record);
  return records;
}

function endOfField(text: string, from: number, separator: string): number {
  for (let at = from; at < text.length; at++) {
    const sign = text[at];
    if (sign === separator || sign === '\n' || sign === '\r') return at;
  }
  return text.length;
}

/** `'=100%` → `=100%`, `="007"` → `007`: what a writer of separated values did so that no formula runs. */
function undoNeutralisation(text: string): string {
  if (/^'[=+\-@\t\r]/.test(text)) return text.slice(1);
  return /^="([^"]*)"$/.exec(text)?.[1] ?? text;
}
