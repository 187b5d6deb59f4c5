import type { Subject } from '@jizhun/model';
import {
  type CellValue,
  type ColumnIndex,
  cellPath,
  isCodeHead,
  type RowIndex,
  type TableIndex,
} from './disclosure-index.ts';
import { type Identity, says, type Term } from './identity.ts';
import { once } from './once.ts';
import { type Missing, missing } from './rule.ts';
import { isAmong, isFirstOrder, isSubtotal, isTotal, nameKey } from './wording.ts';

/** A cell as one figure of an identity. */
export interface CellAt {
  table: TableIndex;
  row: RowIndex;
  column: ColumnIndex;
  label?: string;
  sign?: -1;
}

export function valueAt(row: RowIndex, column: ColumnIndex): CellValue {
  return row.values[column.at] ?? null;
}

/** The cell as a term, or its printed words where they are no figure. */
export function termOf({ row, column, label, sign }: CellAt): Term | string {
  const value = valueAt(row, column);
  if (typeof value === 'string') return value;
  return {
    path: cellPath(row, column),
    label: label ?? row.label,
    value: value ?? 0n,
    ...(value === null ? { blank: true as const } : {}),
    ...(sign ? { sign } : {}),
  };
}

export function tableSubject(table: TableIndex, row?: RowIndex, column?: ColumnIndex): Subject {
  return {
    table: table.table.title,
    ...(row ? { row: row.label } : {}),
    ...(column ? { column: column.head } : {}),
  };
}

/** 《部门支出总表》“组织事务”行“合计”列 */
export function cellName(table: TableIndex, row: RowIndex, column: ColumnIndex): string {
  return `《${table.table.title}》“${row.label}”行“${column.head}”列`;
}

/**
 * Cells as an identity. Nothing where all cells are blank; `Missing` where a cell cannot be read, or where only the total
 * or only the parts are filled in: then one side of the comparison is not there.
 */
export function* identityOf(total: CellAt, parts: readonly CellAt[], note?: string): Iterable<Identity | Missing> {
  const { table } = total;
  const terms: Term[] = [];
  for (const cell of [total, ...parts]) {
    const term = termOf(cell);
    if (typeof term === 'string') {
      yield missing(`${cellName(cell.table, cell.row, cell.column)}印作“${term}”，不是数字`);
      return;
    }
    terms.push(term);
  }
  const [first, ...rest] = terms as [Term, ...Term[]];
  const identity: Identity = {
    total: first,
    parts: rest,
    unit: total.column.role === 'money' ? table.unit : null,
    decimals: table.decimals,
    subject: () => tableSubject(table, total.row, total.column),
    ...(note ? { note } : {}),
  };
  if (!says(identity)) return;
  const filled = rest.filter((term) => !term.blank);
  if (first.blank && filled.some((term) => term.value !== 0n)) {
    yield missing(`${cellName(table, total.row, total.column)}未填，其组成项已填`);
  } else if (!first.blank && filled.length === 0 && first.value !== 0n) {
    yield missing(`${cellName(table, total.row, total.column)}的组成项均未填`);
  } else if (!first.blank) yield identity;
}

/** Heads of the column that is the sum of its neighbours. */
const TOTAL_HEAD = /^(合计|总计|小计|总额|资金总额|金额合计|预算金额合计|(本年)?支出合计|(本年)?收入合计|总金额)$/;
/** Neighbours under these heads are comparisons, not parts. */
const COMPARISON = /(上年预算|上年执行|上年数|上年决算|(19|20)\d\d年|增减|执行数|决算数|完成数|预留)/;

/** A column and those that add up to it in every row. */
export interface RowSum {
  total: ColumnIndex;
  parts: readonly ColumnIndex[];
}

interface HeadNode {
  printed: string;
  column?: ColumnIndex;
  children: HeadNode[];
}

/** Reads from the heads which columns are sums of which: at every level the one named 合计 or 小计 of its neighbours. */
export function rowSumsOf(table: TableIndex): RowSum[] {
  const root: HeadNode = { printed: '', children: [] };
  for (const column of table.columns) {
    if (column.role !== 'money') continue;
    let node = root;
    const steps = column.head.split('/');
    steps.forEach((printed, depth) => {
      // Neighbouring columns only: the same head twice in a row of heads is two groups.
      let child = node.children.at(-1);
      if (!child || child.printed !== printed || depth === steps.length - 1) {
        child = { printed, children: [] };
        node.children.push(child);
      }
      node = child;
    });
    node.column = column;
  }
  const sums: RowSum[] = [];
  collect(root, sums);
  return sums;
}

