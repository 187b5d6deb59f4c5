/** Pdf files written by hand: what they hold is known to the point. Places are in points from the upper left corner. */

const HEIGHT = 842;
const WIDTH = 595;

const points = (...numbers: number[]): string => numbers.map((value) => value.toFixed(2)).join(' ');

/** A text whose baseline begins at (x, y). Chinese characters are as wide as high, others half of it. */
export function text(x: number, y: number, words: string, size = 10): string {
  return `BT /F1 ${size} Tf 1 0 0 1 ${points(x, HEIGHT - y)} Tm <${hex(words)}> Tj ET\n`;
}

const hex = (words: string): string =>
  Array.from({ length: words.length }, (_none, index) => words.charCodeAt(index).toString(16).padStart(4, '0')).join(
    '',
  );

export function line(x0: number, y0: number, x1: number, y1: number): string {
  return `${points(x0, HEIGHT - y0)} m ${points(x1, HEIGHT - y1)} l S\n`;
}

/** A filled rectangle. */
export function bar(x: number, y: number, width: number, height: number): string {
  return `${points(x, HEIGHT - y - height, width, height)} re f\n`;
}

export interface TableCell {
  row: number;
  column: number;
  rowSpan?: number;
  columnSpan?: number;
  /** Lines, from the top. */
  lines?: string[];
  /** Else the text begins at the left. */
  centred?: boolean;
}

export interface TableShape {
  x: number;
  y: number;
  widths: number[];
  heights: number[];
  cells: TableCell[];
  size?: number;
}

const PADDING = 3;
const LEADING = 1.4;

/** Draws a table: a border around each cell, its text in the middle of its height. */
export function table({ x, y, widths, heights, cells, size = 10 }: TableShape): string {
  const xs = borders(x, widths);
  const ys = borders(y, heights);
  return cells
    .map(({ row, column, rowSpan = 1, columnSpan = 1, lines = [], centred = false }) => {
      const left = xs[column]!;
      const right = xs[column + columnSpan]!;
      const top = ys[row]!;
      const bottom = ys[row + rowSpan]!;
      const pitch = size * LEADING;
      const first = (top + bottom - pitch * (lines.length - 1)) / 2 + 0.35 * size;
      const words = lines.map((words, index) => {
        const from = centred ? (left + right - widthOf(words, size)) / 2 : left + PADDING;
        return text(from, first + index * pitch, words, size);
      });
      const border = [
        line(left, top, right, top),
        line(left, bottom, right, bottom),
        line(left, top, left, bottom),
        line(right, top, right, bottom),
      ];
      return [...border, ...words].join('');
    })
    .join('');
}

function borders(from: number, sizes: readonly number[]): number[] {
  let at = from;
  return [
    from,
    ...sizes.map((size) => {
      at += size;
      return at;
    }),
  ];
}

const widthOf = (words: string, size: number): number =>
  [...words].reduce((width, letter) => width + (letter.charCodeAt(0) < 256 ? size / 2 : size), 0);

/** Rows of cells of one row and one column each, as cells of a table. */
export const rows = (texts: readonly (readonly string[])[]): TableCell[] =>
  texts.flatMap((row, index) =>
    row.map((words, column) => ({ row: index, column, lines: words === '' ? [] : words.split('\n') })),
  );

export interface PdfOptions {
  /** Leaves out the table that says which characters the codes of the font mean. */
  withoutUnicode?: boolean;
  encrypted?: boolean;
  /** Each page draws a picture as well. */
  picture?: boolean;
  rotate?: number;
  /** Other objects by number (2 pages, 3 and 4 font, 6 its character map), and further ones. */
  objects?: Readonly<Record<number, string>>;
}

/** A pdf of these pages, each given by its drawing operators. */
export function pdf(pages: readonly string[], options: PdfOptions = {}): Uint8Array {
  const map =
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n' +
    '1 begincodespacerange <0000> <FFFF> endcodespacerange\n' +
    `${charactersOf(pages)}endcmap end end`;
  const picture = options.picture ? '/XObject << /P 7 0 R >>' : '';
  const objects: string[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_page, index) => `${8 + 2 * index} 0 R`).join(' ')}] >>`,
    `<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R]${options.withoutUnicode ? '' : ' /ToUnicode 6 0 R'} >>`,
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R /DW 1000 /W [0 255 500] >>',
    '<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>',
    stream('', map),
    options.picture
      ? stream(
          '/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 ',
          '\u0080',
        )
      : 'null',
  ];
  pages.forEach((content, index) => {
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] ${options.rotate ? `/Rotate ${options.rotate}` : ''} /Resources << /Font << /F1 3 0 R >> ${picture} >> /Contents ${9 + 2 * index} 0 R >>`,
      stream('', options.picture ? `q 500 0 0 700 40 40 cm /P Do Q\n${content}` : content),
    );
  });
  for (const [number, object] of Object.entries(options.objects ?? {})) {
    while (objects.length < Number(number)) objects.push('null');
    objects[Number(number) - 1] = object;
  }
  return assembled(objects, options.encrypted ?? false);
}

/** The characters that the pages show, each meaning itself. */
function charactersOf(pages: readonly string[]): string {
  const shown = pages.flatMap((page) =>
    [...page.matchAll(/<([0-9a-f]+)> Tj/g)].flatMap(([, codes]) => codes!.match(/..../g)!),
  );
  const codes = [...new Set(shown)].sort();
  const groups = Array.from({ length: Math.ceil(codes.length / 100) }, (_none, index) =>
    codes.slice(100 * index, 100 * index + 100),
  );
  return groups
    .map((group) => `${group.length} beginbfchar\n${group.map((code) => `<${code}> <${code}>\n`).join('')}endbfchar\n`)
    .join('');
}

/** An object that is a stream; `content` as latin1. */
export const stream = (dictionary: string, content: string): string =>
  `<< ${dictionary}/Length ${content.length} >>\nstream\n${content}\nendstream`;

function assembled(objects: readonly string[], encrypted: boolean): Uint8Array {
  let file = '%PDF-1.7\n';
  const places = objects.map((object, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const at = file.length;
  const entries = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const key = 'ab'.repeat(32);
  const security = encrypted ? `/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${key}> /U <${key}> >> ` : '';
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${security}/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] >>\nstartxref\n${at}\n%%EOF\n`;
  return Uint8Array.from(file, (letter) => letter.charCodeAt(0));
}
