/** Files made to harm whoever opens them, and one that only looks like it. */

import { deflateSync } from 'node:zlib';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { docx } from './inputs.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const office = 'application/vnd.openxmlformats-officedocument';

const links = (list: readonly [id: string, type: string, target: string][]): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

interface WorkbookParts {
  /** What stands in `<worksheet>`. */
  sheet: string | readonly string[];
  shared?: string;
  /** Stands before the sheet's root. */
  prolog?: string;
  more?: Record<string, string>;
}

export function workbook({ sheet, shared, prolog = '', more = {} }: WorkbookParts): Uint8Array {
  const pieces = typeof sheet === 'string' ? [sheet] : sheet;
  const files: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="${office}.spreadsheetml.sheet.main+xml"/></Types>`,
    '_rels/.rels': links([['r', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': links([
      ['r1', 'worksheet', 'worksheets/sheet1.xml'],
      ['r2', 'sharedStrings', 'sharedStrings.xml'],
    ]),
    ...(shared === undefined ? {} : { 'xl/sharedStrings.xml': `<sst xmlns="${main}">${shared}</sst>` }),
    ...more,
  };
  const zipped: Zippable = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]));
  zipped['xl/worksheets/sheet1.xml'] = [
    Buffer.concat(
      [`${prolog}<worksheet xmlns="${main}">`, ...pieces, '</worksheet>'].map((piece) => Buffer.from(piece)),
    ),
    { level: 1 },
  ];
  return zipSync(zipped);
}

/** One long text that very many cells share. */
export function sharedStringBomb(): Uint8Array {
  const row = `<row>${'<c t="s"><v>0</v></c>'.repeat(100)}</row>`;
  return workbook({
    sheet: `<sheetData>${row.repeat(1000)}</sheetData>`,
    shared: `<si><t>${'长'.repeat(30_000)}</t></si>`,
  });
}

/** Merged cells over the whole sheet and over each other. */
export function mergeBomb(): Uint8Array {
  const merges = Array.from({ length: 200_000 }, (_none, index) => `<mergeCell ref="A${index + 1}:XFD1048576"/>`);
  return workbook({
    sheet: `<sheetData><row r="1"><c r="A1" t="str"><v>项目名称</v></c></row></sheetData><mergeCells>${merges.join('')}</mergeCells>`,
  });
}

/** Entities that grow ninefold at each level. */
export function entityBomb(): Uint8Array {
  const levels = Array.from({ length: 12 }, (_none, index) => `<!ENTITY e${index + 1} "${`&e${index};`.repeat(9)}">`);
  return workbook({
    prolog: `<!DOCTYPE worksheet [<!ENTITY e0 "长">${levels.join('')}]>`,
    sheet: '<sheetData><row r="1"><c r="A1" t="str"><v>&e12;</v></c></row></sheetData>',
  });
}

/** Reads a file of the machine into a cell, where entities are believed. */
export function entityTheft(): Uint8Array {
  return workbook({
    prolog: '<!DOCTYPE worksheet [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    sheet: '<sheetData><row r="1"><c r="A1" t="str"><v>&e;</v></c></row></sheetData>',
  });
}

export function deepXml(): Uint8Array {
  return workbook({ sheet: `${'<a>'.repeat(500_000)}${'</a>'.repeat(500_000)}` });
}

export function macroWorkbook(): Uint8Array {
  return workbook({ sheet: '<sheetData/>', more: { 'xl/vbaProject.bin': 'macro' } });
}

/** An archive of an honest document, links and names that lead elsewhere, and archives in it. */
export function trickyArchive(): Uint8Array {
  const honest = docx(['示例局2024年部门预算公开', '2024年支出预算为123.45万元。']);
  const UNIX = 3;
  const link = { os: UNIX, attrs: 0o120777 << 16 };
  return zipSync({
    '好.docx': honest,
    '链接.docx': [strToU8('/etc/passwd'), link],
    '../上级.docx': honest,
    '表/../../上级.docx': honest,
    'C:/窗口.docx': honest,
    '内层.zip': zipSync({ '内.docx': honest }),
    '程序.exe': strToU8('MZ'),
  });
}

const stream = (dictionary: string, content: Buffer): string =>
  `<< ${dictionary} /Length ${content.length} >>\nstream\n${content.toString('latin1')}\nendstream`;

/** A pdf of one page with a word on it; `objects` (from number 7 on, or in place of a number) go in as they are. */
export function pdf(objects: Readonly<Record<number, string>> = {}): Uint8Array {
  const all: Record<number, string> = {
    1: '<< /Type /Catalog /Pages 2 0 R >>',
    2: '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>',
    4: stream('', Buffer.from('BT /F1 12 Tf 1 0 0 1 60 700 Tm <0041> Tj ET')),
    5: '<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [6 0 R] >>',
    6: '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 >>',
    ...objects,
  };
  let file = '%PDF-1.7\n';
  for (const [number, object] of Object.entries(all)) file += `${number} 0 obj\n${object}\nendobj\n`;
  return Buffer.from(`${file}trailer << /Root 1 0 R /Size 99 >>\nstartxref\n0\n%%EOF\n`, 'latin1');
}

export const manyPages = (): Uint8Array =>
  pdf({ 2: `<< /Type /Pages /Count 200000 /Kids [${'3 0 R '.repeat(200_000)}] >>` });

export const hugeFont = (): Uint8Array =>
  pdf({ 6: '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /W [0 2000000000 500] >>' });

export const hugeMap = (): Uint8Array =>
  pdf({
    5: '<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>',
    7: stream(
      '/Filter /FlateDecode',
      deflateSync(`9 beginbfrange\n${'<00000000> <00FFFFF0> <0041>\n'.repeat(9)}endbfrange`),
    ),
  });

export const pdfStreamBomb = (): Uint8Array =>
  pdf({ 4: stream('/Filter /FlateDecode', deflateSync(Buffer.alloc(200 * 1024 * 1024, ' '))) });

export const nestedDrawings = (): Uint8Array =>
  pdf(
    Object.fromEntries(
      Array.from({ length: 10 }, (_none, index) => [
        10 + index,
        stream(
          `/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /N ${11 + index} 0 R >> >>`,
          Buffer.from('/N Do '.repeat(10)),
        ),
      ]),
    ),
  );

/** With a password for opening, by its dictionary. */
export const encryptedPdf = (): Uint8Array => {
  const key = 'ab'.repeat(32);
  const text = Buffer.from(pdf()).toString('latin1');
  const security = `/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${key}> /U <${key}> >> /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]`;
  return Buffer.from(
    text.replace('/Size 99', () => `/Size 99 ${security}`),
    'latin1',
  );
};

const COLUMNS = 50;
const letters = Array.from({ length: COLUMNS }, (_none, index) =>
  index < 26 ? String.fromCharCode(65 + index) : `A${String.fromCharCode(65 + index - 26)}`,
);

/** What WPS makes when whole columns are given a border: a form, and below it 100,000 rows of 50 empty cells with a style. */
export function emptyStyledCells(rows = 100_000): Uint8Array {
  const text = (at: string, words: string): string => `<c r="${at}" s="1" t="inlineStr"><is><t>${words}</t></is></c>`;
  const form = [
    ['项目支出绩效目标表'],
    ['项目名称', '示例项目'],
    ['年度目标', '完成示例任务'],
    ['一级指标', '二级指标', '三级指标', '指标值'],
    ['产出指标', '数量指标', '培训人次', '≥800人次'],
    ['效益指标', '社会效益指标', '知晓率', '≥85%'],
  ].map(
    (row, index) =>
      `<row r="${index + 1}">${row.map((words, column) => text(`${letters[column]}${index + 1}`, words)).join('')}</row>`,
  );
  const empty = Array.from(
    { length: rows },
    (_none, index) =>
      `<row r="${index + 7}" spans="1:50">${letters.map((letter) => `<c r="${letter}${index + 7}" s="1"/>`).join('')}</row>`,
  );
  return workbook({ sheet: ['<sheetData>', ...form, ...empty, '</sheetData>'] });
}

/** Within every limit on size, and more in memory than one file is given. */
export function outOfMemory(): Uint8Array {
  const rows = Array.from(
    { length: 190_000 },
    (_none, index) => `<row>${`<c t="str"><v>指标${index * 7919}的说明</v></c>`.repeat(10)}</row>`,
  );
  return workbook({ sheet: ['<sheetData>', ...rows, '</sheetData>'] });
}

/** Entries whose sizes are lied about: a thousand times more comes out than is said. */
export function lyingArchive(): Uint8Array {
  const content = Buffer.alloc(40 * 1024 * 1024, ' ');
  const zip = Buffer.from(zipSync({ 'a.txt': [new Uint8Array(content), { level: 9 }] }));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(content.length);
  const small = Buffer.alloc(4);
  small.writeUInt32LE(1000);
  for (let at = zip.indexOf(size); at >= 0; at = zip.indexOf(size, at + 4)) small.copy(zip, at);
  return zip;
}
