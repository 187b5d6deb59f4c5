import type { CellStyle, CellValue, MergeRange, WriteSheet } from 'hucre';
import { writeXlsx as write } from 'hucre/xlsx';
import { FIXED, withFixedDates } from './archive.ts';
import type { Cell, Example, Section, Table } from './paper.ts';

const THIN = { style: 'thin', color: { rgb: 'FF000000' } } as const;
const BORDER = { top: THIN, right: THIN, bottom: THIN, left: THIN };

/** An example as a workbook, one sheet per section; the tables of a sheet share the columns of the widest one. */
export async function writeXlsx(example: Example): Promise<Uint8Array> {
  const bytes = await write({
    sheets: example.sections.map(sheet),
    properties: { title: example.title, creator: '示例', lastModifiedBy: '示例', created: FIXED, modified: FIXED },
    defaultFont: { name: '宋体', size: 11 },
  });
  return withFixedDates(bytes);
}

function sheet({ name, parts, landscape }: Section): WriteSheet {
  const tables = parts.filter((p): p is Table => p.kind === 'table');
  const widest = tables.reduce<readonly number[]>((most, t) => (t.widths.length > most.length ? t.widths : most), [1]);
  const total = widest.reduce((sum, w) => sum + w, 0);
  const columns = widest.length;
  const cells = new Map<string, { value: CellValue; style: CellStyle }>();
  const merges: MergeRange[] = [];
  const put = (row: number, column: number, { text, align, bold, decimals }: Cell, bordered: boolean) => {
    cells.set(`${row},${column}`, {
      value: decimals === undefined ? text : Number(text),
      style: {
        alignment: { horizontal: align ?? 'left', vertical: 'center', wrapText: true },
        ...(bold ? { font: { name: '宋体', size: 11, bold: true } } : {}),
        ...(bordered ? { border: BORDER } : {}),
        ...(decimals === undefined ? {} : { numFmt: decimals ? `0.${'0'.repeat(decimals)}` : '0' }),
      },
    });
  };
  const widths = widest.map((w) => Math.max(6, Math.round((w / total) * (landscape ? 150 : 100))));
  const lines = new Map<number, number>();
  /** A row is as high as its fullest cell; Excel does not do this for merged cells. */
  const grow = (at: number, content: string, column: number, across: number) => {
    const room = widths.slice(column, column + across).reduce((sum, w) => sum + w, 0) - 1;
    lines.set(at, Math.max(lines.get(at) ?? 1, Math.ceil(widthOf(content) / room)));
  };
  let row = 0;
  for (const part of parts) {
    if (part.kind === 'table') {
      row += placeTable(part, row, put, grow, merges);
      continue;
    }
    const align =
      part.kind === 'title' || part.kind === 'subtitle' ? 'center' : part.kind === 'right' ? 'right' : 'left';
    put(row, 0, { text: part.text, align, ...(part.kind === 'title' ? { bold: true } : {}) }, false);
    grow(row, part.text, 0, columns);
    if (columns > 1) merges.push({ startRow: row, startCol: 0, endRow: row, endCol: columns - 1 });
    row++;
  }
  const rows: CellValue[][] = Array.from({ length: row }, () => Array.from({ length: columns }, () => null));
  for (const [at, { value }] of cells) {
    const [r = 0, c = 0] = at.split(',').map(Number);
    const line = rows[r];
    if (line) line[c] = value;
  }
  return {
    name,
    columns: widths.map((width) => ({ width })),
    rowDefs: new Map([...lines].map(([at, count]) => [at, { height: 6 + 14 * count }])),
    rows,
    cells,
    merges,
    pageSetup: {
      paperSize: 'a4',
      orientation: landscape ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
    },
  };
}

/** Puts a table's cells at their places, borders on all cells of a merged one, and returns how many rows it took. */
function placeTable(
  { rows }: Table,
  top: number,
  put: (row: number, column: number, cell: Cell, bordered: boolean) => void,
  grow: (row: number, content: string, column: number, across: number) => void,
  merges: MergeRange[],
): number {
  const taken = rows.map(() => new Set<number>());
  for (const [r, row] of rows.entries()) {
    let column = 0;
    for (const cell of row) {
      while (taken[r]?.has(column)) column++;
      const across = cell.across ?? 1;
      const down = cell.down ?? 1;
      for (let y = r; y < r + down; y++) {
        for (let x = column; x < column + across; x++) {
          taken[y]?.add(x);
          put(top + y, x, y === r && x === column ? cell : { text: '' }, true);
        }
      }
      if (down === 1) grow(top + r, cell.text, column, across);
      if (across > 1 || down > 1) {
        merges.push({ startRow: top + r, startCol: column, endRow: top + r + down - 1, endCol: column + across - 1 });
      }
    }
  }
  return rows.length;
}

/** Characters of Latin width: Chinese ones take two. */
function widthOf(content: string): number {
  return [...content].reduce((sum, c) => sum + ((c.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1), 0);
}
