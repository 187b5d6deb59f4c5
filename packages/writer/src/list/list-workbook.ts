import type { CellValue, WriteSheet } from 'hucre';
import { writeXlsx } from 'hucre/xlsx';

/** A column of a list. */
export interface ListColumn {
  name: string;
  /** In characters. */
  width: number;
  /** Words to choose from. */
  values?: readonly string[];
}

/** One list as a sheet of a workbook. */
export interface ListSheet {
  name: string;
  /** Stands above the head, over all columns: what the list is, how it is filled in. */
  note?: string;
  columns: readonly ListColumn[];
  /** Cells as text; what is not there is left blank. */
  rows: readonly (readonly (string | null)[])[];
}

export const XLSX_MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Rows below a template's head in which a choice is offered. */
const FILLED_IN = 5_000;
const HEAD_STYLE = {
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFEEF1F4' } },
  alignment: { vertical: 'center', wrapText: true },
} as const;

/**
 * A list as xlsx: one head, which stays in sight, and every cell as text, so that codes keep their leading zeros and
 * nothing becomes a formula.
 */
export function listWorkbook(title: string, sheets: readonly ListSheet[]): Promise<Uint8Array> {
  return writeXlsx({ sheets: sheets.map(sheetOf), properties: { title } });
}

function sheetOf({ name, note, columns, rows }: ListSheet): WriteSheet {
  const above: CellValue[][] = note === undefined ? [] : [[note]];
  const head = above.length;
  const cells: WriteSheet['cells'] = new Map();
  for (let column = 0; column < columns.length; column++)
    cells.set(`${head},${column}`, { value: columns[column]?.name ?? null, style: HEAD_STYLE });
  if (note !== undefined) cells.set('0,0', { value: note, style: { alignment: { vertical: 'top', wrapText: true } } });
  return {
    name,
    columns: columns.map(({ width }) => ({ width, numFmt: '@' })),
    rows: [...above, columns.map((column) => column.name), ...rows.map((row) => [...row])],
    cells,
    ...(note === undefined
      ? {}
      : {
          merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: columns.length - 1 }],
          rowDefs: new Map([[0, { height: 16 * (note.split('\n').length + 1) }]]),
        }),
    freezePane: { rows: head + 1 },
    dataValidations: columns.flatMap(({ values }, column) => {
      if (values === undefined) return [];
      const letter = String.fromCharCode(65 + column);
      const range = `${letter}${head + 2}:${letter}${head + 1 + Math.max(FILLED_IN, rows.length)}`;
      return [{ type: 'list' as const, values: [...values], allowBlank: true, range }];
    }),
  };
}
