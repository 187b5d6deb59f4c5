import type { Grid, OpenedDocument } from '@jizhun/model';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { DocumentRefused, type Limits, openDocument } from '../src/index.ts';

const office = 'http://schemas.openxmlformats.org';
const relationshipTypes = `${office}/officeDocument/2006/relationships`;
const namespaces = [
  `xmlns:w="${office}/wordprocessingml/2006/main"`,
  `xmlns:r="${relationshipTypes}"`,
  `xmlns:mc="${office}/markup-compatibility/2006"`,
  `xmlns:v="urn:schemas-microsoft-com:vml"`,
  `xmlns:a="${office}/drawingml/2006/main"`,
  `xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"`,
].join(' ');

/** Parts of an Office file by name, as XML text. */
export type Parts = Record<string, string | Uint8Array>;

export function zip(parts: Parts, level: 0 | 6 = 6): Uint8Array {
  const files: Zippable = {};
  for (const [name, content] of Object.entries(parts))
    files[name] = [typeof content === 'string' ? strToU8(content) : content, { level }];
  return zipSync(files);
}

export function relationships(links: readonly [id: string, type: string, target: string][]): string {
  const list = links.map(([id, type, target]) => {
    const address = type.startsWith('http') ? type : `${relationshipTypes}/${type}`;
    return `<Relationship Id="${id}" Type="${address}" Target="${target}"/>`;
  });
  return `<Relationships xmlns="${office}/package/2006/relationships">${list.join('')}</Relationships>`;
}

function contentTypes(overrides: Record<string, string>): string {
  const list = Object.entries(overrides).map(([part, type]) => `<Override PartName="/${part}" ContentType="${type}"/>`);
  return `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="${office}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>${list.join('')}</Types>`;
}

/** The parts of a Word file with this body. */
export function docxParts(body: string, more: Parts = {}, links: [string, string, string][] = []): Parts {
  return {
    '[Content_Types].xml': contentTypes({
      'word/document.xml': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
    }),
    '_rels/.rels': relationships([['rId1', 'officeDocument', 'word/document.xml']]),
    'word/_rels/document.xml.rels': relationships(links),
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ${namespaces}><w:body>${body}<w:sectPr/></w:body></w:document>`,
    ...more,
  };
}

/** A whole part of a Word file around `content`. */
export function wordPart(root: string, content: string): string {
  return `<w:${root} ${namespaces}>${content}</w:${root}>`;
}

export interface SheetParts {
  name: string;
  /** Content of `<worksheet>`. */
  xml: string;
  state?: string;
}

/** The parts of a workbook. */
export function xlsxParts(
  sheets: readonly SheetParts[],
  {
    shared,
    styles,
    properties = '',
    more = {},
  }: { shared?: string; styles?: string; properties?: string; more?: Parts } = {},
): Parts {
  const main = `${office}/spreadsheetml/2006/main`;
  const links = sheets.map((_sheet, index): [string, string, string] => [
    `rId${index + 1}`,
    'worksheet',
    `worksheets/sheet${index + 1}.xml`,
  ]);
  const parts: Parts = {
    '[Content_Types].xml': contentTypes({
      'xl/workbook.xml': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
    }),
    '_rels/.rels': relationships([['rId1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relationshipTypes}"><workbookPr${properties}/><sheets>${sheets
      .map(
        ({ name, state }, index) =>
          `<sheet name="${name}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="rId${index + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
  };
  sheets.forEach(({ xml }, index) => {
    parts[`xl/worksheets/sheet${index + 1}.xml`] = `<worksheet xmlns="${main}">${xml}</worksheet>`;
  });
  if (shared !== undefined) {
    links.push(['rIdShared', 'sharedStrings', 'sharedStrings.xml']);
    parts['xl/sharedStrings.xml'] = `<sst xmlns="${main}">${shared}</sst>`;
  }
  if (styles !== undefined) {
    links.push(['rIdStyles', 'styles', 'styles.xml']);
    parts['xl/styles.xml'] = `<styleSheet xmlns="${main}">${styles}</styleSheet>`;
  }
  parts['xl/_rels/workbook.xml.rels'] = relationships(links);
  return { ...parts, ...more };
}

/** A paragraph of one run. */
export const p = (text: string): string => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

/** A cell with properties. */
export const tc = (content: string, properties = ''): string =>
  `<w:tc><w:tcPr><w:tcW w:w="100" w:type="dxa"/>${properties}</w:tcPr>${content.startsWith('<') ? content : p(content)}</w:tc>`;

export const tr = (cells: readonly string[], properties = ''): string =>
  `<w:tr>${properties ? `<w:trPr>${properties}</w:trPr>` : ''}${cells.join('')}</w:tr>`;

export const tbl = (columns: number, rows: readonly string[]): string =>
  `<w:tbl><w:tblPr/><w:tblGrid>${'<w:gridCol w:w="100"/>'.repeat(columns)}</w:tblGrid>${rows.join('')}</w:tbl>`;

export async function openBody(
  body: string,
  more: Parts = {},
  links: [string, string, string][] = [],
): Promise<OpenedDocument> {
  return openDocument(zip(docxParts(body, more, links)), 'test.docx');
}

/** What the file is refused for; fails when it is opened. */
export async function refusal(bytes: Uint8Array, name: string, limits?: Partial<Limits>): Promise<DocumentRefused> {
  try {
    await openDocument(bytes, name, limits);
  } catch (error) {
    if (error instanceof DocumentRefused) return error;
    throw error;
  }
  throw new Error(`${name} was opened`);
}

export function grids(document: OpenedDocument): Grid[] {
  return document.blocks.filter((block) => block.kind === 'grid');
}

export function texts(document: OpenedDocument): string[] {
  return document.blocks.filter((block) => block.kind === 'paragraph').map((block) => block.text);
}

/** `row,column text`, with spans where they are more than one. */
export function sketch(grid: Grid): string[] {
  return grid.cells.map(({ row, column, rowSpan, columnSpan, text }) => {
    const spans = rowSpan === 1 && columnSpan === 1 ? '' : ` ${rowSpan}x${columnSpan}`;
    return `${row},${column}${spans} ${text}`;
  });
}

/** Texts of a ragged grid, row by row. */
export function rowsOf(grid: Grid): string[][] {
  const rows: string[][] = Array.from({ length: grid.rowCount }, () => []);
  for (const cell of grid.cells) rows[cell.row]?.push(cell.text);
  return rows;
}
