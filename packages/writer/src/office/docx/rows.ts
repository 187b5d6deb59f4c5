import { attribute, child, type Splice, written, type XmlElement } from '../xml.ts';
import { paragraphsLike, sibling } from './runs.ts';

/** A cell of a row with the columns of the grid it takes. */
interface RowCell {
  element: XmlElement;
  column: number;
  span: number;
  merge: 'none' | 'restart' | 'continue';
}

/** The cells of a row (`w:tr`) in order. Undefined for a row whose cells are wrapped in something else. */
export function cellsOf(source: string, row: XmlElement): RowCell[] | undefined {
  const properties = child(row, 'w:trPr');
  const before = properties && child(properties, 'w:gridBefore');
  let column = before ? count(source, before, 0) : 0;
  const cells: RowCell[] = [];
  for (const element of row.children) {
    if (element.name === 'w:trPr' || element.name === 'w:tblPrEx') continue;
    if (element.name !== 'w:tc') {
      if (element.children.length > 0) return undefined;
      continue;
    }
    const own = child(element, 'w:tcPr');
    if (own && child(own, 'w:hMerge')) return undefined;
    const gridSpan = own && child(own, 'w:gridSpan');
    const vMerge = own && child(own, 'w:vMerge');
    const span = gridSpan ? count(source, gridSpan, 1) : 1;
    const restarts = vMerge !== undefined && attribute(source, vMerge, 'val')?.value === 'restart';
    cells.push({ element, column, span, merge: vMerge ? (restarts ? 'restart' : 'continue') : 'none' });
    column += span;
  }
  return cells;
}

function count(source: string, element: XmlElement, least: number): number {
  const value = Number(attribute(source, element, 'val')?.value);
  return Number.isInteger(value) ? Math.max(least, value) : least;
}

/** The row after this one in its table, over whatever stands between them. */
function nextRow(row: XmlElement): XmlElement | undefined {
  const rows = row.parent?.children.filter((c) => c.name === 'w:tr') ?? [];
  return rows[rows.indexOf(row) + 1];
}

/** Tracked changes and marks that belong to one row only. */
const ROW_ONLY = new Set(['w:ins', 'w:del', 'w:trPrChange', 'w:tblHeader']);
const CELL_ONLY = new Set(['w:cellIns', 'w:cellDel', 'w:cellMerge', 'w:tcPrChange']);

/**
 * A row like `row` with other words: heights, widths, borders and the look of the words are its own; a cell that is merged
 * downwards goes on in the new row. `texts` are the words by column of the grid.
 */
export function rowLike(source: string, row: XmlElement, texts: ReadonlyMap<number, string>): string {
  const cells = (cellsOf(source, row) ?? []).map(({ element, column, merge }) => {
    const own = child(element, 'w:tcPr');
    const properties = own ? cellProperties(source, own, merge) : '';
    const text = merge === 'none' ? (texts.get(column) ?? '') : '';
    return `<${element.tag}>${properties}${paragraphsLike(source, element, text)}</${element.tag}>`;
  });
  const properties = child(row, 'w:trPr');
  const kept = properties?.children.filter((c) => !ROW_ONLY.has(c.name)).map((c) => written(source, c)) ?? [];
  const trPr = properties && kept.length > 0 ? `<${properties.tag}>${kept.join('')}</${properties.tag}>` : '';
  const exception = child(row, 'w:tblPrEx');
  return `<${row.tag}>${exception ? written(source, exception) : ''}${trPr}${cells.join('')}</${row.tag}>`;
}

function cellProperties(source: string, properties: XmlElement, merge: RowCell['merge']): string {
  const kept = properties.children
    .filter((c) => !CELL_ONLY.has(c.name))
    .map((c) => (c.name === 'w:vMerge' && merge !== 'none' ? `<${c.tag}/>` : written(source, c)));
  return `<${properties.tag}>${kept.join('')}</${properties.tag}>`;
}

/** Takes a row out; a cell that is merged downwards from it begins in the next row instead, with its words. */
export function removal(source: string, row: XmlElement): Splice[] | string {
  const cells = cellsOf(source, row);
  if (!cells) return '这一行的单元格结构特殊';
  if ((row.parent?.children.filter((c) => c.name === 'w:tr').length ?? 0) < 2) return '表格只有这一行';
  const splices: Splice[] = [{ start: row.start, end: row.end, text: '' }];
  const below = nextRow(row);
  const next = below ? cellsOf(source, below) : [];
  for (const cell of cells) {
    if (cell.merge !== 'restart') continue;
    const heir = next?.find((c) => c.column === cell.column && c.merge === 'continue' && c.span === cell.span);
    if (!heir) continue;
    const own = child(heir.element, 'w:tcPr');
    const mark = own && child(own, 'w:vMerge');
    if (!own || !mark) continue;
    const from = child(cell.element, 'w:tcPr');
    const content = source.slice(from?.end ?? cell.element.open, cell.element.close);
    splices.push({ start: mark.start, end: mark.end, text: `<${mark.tag} ${sibling(mark, 'val')}="restart"/>` });
    splices.push({ start: own.end, end: heir.element.close, text: content });
  }
  return splices;
}
