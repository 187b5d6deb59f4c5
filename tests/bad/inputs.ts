/** Files that no office means to send and every office sends, made on the spot. */

import * as zlib from 'node:zlib';
import { crc32, deflateRawSync } from 'node:zlib';
import { zipSync } from 'fflate';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const CONTENT_TYPES = (part: string, type: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}.main+xml"/></Types>`;
const ROOT_RELATIONS = (part: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="${part}"/></Relationships>`;

/** A small honest docx: each row of `rows` is a row of one table. */
export function docx(paragraphs: readonly string[], rows: readonly (readonly string[])[] = []): Uint8Array {
  const run = (text: string): string => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
  const table =
    rows.length === 0
      ? ''
      : `<w:tbl><w:tblPr/><w:tblGrid>${rows[0]!.map(() => '<w:gridCol w:w="1500"/>').join('')}</w:tblGrid>${rows
          .map((row) => `<w:tr>${row.map((cell) => `<w:tc><w:tcPr/>${run(cell)}</w:tc>`).join('')}</w:tr>`)
          .join('')}</w:tbl>`;
  return zipSync({
    '[Content_Types].xml': encode(CONTENT_TYPES('word/document.xml', 'wordprocessingml.document')),
    '_rels/.rels': encode(ROOT_RELATIONS('word/document.xml')),
    'word/document.xml': encode(
      `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraphs.map(run).join('')}${table}<w:sectPr/></w:body></w:document>`,
    ),
  });
}

/** A docx cut off in the middle, as a broken download leaves it. */
export function truncatedZip(): Uint8Array {
  const whole = docx(Array.from({ length: 200 }, (_, i) => `第 ${i + 1} 段：${'预算绩效目标'.repeat((i % 7) + 1)}`));
  return whole.slice(0, Math.floor(whole.length * 0.6));
}

/** A zip of pictures. */
export function otherZip(): Uint8Array {
  return zipSync({ '照片/1.jpg': new Uint8Array(2000).fill(7), '照片/2.jpg': new Uint8Array(2000).fill(9) });
}

export function jpeg(): Uint8Array {
  return Uint8Array.from([
    0xff,
    0xd8,
    0xff,
    0xe0,
    0,
    16,
    0x4a,
    0x46,
    0x49,
    0x46,
    0,
    ...Array.from({ length: 3000 }, (_, i) => (i * 37) % 256),
  ]);
}

/**
 * A workbook of about 400 kB whose one sheet unpacks to 400 MB of blanks. One mebibyte is deflated with a full flush,
 * after which the stream may be repeated as it stands.
 */
export function bomb(megabytes = 400): Uint8Array {
  const head = encode(
    '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>',
  );
  const blank = new Uint8Array(1024 * 1024).fill(0x20);
  const flush = { level: 9, finishFlush: zlib.constants.Z_FULL_FLUSH };
  const block = deflateRawSync(blank, flush);
  const data = Buffer.concat([
    deflateRawSync(head, flush),
    ...Array<Uint8Array>(megabytes).fill(block),
    deflateRawSync(new Uint8Array(0)),
  ]);
  let crc = crc32(head);
  for (let i = 0; i < megabytes; i++) crc = crc32(blank, crc);
  const small = (name: string, text: string): Entry => {
    const bytes = encode(text);
    return { name, data: deflateRawSync(bytes), size: bytes.length, crc: crc32(bytes) };
  };
  return zip([
    small('[Content_Types].xml', CONTENT_TYPES('xl/workbook.xml', 'spreadsheetml.sheet')),
    small('_rels/.rels', ROOT_RELATIONS('xl/workbook.xml')),
    small(
      'xl/workbook.xml',
      '<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="表一" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    small(
      'xl/_rels/workbook.xml.rels',
      '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    { name: 'xl/worksheets/sheet1.xml', data, size: head.length + megabytes * blank.length, crc },
  ]);
}

interface Entry {
  name: string;
  /** Deflated. */
  data: Uint8Array;
  size: number;
  crc: number;
}

function zip(entries: readonly Entry[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, size, crc } of entries) {
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(0x5a21_0000, 6);
    fields.writeUInt32LE(crc, 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(size, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), fields, Buffer.from(name), data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), fields, rest, Buffer.from(name)]),
    );
    parts.push(local);
    offset += local.length;
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

/** What Word and WPS write for a document with a password: a compound file that holds EncryptionInfo and EncryptedPackage. */
export function encrypted(): Uint8Array {
  const SECTOR = 512;
  const file = Buffer.alloc(SECTOR * 4, 0);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file, 0);
  file.writeUInt16LE(0x3e, 24);
  file.writeUInt16LE(3, 26);
  file.writeUInt16LE(0xfffe, 28);
  file.writeUInt16LE(9, 30);
  file.writeUInt16LE(6, 32);
  file.writeUInt32LE(1, 44); // one sector of the allocation table
  file.writeUInt32LE(1, 48); // the directory begins at sector 1
  file.writeUInt32LE(4096, 56);
  file.writeUInt32LE(0xffff_fffe, 60);
  file.writeUInt32LE(0xffff_fffe, 68);
  file.fill(0xff, 76, SECTOR);
  file.writeUInt32LE(0, 76); // the allocation table is sector 0
  file.fill(0xff, SECTOR, SECTOR * 2);
  file.writeUInt32LE(0xffff_fffd, SECTOR);
  file.writeUInt32LE(0xffff_fffe, SECTOR + 4);
  file.writeUInt32LE(0xffff_fffe, SECTOR + 8);
  const names: [name: string, type: number, child: number, right: number][] = [
    ['Root Entry', 5, 1, -1],
    ['EncryptionInfo', 2, -1, 2],
    ['EncryptedPackage', 2, -1, -1],
  ];
  names.forEach(([name, type, child, right], i) => {
    const at = SECTOR * 2 + i * 128;
    file.write(name, at, 'utf16le');
    file.writeUInt16LE((name.length + 1) * 2, at + 64);
    file.writeUInt8(type, at + 66);
    file.writeUInt8(1, at + 67);
    file.writeInt32LE(-1, at + 68);
    file.writeInt32LE(right, at + 72);
    file.writeInt32LE(child, at + 76);
    file.writeUInt32LE(type === 5 ? 0xffff_fffe : 2, at + 116);
    file.writeUInt32LE(type === 5 ? 0 : 64, at + 120);
  });
  return file;
}

/** Text in GB18030, as Windows Notepad and many systems still save it. Covers what two bytes can say. */
export function gb18030(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030');
  const bytes = new Map<string, number[]>();
  for (let high = 0x81; high <= 0xfe; high++)
    for (let low = 0x40; low <= 0xfe; low++) {
      const character = decoder.decode(Uint8Array.of(high, low));
      if ([...character].length === 1) bytes.set(character, [high, low]);
    }
  return Uint8Array.from([...text].flatMap((character) => bytes.get(character) ?? [character.charCodeAt(0)]));
}
