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
  while (height < rows.length && dividesHead(rows, height))
    height = Math.max(height + 1, endOf(rows[height]) - first.index);
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

/** The first row of the grid below all cells that begin in a row. */
function endOf(row: SourceRow | undefined): number {
  return Math.max(0, ...(row?.cells ?? []).filter((c) => !c.carried).map(({ cell }) => cell.row + cell.cell.rowSpan));
}

/**
 * Whether the row at `at` divides the heads above it: it has words alone, and none but under heads over several columns,
 * of which at least one has several of them.
 */
function dividesHead(rows: readonly SourceRow[], at: number): boolean {
  const row = rows[at];
  const above = rows[at - 1];
  if (!row || !above || row.filled.length < 2 || figures(row) > 0 || isColumnNumbers(row)) return false;
  const own = row.cells.filter((c) => !c.carried).map((c) => c.cell);
  const over = (cell: SourceCell) =>
    above.cells.map((c) => c.cell).find((head) => head.column <= cell.column && head.end >= cell.end);
  const heads = own.map(over);
  if (!heads.every((head) => head && head.cell.columnSpan > 1)) return false;
  return heads.some((head, i) => heads.indexOf(head) !== i);
}

/** A cell of a head, or null for a blank: it goes on with the head above or to its left. */
type Field = SourceCell | null;

/** More rows than this no head has. */
const MOST_HEAD_ROWS = 4;

/**
 * Extracted text tells no spans. Where each row of the head has as many fields as the data, blanks stand for what is
 * merged, so that positions tell which part is under which head; else the parts are told apart by `assign`.
 */
function raggedHead(rows: readonly SourceRow[]): TableHead | null {
  const first = rows[0];
  if (!first) return null;
  let height = 1;
  while (height < Math.min(MOST_HEAD_ROWS, rows.length) && continuesHead(rows, height)) height++;
  const headRows = rows.slice(0, height);
  const numbers = isColumnNumbers(rows[height]) ? 1 : 0;
  const taken = rows.slice(0, height + numbers);
  const data = rows.slice(height + numbers).filter((r) => r.filled.length > 1);
  const columns =
    height === 1
      ? first.filled.map((c) => ({ start: c.column, end: c.column + 1, path: [c.label], cells: [c] }))
      : hasPositions(headRows, data)
        ? columnsByPosition(headRows)
        : columnsByOrder(headRows, usualWidth(data));
  return { columns, rows: taken.length, cells: taken.flatMap((r) => r.filled) };
}

/** Words that stand in the second row of a head and name no row of data. */
const HEAD_WORD =
  /^([类款项目]|.{0,12}(编码|代码|名称|年限|单价|数量|金额|预算数|决算数|执行数|完成数|小计|增减额|增减[%％]|增减幅度?|比例|占比)|合计|项目|行次|基本支出|项目支出|人员经费|(日常)?公用经费)$/;

/** Whether the row at `at` is one more row of the head. */
function continuesHead(rows: readonly SourceRow[], at: number): boolean {
  const row = rows[at];
  const above = rows[at - 1];
  if (!row || !above || row.filled.length === 0 || figures(row) > 0 || isColumnNumbers(row)) return false;
  if (row.filled.length >= 2 && row.filled.every((c) => HEAD_WORD.test(c.label))) return true;
  // Under a head without a column of names the data begin with a figure.
  const below = rows.slice(at + 1).find((r) => r.filled.length > 0 && !isColumnNumbers(r));
  const [leading] = below?.cells ?? [];
  if (row.filled.length >= 2 && leading && !leading.cell.blank && figures(below as SourceRow) === below?.filled.length)
    return true;
  // Rows below the second stand under parts of heads alone: their words are few and short.
  if (at > 1 && !(firstBlank(row) && row.filled.length >= 2 && row.filled.every((c) => c.label.length <= 12)))
    return false;
  return !isDataLike(row, above.filled.length);
}

function firstBlank(row: SourceRow): boolean {
  return (row.filled[0]?.column ?? 0) > 0;
}

/** A second row that begins in the first column and has no more fields than the first row is data. */
function isDataLike(row: SourceRow, parents: number): boolean {
  return row.filled.length <= parents && !firstBlank(row);
}

