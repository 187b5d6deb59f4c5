import type { ImportKind } from '@jizhun/api';
import { type Grade, headerKey, meaningOf } from './headers.ts';
import type { SourceTable } from './tables.ts';
import { clean } from './text.ts';

/** Which columns of a table are what: proposed by its header words, settled by a person. */
export interface Mapping {
  used: boolean;
  /** First and last row of the head, from 0; null where none was found. */
  headerRows: [number, number] | null;
  /** Column → field. */
  fields: Record<number, string>;
  /** Columns of `fields` that a person should confirm. */
  unsure: number[];
}

/** Title rows above a head; more are hardly met. */
const ROWS_LOOKED_AT = 40;
const DEEPEST_HEAD = 4;

/** The words above a column, from the top; what a merged cell repeats counts once. */
export function headOf(table: SourceTable, [from, to]: [number, number], column: number): string[] {
  const path: string[] = [];
  for (let row = from; row <= to; row++) {
    const text = clean(table.rows[row]?.texts[column] ?? '');
    if (text !== '' && text !== path.at(-1)) path.push(text);
  }
  return path;
}

/**
 * Finds the head of a table and what its columns are. Of several heads the one that says most is taken; of equal ones the
 * one with the fewest rows, then the first. A table in which no column names what the list is of is not used.
 */
export function recognise(kind: ImportKind, table: SourceTable): Mapping {
  let best: (Mapping & { score: number }) | undefined;
  const rows = Math.min(table.rows.length, ROWS_LOOKED_AT);
  for (let last = 0; last < rows; last++) {
    for (let depth = 1; depth <= DEEPEST_HEAD && depth <= last + 1; depth++) {
      const headerRows: [number, number] = [last - depth + 1, last];
      // Above a head there may be a title; a head does not begin with one.
      if (depth > 1 && isTitle(table, headerRows[0])) break;
      const { score, ...mapping } = columnsOf(kind, table, headerRows);
      if (mapping.used && (best === undefined || score > best.score)) best = { ...mapping, score };
    }
  }
  if (best === undefined) return { used: false, headerRows: null, fields: {}, unsure: [] };
  const { score: _score, ...mapping } = best;
  return mapping;
}

/** One text, over one column or all: 某县预算单位名单. */
function isTitle(table: SourceTable, row: number): boolean {
  return new Set((table.rows[row]?.texts ?? []).map(clean).filter((text) => text !== '')).size <= 1;
}

/** What the columns are under a given head; of columns that say the same the first is taken, and is to be confirmed. */
export function columnsOf(
  kind: ImportKind,
  table: SourceTable,
  headerRows: [number, number],
): Mapping & { score: number } {
  const width = Math.max(0, ...table.rows.slice(headerRows[0], headerRows[1] + 1).map(({ texts }) => texts.length));
  const claims: { column: number; field: string; grade: Grade; alone: boolean }[] = [];
  for (let column = 0; column < width; column++) {
    const meanings = meaningOf(kind, headOf(table, headerRows, column));
    for (const { field, grade } of meanings) claims.push({ column, field, grade, alone: meanings.length === 1 });
  }
  claims.sort((a, b) => b.grade - a.grade || Number(b.alone) - Number(a.alone) || a.column - b.column);
  const fields: Record<number, string> = {};
  const unsure = new Set<number>();
  const taken = new Map<string, { column: number; grade: Grade }>();
  let score = 0;
  for (const { column, field, grade, alone } of claims) {
    const other = taken.get(field);
    if (other !== undefined) {
      if (other.grade === grade && fields[column] === undefined) unsure.add(other.column);
      continue;
    }
    if (fields[column] !== undefined) continue;
    taken.set(field, { column, grade });
    fields[column] = field;
    score += grade;
    if (grade < 2 || !alone) unsure.add(column);
  }
  const name = taken.get('name');
  return {
    // A single word that may mean anything is no list: 名称 in a table of something else.
    used: name !== undefined && (name.grade === 2 || taken.size > 1),
    headerRows,
    fields,
    unsure: [...unsure].sort((a, b) => a - b),
    score,
  };
}

/** Whether a row repeats the head: at the top of every printed page. */
export function repeatsHead(table: SourceTable, headerRows: [number, number], row: number): boolean {
  const texts = (table.rows[row]?.texts ?? []).map(headerKey);
  if (texts.every((text) => text === '')) return false;
  for (let head = headerRows[0]; head <= headerRows[1]; head++) {
    const words = (table.rows[head]?.texts ?? []).map(headerKey);
    if (words.length === texts.length && words.every((word, column) => word === texts[column])) return true;
  }
  return false;
}

/** Mappings of all tables of a file; one without a head goes on with that of the table before it, if it is as wide. */
export function recogniseAll(kind: ImportKind, tables: readonly SourceTable[]): Mapping[] {
  const mappings: Mapping[] = [];
  const widthOf = (table: SourceTable | undefined) => table?.rows[0]?.texts.length;
  for (const [at, table] of tables.entries()) {
    const own = recognise(kind, table);
    const before = mappings[at - 1];
    const goesOn =
      !own.used && before?.used === true && table.labels === 'position' && widthOf(table) === widthOf(tables[at - 1]);
    mappings.push(goesOn ? { ...before, headerRows: null } : own);
  }
  return mappings;
}
