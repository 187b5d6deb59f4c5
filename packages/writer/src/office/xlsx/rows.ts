import { columnName } from '@jizhun/documents/office';
import { attribute, child, type Splice, splice, type XmlElement } from '../xml.ts';
import { type CellContent, cellXml } from './cell.ts';
import { parseRange, printRange, type Range, type Shift, shiftRange, shiftRow } from './ranges.ts';
import { SheetXml } from './sheet.ts';

/** What hangs on rows of a sheet and is kept in other parts: a row cannot be moved without moving it too. */
const ANCHORED: ReadonlyMap<string, string> = new Map([
  ['drawing', '图形或图表'],
  ['legacyDrawing', '批注'],
  ['tableParts', '表格对象'],
  ['oleObjects', '嵌入的对象'],
  ['controls', '控件'],
  ['scenarios', '方案'],
  ['customSheetViews', '自定义视图'],
]);

/** Why no row of a sheet can be put in or taken out; undefined where it can. */
export function fixedRows(sheet: SheetXml): string | undefined {
  if (!sheet.addressed) return '工作表的行、单元格没有编号，不能增删行';
  if (/<(?:\w+:)?f[\s>/]/.test(sheet.source)) return '工作表中有公式，增删行会改变公式的引用';
  for (const element of sheet.root.children) {
    // Newer kinds of formats and checks keep their ranges in extensions.
    if (element.name === 'extLst' && /sqref/.test(sheet.source.slice(element.start, element.end)))
      return '工作表中有扩展的条件格式或数据有效性，增删行会使其错位';
    const what = ANCHORED.get(element.name);
    if (what !== undefined) return `工作表中有${what}，增删行会使其错位`;
  }
  return undefined;
}

/**
 * A sheet with a row put in below row `after` (0-based): like it in height and styles, with `texts` by column. Ranges
 * over the place grow; a range that is merged down to row `after` takes the new row in; one merged sideways in that row
 * is merged in the new one too. `contentOf` stores words as the cell above them stores its own.
 */
