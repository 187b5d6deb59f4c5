import type { Block, Grid, GridCell } from '@jizhun/model';
import { withoutMarks } from './lines.ts';
import { pipedTableAt } from './piped.ts';

/**
 * Tables in extracted text come in two shapes.
 *
 * `row` shape: a line is a row, tabs separate its fields; a leading tab is a blank (merged) field.
 * `cell` shape: a line that begins with a tab is a cell, and holds no other tab but trailing noise; an empty line ends the
 * row. A cell's own line breaks show as lines without a leading tab, so that an empty line may also be part of a cell.
 */
type Shape = 'row' | 'cell';

/** Paragraphs and ragged grids of a text; part is `body`, lines count from 1. */
export function readTabbed(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  const usual = shapeOf(lines) ?? 'row';
  const trimmed = isTrimmed(lines);
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as string;
    const piped = line.includes('|') ? pipedTableAt(lines, at) : undefined;
    if (piped) {
      blocks.push(piped.grid);
      at = piped.end;
      continue;
    }
    if (line.includes('\t') && line.trim() !== '') {
      const region = lines.slice(at, regionEnd(lines, at, usual, trimmed));
      const shape = shapeOf(region) ?? usual;
      const end = shape === usual ? at + region.length : regionEnd(lines, at, shape, trimmed);
      const own = lines.slice(at, end);
      const rows = shape === 'cell' ? rowsOfCells(own, at + 1) : rowsOfLines(own, at + 1);
      if (rows.length > 0) blocks.push(gridOf(rows));
      at = end;
      continue;
    }
    const text = withoutMarks(line).trimEnd();
    if (text.trim() !== '') blocks.push({ kind: 'paragraph', part: 'body', line: at + 1, text });
    at += 1;
  }
  return blocks;
}

const isCellLine = (line: string): boolean => line.startsWith('\t') && !line.trimEnd().includes('\t', 1);

/** The shape that nearly all lines with tabs have; undefined when there are too few to say. */
function shapeOf(lines: readonly string[]): Shape | undefined {
  let tabbed = 0;
  let cells = 0;
  for (const line of lines) {
    if (!line.includes('\t') || (line.trim() === '' && line !== '\t')) continue;
    tabbed += 1;
    if (isCellLine(line)) cells += 1;
  }
  if (tabbed < 3) return undefined;
  return cells >= tabbed * 0.9 ? 'cell' : 'row';
}

/** Where the table that begins at `from` ends (excluded), without trailing empty lines. */
function regionEnd(lines: readonly string[], from: number, shape: Shape, trimmed: boolean): number {
  let end = from + 1;
  for (let at = from + 1; at < lines.length; at++) {
    const line = lines[at] as string;
    if (line.includes('\t')) end = at + 1;
    else if (line.trim() === '') {
      // In the row shape one empty line is a page break inside the table, more of them end it.
      if (shape === 'row' && at - end >= 1) break;
    } else if (shape === 'cell' && at === end) end = at + 1;
    else if (trimmed && shape === 'row' && at === end && isLoneField(lines, at)) end = at + 1;
    else break;
  }
  return end;
}

/** Whether the blanks at the ends of rows were cut off: no line ends with a tab. */
function isTrimmed(lines: readonly string[]): boolean {
  return lines.every((line) => !line.slice(line.trimEnd().length).includes('\t'));
}

/**
 * Where blanks were cut off, a row with a single field is a line without a tab: up to three short ones between two rows,
 * none of which is the title or the unit of another table.
 */
function isLoneField(lines: readonly string[], from: number): boolean {
  for (let at = from; at < from + 4; at++) {
    const line = lines[at] ?? '';
    if (line.includes('\t')) return at > from;
    if (line.trim() === '' || line.length > 30 || /[。；:：]|表$|^\s*[（(]/.test(line)) return false;
  }
  return false;
}

function rowsOfLines(lines: readonly string[], first: number): GridCell[][] {
  const rows: GridCell[][] = [];
  lines.forEach((line, index) => {
    if (line.trim() === '') return;
    const row = rows.length;
    let start = 0;
    rows.push(
      line.split('\t').map((field, column) => {
        const cell = cellOf(row, column, field, first + index, start);
        start += field.length + 1;
        return cell;
      }),
    );
  });
  return rows;
}

/** A group of cells between empty lines: a row, or a piece of one that an empty line inside a cell cut. */
type Group = GridCell[];

function rowsOfCells(lines: readonly string[], first: number): GridCell[][] {
  const groups: Group[] = [];
  let open = false;
  lines.forEach((line, index) => {
    if (line.startsWith('\t') || (line.includes('\t') && !open)) {
      const from = line.startsWith('\t') ? 1 : 0;
      const cell = cellOf(0, 0, line.slice(from), first + index, from);
      if (open) (groups.at(-1) as Group).push(cell);
      else groups.push([cell]);
      open = true;
    } else if (line.trim() === '') open = false;
    else {
      // A line break inside the cell.
      const cell = groups.at(-1)?.at(-1);
      if (cell) cell.text = `${cell.text}\n${withoutMarks(line).trim()}`.trim();
    }
  });
  const rows = joinGroups(groups);
  rows.forEach((cells, row) => {
    cells.forEach((cell, column) => {
      cell.row = row;
      cell.column = column;
    });
  });
  return rows;
}

/**
 * Puts pieces of a row together: pieces that are each narrower than the row before and add up to just its width are one
 * row, when that width is the table's at this place: the next row has it too, or the two rows before have it and the next
 * one is in such pieces itself, or there is none.
 */
function joinGroups(groups: readonly Group[]): GridCell[][] {
  const rows: GridCell[][] = [];
  for (let at = 0; at < groups.length; ) {
    const width = rows.at(-1)?.length ?? 0;
    const settled = rows.at(-2)?.length === width;
    const count = piecesOf(groups, at, width);
    const next = groups[at + count];
    const fits = next?.length === width || (settled && (!next || piecesOf(groups, at + count, width) > 1));
    const joined = fits ? count : 1;
    rows.push(groups.slice(at, at + joined).flat());
    at += joined;
  }
  return rows;
}

/** More line breaks than this in one row's cells are not expected. */
const MOST_PIECES = 12;

/** How many groups from `at` on make one row of this width; 1 when the group is a row itself, or none fits. */
function piecesOf(groups: readonly Group[], at: number, width: number): number {
  let sum = 0;
  for (let end = at; end < groups.length && end < at + MOST_PIECES && sum < width; end++) {
    sum += (groups[end] as Group).length;
    if (sum === width) return end - at + 1;
  }
  return 1;
}

function cellOf(row: number, column: number, field: string, line: number, start: number): GridCell {
  const text = withoutMarks(field).trimEnd();
  return { row, column, rowSpan: 1, columnSpan: 1, text, line, span: [start, start + field.trimEnd().length] };
}

function gridOf(rows: readonly GridCell[][]): Grid {
  return {
    kind: 'grid',
    part: 'body',
    layout: 'ragged',
    rowCount: rows.length,
    columnCount: rows.reduce((most, row) => Math.max(most, row.length), 0),
    cells: rows.flat(),
  };
}
