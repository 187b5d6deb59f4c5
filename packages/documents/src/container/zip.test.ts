import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { docxParts, p, refusal, tbl, tc, texts, tr, zip } from '../../test/office.ts';
import { DocumentRefused, openDocument } from '../index.ts';

const MEBIBYTE = 1024 * 1024;
const honest = zip(docxParts(p('正文') + tbl(1, [tr([tc('格')])])));

/** A Word file whose text is 400 MB of zeros, packed to about 400 kB. */
function makeBomb(): Uint8Array {
  const files = Object.fromEntries(Object.entries(docxParts('')).map(([name, text]) => [name, strToU8(String(text))]));
  return zipSync({ ...files, 'word/document.xml': [new Uint8Array(400 * MEBIBYTE), { level: 9 }] });
}

/** Changes 32-bit fields of the directory entry and local header of `name`. */
function rewrite(bytes: Uint8Array, name: string, field: number, value: number, width: 2 | 4 = 4): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const view = new DataView(copy.buffer);
  const needle = Buffer.from(name);
  for (let at = 0; at + 46 < copy.length; at++) {
    const directory = view.getUint32(at, true) === 0x02014b50;
    const start = at + 46;
    if (!directory || !Buffer.from(copy.subarray(start, start + needle.length)).equals(needle)) continue;
    if (width === 4) view.setUint32(at + field, value, true);
    else view.setUint16(at + field, value, true);
  }
  return copy;
}

describe('the guard before unpacking', () => {
  const bytes = makeBomb();

  it('refuses 400 MB in 400 kB by what the directory says, quickly and without the memory', async () => {
    expect(bytes.length).toBeLessThan(450_000);
    const before = process.memoryUsage().rss;
    const start = performance.now();
    const refused = await refusal(bytes, '炸弹.docx');
    expect(refused).toMatchObject({
      code: 'bomb',
      fileName: '炸弹.docx',
      message: expect.stringContaining('炸弹.docx'),
    });
    expect(refused.remedy).not.toBe('');
    expect(performance.now() - start).toBeLessThan(1000);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * MEBIBYTE);
  });

  it('stops a bomb whose directory lies about its size', async () => {
    for (const declared of [1000, 30 * MEBIBYTE]) {
      const lying = rewrite(bytes, 'word/document.xml', 24, declared);
      const before = process.memoryUsage().rss;
      const start = performance.now();
      expect(await refusal(lying, '炸弹.docx')).toMatchObject({ code: expect.stringMatching(/bomb|damaged/) });
      expect(performance.now() - start).toBeLessThan(2000);
      expect(process.memoryUsage().rss - before).toBeLessThan(128 * MEBIBYTE);
    }
  });

  it('lets honest repetition pass', async () => {
    const rows = Array.from({ length: 3000 }, () => tr(['甲', '', '', '', ''].map((text) => tc(text))));
    const bytes = zip(docxParts(tbl(5, rows)));
    expect((await openDocument(bytes, '大表.docx')).blocks).toHaveLength(1);
  });

  it('holds its limits on entries and sizes', async () => {
    const many = zip({
      ...docxParts(p('x')),
      ...Object.fromEntries(Array.from({ length: 50 }, (_n, i) => [`a${i}`, ''])),
    });
    expect(await refusal(many, 'a.docx', { entries: 20 })).toMatchObject({ code: 'too-large' });
    expect(await refusal(honest, 'a.docx', { entryBytes: 100 })).toMatchObject({ code: 'too-large' });
    expect(await refusal(honest, 'a.docx', { unpackedBytes: 1000 })).toMatchObject({ code: 'too-large' });
    expect(await refusal(honest, 'a.docx', { fileBytes: 100 })).toMatchObject({ code: 'too-large' });
  });
});

describe('containers that are not in order', () => {
  it.each([10, 100, 400, -1, -25, -200])('says that a file cut at %i is incomplete', async (cut) => {
    expect(await refusal(honest.slice(0, cut), 'a.docx')).toMatchObject({
      code: 'truncated',
      message: expect.stringContaining('不完整'),
    });
  });

  it('refuses encrypted entries', async () => {
    expect(await refusal(rewrite(honest, 'word/document.xml', 8, 1, 2), 'a.docx')).toMatchObject({ code: 'encrypted' });
  });

  it('refuses unknown ways of packing', async () => {
    expect(await refusal(rewrite(honest, 'word/document.xml', 10, 9, 2), 'a.docx')).toMatchObject({
      code: 'unreadable',
    });
  });

  it('refuses content that does not match its checksum', async () => {
    expect(await refusal(rewrite(honest, 'word/document.xml', 16, 1), 'a.docx')).toMatchObject({ code: 'damaged' });
  });

  it('reads an archive behind other bytes, with a comment, and stored entries', async () => {
    expect(texts(await openDocument(zip(docxParts(p('x')), 0), 'a.docx'))).toEqual(['x']);
    const commented = Buffer.concat([honest, Buffer.from('comment')]);
    new DataView(commented.buffer, commented.byteOffset).setUint16(honest.length - 2, 7, true);
    expect(texts(await openDocument(commented, 'a.docx'))).toEqual(['正文']);
  });

  it('never takes a name for a path', async () => {
    const parts = docxParts(p('x'));
    const bytes = zip({ ...parts, '../../etc/passwd': 'x', '/abs/olute': 'x', 'C:\\Windows\\x.dll': 'x' });
    expect(texts(await openDocument(bytes, '../../a.docx'))).toEqual(['x']);
  });

  it('opens or refuses, and does nothing else, when any bytes are changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(honest.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }),
        async (changes) => {
          const copy = Uint8Array.from(honest);
          for (const [at, byte] of changes) copy[at] = byte;
          try {
            await openDocument(copy, 'a.docx');
          } catch (error) {
            expect(error).toBeInstanceOf(DocumentRefused);
          }
        },
      ),
      { numRuns: 600 },
    );
  });
});