export function withRow(
  sheet: SheetXml,
  after: number,
  texts: ReadonlyMap<number, string>,
  contentOf: (like: XmlElement, words: string) => CellContent,
): string {
  const { source } = sheet;
  const shift: Shift = { at: after + 1, count: 1 };
  const splices = shiftSheet(sheet, shift);
  const template = sheet.rows.get(after);
  if (template) {
    const cells = [...template.cells].map(([column, element]) => {
      const start = source
        .slice(element.start, element.open)
        .replace(/(\sr\s*=\s*)(?:"[^"]*"|'[^']*')/, `$1"${columnName(column)}${after + 2}"`);
      const covered = sheet.merges.some(({ range }) => isDown(range) && contains(range, after, column));
      const words = covered ? '' : (texts.get(column) ?? '');
      return cellXml(start, element.tag, words === '' ? { kind: 'blank' } : contentOf(element, words));
    });
    const { element } = template;
    const start = source
      .slice(element.start, element.open)
      .replace(/\s*\/?>$/, '')
      .replace(/(\sr\s*=\s*)(?:"[^"]*"|'[^']*')/, `$1"${after + 2}"`);
    const row = `${start}>${cells.join('')}</${element.tag}>`;
    splices.push({ start: element.end, end: element.end, text: row });
  }
  const sideways = sheet.merges.filter(({ range }) => range.row === after && range.lastRow === after);
  const last = sheet.merges.at(-1)?.element;
  if (last)
    for (const { range } of sideways) {
      const copy = { ...range, row: after + 1, lastRow: after + 1 };
      splices.push({ start: last.end, end: last.end, text: `<${last.tag} ref="${printRange(copy)}"/>` });
    }
  return withCount(splice(source, splices));
}

const contains = (range: Range, row: number, column: number): boolean =>
  row >= range.row && row <= range.lastRow && column >= range.column && column <= range.lastColumn;

/** Merged over several rows. */
const isDown = ({ row, lastRow }: Range): boolean => lastRow > row;

/** A sheet without row `at` (0-based); what is merged downwards from it begins in the next row, with its words. */
export function withoutRow(sheet: SheetXml, at: number): string {
  const { source } = sheet;
  const own = sheet.rows.get(at);
  const splices = shiftSheet(sheet, { at, count: -1 });
  if (own) splices.push({ start: own.element.start, end: own.element.end, text: '' });
  for (const { range } of sheet.merges) {
    if (range.row !== at || !isDown(range)) continue;
    const from = sheet.cell(at, range.column);
    const heir = sheet.cell(at + 1, range.column);
    if (!from || !heir) continue;
    const address = `${columnName(range.column)}${at + 1}`;
    const moved = source
      .slice(from.start, from.end)
      .replace(/(\sr\s*=\s*)(?:"[^"]*"|'[^']*')/, (_whole, lead: string) => `${lead}"${address}"`);
    // The heir's own address is shifted with its row: its splices give way to the whole cell.
    for (let i = splices.length - 1; i >= 0; i--) {
      const each = splices[i] as Splice;
      if (each.start >= heir.start && each.end <= heir.end) splices.splice(i, 1);
    }
    splices.push({ start: heir.start, end: heir.end, text: moved });
  }
  return withCount(splice(source, splices));
}

/** All that names rows in a sheet's own part, moved. */
function shiftSheet(sheet: SheetXml, shift: Shift): Splice[] {
  const { source, root } = sheet;
  const splices: Splice[] = [];
  const put = (element: XmlElement, local: string, value: string): void => {
    const found = attribute(source, element, local);
    if (!found || found.value === value) return;
    const written = source.slice(found.start, found.end);
    splices.push({ start: found.start, end: found.end, text: written.replace(/=.*$/s, `="${value}"`) });
  };
  for (const { row, element, cells } of sheet.rows.values()) {
    const moved = shiftRow(row, shift);
    if (moved === row || (shift.count < 0 && row === shift.at)) continue;
    put(element, 'r', String(moved + 1));
    for (const [column, cell] of cells) put(cell, 'r', `${columnName(column)}${moved + 1}`);
  }
  for (const { range, element } of sheet.merges) {
    // A merge down to the row above the new one takes it in.
    const grows = shift.count > 0 && isDown(range) && range.lastRow === shift.at - 1;
    const moved = grows ? { ...range, lastRow: shift.at } : shiftRange(range, shift);
    const single = moved && moved.row === moved.lastRow && moved.column === moved.lastColumn;
    if (!moved || single) splices.push({ start: element.start, end: element.end, text: '' });
    else put(element, 'ref', printRange(moved));
  }
  const shiftList = (list: string): string =>
    list
      .split(/\s+/)
      .flatMap((reference) => {
        const range = parseRange(reference);
        const moved = range && shiftRange(range, shift);
        return range ? (moved ? [printRange(moved)] : []) : [reference];
      })
      .join(' ');
  for (const [name, local] of [
    ['dimension', 'ref'],
    ['conditionalFormatting', 'sqref'],
    ['autoFilter', 'ref'],
  ] as const)
    for (const element of root.children.filter((c) => c.name === name)) shiftIn(element, local);
  for (const [holder, local] of [
    ['dataValidations', 'sqref'],
    ['hyperlinks', 'ref'],
    ['protectedRanges', 'sqref'],
    ['ignoredErrors', 'sqref'],
  ] as const)
    for (const element of child(root, holder)?.children ?? []) shiftIn(element, local);
  for (const element of child(root, 'rowBreaks')?.children ?? []) {
    const id = Number(attribute(source, element, 'id')?.value);
    if (Number.isInteger(id)) put(element, 'id', String(shiftRow(id, shift)));
  }
  return splices;

  function shiftIn(element: XmlElement, local: string): void {
    const found = attribute(source, element, local);
    const moved = found && shiftList(found.value);
    if (moved) put(element, local, moved);
  }
}

/** Brings the count of merged ranges in line; a list of none is taken out. */
function withCount(source: string): string {
  const { root, merges } = new SheetXml(source);
  const list = child(root, 'mergeCells');
  if (!list) return source;
  if (merges.length === 0) return splice(source, [{ start: list.start, end: list.end, text: '' }]);
  const count = attribute(source, list, 'count');
  if (!count || count.value === String(merges.length)) return source;
  return splice(source, [{ start: count.start, end: count.end, text: ` count="${merges.length}"` }]);
}
