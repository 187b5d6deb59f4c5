import { comparable, type FundingLine } from '@jizhun/model';
import type {
  FundingBlock,
  FundingColumn,
  FundingColumnsBlock,
  FundingPairsBlock,
  FundingRow,
  FundingSidesBlock,
} from '../form.ts';
import { across, amount, blank, head, label, text, withHead } from './cells.ts';
import type { Content } from './content.ts';
import type { Draft } from './paper.ts';
import { PERIOD_NAMES } from './periods.ts';

type Line = [index: number, line: FundingLine];

/** One printed row of amounts; `lines[c]` stands in column c. */
interface Row {
  label: string;
  lines: (Line | undefined)[];
}

/** Amounts one under another; a side the form does not know is laid out as its last one. */
export function fundingRows(block: FundingBlock, content: Content, decimals: number): Draft[][] {
  const rows: Draft[][] = [];
  for (const side of block.sides) {
    const lines = content.takeFunding(side.side);
    if (side.optional && !lines.length) continue;
    const columns = columnsFor(side.columns, lines);
    const grouped = groupByLabel(side.rows, columns, lines);
    const from = block.head.width + (side.label?.width ?? 0);
    const drafts: Draft[][] = [];
    if (side.heads) {
      drafts.push(across(from, [[side.labelWidth, blank()], ...columns.map((c) => [c.width, head(c.head)] as const)]));
    }
    for (const row of grouped) {
      drafts.push(
        across(from, [
          [side.labelWidth, label(row.label)],
          ...columns.map((c, i) => [c.width, cellOf(row.lines[i], content, decimals)] as const),
        ]),
      );
    }
    const [first, ...others] = drafts;
    if (!first) continue;
    if (side.label) {
      first.unshift({
        from: block.head.width,
        to: from,
        rowSpan: drafts.length,
        cell: label(side.label.label),
      });
    }
    rows.push(first, ...others);
  }
  return withHead(block.head, rows);
}

/** Labels and amounts in one row; what the form does not foresee follows in rows of its own. */
export function fundingPairRows(block: FundingPairsBlock, content: Content, decimals: number): Draft[][] {
  const lines = content.takeFunding();
  const grouped = groupByLabel(block.pairs, [{ head: '', periods: [], width: 1 }], lines, true);
  const known = grouped.slice(0, block.pairs.length);
  const from = block.head.width;
  const rows = [
    across(
      from,
      block.pairs.flatMap((pair, i) => [
        [pair.widths[0], label(known[i]?.label ?? pair.label)] as const,
        [pair.widths[1], cellOf(known[i]?.lines[0], content, decimals)] as const,
      ]),
    ),
  ];
  for (const row of grouped.slice(block.pairs.length)) {
    rows.push(
      across(from, [
        [1, label(rowLabel(row))],
        [1, cellOf(row.lines[0], content, decimals)],
      ]),
    );
  }
  const purpose = block.text === undefined ? undefined : content.takeSlot({ label: block.text });
  if (purpose) rows.push(across(from, [[1, text(purpose.value, ...purpose.paths)]]));
  return withHead(block.head, rows);
}

/** Two lists side by side. */
export function fundingSideRows(block: FundingSidesBlock, content: Content, decimals: number): Draft[][] {
  const sides = block.sides.map((side) => ({
    ...side,
    grouped: groupByLabel(side.rows, [{ head: '', periods: [], width: 1 }], content.takeFunding(side.side), true),
  }));
  const height = Math.max(...sides.map((s) => s.grouped.length));
  const rows = [
    across(
      block.head.width,
      sides.flatMap((s) => [[s.widths[0], head(s.heads[0])] as const, [s.widths[1], head(s.heads[1])] as const]),
    ),
  ];
  for (let i = 0; i < height; i++) {
    rows.push(
      across(
        block.head.width,
        sides.flatMap((s) => {
          const row = s.grouped[i];
          return [
            [s.widths[0], label(row ? rowLabel(row) : '')] as const,
            [s.widths[1], cellOf(row?.lines[0], content, decimals)] as const,
          ];
        }),
      ),
    );
  }
  return withHead(block.head, rows);
}

/** Labels as heads, amounts under them. */
export function fundingColumnRows(block: FundingColumnsBlock, content: Content, decimals: number): Draft[][] {
  const grouped = groupByLabel(block.columns, [{ head: '', periods: [], width: 1 }], content.takeFunding(), true);
  const width = (i: number) => block.columns[i]?.width ?? 15;
  return withHead(block.head, [
    across(
      block.head.width,
      grouped.map((row, i) => [width(i), head(rowLabel(row))] as const),
    ),
    across(
      block.head.width,
      grouped.map((row, i) => [width(i), cellOf(row.lines[0], content, decimals)] as const),
    ),
  ]);
}

function cellOf(entry: Line | undefined, content: Content, decimals: number) {
  if (!entry) return blank();
  const [index, line] = entry;
  return amount(line.fen, decimals, content.path('funding', index));
}

/** In lists without columns of periods, a line of another period says so. */
function rowLabel(row: Row): string {
  const line = row.lines[0]?.[1];
  return line && line.period !== 'FY' ? `${row.label}（${columnHead(line)}）` : row.label;
}

function columnHead(line: FundingLine): string {
  return line.column ?? (line.month ? `1-${line.month}月` : PERIOD_NAMES[line.period]);
}

/** The form's columns and those that these lines need besides. */
function columnsFor(columns: readonly FundingColumn[], lines: readonly Line[]): FundingColumn[] {
  const all = [...columns];
  for (const [, line] of lines) {
    if (columnOf(all, line) === -1) {
      all.push({ head: columnHead(line), periods: [line.period], width: columns.at(-1)?.width ?? 15 });
    }
  }
  return all;
}

/** The column whose head the line prints, else the first of its period without a claim of its own, else −1. */
function columnOf(columns: readonly FundingColumn[], line: FundingLine): number {
  const fits = columns.flatMap((c, i) => (c.periods.length === 0 || c.periods.includes(line.period) ? [i] : []));
  const named = fits.find((i) => comparable(columns[i]?.head ?? '') === comparable(columnHead(line)));
  if (named !== undefined) return named;
  if (line.month !== undefined) return -1;
  return fits[0] ?? -1;
}

/**
 * Rows in the form's order, each with its lines; a label that the form lacks comes after the row before it. A second line
 * of the same label and column (two projects of one name) has a row of its own.
 *
 * `single`: the list has no columns of periods, so that every further line of a label is a row of its own.
 */
function groupByLabel(
  known: readonly FundingRow[],
  columns: readonly FundingColumn[],
  lines: readonly Line[],
  single = false,
): Row[] {
  const wordings = known.map((row) => new Set([row.label, ...(row.aliases ?? [])].map(comparable)));
  const rows: Row[] = known.map((row) => ({ label: row.label, lines: [] }));
  const foreseen = [...rows];
  let last = -1;
  for (const entry of lines) {
    const [, line] = entry;
    const column = single ? 0 : Math.max(0, columnOf(columns, line));
    const name = comparable(line.label);
    const free = (row: Row | undefined): row is Row => row !== undefined && row.lines[column] === undefined;
    let row = foreseen[wordings.findIndex((w, i) => w.has(name) && free(foreseen[i]))];
    row ??= rows.find((r) => !foreseen.includes(r) && comparable(r.label) === name && free(r));
    if (!row) {
      row = { label: line.label, lines: [] };
      rows.splice(single ? rows.length : last + 1, 0, row);
    }
    if (foreseen.includes(row)) row.label = line.label;
    row.lines[column] = entry;
    last = rows.indexOf(row);
  }
  return rows;
}
