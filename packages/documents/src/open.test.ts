import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { docxParts, p, refusal, texts, xlsxParts, zip } from '../test/office.ts';
import { openDocument } from './index.ts';

const docx = zip(docxParts(p('正文')));
const xlsx = zip(
  xlsxParts([{ name: '表', xml: '<sheetData><row r="1"><c r="A1" t="str"><v>x</v></c></row></sheetData>' }]),
);

/** A compound file with these stream names in its directory. */
function compound(...names: string[]): Uint8Array {
  const bytes = Buffer.alloc(512 + 128 * (names.length + 1));
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(bytes);
  bytes.writeUInt16LE(9, 30);
  bytes.writeUInt16LE(6, 32);
  for (const at of [60, 68]) bytes.writeUInt32LE(0xfffffffe, at);
  ['Root Entry', ...names].forEach((name, index) => {
    bytes.write(`${name}\0`, 512 + 128 * index, 'utf16le');
  });
  return bytes;
}

describe('openDocument', () => {
  it('tells name, hash and media type of the source', async () => {
    const { source } = await openDocument(strToU8('项目\t金额\n'), 'a.txt');
    expect(source).toEqual({
      name: 'a.txt',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      mediaType: 'text/plain',
    });
  });

  it('opens a file by its content and says when the name claims something else', async () => {
    const named = await openDocument(xlsx, '绩效目标.docx');
    expect(named.source.mediaType).toContain('spreadsheetml');
    expect(named.notices).toEqual([
      expect.objectContaining({ kind: 'other', message: expect.stringContaining('.docx') }),
    ]);
    expect((await openDocument(docx, '绩效目标')).notices[0]!.message).toContain('没有扩展名');
    expect((await openDocument(docx, '绩效目标.DOCX')).notices).toEqual([]);
    expect((await openDocument(strToU8('文字'), 'a.xlsx')).notices[0]!.message).toContain('文本');
  });

  it('does not change the bytes it is given', async () => {
    const copy = Uint8Array.from(docx);
    await openDocument(copy, 'a.docx');
    expect(copy).toEqual(docx);
  });

  const refusals: [string, Uint8Array, string, string, RegExp][] = [
    ['nothing', new Uint8Array(0), 'a.docx', 'empty', /空文件/],
    ['blank text', strToU8(' \n\t\n '), 'a.txt', 'empty', /没有/],
    ['a Word file without text', zip(docxParts('<w:p/>')), 'a.docx', 'empty', /没有可读取的文字/],
    ['a Word file of pictures', zip(docxParts('<w:p><w:r><a:blip/></w:r></w:p>')), 'a.docx', 'empty', /只有图片/],
    [
      'random bytes',
      Uint8Array.from({ length: 3000 }, (_n, i) => (i * 7919) % 251),
      'a.docx',
      'not-a-document',
      /不是可以识别/,
    ],
    ['zero bytes', new Uint8Array(5000), 'a.xlsx', 'not-a-document', /不是可以识别/],
    ['a program', Uint8Array.of(0x4d, 0x5a, 0x90, 0, 3), 'a.docx', 'not-a-document', /不是可以识别/],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), 'a.docx', 'not-a-document', /图片/],
    ['an encrypted Office file', compound('EncryptionInfo', 'EncryptedPackage'), 'a.docx', 'encrypted', /加密/],
    ['a doc without text', compound('WordDocument', '1Table'), 'a.doc', 'damaged', /正文|容器/],
    ['an xls that breaks off', compound('Workbook'), 'a.xls', 'damaged', /损坏/],
    ['another compound file', compound('Contents'), 'a.et', 'legacy-format', /旧版/],
    ['a presentation of old', compound('PowerPoint Document'), 'a.ppt', 'not-a-document', /演示文稿/],
    ['a pdf that is none', strToU8('%PDF-1.7\n...'), 'a.pdf', 'damaged', /PDF/],
    ['an rtf', strToU8('{\\rtf1 x}'), 'a.doc', 'legacy-format', /RTF/],
    ['a page without text', strToU8('\ufeff<!DOCTYPE html><html><body><br>'), 'a.html', 'empty', /没有可读取的文字/],
    [
      'flat Office XML',
      strToU8('<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>'),
      'a.doc',
      'legacy-format',
      /XML/,
    ],
    ['a rar', strToU8('Rar!\x1a\x07'), 'a.docx', 'archive', /压缩包/],
    ['a zip with documents', zipSync({ 'a.docx': docx }), 'a.zip', 'archive', /单个文件/],
    ['an OFD', zip({ 'OFD.xml': '<x/>' }), 'a.ofd', 'legacy-format', /OFD/],
    [
      'an odt',
      zip({ mimetype: 'application/vnd.oasis', 'content.xml': '<x/>' }),
      'a.odt',
      'legacy-format',
      /OpenDocument/,
    ],
    ['a macro part', zip(docxParts(p('x'), { 'word/vbaProject.bin': 'x' })), 'a.docx', 'macro', /宏/],
    [
      'a macro content type',
      zip(
        Object.fromEntries(
          Object.entries(docxParts(p('x'))).map(([name, text]) => [
            name,
            String(text).replace(
              'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
              'application/vnd.ms-word.document.macroEnabled.main+xml',
            ),
          ]),
        ),
      ),
      'a.docm',
      'macro',
      /宏/,
    ],
    [
      'a document type declaration',
      zip({
        ...docxParts(''),
        'word/document.xml':
          '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]><d>&b;&x;</d>',
      }),
      'a.docx',
      'dtd',
      /DTD/,
    ],
    ['an undefined entity', zip(docxParts(p('&xxe;'))), 'a.docx', 'damaged', /document\.xml/],
    ['broken XML', zip({ ...docxParts(''), 'word/document.xml': '<d><e></d>' }), 'a.docx', 'damaged', /配对/],
    [
      'bytes that are no characters',
      zip({
        ...docxParts(''),
        'word/document.xml': Uint8Array.of(0x3c, 0x64, 0x3e, 0xff, 0xfe, 0xc0, 0x3c, 0x2f, 0x64, 0x3e),
      }),
      'a.docx',
      'damaged',
      /编码/,
    ],
    ['a package without main part', zip({ '[Content_Types].xml': '<Types/>' }), 'a.docx', 'damaged', /正文/],
    ['an empty zip', Uint8Array.from([0x50, 0x4b, 5, 6, ...new Array(18).fill(0)]), 'a.docx', 'archive', /压缩包/],
  ];

  it.each(refusals)('refuses %s', async (_what, bytes, name, code, message) => {
    const refused = await refusal(bytes, name);
    expect(refused).toMatchObject({ code, fileName: name });
    expect(refused.message).toMatch(message);
    expect(refused.message).toContain(name);
    expect(refused.remedy).toMatch(/请.+。$/);
    expect(refused.message + refused.remedy).not.toMatch(/Error|undefined|NaN|\bat /);
  });

  it('never follows a link out of the file', async () => {
    const parts = docxParts(p('x'), {
      'word/_rels/document.xml.rels':
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://x/styles" Target="http://127.0.0.1:1/x" TargetMode="External"/><Relationship Id="r2" Type="http://x/numbering" Target="../../../../etc/passwd"/></Relationships>',
    });
    expect(texts(await openDocument(zip(parts), 'a.docx'))).toEqual(['x']);
  });
});
