import { moneyUnitIn } from '@jizhun/model';
import type { SourceCell, SourceRow } from '../source/document.ts';

/** A line of text between tables, or the rows of one table. */
export type TablePart = { line: SourceCell } | { rows: SourceRow[] };

/**
 * Extracted text may run several tables into one block: a row with nothing but the title of a table begins the next one,
 * a note under a table is a line of its own.
 */
export function splitTables(rows: readonly SourceRow[]): TablePart[] {
  const parts: TablePart[] = [];
  let open: SourceRow[] = [];
  const close = () => {
    if (open.length > 0) parts.push({ rows: open });
    open = [];
  };
  for (const row of rows) {
    const [only] = row.filled;
    if (only && row.filled.length === 1 && !row.grid.exact && (titlesTable(only.label) || isNote(only.text))) {
      close();
      parts.push({ line: only });
    } else open.push(row);
  }
  close();
  return parts;
}

function titlesTable(text: string): boolean {
  return (
    text.length >= 5 &&
    text.length <= 50 &&
    /表([（(][^（）()]*[)）])?$/.test(text) &&
    !/[。；:：]/.test(text.replace(/^表\s*\d*[:：]/, '')) &&
    moneyUnitIn(text) === null
  );
}

function isNote(text: string): boolean {
  return /^(注|备注|说明)[:：]/.test(text);
}