/** How many fields most rows of data have; undefined where there are none. */
function usualWidth(data: readonly SourceRow[]): number | undefined {
  const count = new Map<number, number>();
  for (const row of data) count.set(row.cells.length, (count.get(row.cells.length) ?? 0) + 1);
  return [...count].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** Whether blanks fill up each row of a head at its end only, the last one too: they tell of no place. */
function isFilledUp(head: readonly SourceRow[]): boolean {
  const last = head[head.length - 1];
  return (
    last !== undefined &&
    last.filled.length < last.cells.length &&
    head.every((row) => row.filled.every((c, i) => c.column === i))
  );
}

/** Whether all rows of a head have the fields that most rows of data have. */
function hasPositions(head: readonly SourceRow[], data: readonly SourceRow[]): boolean {
  const width = (row: SourceRow) => row.cells.length;
  const [first] = head;
  if (!first || !head.every((row) => width(row) === width(first)) || isFilledUp(head)) return false;
  // A first row without a blank that is as wide as the second has no head over several columns to tell of.
  const fitting = data.filter((row) => width(row) === width(first)).length;
  return data.length === 0 ? head.some((row) => row.filled.length < width(row)) : fitting >= data.length * 0.6;
}

/** The columns of a head whose blanks stand for what is merged. */
function columnsByPosition(head: readonly SourceRow[]): TableColumn[] {
  const columns: TableColumn[] = [];
  const width = Math.max(...head.map((row) => row.cells.length));
  const divide = (level: number, from: number, to: number, over: SourceCell[]): void => {
    const inside = head[level]?.filled.filter((c) => c.column >= from && c.column < to) ?? [];
    const leaf = (end: number) => columns.push({ start: from, end, path: over.map((c) => c.label), cells: over });
    if (inside.length === 0) {
      // Over several columns without parts a head stands once more a column, as merged cells do.
      if (over.length > 0) leaf(to);
      return;
    }
    const [first] = inside;
    if (first && first.column > from && over.length > 0) leaf(first.column);
    for (const [i, cell] of inside.entries())
      divide(level + 1, cell.column, inside[i + 1]?.column ?? to, [...over, cell]);
  };
  divide(0, 0, width, []);
  return columns;
}

/** The columns of a head that prints no field for what is merged to the side; `width` is that of the data. */
function columnsByOrder(head: readonly SourceRow[], width: number | undefined): TableColumn[] {
  const [first, second] = head;
  if (width !== undefined && first && second && head.length === 2) {
    const leaves = width - second.filled.length;
    const blanks = fieldsOf(second).filter((f) => !f).length;
    // No field is printed for what is merged downwards either, or both rows are only filled up to the width.
    const filledUp = isFilledUp(head) && first.filled.length < first.cells.length;
    if (leaves > 0 && leaves < first.filled.length && (blanks === 0 || filledUp)) {
      const given = assignWithoutBlanks(first.filled, second.filled, leaves);
      if (given) return given.map((over, i) => ({ start: i, end: i + 1, path: over.map((c) => c.label), cells: over }));
    }
  }
  let parents: { field: Field; over: SourceCell[]; column: number }[] = [];
  for (const [level, row] of head.entries()) {
    const fields = level === 0 ? row.filled : fieldsOf(row);
    if (level === 0) {
      parents = row.filled.map((field) => ({ field, over: [field], column: field.column }));
      continue;
    }
    const given = assign(
      parents.map((p) => p.field),
      fields,
    );
    const next: typeof parents = [];
    for (const [i, field] of fields.entries()) {
      const parent = parents[given[i] ?? -1];
      if (!parent && !field) continue;
      const over = parent?.over ?? [];
      next.push({ field, over: field ? [...over, field] : over, column: i });
    }
    // Heads at the end whose blanks the row leaves out.
    const last = given.reduce<number>((most, g) => Math.max(most, g ?? -1), -1);
    for (const parent of parents.slice(last + 1))
      next.push({ field: null, over: parent.over, column: (next[next.length - 1]?.column ?? -1) + 1 });
    parents = next;
  }
  return parents.map(({ over, column }) => ({
    start: column,
    end: column + 1,
    path: over.map((c) => c.label),
    cells: over,
  }));
}

function fieldsOf(row: SourceRow): Field[] {
  const last = Math.max(row.cells.length, (row.filled[row.filled.length - 1]?.column ?? -1) + 1);
  const fields: Field[] = Array.from({ length: last }, () => null);
  for (const cell of row.filled) fields[cell.column] = cell;
  return fields;
}

/** A wider head is no form's: weighing every way to part it would take without end, so that positions decide. */
const MOST_WEIGHED = 64;

/** The head that begins at a field's place, or nearest to the left of it. */
function assignByPosition(parents: readonly Field[], fields: readonly Field[]): (number | undefined)[] {
  let nearest: number | undefined;
  let next = 0;
  return fields.map((_field, column) => {
    for (; next < parents.length && (parents[next]?.column ?? 0) <= column; next++) if (parents[next]) nearest = next;
    return nearest;
  });
}

const SUBJECT = /科目|编码|代码|名称|^[类款项]$/;

/**
 * To which of the heads above each field belongs, in order: a blank stands under a head that goes down, a run of words
 * are the parts of one head. Where two heads with parts stand side by side, their parts begin with the same word
 * (项目 预算数 项目 预算数), or are told by what they are (科目编码 under …科目).
 */
function assign(parents: readonly Field[], fields: readonly Field[]): (number | undefined)[] {
  if (Math.max(parents.length, fields.length) > MOST_WEIGHED) return assignByPosition(parents, fields);
  type Path = { cost: number; given: (number | undefined)[]; run: string };
  // best[f]: the cheapest way to give fields before f to the parents so far.
  let best = new Map<number, Path>([[0, { cost: 0, given: [], run: '' }]]);
  for (const [p, parent] of parents.entries()) {
    const next = new Map<number, Path>();
    const offer = (at: number, path: Path) => {
      const known = next.get(at);
      if (!known || path.cost < known.cost) next.set(at, path);
    };
    for (const [at, path] of best) {
      if (at >= fields.length) {
        offer(at, { ...path, cost: path.cost + 1 });
        continue;
      }
      if (!fields[at]) {
        offer(at + 1, { ...path, given: [...path.given, p] });
        continue;
      }
      if (!parent) continue;
      for (let end = at + 1; end <= fields.length && fields[end - 1]; end++) {
        const run = fields.slice(at, end) as SourceCell[];
        offer(end, {
          cost: path.cost + costOf(parent, run, path.run),
          given: [...path.given, ...run.map(() => p)],
          run: run[0]?.label ?? '',
        });
      }
    }
    best = next;
  }
  let found: Path | undefined;
  for (const [at, path] of best) {
    const rest = fields.slice(at);
    const cost = path.cost + rest.filter((f) => f).length * 10 + rest.filter((f) => !f).length * 0.5;
    if (!found || cost < found.cost) found = { ...path, cost };
  }
  return found?.given ?? [];
}

/** The heads over each column where `leaves` of the first row have no parts; undefined where that cannot be. */
function assignWithoutBlanks(
  parents: readonly SourceCell[],
  parts: readonly SourceCell[],
  leaves: number,
): SourceCell[][] | undefined {
  if (Math.max(parents.length, parts.length) > MOST_WEIGHED) return undefined;
  type Path = { cost: number; columns: SourceCell[][]; run: string };
  // Keyed by parts taken and heads without parts.
  let best = new Map<string, Path>([['0,0', { cost: 0, columns: [], run: '' }]]);
  for (const parent of parents) {
    const next = new Map<string, Path>();
    const offer = (key: string, path: Path) => {
      const known = next.get(key);
      if (!known || path.cost < known.cost) next.set(key, path);
    };
    for (const [key, path] of best) {
      const [taken = 0, alone = 0] = key.split(',').map(Number);
      if (alone < leaves) offer(`${taken},${alone + 1}`, { ...path, columns: [...path.columns, [parent]] });
      for (let end = taken + 1; end <= parts.length; end++) {
        const run = parts.slice(taken, end);
        offer(`${end},${alone}`, {
          cost: path.cost + costOf(parent, run, path.run) - run.reduce((sum, c) => sum + shareWords(parent, c), 0),
          columns: [...path.columns, ...run.map((c) => [parent, c])],
          run: run[0]?.label ?? '',
        });
      }
    }
    best = next;
  }
  return best.get(`${parts.length},${leaves}`)?.columns;
}

/** Which share of the pairs of characters of a part its head has too. */
function shareWords(head: SourceCell, part: SourceCell): number {
  const pairs = part.label.length - 1;
  let same = 0;
  for (let i = 0; i < pairs; i++) if (head.label.includes(part.label.slice(i, i + 2))) same++;
  return pairs > 0 ? same / pairs : 0;
}

/** Parts that belong under certain heads. */
const AFFINITY: readonly { head: RegExp; part: RegExp }[] = [
  { head: /比|较|增减|变化|变动/, part: /增减|增长|增幅|变动|[%％]$/ },
  { head: /实有|现有|年末/, part: /在职|离休|退休/ },
  { head: /编制/, part: /行政|参公|事业|工勤/ },
];

function costOf(parent: SourceCell, run: readonly SourceCell[], before: string): number {
  const subjects = run.filter((c) => SUBJECT.test(c.label)).length;
  const ofSubjects = /科目|分类|编码/.test(parent.label);
  let cost = run.length === 1 ? 0.8 : 0;
  if (before !== '' && run[0]?.label === before) cost -= 2;
  if (run.slice(1).some((c) => c.label === run[0]?.label)) cost += 3;
  // 小计 begins the parts of a head.
  if (/^(小计|合计)$/.test(run[0]?.label ?? '')) cost -= 0.5;
  if (run.slice(1).some((c) => /^(小计|合计)$/.test(c.label))) cost += 1;
  for (const { head, part } of AFFINITY) {
    const parts = run.filter((c) => part.test(c.label)).length;
    cost += head.test(parent.label) ? (run.length - parts) * 0.2 - parts * 0.5 : parts * 0.5;
  }
  if (subjects > 0 && subjects < run.length && ofSubjects) cost += 2;
  if (subjects === run.length && !ofSubjects) cost += 0.5;
  if (subjects === run.length && ofSubjects) cost -= 1;
  return cost;
}
