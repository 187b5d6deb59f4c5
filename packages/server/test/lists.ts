import type { Grid, GridCell, OpenedDocument } from '@jizhun/model';
import type { Choices } from '../src/import/plan.ts';
import { recogniseAll } from '../src/import/recognise.ts';
import { type ListRow, listRows } from '../src/import/rows.ts';
import { tablesOf } from '../src/import/tables.ts';
import { columnLetter } from '../src/import/text.ts';
import type { TreeNow, UnitNow } from '../src/import/tree.ts';

/** A worksheet as `documents` opens it; `<` stands for the cell at its left, `^` for the one above, merged. */
export function sheetOf(rows: readonly (readonly string[])[], title = 'Sheet1'): Grid {
  const columnCount = Math.max(0, ...rows.map((row) => row.length));
  const cells: GridCell[] = [];
  for (const [row, texts] of rows.entries()) {
    for (const [column, text] of texts.entries()) {
      if (text === '<' || text === '^' || text === '') continue;
      let columnSpan = 1;
      while (texts[column + columnSpan] === '<') columnSpan++;
      let rowSpan = 1;
      while (rows[row + rowSpan]?.[column] === '^') rowSpan++;
      cells.push({ row, column, rowSpan, columnSpan, text, address: `${columnLetter(column)}${row + 1}` });
    }
  }
  return { kind: 'grid', part: title, title, layout: 'exact', rowCount: rows.length, columnCount, cells };
}

export const documentOf = (...blocks: Grid[]): OpenedDocument => ({
  source: { name: 'a.xlsx', sha256: '', mediaType: '' },
  blocks,
  notices: [],
});

/** The rows of a list of one sheet, under the mapping that is proposed. */
export function rowsOf(kind: 'units' | 'people' | 'projects', rows: readonly (readonly string[])[]): ListRow[] {
  const tables = tablesOf(documentOf(sheetOf(rows)));
  const mappings = recogniseAll(kind, tables);
  return tables.flatMap((table, at) => listRows(table, at, mappings[at]!, tables.length > 1).rows);
}

export const DAY = '2026-03-01';

export const choicesOf = (choices: Partial<Choices> = {}): Choices => ({
  day: DAY,
  authority: null,
  decisions: {},
  leaveOutErrors: false,
  end: [],
  ...choices,
});

export const COUNTY = { id: 'county', name: '示例县财政局', adcode: '999001' };

export const unitOf = (id: string, unit: Partial<UnitNow> = {}): UnitNow => ({
  id,
  name: `单位${id}`,
  code: null,
  kind: unit.parent == null ? 'department' : 'unit',
  parent: null,
  authority: COUNTY.id,
  from: '2020-01-01',
  ...unit,
});

/** A small county: an education department with two schools, and a health department. */
export const TREE: TreeNow = {
  authorities: [COUNTY],
  units: [
    unitOf('edu', { name: '示例县教育局', code: '101' }),
    unitOf('one', { name: '示例县第一小学', code: '101001', parent: 'edu' }),
    unitOf('two', { name: '示例县第二小学', code: '101002', parent: 'edu' }),
    unitOf('health', { name: '示例县卫生健康局', code: '102' }),
  ],
};
