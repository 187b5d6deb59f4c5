import { type Mapping, repeatsHead } from './recognise.ts';
import { cellName, type SourceTable } from './tables.ts';
import { clean } from './text.ts';

/** One line of a list: what stands in the columns that are used. */
export interface ListRow {
  /** Names the row in this file: `0:11`. */
  key: string;
  table: number;
  row: number;
  /** The sheet, where there are several, and the row as a person counts. */
  place: string;
  /** Field → text as it stands there; blank ones left out. */
  values: Readonly<Record<string, string>>;
  /** How the cell of a field is called; of a field without a column, the row. */
  cell(field: string): string;
}

/** A line that is no entry of the list. */
export interface SkippedRow {
  cell: string;
  text: string;
  why: string;
}

const TOTAL = /^(合计|总计|小计|共计|累计|总合计|本页小计|合\s*计)[:：]?/;
const NOTE =
  /^(注|备注|说明|填表说明|填报说明|填表人|填报人|制表|制表人|审核人|负责人|联系人|联系电话|单位负责人|填表日期|填报日期|制表日期|打印日期|第.{1,6}页)\s*[:：\d（(]/;

/** The lines of one table under its mapping; totals, notes and repeated heads apart, and nothing dropped in silence. */
export function listRows(
  table: SourceTable,
  at: number,
  mapping: Mapping,
  several: boolean,
): { rows: ListRow[]; skipped: SkippedRow[] } {
  const rows: ListRow[] = [];
  const skipped: SkippedRow[] = [];
  if (!mapping.used) return { rows, skipped };
  const columns = Object.entries(mapping.fields).map(([column, field]) => [Number(column), field] as const);
  const columnOf = new Map(columns.map(([column, field]) => [field, column]));
  const first = mapping.headerRows === null ? 0 : mapping.headerRows[1] + 1;
  for (let row = first; row < table.rows.length; row++) {
    const texts = (table.rows[row]?.texts ?? []).map(clean);
    const filled = texts.filter((text) => text !== '');
    if (filled.length === 0) continue;
    const leading = texts.findIndex((text) => text !== '');
    const skip = (why: string) =>
      skipped.push({ cell: cellName(table, row, leading, several), text: filled.join(' ').slice(0, 100), why });
    if (mapping.headerRows !== null && repeatsHead(table, mapping.headerRows, row)) {
      skip('重复的表头');
      continue;
    }
    const values: Record<string, string> = {};
    for (const [column, field] of columns) {
      const text = texts[column];
      if (text !== undefined && text !== '') values[field] = text;
    }
    if ([filled[0], values.name].some((text) => text !== undefined && TOTAL.test(text) && text.length <= 8)) {
      skip('合计行');
      continue;
    }
    if (table.rows[row]?.wide === true || (filled.length === 1 && texts.length > 1 && NOTE.test(filled[0] ?? ''))) {
      skip('说明');
      continue;
    }
    if (Object.keys(values).length === 0) {
      skip('使用的各列中没有内容');
      continue;
    }
    if (values.name === undefined && NOTE.test(filled[0] ?? '')) {
      skip('说明');
      continue;
    }
    const number = table.rows[row]?.number ?? row + 1;
    rows.push({
      key: `${at}:${row}`,
      table: at,
      row,
      place: several ? `${table.name} 第 ${number} 行` : `第 ${number} 行`,
      values,
      cell: (field) => cellName(table, row, columnOf.get(field) ?? columnOf.get('name') ?? 0, several),
    });
  }
  return { rows, skipped };
}
