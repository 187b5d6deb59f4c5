import { openDocument } from '@jizhun/documents';
import { columnName, type NumberFormat, type OfficePackage, parseAddress } from '@jizhun/documents/office';
import type { Origin } from '@jizhun/model';
import {
  type Changes,
  cellKey,
  type InsertedRow,
  lineKey,
  type OfficeFile,
  originKey,
  type RemovedRow,
  type Spot,
} from '../file.ts';
import { PackageEdit } from '../package-edit.ts';
import { readText, rootOf } from '../text-part.ts';
import {
  attribute,
  child,
  decodeXml,
  descendants,
  parseXml,
  type Splice,
  splice,
  textOf,
  type XmlElement,
} from '../xml.ts';
import { type CellContent, cellXml, contentFor, type StandingCell, textContent } from './cell.ts';
import { shiftReference } from './ranges.ts';
import { fixedRows, withoutRow, withRow } from './rows.ts';
import { SheetXml } from './sheet.ts';

/** A workbook with its cells by where reading found them. */
export class XlsxFile implements OfficeFile {
  readonly #opened: OfficePackage;
  readonly #bytes: Uint8Array;
  readonly #format: (style: number) => NumberFormat;
  /** Name of a worksheet → its part. */
  readonly #parts: ReadonlyMap<string, string>;
  readonly #sheets: ReadonlyMap<string, SheetXml>;
  readonly #overFormulas: boolean;
  /** What is computed on any sheet from cells of another one. */
  readonly #references: string;
  readonly #shared: { source: string; strings: XmlElement[] } | undefined;
  readonly #spots = new Map<string, Spot>();
  readonly #covered = new Map<string, Spot>();

  private constructor(
    opened: OfficePackage,
    bytes: Uint8Array,
    format: (style: number) => NumberFormat,
    parts: ReadonlyMap<string, string>,
    sheets: ReadonlyMap<string, SheetXml>,
    shared: { source: string; strings: XmlElement[] } | undefined,
    overFormulas: boolean,
    references: string,
  ) {
    this.#references = references;
    this.#overFormulas = overFormulas;
    this.#opened = opened;
    this.#bytes = bytes;
    this.#format = format;
    this.#parts = parts;
    this.#sheets = sheets;
    this.#shared = shared;
  }

  /**
   * `wanted` are the names of the worksheets that may be written into: others are not taken apart. `overFormulas`: a value
   * may take the place of a formula.
   */
  static async open(
    opened: OfficePackage,
    bytes: Uint8Array,
    name: string,
    wanted: ReadonlySet<string>,
    overFormulas: boolean,
  ): Promise<XlsxFile> {
    const parts = await worksheetParts(opened);
    const sheets = new Map<string, SheetXml>();
    for (const [sheet, part] of parts)
      if (wanted.has(sheet)) sheets.set(sheet, new SheetXml(await readText(opened, part)));
    const file = new XlsxFile(
      opened,
      bytes,
      await opened.numberFormats(),
      parts,
      sheets,
      await sharedStrings(opened),
      overFormulas,
      await references(opened, parts.values()),
    );
    const { blocks } = await openDocument(bytes, name);
    for (const block of blocks) {
      if (block.kind === 'paragraph') {
        const { part, line, text } = block;
        const key = lineKey(part, line);
        const origin: Origin = { part, line, how: 'printed' };
        const locked = '文本框中的文字';
        file.#spots.set(key, { key, part, row: -1, column: -1, rowSpan: 1, columnSpan: 1, text, locked, origin });
        continue;
      }
      const { part } = block;
      if (!wanted.has(part)) continue;
      for (const { row, column, rowSpan, columnSpan, text } of block.cells) {
        const spot = file.#spot(part, row, column, text, rowSpan, columnSpan);
        file.#spots.set(spot.key, spot);
        for (let r = row; r < row + rowSpan; r++)
          for (let c = column; c < column + columnSpan; c++) file.#covered.set(cellKey(part, r, c), spot);
      }
    }
    return file;
  }