/** Heads that hold others printed beside them on the same level, where the form lost the line between the levels. */
const HOLDS: readonly [RegExp, RegExp][] = [
  [/^财政拨款/, /^(一般公共预算|政府性?基金|国有资本)/],
  [/^基本支出/, /^(人员|(日常)?公用)(经费|支出)?$/],
  [/^项目支出/, /^(其他运转类?|特定目标类?)/],
  [/^单位资金/, /^(事业收入|(事业单位)?经营收入|上级补助收入|附属单位上缴收入|其他收入)/],
];

/** Without those that another one of them holds. */
function outermost(nodes: readonly HeadNode[]): HeadNode[] {
  return nodes.filter(
    (node) =>
      !HOLDS.some(
        ([outer, inner]) =>
          inner.test(nameKey(node.printed)) &&
          nodes.some((other) => other !== node && outer.test(nameKey(other.printed))),
      ),
  );
}

function collect(node: HeadNode, sums: RowSum[]): void {
  for (const child of node.children) collect(child, sums);
  const total = ownTotal(node);
  if (!total) return;
  const others = node.children.filter((child) => child.column !== total);
  if (others.length === 0) return;
  if (others.some((child) => isAmong(child.printed) || COMPARISON.test(child.printed))) return;
  const parts = outermost(others).flatMap(columnsOf);
  if (parts.length > 0) sums.push({ total, parts });
}

function ownTotal(node: HeadNode): ColumnIndex | undefined {
  const totals = node.children.filter((child) => child.column && TOTAL_HEAD.test(nameKey(child.printed)));
  return totals.length === 1 ? totals[0]?.column : undefined;
}

/** A group counts by its own total, else by all its columns. */
function columnsOf(node: HeadNode): ColumnIndex[] {
  if (node.column) return [node.column];
  const total = ownTotal(node);
  return total ? [total] : node.children.flatMap(columnsOf);
}

/** A row and those that add up to it in every column. */
export interface ColumnSum {
  total: RowIndex;
  parts: readonly RowIndex[];
}

/** 类 3, 款 5, 项 7 digits of 功能分类; 类 3, 款 5 of 经济分类. */
const CLASS_CODE = /^\d{3}(\d{2}){0,2}$/;

/** Whether the table lists 类, 款, 项 by code. */
export function hasClassCodes(table: TableIndex): boolean {
  const coded = table.rows.filter((row) => CLASS_CODE.test(row.code)).length;
  return coded >= 1 && coded * 2 >= table.rows.length;
}

/** 类 = Σ款, 款 = Σ项, 合计 = Σ类, read from the codes. */
export function codeSumsOf(table: TableIndex): ColumnSum[] {
  const parts = new Map<RowIndex, RowIndex[]>();
  const roots: RowIndex[] = [];
  const open: RowIndex[] = [];
  for (const row of table.rows) {
    if (!CLASS_CODE.test(row.code)) continue;
    while (open.length > 0 && !(row.code.startsWith(open.at(-1)!.code) && row.code !== open.at(-1)!.code)) open.pop();
    const parent = open.at(-1);
    if (parent) parts.set(parent, [...(parts.get(parent) ?? []), row]);
    else roots.push(row);
    open.push(row);
  }
  const sums: ColumnSum[] = [...parts].map(([total, rows]) => ({ total, parts: rows }));
  // Rows without a code between 合计 and the classes (units of a department) would be counted twice or not at all.
  const others = table.rows.filter((row) => !CLASS_CODE.test(row.code) && row !== table.total && row.key !== '');
  if (table.total && roots.length > 0 && others.length === 0) sums.unshift({ total: table.total, parts: roots });
  return sums;
}

const ORGANISATION = /(部|局|委|委员会|厅|办|办公室|中心|院|校|学校|馆|站|队|处|所|会|本级|机关)$/;
const ITEM = /(经费|项目|资金|补助|补贴|津贴|工程|费|工作|设备|维护|建设|服务|活动)/;

