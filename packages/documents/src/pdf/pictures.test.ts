import { expect, test } from 'vitest';
import type { Picture } from '../scan/picture.ts';
import { loadPdfjs, startLoading } from './library.ts';
import { pictureOf } from './pictures.ts';

interface Image {
  name: string;
  dictionary: string;
  data: Uint8Array;
}

/** A page with pictures, as scanners write them. */
function pdf(images: readonly Image[], content: string, page = ''): Uint8Array {
  const resources = images.map(({ name }, i) => `/${name} ${i + 5} 0 R`).join(' ');
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Count 1/Kids[3 0 R]>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 200]${page}/Resources<</XObject<<${resources}>>>>/Contents 4 0 R>>`,
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    ...images.map(({ dictionary, data }) => {
      const bytes = Buffer.from(data).toString('latin1');
      return `<</Type/XObject/Subtype/Image/BitsPerComponent 8 ${dictionary}/Length ${data.length}>>stream\n${bytes}\nendstream`;
    }),
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = text.length;
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF`;
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}

async function pageOf(bytes: Uint8Array): Promise<{ picture: Picture; scale: number } | undefined> {
  const pdfjs = await loadPdfjs();
  const task = startLoading(pdfjs, bytes, true);
  try {
    return await pictureOf(pdfjs, await (await task.promise).getPage(1));
  } finally {
    await task.destroy();
  }
}

/** Shades of a row or column of fields, seen from their middles. */
const seen = (
  { width, height, data }: Picture,
  places: readonly (readonly [number, number])[],
): (number | undefined)[] => places.map(([x, y]) => data[Math.floor(y * height) * width + Math.floor(x * width)]);

const GREY = '/ColorSpace/DeviceGray';
/** 100 × 200 dots: the upper left quarter black, the rest of a light grey. */
const quarter = Uint8Array.from({ length: 20_000 }, (_none, i) => (i % 100 < 50 && i < 10_000 ? 0 : 200));
const CORNERS = [
  [0.25, 0.25],
  [0.75, 0.25],
  [0.25, 0.75],
  [0.75, 0.75],
] as const;

const whole: Image = { name: 'A', dictionary: `/Width 100/Height 200${GREY}`, data: quarter };

test('a picture over the page is the page', async () => {
  const found = await pageOf(pdf([whole], 'q 100 0 0 200 0 0 cm /A Do Q'));
  expect(found).toMatchObject({ scale: 1, picture: { width: 100, height: 200 } });
  expect(seen(found!.picture, CORNERS)).toEqual([0, 200, 200, 200]);
});

test('a page that is turned is seen as it is shown', async () => {
  const found = await pageOf(pdf([whole], 'q 100 0 0 200 0 0 cm /A Do Q', '/Rotate 90'));
  expect(found).toMatchObject({ picture: { width: 200, height: 100 } });
  expect(seen(found!.picture, CORNERS)).toEqual([200, 0, 200, 200]);
});

test('strips are put together, and what none of them covers is paper', async () => {
  const strip = (name: string, shade: number): Image => ({
    name,
    dictionary: `/Width 50/Height 50${GREY}`,
    data: new Uint8Array(2_500).fill(shade),
  });
  const content = 'q 100 0 0 100 0 100 cm /A Do Q q 50 0 0 100 0 0 cm /B Do Q';
  const found = await pageOf(pdf([strip('A', 10), strip('B', 90)], content));
  expect(seen(found!.picture, CORNERS)).toEqual([10, 10, 90, 255]);
});

test('a mask paints black where it has ink, and colours are seen as shades', async () => {
  const mask: Image = {
    name: 'A',
    dictionary: '/Width 8/Height 2/ImageMask true/BitsPerComponent 1',
    data: Uint8Array.of(0b00001111, 0b11111111),
  };
  const red: Image = {
    name: 'B',
    dictionary: '/Width 1/Height 1/ColorSpace/DeviceRGB',
    data: Uint8Array.of(255, 0, 0),
  };
  const found = await pageOf(pdf([mask, red], 'q 100 0 0 200 0 0 cm /A Do Q q 50 0 0 100 50 0 cm /B Do Q'));
  const [upperLeft, upperRight, lowerLeft, lowerRight] = seen(found!.picture, CORNERS);
  expect([upperLeft, upperRight, lowerLeft]).toEqual([0, 255, 255]);
  // A seal fades.
  expect(lowerRight).toBeGreaterThan(150);
});

test('a page without pictures has none', async () => {
  expect(await pageOf(pdf([], '0 0 10 10 re f'))).toBeUndefined();
});