  #spot(part: string, row: number, column: number, text: string, rowSpan = 1, columnSpan = 1): Spot {
    const cell = `${columnName(column)}${row + 1}`;
    const origin: Origin = { part, cell, row: row + 1, column: column + 1, how: 'printed' };
    return { key: cellKey(part, row, column), part, row, column, rowSpan, columnSpan, text, origin };
  }

  at(origin: Origin): Spot | undefined {
    const place = origin.cell === undefined ? undefined : parseAddress(origin.cell);
    const key = place ? cellKey(origin.part, place.row, place.column) : originKey(origin);
    return key === undefined ? undefined : this.#spots.get(key);
  }

  covering(part: string, row: number, column: number): Spot | undefined {
    const found = this.#covered.get(cellKey(part, row, column));
    if (found || !this.#sheets.get(part)?.rows.has(row)) return found;
    return this.#spot(part, row, column, '');
  }

  judge(spot: Spot, text: string): string | undefined {
    if (spot.locked !== undefined) return `${spot.locked}不能改写`;
    const sheet = this.#sheets.get(spot.part);
    if (!sheet?.rows.has(spot.row)) return '在文件中找不到这个单元格';
    const cell = this.#standing(sheet, spot);
    const formula = cell.element && child(cell.element, 'f');
    if (formula && !this.#overFormulas)
      return '单元格中是公式，写入数字会丢掉公式；请改正公式所引用的单元格，或在表格软件中修改';
    if (formula && attribute(sheet.source, formula, 'ref')) return '单元格中的公式还管着其他单元格，请在表格软件中修改';
    const content = contentFor(cell, text);
    return content.ok ? undefined : content.why;
  }

  judgeRow(change: InsertedRow | RemovedRow): string | undefined {
    const sheet = this.#sheets.get(change.part);
    if (!sheet) return '在文件中找不到这个工作表';
    const fixed = fixedRows(sheet);
    if (fixed !== undefined) return fixed;
    if (this.#opened.names.some((name) => /\/charts\/chart/.test(name))) return '工作簿中有图表，增删行会使其数据错位';
    if (leads(this.#references, change.part)) return '其他工作表的公式引用了这张表，增删行会使引用错位';
    if (!sheet.rows.has('after' in change ? change.after : change.row)) return '在文件中找不到这一行';
    if (!('after' in change)) return undefined;
    for (const [column, text] of change.texts)
      if (text !== '' && sheet.merges.some(({ range: m }) => m.lastRow > m.row && over(m, change.after, column)))
        return '新行的内容落在纵向合并的单元格里';
    return undefined;
  }

  async save({ writes, inserted, removed }: Changes): Promise<Uint8Array> {
    const edit = new PackageEdit(this.#opened, this.#bytes);
    const { main } = this.#opened;
    let recalculate = false;
    let overFormulas = false;
    for (const [name, part] of this.#parts) {
      const sheet = this.#sheets.get(name);
      if (!sheet) continue;
      const splices: Splice[] = [];
      for (const { spot, text } of writes) {
        if (spot.part !== name) continue;
        const written = this.#write(sheet, spot, text);
        splices.push(written.splice);
        recalculate ||= written.isNumber;
        overFormulas ||= written.overFormula;
      }
      let source = splices.length === 0 ? sheet.source : splice(sheet.source, splices);
      const rows = [
        ...inserted.map((change, order) => ({ row: change.after + 0.5, order, change })),
        ...removed.map((change, order) => ({ row: change.row, order, change })),
      ].filter(({ change }) => change.part === name);
      // From below, so that the rows above stay where they are; of those at one place the last first.
      for (const { change } of rows.sort((a, b) => b.row - a.row || b.order - a.order)) {
        const standing = new SheetXml(source);
        const isInsertion = 'after' in change;
        source = isInsertion
          ? withRow(standing, change.after, change.texts, this.#contentLike(standing))
          : withoutRow(standing, change.row);
        const shift = { at: isInsertion ? change.after + 1 : change.row, count: isInsertion ? 1 : -1 } as const;
        const workbook = await edit.text(main);
        const moved = shiftNames(workbook, name, (reference) => shiftReference(reference, shift));
        if (moved !== workbook) edit.put(main, moved);
      }
      if (source !== sheet.source) edit.put(part, source);
    }
    if ((recalculate || overFormulas) && (await this.#hasFormulas()))
      edit.put(main, recalculated(await edit.text(main)));
    // The list of computed cells names some that no longer are; without it the program makes a new one.
    if (overFormulas) await edit.remove(main, 'calcChain');
    return edit.bytes();
  }

  #write(sheet: SheetXml, spot: Spot, text: string): { splice: Splice; isNumber: boolean; overFormula: boolean } {
    const standing = this.#standing(sheet, spot);
    const content = contentFor(standing, text);
    if (!content.ok) throw new Error(`not writable: ${spot.key}`);
    const { element } = standing;
    const xml = (start: string, tag: string): string => cellXml(start, tag, content.content);
    const own = element
      ? {
          start: element.start,
          end: element.end,
          text: xml(sheet.source.slice(element.start, element.open), element.tag),
        }
      : sheet.newCell(spot.row, spot.column, xml);
    if (!own) throw new Error(`not writable: ${spot.key}`);
    const overFormula = element !== undefined && child(element, 'f') !== undefined;
    return { splice: own, isNumber: content.content.kind === 'number', overFormula };
  }

  #standing(sheet: SheetXml, { row, column }: Spot): StandingCell {
    const { source } = sheet;
    const element = sheet.cell(row, column);
    const style = element ? attribute(source, element, 's')?.value : sheet.styleAt(row, column);
    const value = element && child(element, 'v');
    const isShared = element && attribute(source, element, 't')?.value === 's';
    const shared = isShared && value ? this.#shared?.strings[Number(textOf(source, value))] : undefined;
    return {
      source,
      element,
      format: this.#format(Number(style) || 0),
      shared: shared && this.#shared ? { source: this.#shared.source, element: shared } : undefined,
    };
  }

  #contentLike(sheet: SheetXml): (like: XmlElement, words: string) => CellContent {
    return (element, words) => {
      const format = this.#format(Number(attribute(sheet.source, element, 's')?.value) || 0);
      const content = contentFor({ source: sheet.source, element, format, shared: undefined }, words);
      return content.ok ? content.content : textContent(words);
    };
  }

  /** Whether any sheet computes: then the results stored with formulas may no longer be right. */
  async #hasFormulas(): Promise<boolean> {
    for (const part of this.#parts.values())
      if (/<(?:\w+:)?f[\s>/]/.test(await readText(this.#opened, part))) return true;
    return false;
  }
}

const over = (range: SheetXml['merges'][number]['range'], row: number, column: number): boolean =>
  row >= range.row && row <= range.lastRow && column >= range.column && column <= range.lastColumn;

/** The part of each worksheet by its name. */
export async function worksheetParts(opened: OfficePackage): Promise<Map<string, string>> {
  const source = await readText(opened, opened.main);
  const related = await opened.relationships(opened.main);
  const parts = new Map<string, string>();
  for (const sheet of descendants(parseXml(source), 'sheet')) {
    const relationship = related.get(attribute(source, sheet, 'id')?.value ?? '');
    const part = relationship?.type === 'worksheet' ? opened.find(relationship.target) : undefined;
    const name = attribute(source, sheet, 'name')?.value;
    if (part !== undefined && name !== undefined) parts.set(name, part);
  }
  return parts;
}

async function sharedStrings(opened: OfficePackage): Promise<{ source: string; strings: XmlElement[] } | undefined> {
  for (const { type, target } of (await opened.relationships(opened.main)).values()) {
    const part = type === 'sharedStrings' ? opened.find(target) : undefined;
    if (part === undefined) continue;
    const source = await readText(opened, part);
    return { source, strings: descendants(parseXml(source), 'si') };
  }
  return undefined;
}

/** Names of the workbook (print areas and the like) that lead into a sheet, with their rows moved. */
function shiftNames(workbook: string, sheet: string, shift: (reference: string) => string): string {
  const root = parseXml(workbook);
  const quoted = `'${sheet.replaceAll("'", "''")}'!`;
  const splices: Splice[] = [];
  for (const element of descendants(root, 'definedName')) {
    const written = workbook.slice(element.open, element.close);
    const moved = written
      .split(',')
      .map((each) => {
        const lead = [quoted, `${sheet}!`].find((l) => each.startsWith(l));
        return lead === undefined ? each : lead + shift(each.slice(lead.length));
      })
      .join(',');
    if (moved !== written) splices.push({ start: element.open, end: element.close, text: moved });
  }
  return splice(workbook, splices);
}

/** The formulas of all sheets that name a sheet, one a line. */
async function references(opened: OfficePackage, parts: Iterable<string>): Promise<string> {
  const found: string[] = [];
  for (const part of parts) {
    const source = await readText(opened, part);
    for (const [, formula = ''] of source.matchAll(/<(?:\w+:)?f(?:\s[^>]*)?>([^<]*)</g))
      if (formula.includes('!')) found.push(decodeXml(formula));
  }
  return found.join('\n');
}

/** Whether formulas lead to a sheet; `'名'!` is written with quotes wherever the name needs them. */
function leads(formulas: string, sheet: string): boolean {
  return formulas.includes(`'${sheet.replaceAll("'", "''")}'!`) || formulas.includes(`${sheet}!`);
}

/** Tells the program that opens the workbook to compute its formulas anew. */
function recalculated(workbook: string): string {
  const root = rootOf(workbook);
  const existing = child(root, 'calcPr');
  if (existing) {
    const known = attribute(workbook, existing, 'fullCalcOnLoad');
    if (known) return splice(workbook, [{ start: known.start, end: known.end, text: ' fullCalcOnLoad="1"' }]);
    const at = existing.start + 1 + existing.tag.length;
    return splice(workbook, [{ start: at, end: at, text: ' fullCalcOnLoad="1"' }]);
  }
  const before = root.children.findLast((c) =>
    ['sheets', 'functionGroups', 'externalReferences', 'definedNames'].includes(c.name),
  );
  if (!before) return workbook;
  const tag = before.tag.replace(/[^:]+$/, 'calcPr');
  return splice(workbook, [{ start: before.end, end: before.end, text: `<${tag} fullCalcOnLoad="1"/>` }]);
}
