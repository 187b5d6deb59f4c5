import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { docxParts, p, zip } from '../../test/office.ts';
import { DocumentRefused, isArchive, openDocument, openDocuments } from '../index.ts';

const docx = zip(docxParts(p('正文')));
const text = strToU8('项目\t金额\n甲\t1\n');

const outcome = async (bytes: Uint8Array, limits = {}): Promise<string[]> =>
  (await openDocuments(bytes, 'a.zip', limits)).map((file) =>
    'refusal' in file
      ? `${file.name} ${file.refusal.code} ${file.refusal.fileName === file.name}`
      : `${file.name} ${file.document.source.name === file.name}`,
  );

const whole = async (bytes: Uint8Array, limits = {}): Promise<DocumentRefused> => {
  const refused = await openDocuments(bytes, 'a.zip', limits).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(DocumentRefused);
  return refused as DocumentRefused;
};

/** Changes a field of the directory entry at `index`. */
function rewrite(bytes: Uint8Array, index: number, change: (view: DataView, at: number) => void): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const view = new DataView(copy.buffer);
  let seen = 0;
  for (let at = 0; at + 46 < copy.length; at++)
    if (view.getUint32(at, true) === 0x02014b50 && seen++ === index) change(view, at);
  return copy;
}

describe('archives', () => {
  it('give each file in them, named by archive and folder', async () => {
    const bytes = zipSync({ '单位/': new Uint8Array(0), '单位/表.docx': docx, 'b.txt': text });
    expect(isArchive(bytes)).toBe(true);
    expect(await outcome(bytes)).toEqual(['a.zip/单位/表.docx true', 'a.zip/b.txt true']);
  });

  it('are told from Office files, and one file is one document', async () => {
    expect(isArchive(docx)).toBe(false);
    expect(isArchive(text)).toBe(false);
    expect(isArchive(docx.slice(0, 50))).toBe(false);
    expect((await openDocuments(docx, 'a.docx')).map(({ name }) => name)).toEqual(['a.docx']);
  });

  it('pass over what systems leave behind', async () => {
    const bytes = zipSync({
      '__MACOSX/._a.txt': text,
      '.DS_Store': text,
      'x/Thumbs.db': text,
      'x/~$表.docx': text,
      'x/a.txt': text,
    });
    expect(await outcome(bytes)).toEqual(['a.zip/x/a.txt true']);
  });

  it('tell of files that are not read', async () => {
    const inner = zipSync({ 'b.txt': text });
    const bytes = zipSync({
      'a.jpg': text,
      'b.zip': inner,
      'c.docx': text.slice(0, 0),
      '../d.txt': text,
      'C:/e.txt': text,
    });
    expect(await outcome(bytes)).toEqual([
      'a.zip/a.jpg not-a-document true',
      'a.zip/b.zip archive true',
      'a.zip/c.docx empty true',
      'a.zip/../d.txt not-a-document true',
      'a.zip/C:/e.txt not-a-document true',
    ]);
  });

  it('never follow links', async () => {
    const bytes = rewrite(zipSync({ 'a.txt': strToU8('/etc/passwd'), 'b.txt': text }), 0, (view, at) =>
      view.setUint32(at + 38, 0xa1ff0000, true),
    );
    const [link, file] = await openDocuments(bytes, 'a.zip');
    expect(link).toMatchObject({ refusal: { message: expect.stringContaining('链接') } });
    expect(file).toHaveProperty('document');
  });

  it('read names in GBK', async () => {
    const bytes = zipSync({ 'aaaa.txt': text });
    const copy = Buffer.from(bytes);
    for (let at = copy.indexOf('aaaa'); at >= 0; at = copy.indexOf('aaaa', at + 4))
      Buffer.from([0xcf, 0xee, 0xc4, 0xbf]).copy(copy, at);
    expect(await outcome(copy)).toEqual(['a.zip/项目.txt true']);
  });

  it('are refused as a whole when encrypted, empty or too large', async () => {
    const bytes = zipSync({ 'a.txt': text, 'b.txt': text });
    const locked = rewrite(bytes, 0, (view, at) => view.setUint16(at + 8, 1, true));
    expect(await openDocument(locked, 'a.zip').catch((error: unknown) => error)).toMatchObject({ code: 'encrypted' });
    expect(await whole(zipSync({ 'a/': new Uint8Array(0) }))).toMatchObject({ code: 'empty' });
    expect(await whole(bytes, { archiveFiles: 1 })).toMatchObject({ code: 'too-large' });
    expect(await whole(bytes, { archiveBytes: 20 })).toMatchObject({ code: 'too-large' });
    expect(await whole(bytes, { fileBytes: 20 })).toMatchObject({ code: 'too-large' });
  });

  it('refuse one file that is too large and read the others', async () => {
    const bytes = zipSync({ 'a.txt': strToU8('文字'.repeat(1000)), 'b.txt': text });
    expect(await outcome(bytes, { fileBytes: 1000 })).toEqual(['a.zip/a.txt too-large true', 'a.zip/b.txt true']);
  });
});
