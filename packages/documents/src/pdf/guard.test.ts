import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { refusal, texts } from '../../test/office.ts';
import { pdf, stream, text } from '../../test/pdf.ts';
import { defaultLimits, openDocument } from '../index.ts';
import { Opening } from '../opening.ts';
import { guardPdf } from './guard.ts';
import { mapSpan, widthSpan } from './spans.ts';

const page = text(60, 60, '绩效目标表');
const BLAMED_MS = 2_000;

/** The file with these objects in place of its own is refused, soon, and for `what`. */
async function expectRefused(objects: Record<number, string>, what: RegExp): Promise<void> {
  const bytes = pdf([page], { objects });
  const start = performance.now();
  const { code, message, remedy } = await refusal(bytes, 'a.pdf');
  expect(performance.now() - start).toBeLessThan(BLAMED_MS);
  expect(code).toBe('bomb');
  expect(message).toMatch(what);
  expect(remedy).toMatch(/^请/);
}

const font = (more: string): string =>
  `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R ${more} >>`;
const map = (ranges: string): string =>
  `1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange\n1 beginbfrange\n${ranges}\nendbfrange endcmap`;
const packed = (dictionary: string, content: string): string =>
  stream(`${dictionary} /Filter /FlateDecode `, deflateSync(Buffer.from(content, 'latin1')).toString('latin1'));

// So that no case pays for loading pdf.js.
beforeAll(() => openDocument(pdf([page]), 'a.pdf'));

describe('a pdf that costs far more than it is long', { retry: 2 }, () => {
  it.each([
    ['widths of two thousand million codes', { 4: font('/W [0 2000000000 500]') }],
    ['a name written with escapes', { 4: font('/#57 [0 2000000000 500]') }],
    ['widths that stand elsewhere', { 4: font('/W 20 0 R'), 20: '[ 3 [500 600] 0 2000000000 500 ]' }],
    ['many times all codes', { 4: font(`/W [${'0 65535 500 '.repeat(100)}]`) }],
    ['heights', { 4: font('/W2 [0 2000000000 500 500 500]') }],
    [
      'a font in an object stream',
      { 20: packed('/Type /ObjStm /N 1 /First 5', `4 0  ${font('/W [0 2000000000 500]')}`) },
    ],
    ['ranges of characters', { 6: stream('', map('<00000000> <00FFFFFF> <0041>\n'.repeat(10))) }],
    ['packed ranges of characters', { 6: packed('', map('<00000000> <00FFFFFF> <0041>\n'.repeat(10))) }],
    [
      'one map for many fonts',
      {
        6: stream('', map('<0000> <FFFF> <0000>')),
        20: Array.from({ length: 100 }, () => '<< /Type /Font /ToUnicode 6 0 R >>').join(' '),
      },
    ],
  ])('is refused: %s', async (_what, objects) => {
    await expectRefused(objects, /字体声明的字符超过/);
  });

  it('is refused: streams that unpack without end, one or together', async () => {
    const bomb = (mebibytes: number): string => packed('', ' '.repeat(mebibytes * 1024 * 1024));
    await expectRefused({ 9: bomb(100) }, /解压后超过 64 MB/);
    const five = bomb(60);
    await expectRefused({ 20: five, 21: five, 22: five, 23: five, 24: five }, /解压后超过/);
  });

  it('is refused: objects without number', async () => {
    const empty = stream('/Type /ObjStm /N 9000000 /First 0 ', ' ');
    await expectRefused({ 20: empty }, /内的对象超过/);
    const fonts = Array.from({ length: 10_001 }, () => '<< /Type /Font >>').map((one, index) => [20 + index, one]);
    await expectRefused(Object.fromEntries(fonts), /字体超过/);
  });

  it('is refused: pages without number', async () => {
    const objects = { 2: `<< /Type /Pages /Count 50000 /Kids [${'8 0 R '.repeat(50_000)}] >>` };
    const start = performance.now();
    expect((await refusal(pdf([page], { objects }), 'a.pdf')).code).toBe('too-large');
    expect(performance.now() - start).toBeLessThan(BLAMED_MS);
  });

  it('is refused: drawings in drawings', async () => {
    const form = (next: number): string =>
      stream(
        `/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /N ${next} 0 R >> >> `,
        '/N Do '.repeat(10),
      );
    const levels = Array.from({ length: 10 }, (_none, index) => [20 + index, form(21 + index)]);
    await expectRefused(Object.fromEntries(levels), /层层嵌套/);
  });
});

describe('an honest pdf is opened', () => {
  it.each([
    ['widths in both ways', { 4: font('/DW 1000 /W [0 255 500 1000 [300 400] 2000 65535 1000]') }],
    ['a map of all codes', { 6: stream('', map('<0000> <FFFF> <0000>')) }],
    ['a list of characters', { 6: packed('', map('<0000> <0002> [<4E00> <4E01> <4E02>]')) }],
    ['a count of pages that is not true', { 2: '<< /Type /Pages /Count 100000000 /Kids [8 0 R] >>' }],
    [
      'a drawing that draws itself',
      {
        20: stream(
          '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /N 20 0 R >> >> ',
          '/N Do /N Do ',
        ),
      },
    ],
  ])('%s', async (_what, objects) => {
    expect(texts(await openDocument(pdf([page], { objects }), 'a.pdf'))).toHaveLength(1);
  });
});

describe('codes that a font claims', () => {
  it('counts widths', () => {
    expect(widthSpan('/W [0 255 500 1000 [300 400] 10 20 1]/X', 3, 'W')).toEqual({ span: 256 + 2 + 11, end: 37 });
    expect(widthSpan('[20 10 500 3 12 0 R 45 13 0 R]', 0, 'W').span).toBeLessThan(20);
    expect(widthSpan('[0 9 -1 0 0 10 19 -1 0 0]', 0, 'W2').span).toBe(20);
    expect(widthSpan('[0 255', 0, 'W')).toEqual({ span: 0, end: 6 });
  });

  it('counts ranges, and nothing else, of a map', () => {
    expect(mapSpan('2 beginbfchar <01> <4E00> <02> <4E01> endbfchar')).toBe(0);
    expect(mapSpan('2 beginbfrange <0000> <00FF> <4E00>\n<0100><01FF> <5000> endbfrange')).toBe(512);
    expect(mapSpan('1 beginbfrange <0000> <FFFF> [<4E00>] endbfrange')).toBeLessThan(10);
    expect(mapSpan('2 beginbfrange <0000> <0001> <4E00> <0002> <0003')).toBe(2);
    expect(mapSpan('1 begincidrange <00> <7f> 1 endcidrange 1 begincidrange <8140> <817e> 9')).toBe(128 + 63);
  });
});

it('looks at a long file without closings once', () => {
  const start = performance.now();
  mapSpan(`1 beginbfrange ${'<0> <0> ['.repeat(400_000)}`);
  mapSpan(`1 beginbfrange ${'<0'.repeat(1_000_000)}`);
  mapSpan('1 beginbfrange '.repeat(200_000));
  widthSpan('/W ['.repeat(500_000), 3, 'W');
  const opening = new Opening('a.pdf', defaultLimits);
  const open = ['/W [', '1 0 obj ', '<</W 1', '1 0 obj << stream\n', '/Encoding 1 ', '7 7 '];
  for (const piece of open) guardPdf(opening, Buffer.from(`1 0 obj ${piece.repeat(500_000)}`));
  expect(performance.now() - start).toBeLessThan(5_000);
});
