import type { BudgetTable, BudgetTableRow, MoneyUnit, TableCell } from '@jizhun/model';
import { budgetTableKindOf, cleanLabel, moneyUnitIn, numberOf, parseDecimal } from '@jizhun/model';
import { type Piece, rowText, type SourceCell, type SourceRow } from '../source/document.ts';
import { Draft } from '../source/draft.ts';
import { isColumnNumbers, type TableColumn, type TableHead, tableHead } from './head.ts';
import { kindsOf, type Placement, placeRow } from './place-row.ts';

type Part = 'no' | 'code' | 'label' | 'cell';

interface Column extends TableColumn {
  part: Part;
}

/** What stood above a table: its title, the unit its amounts are printed in. */
export interface TableCaption {
  title?: Piece;
  unit?: PrintedUnit;
}

/** A unit of money and where it is printed. */
export interface PrintedUnit {
  unit: MoneyUnit;
  piece: Piece;
}

/** Reads rows as a table: title and unit above it, head, rows. Null where there is no head over at least one column. */
export function readBudgetTable(rows: readonly SourceRow[], caption: TableCaption): Draft<BudgetTable> | null {
  const begin = rows.findIndex((r) => r.filled.length >= 2 && !isCaptionRow(r));
  if (begin < 0) return null;
  const head = tableHead(rows.slice(begin));
  if (!head || head.columns.length < 2) return null;
  const unit =
    rows.slice(0, begin).reduce<PrintedUnit | undefined>((found, r) => unitIn(r) ?? found, caption.unit) ??
    unitInHead(head);
  const title = caption.title;
  const columns = partsOf(head, rows.slice(begin + head.rows));
  const cells = columns.filter((c) => c.part === 'cell');
  const table = new Draft<BudgetTable>({
    title: title ? cleanLabel(title.text).replace(/^#+/, '') : '',
    kind: budgetTableKindOf(title ? cleanLabel(title.text) : ''),
    moneyUnit: unit?.unit ?? null,
    columns: cells.map((c) => c.path.map(withoutUnit).join('/')),
    rows: [],
  });
  if (title) table.from(['title'], [title]);
  if (unit) table.from(['moneyUnit'], [unit.piece]);
  for (const [i, column] of cells.entries()) table.from(['columns', i], column.cells);
  for (const cell of head.cells) cell.used = true;
  for (const row of rows.slice(0, begin))
    for (const cell of row.filled) if (isCaptionText(cell.label)) cell.used = true;
  const kinds = rows[begin]?.grid.exact ? undefined : kindsOf(columns, rows.slice(begin + head.rows));
  const headTexts = rows.slice(begin, begin + head.rows).map(rowText);
  for (const row of rows.slice(begin + head.rows)) {
    if (row.filled.length === 0) continue;
    // A head printed again on the next page.
    if (isColumnNumbers(row) || headTexts.includes(rowText(row)) || repeatsHead(row, columns)) {
      for (const cell of row.filled) cell.used = true;
      continue;
    }
    readRow(table, row, columns, kinds && placeRow(row, columns, kinds));
  }
  return table;
}

/** 单位：万元, 预算年度：2024, 203某某局: what stands between title and head. */
export function isCaptionRow(row: SourceRow): boolean {
  return (
    row.filled.length > 0 &&
    row.filled.some((c) => isCaptionText(c.label)) &&
    row.filled.every((c) => !/^(序号|项目|科目)/.test(c.label))
  );
}

export function isCaptionText(text: string): boolean {
  return /^[（(]?(金额)?单位[:：]?(人民币)?(亿元|万元|元)|(预算|决算)?年度[:：]|(编制|填报|预算)?(单位|部门)(名称)?[:：]|公开\d*表|(19|20)\d\d年度?$|截[止至](时间|日期)?[:：]|^表\s*[\d一二三四五六七八九十]+$|^(?!(19|20)\d\d年)\d{3,}[\u4e00-\u9fff]{4,}$/.test(
    text,
  );
}

/** 单位：万元 in one cell of a row, or broken over two. */
function unitIn(row: SourceRow): PrintedUnit | undefined {
  for (const [i, cell] of row.filled.entries()) {
    const text = cell.label + (/单位[:：]?$/.test(cell.label) ? (row.filled[i + 1]?.label ?? '') : '');
    const m = /单位[:：]?(?:人民币)?(亿元|万元|元)/.exec(text);
    if (!m) continue;
    cell.used = true;
    if (text !== cell.label && row.filled[i + 1]) (row.filled[i + 1] as SourceCell).used = true;
    return { unit: m[1] as MoneyUnit, piece: cell };
  }
  return undefined;
}

function unitInHead(head: TableHead): PrintedUnit | undefined {
  for (const cell of head.cells) {
    const unit = moneyUnitIn(cell.label);
    if (unit) return { unit, piece: cell };
  }
  return undefined;
}

/** OCR runs the unit of the page into the head beside it: 单位：万元 绩效指标. */
function withoutUnit(head: string): string {
  return head.replace(/^.{0,2}位[:：](?:亿元|万元|元)(?=.)/, '');
}

/** Whether most cells of a row are the words of the heads over them: extraction may spoil one of a repeated head. */
function repeatsHead(row: SourceRow, columns: readonly Column[]): boolean {
  if (row.filled.length < 3) return false;
  const heads = new Set(columns.flatMap((c) => c.path));
  return row.filled.filter((c) => heads.has(c.label)).length > row.filled.length * 0.6;
}

/** Which columns are 序号, code and label; the first of each kind counts, all others are cells. */
function partsOf(head: TableHead, data: readonly SourceRow[]): Column[] {
  const columns: Column[] = head.columns.map((c) => ({ ...c, part: 'cell' as Part }));
  const leaf = (c: Column) => (c.path[c.path.length - 1] ?? '').replace(/\s/g, '');
  // A two-sided table counts its rows on both sides.
  for (const c of columns) if (/^(序号|行次|编号)$/.test(leaf(c))) c.part = 'no';
  const named = columns.find(
    (c) =>
      c.part === 'cell' && /(科目名称|项目名称|单位名称|部门名称|名称|项目|指标|科目)(\(.*\)|（.*）)?$/.test(leaf(c)),
  );
  const first = columns.find((c) => c.part === 'cell' && !/编码|代码/.test(leaf(c)));
  // A table of one row (三公经费 across the page) names its figures only by their heads.
  const label = named ?? (first && holdsNames(first, data) ? first : undefined);
  if (label) label.part = 'label';
  const split = columns.filter((c) => c.part === 'cell' && /^[类款项]$/.test(leaf(c)));
  if (split.length >= 2) for (const c of split) c.part = 'code';
  else {
    const code = columns.find((c) => c.part === 'cell' && /(编码|代码|目录序号|编号)$/.test(leaf(c)));
    if (code) code.part = 'code';
  }
  return columns;
}

/** Whether what stands in a column are names and no figures. */
function holdsNames(column: Column, data: readonly SourceRow[]): boolean {
  const cells = data.flatMap((row) => row.filled.filter((c) => c.column < column.end && c.end > column.start));
  return cells.length === 0 || cells.some((c) => parseDecimal(c.text) === null);
}

function readRow(
  table: Draft<BudgetTable>,
  row: SourceRow,
  columns: readonly Column[],
  placement: Placement | undefined,
): void {
  const moved = placement && (placement.certain ? 'moved' : 'guessed');
  const at = table.value.rows.length;
  const entry: BudgetTableRow = { label: '', cells: [] };
  const taken = new Set<SourceCell>();
  const labels: SourceCell[] = [];
  let code = '';
  const origins: [(string | number)[], SourceCell, boolean][] = [];
  for (const column of columns) {
    const placed = placement?.cells.get(column);
    const over = placement
      ? placed && { cell: placed, carried: false }
      : row.cells.find(({ cell }) => cell.column < column.end && cell.end > column.start);
    const cell = over && !taken.has(over.cell) ? over.cell : undefined;
    if (over) taken.add(over.cell);
    const text = cell?.label ?? '';
    switch (column.part) {
      case 'no':
        if (cell && /^\d+$/.test(text)) {
          entry.no ??= Number(text);
          origins.push([['rows', at, 'no'], cell, over?.carried ?? false]);
        } else if (cell && text !== '') labels.push(cell);
        break;
      case 'code':
        // 合计 over the columns of codes is the name of the row.
        if (cell && /[\u4e00-\u9fff]/.test(text)) labels.push(cell);
        else if (cell && text !== '') {
          code += text;
          origins.push([['rows', at, 'code'], cell, over?.carried ?? false]);
        }
        break;
      case 'label':
        if (cell && text !== '') labels.push(cell);
        break;
      default:
        entry.cells.push(cell ? cellValue(cell) : null);
        if (cell && text !== '')
          origins.push([['rows', at, 'cells', entry.cells.length - 1], cell, over?.carried ?? false]);
    }
  }
  if (code) entry.code = code;
  if (labels.length === 0) {
    // 合计 in a column before the names, or over it and them, is the name of the row.
    const at = entry.cells.findIndex((c) => typeof c === 'string' && TOTAL.test(c));
    const steps = ['cells', at].join('/');
    const origin = origins.find(([o]) => o.slice(2).join('/') === steps);
    if (at >= 0 && origin && !entry.cells.slice(0, at).some((c) => c !== null)) {
      labels.push(origin[1]);
      entry.cells[at] = null;
      origins.splice(origins.indexOf(origin), 1);
    }
  }
  entry.label = labels.map((c) => c.label).join('');
  if (entry.label === '' && entry.code === undefined && entry.cells.every((c) => c === null)) return;
  if (labels.length > 0) table.from(['rows', at, 'label'], labels, moved ?? 'printed');
  for (const [steps, cell, carried] of origins)
    table.from(steps, [cell], moved ?? (carried ? 'carried' : 'printed'), cell.text);
  table.value.rows.push(entry);
}

const TOTAL = /^(合计|总计|小计|共计)$/;

/** A figure as a number in the printed unit, any other text as it is printed, a blank as null. */
function cellValue(cell: SourceCell): TableCell {
  if (cell.blank) return null;
  const value = parseDecimal(cell.text);
  return value ? numberOf(value) : cell.label;
}
