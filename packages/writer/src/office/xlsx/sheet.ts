import { columnName, parseAddress } from '@jizhun/documents/office';
import { attribute, child, descendants, parseXml, type Splice, type XmlElement } from '../xml.ts';
import { parseRange, type Range } from './ranges.ts';

/** A row of a worksheet by its place: 0-based number, and its cells by 0-based column. */
interface SheetRow {
  element: XmlElement;
  row: number;
  cells: Map<number, XmlElement>;
}

/** The XML of a worksheet with its rows, cells and merged ranges found. */
export class SheetXml {
  readonly source: string;
  readonly root: XmlElement;
  readonly rows = new Map<number, SheetRow>();
  readonly merges: { range: Range; element: XmlElement }[] = [];
  /** Whether every row and cell says which it is. */
  readonly addressed: boolean;

  constructor(source: string) {
    this.source = source;
    this.root = parseXml(source).children[0] as XmlElement;
    const data = child(this.root, 'sheetData');
    let row = -1;
    let addressed = true;
    for (const element of data?.children ?? []) {
      if (element.name !== 'row') continue;
      const printed = attribute(source, element, 'r')?.value;
      addressed &&= printed !== undefined;
      row = printed === undefined ? row + 1 : Number(printed) - 1;
      const cells = new Map<number, XmlElement>();
      let column = -1;
      for (const cell of element.children) {
        if (cell.name !== 'c') continue;
        const address = attribute(source, cell, 'r')?.value;
        addressed &&= address !== undefined;
        const place = address === undefined ? undefined : parseAddress(address);
        column = place?.column ?? column + 1;
        cells.set(column, cell);
      }
      this.rows.set(row, { element, row, cells });
    }
    this.addressed = addressed;
    for (const element of descendants(this.root, 'mergeCell')) {
      const range = parseRange(attribute(source, element, 'ref')?.value ?? '');
      if (range) this.merges.push({ range, element });
    }
  }

  cell(row: number, column: number): XmlElement | undefined {
    return this.rows.get(row)?.cells.get(column);
  }

  /** Puts a cell into a row that has none at this column. Undefined where there is no such row. */
  newCell(row: number, column: number, xml: (startTag: string, tag: string) => string): Splice | undefined {
    const own = this.rows.get(row);
    if (!own) return undefined;
    const { element, cells } = own;
    const tag = element.tag.replace(/row$/, 'c');
    const like = this.styleAt(row, column);
    const style = like === undefined ? '' : ` s="${like}"`;
    const text = xml(`<${tag} r="${columnName(column)}${row + 1}"${style}>`, tag);
    const before = [...cells].filter(([at]) => at < column).sort(([a], [b]) => b - a)[0]?.[1];
    if (element.close === element.open && this.source[element.open - 2] === '/')
      return { start: element.open - 2, end: element.end, text: `>${text}</${element.tag}>` };
    const at = before?.end ?? element.open;
    return { start: at, end: at, text };
  }

  /** The style of the nearest cell above in a column. */
  styleAt(row: number, column: number): string | undefined {
    for (let at = row; at >= Math.max(0, row - 20); at--) {
      const cell = this.cell(at, column);
      const style = cell && attribute(this.source, cell, 's')?.value;
      if (style !== undefined) return style;
    }
    return undefined;
  }
}
