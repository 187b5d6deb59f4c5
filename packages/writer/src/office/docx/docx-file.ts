import type { OfficePackage } from '@jizhun/documents/office';
import type { GridCell, Origin } from '@jizhun/model';
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
import { encode, readText } from '../text-part.ts';
import { descendants, parseXml, type Splice, splice, type XmlElement } from '../xml.ts';
import { rewriteZip } from '../zip.ts';
import { cellsOf, removal, rowLike } from './rows.ts';
import { type Written, writeText } from './runs.ts';

/** The body of a Word file with its cells and paragraphs, by where reading found them. */
export class DocxFile implements OfficeFile {
  readonly #bytes: Uint8Array;
  readonly #part: string;
  readonly #source: string;
  readonly #spots = new Map<string, Spot>();
  readonly #elements = new Map<Spot, XmlElement>();
  readonly #covered = new Map<string, Spot>();

  private constructor(bytes: Uint8Array, part: string, source: string) {
    this.#bytes = bytes;
    this.#part = part;
    this.#source = source;
  }

  static async open(opened: OfficePackage, bytes: Uint8Array): Promise<DocxFile> {
    const source = await readText(opened, opened.main);
    const file = new DocxFile(bytes, opened.main, source);
    const { cells, paragraphs } = await opened.locate();
    const root = parseXml(source);
    const [tcs, ps] = [descendants(root, 'w:tc'), descendants(root, 'w:p')];
    for (const { part, cell, element } of cells) file.#addCell(part, cell, tcs[element]);
    for (const { line, text, element } of paragraphs) {
      const key = lineKey('body', line);
      const origin: Origin = { part: 'body', line, how: 'printed' };
      file.#add({ key, part: 'body', row: -1, column: -1, rowSpan: 1, columnSpan: 1, text, origin }, ps[element]);
    }
    return file;
  }

  #addCell(part: string, { row, column, rowSpan, columnSpan, text }: GridCell, element: XmlElement | undefined): void {
    const origin: Origin = { part, row: row + 1, column: column + 1, how: 'printed' };
    const spot: Spot = { key: cellKey(part, row, column), part, row, column, rowSpan, columnSpan, text, origin };
    this.#add(spot, element);
    for (let r = row; r < row + rowSpan; r++)
      for (let c = column; c < column + columnSpan; c++) this.#covered.set(cellKey(part, r, c), spot);
  }

  #add(spot: Spot, element: XmlElement | undefined): void {
    if (!element) return;
    this.#spots.set(spot.key, spot);
    this.#elements.set(spot, element);
  }

  at(origin: Origin): Spot | undefined {
    const key = originKey(origin);
    return key === undefined ? undefined : this.#spots.get(key);
  }

  covering(part: string, row: number, column: number): Spot | undefined {
    return this.#covered.get(cellKey(part, row, column));
  }

  judge(spot: Spot, text: string): string | undefined {
    const written = this.#write(spot, text);
    return written.ok ? undefined : written.why;
  }

  #write(spot: Spot, text: string): Written {
    const element = this.#elements.get(spot);
    if (!element) return { ok: false, why: '在文件中找不到这个单元格' };
    return writeText(this.#source, element, spot.text, text);
  }

  judgeRow(change: InsertedRow | RemovedRow): string | undefined {
    const row = this.#row(change.part, 'after' in change ? change.after : change.row);
    if (!row) return '在文件中找不到这一行';
    if (!('after' in change)) {
      const removed = removal(this.#source, row);
      return typeof removed === 'string' ? removed : undefined;
    }
    const cells = cellsOf(this.#source, row);
    if (!cells) return '这一行的单元格结构特殊';
    for (const [column, text] of change.texts) {
      const cell = cells.find((c) => c.column === column);
      if (!cell) return '新行的内容在这一行没有对应的单元格';
      if (cell.merge !== 'none' && text !== '') return '新行的内容落在纵向合并的单元格里';
    }
    return undefined;
  }

  /** The `w:tr` of a row of a grid: that of a cell which begins in it. */
  #row(part: string, row: number): XmlElement | undefined {
    for (const spot of this.#spots.values()) {
      const element = spot.part === part && spot.row === row ? rowOf(this.#elements.get(spot)) : undefined;
      if (element) return element;
    }
    return undefined;
  }

  save({ writes, inserted, removed }: Changes): Promise<Uint8Array> {
    const splices: Splice[] = [];
    for (const { spot, text } of writes) {
      const written = this.#write(spot, text);
      if (!written.ok) throw new Error(`not writable: ${spot.key}`);
      splices.push(...written.splices);
    }
    for (const change of inserted) {
      const row = this.#row(change.part, change.after);
      if (row) splices.push({ start: row.end, end: row.end, text: rowLike(this.#source, row, change.texts) });
    }
    for (const change of removed) {
      const row = this.#row(change.part, change.row);
      const own = row && removal(this.#source, row);
      if (Array.isArray(own)) splices.push(...own);
    }
    if (splices.length === 0) return Promise.resolve(this.#bytes);
    const part = encode(splice(this.#source, splices));
    return Promise.resolve(rewriteZip(this.#bytes, new Map([[this.#part, part]])));
  }
}

function rowOf(cell: XmlElement | undefined): XmlElement | undefined {
  let element = cell?.parent;
  while (element && element.name !== 'w:tr') element = element.name === 'w:tbl' ? undefined : element.parent;
  return element;
}