/** 合计 = Σ rows of a list without codes; a row 小计 or a unit's name is the sum of the rows below it. */
export function listSumsOf(table: TableIndex, unitName: string | undefined): ColumnSum[] {
  const { total } = table;
  if (!total) return [];
  const unit = unitName ? nameKey(unitName) : '';
  const rows = table.rows.filter(
    (row) => row !== total && row.key !== '' && !isAmong(row.label) && !isTotal(row.label),
  );
  const isHead = (row: RowIndex) =>
    isSubtotal(row.label) || row.key === unit || (!row.code && ORGANISATION.test(row.key) && !ITEM.test(row.key));
  const heads = new Map<RowIndex, RowIndex[]>();
  const loose: RowIndex[] = [];
  let head: RowIndex | undefined;
  for (const row of rows) {
    if (isHead(row)) {
      head = row;
      heads.set(row, []);
    } else if (head) heads.get(head)!.push(row);
    else loose.push(row);
  }
  const sums: ColumnSum[] = [...heads]
    .filter(([, items]) => items.length > 0)
    .map(([row, items]) => ({ total: row, parts: items }));
  const parts = [...loose, ...heads.keys()];
  if (parts.length > 0) sums.unshift({ total, parts });
  return sums;
}

/** One side of a summary table: the rows that it names and the columns of its figures. */
export interface Side {
  name: 'income' | 'expenditure';
  entries: readonly { row: RowIndex; label: string; key: string }[];
  columns: readonly ColumnIndex[];
}

/** The two sides of 收支总表: the left one is named by `label`, the right one by its first column of words. */
export const sidesOf = once((table: TableIndex): { income: Side; expenditure: Side } | undefined => {
  const names = table.columns.find((column) => column.role === 'text' && !isCodeHead(column.key));
  if (!names) return undefined;
  const money = table.columns.filter((column) => column.role === 'money');
  const entries = (labelOf: (row: RowIndex) => string) =>
    table.rows
      .map((row) => ({ row, label: labelOf(row) }))
      .filter(({ label }) => label !== '')
      .map(({ row, label }) => ({ row, label, key: nameKey(label) }));
  const left = money.filter((column) => column.at < names.at);
  const right = money.filter((column) => column.at > names.at);
  if (left.length === 0 || right.length === 0) return undefined;
  return {
    income: { name: 'income', entries: entries((row) => row.label), columns: left },
    expenditure: {
      name: 'expenditure',
      entries: entries((row) => {
        const cell = table.table.rows[row.at]?.cells[names.at];
        return typeof cell === 'string' ? cell : '';
      }),
      columns: right,
    },
  };
});

export type SideEntry = Side['entries'][number];

/** Rows under 年初财政拨款结转和结余 of a final account that only say of which money it is. */
const CARRIED_PART = /^(一般公共预算|政府性?基金(预算)?|国有资本经营(预算)?)(财政拨款|拨款)?(结转(和)?结余)?$/;

/** The named rows of a side: 本年合计, what stands above it, what carries over (and its parts), and 总计. */
export function balanceOf(side: Side): {
  items: readonly SideEntry[];
  year: SideEntry | undefined;
  carried: readonly SideEntry[];
  carriedParts: readonly SideEntry[];
  total: SideEntry | undefined;
} {
  const word = side.name === 'income' ? '收入' : '支出';
  const yearAt = side.entries.findIndex(({ key }) =>
    [`本年${word}合计`, `本年${word}小计`, `本年${word}`, `${word}合计`].includes(key),
  );
  const totalAt = side.entries.findIndex(({ key }) => key === `${word}总计` || key === '总计');
  const above = side.entries.slice(0, yearAt >= 0 ? yearAt : totalAt >= 0 ? totalAt : side.entries.length);
  const first = above.filter(({ label }) => isFirstOrder(label));
  const between = yearAt >= 0 && totalAt > yearAt ? side.entries.slice(yearAt + 1, totalAt) : [];
  const isPart = ({ key }: SideEntry, i: number): boolean =>
    CARRIED_PART.test(key) && between.slice(0, i).some((one) => /结转/.test(one.key) && !CARRIED_PART.test(one.key));
  return {
    items: first.length > 0 ? first : above.filter(({ label }) => !isAmong(label)),
    year: side.entries[yearAt],
    carried: between.filter((entry, i) => !isFirstOrder(entry.label) && !isAmong(entry.label) && !isPart(entry, i)),
    carriedParts: between.filter(isPart),
    total: side.entries[totalAt],
  };
}
