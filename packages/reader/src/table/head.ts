import { amountIn } from '../form/amount.ts';
import type { SourceCell, SourceRow } from '../source/document.ts';

/** A leaf column of a table: where it stands, and the heads over it from the outermost in. */
export interface TableColumn {
  start: number;
  end: number;
  path: string[];
  cells: SourceCell[];
}

export interface TableHead {
  columns: TableColumn[];
  /** How many rows head and 栏次 row take. */
  rows: number;
  cells: SourceCell[];
}

/** Reads the head of a table that begins with row 0 of `rows`: merged heads over several rows, and a 栏次 row. */
export function tableHead(rows: readonly SourceRow[]): TableHead | null {
  const first = rows[0];
  if (!first || first.filled.length < 2) return null;
  return first.grid.exact ? exactHead(rows) : raggedHead(rows);
}

/** 栏次 1 2 3 …, or a row of figures 1 2 3 … under the heads. */
export function isColumnNumbers(row: SourceRow | undefined): boolean {
  if (!row || row.filled.length < 2) return false;
  const texts = row.filled.map((c) => c.label);
  if (/^(栏次|列次)$/.test(texts[0] ?? '')) return true;
  // Column letters (甲, 乙) may stand over the names; a row whose first field is a name is data, whatever its figures.
  const figures = texts.filter((t) => !/^[甲乙丙丁]$/.test(t));
  if (figures.length < 3 || !figures.every((t) => /^[（(]?\d{1,2}[)）]?$/.test(t))) return false;
  const numbers = figures.map((t) => Number(t.replace(/[()（）]/g, '')));
  return numbers[0] === 1 && numbers.every((n, i) => n === i + 1);
}

function figures(row: SourceRow): number {
  return row.filled.filter((c) => amountIn(c.text) !== null).length;
}

function exactHead(rows: readonly SourceRow[]): TableHead | null {
  const first = rows[0];
  if (!first) return null;
  let height = Math.max(1, ...first.cells.map((c) => c.cell.row + c.cell.cell.rowSpan - first.index));
  const spread = first.filled.some((c) => c.cell.columnSpan > 1);
  const second = rows[height];
  if (height === 1 && spread && second && figures(second) === 0 && second.filled.length > first.filled.length)
    height = 2;
  height = Math.min(height, rows.length);
  const headRows = rows.slice(0, height);
  const leaves = headRows[headRows.length - 1];
  if (!leaves) return null;
  const columns = leaves.cells.map(({ cell }) => {
    const over = headRows
      .flatMap((r) =>
        r.cells.filter((c) => c.cell.column <= cell.column && c.cell.end > cell.column).map((c) => c.cell),
      )
      .filter((c, i, all) => all.indexOf(c) === i);
    return {
      start: cell.column,
      end: cell.end,
      path: over.map((c) => c.label).filter((t) => t !== ''),
      cells: over.filter((c) => !c.blank),
    };
  });
  const numbers = isColumnNumbers(rows[height]) ? 1 : 0;
  const taken = rows.slice(0, height + numbers);
  return { columns, rows: height + numbers, cells: taken.flatMap((r) => r.filled) };
}

/**
 * Extracted text tells no spans: the second row of a head has a blank under each head that is merged downwards, and its
 * parts belong to the heads between these blanks. Where two such heads stand side by side, their parts begin again with
 * the same word (项目 预算数 项目 预算数), or are told by what they are (科目编码 under …科目).
 */
function raggedHead(rows: readonly SourceRow[]): TableHead | null {
  const first = rows[0];
  const second = rows[1];
  if (!first) return null;
  const width = (row: SourceRow) => row.grid.source.columnCount;
  const parents = first.filled;
  const secondIsHead = second && second.filled.length > 0 && figures(second) === 0 && !isColumnNumbers(second);
  if (!second || !secondIsHead || isDataLike(second, parents.length)) {
    const columns = parents.map((c) => ({ start: c.column, end: c.column + 1, path: [c.label], cells: [c] }));
    const numbers = isColumnNumbers(second) ? 1 : 0;
    return { columns, rows: 1 + numbers, cells: rows.slice(0, 1 + numbers).flatMap((r) => r.filled) };
  }
  const columns: TableColumn[] = [];
  const fields = fieldsOf(second, width(second));
  // Runs of parts between blanks, in order; each blank stands for one parent that goes down.
  const segments: { blank: boolean; at: number; parts: SourceCell[] }[] = [];
  for (const [at, cell] of fields.entries()) {
    const last = segments[segments.length - 1];
    if (!cell) segments.push({ blank: true, at, parts: [] });
    else if (last && !last.blank) last.parts.push(cell);
    else segments.push({ blank: false, at, parts: [cell] });
  }
  const solid = segments.filter((s) => !s.blank).length;
  // Trailing blanks may be missing or too many: what the parents leave is what the runs may share.
  let blanks = segments.filter((s) => s.blank).length;
  while (segments.length > 0 && segments[segments.length - 1]?.blank && blanks + solid > parents.length) {
    segments.pop();
    blanks--;
  }
  let spare = parents.length - blanks - solid;
  let next = 0;
  for (const segment of segments) {
    if (segment.blank) {
      const parent = parents[next++];
      if (parent) columns.push({ start: segment.at, end: segment.at + 1, path: [parent.label], cells: [parent] });
      continue;
    }
    const runs = spare > 0 ? splitRun(segment.parts, spare + 1, parents.slice(next)) : [segment.parts];
    spare -= runs.length - 1;
    for (const run of runs) {
      const parent = parents[next++];
      for (const part of run) {
        columns.push({
          start: part.column,
          end: part.column + 1,
          path: parent ? [parent.label, part.label] : [part.label],
          cells: parent ? [parent, part] : [part],
        });
      }
    }
  }
  for (; next < parents.length; next++) {
    const parent = parents[next];
    const start = columns[columns.length - 1]?.end ?? 0;
    if (parent) columns.push({ start, end: start + 1, path: [parent.label], cells: [parent] });
  }
  const numbers = isColumnNumbers(rows[2]) ? 1 : 0;
  return { columns, rows: 2 + numbers, cells: rows.slice(0, 2 + numbers).flatMap((r) => r.filled) };
}

/** A second row that begins in the first column and has no more fields than the first row is data. */
function isDataLike(row: SourceRow, parents: number): boolean {
  return row.filled.length <= parents && (row.filled[0]?.column ?? 0) === 0;
}

function fieldsOf(row: SourceRow, width: number): (SourceCell | null)[] {
  const last = Math.max(width, (row.filled[row.filled.length - 1]?.column ?? -1) + 1);
  const fields: (SourceCell | null)[] = Array.from({ length: last }, () => null);
  for (const cell of row.filled) fields[cell.column] = cell;
  return fields;
}

function splitRun(parts: SourceCell[], into: number, parents: readonly SourceCell[]): SourceCell[][] {
  const first = parts[0]?.label;
  const again = parts.flatMap((p, i) => (i > 0 && p.label === first ? [i] : []));
  if (again.length >= into - 1) {
    const cuts = [0, ...again.slice(0, into - 1), parts.length];
    return cuts.slice(0, -1).map((from, i) => parts.slice(from, cuts[i + 1]));
  }
  const subjects = parts.findIndex((p) => !/科目|编码|代码|名称|^[类款项]$/.test(p.label));
  if (into === 2 && subjects > 0 && /科目|分类/.test(parents[0]?.label ?? ''))
    return [parts.slice(0, subjects), parts.slice(subjects)];
  return [parts];
}
