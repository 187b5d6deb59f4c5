import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Picture } from '../scan/picture.ts';
import { type Matrix, multiply, xOf, yOf } from './geometry.ts';
import type { Pdfjs } from './library.ts';

/** A picture as pdf.js decodes it. */
interface Decoded {
  width: number;
  height: number;
  data: Uint8Array | Uint8ClampedArray;
  /** As `ImageKind`; a mask has none: 1 bit a dot, 0 is painted. */
  kind?: number;
}

interface Placed {
  picture: Decoded;
  isMask: boolean;
  /** From the unit square to the page as it is seen, y downwards. */
  matrix: Matrix;
}

/** A page is looked at with so many dots to the inch at most: more do not make its characters surer. */
const FINEST_DPI = 300;
const POINTS_PER_INCH = 72;

/**
 * A page as a picture, put together from the pictures on it (some scanners cut a page into strips), turned as the page is
 * shown.
 *
 * @returns the picture, and how many points a dot of it takes; undefined where no picture is on the page
 */
export async function pictureOf(
  pdfjs: Pdfjs,
  page: PDFPageProxy,
): Promise<{ picture: Picture; scale: number } | undefined> {
  const placed = await placedOn(pdfjs, page);
  if (placed.length === 0) return undefined;
  const { width, height } = page.getViewport({ scale: 1 });
  const finest = Math.max(...placed.map(dotsPerPoint));
  const dots = Math.min(finest, FINEST_DPI / POINTS_PER_INCH);
  const picture: Picture = {
    width: Math.round(width * dots),
    height: Math.round(height * dots),
    data: new Uint8Array(),
  };
  picture.data = new Uint8Array(picture.width * picture.height).fill(255);
  for (const one of placed) paint(pdfjs, picture, one, dots);
  return { picture, scale: 1 / dots };
}

async function placedOn(pdfjs: Pdfjs, page: PDFPageProxy): Promise<Placed[]> {
  const { OPS } = pdfjs;
  const { fnArray, argsArray } = await page.getOperatorList();
  const viewport = page.getViewport({ scale: 1 });
  const placed: Placed[] = [];
  const saved: Matrix[] = [];
  let matrix = viewport.transform as unknown as Matrix;
  for (let i = 0; i < fnArray.length; i++) {
    const args = argsArray[i] as unknown[] | null;
    switch (fnArray[i]) {
      case OPS.save:
        saved.push(matrix);
        break;
      case OPS.restore:
        matrix = saved.pop() ?? matrix;
        break;
      case OPS.transform:
        matrix = multiply(matrix, args as unknown as Matrix);
        break;
      case OPS.paintFormXObjectBegin:
        saved.push(matrix);
        if (Array.isArray(args?.[0])) matrix = multiply(matrix, args[0] as unknown as Matrix);
        break;
      case OPS.paintFormXObjectEnd:
        matrix = saved.pop() ?? matrix;
        break;
      case OPS.paintImageXObject:
      case OPS.paintImageMaskXObject:
      case OPS.paintInlineImageXObject: {
        const picture = await decoded(page, args?.[0]);
        if (picture) placed.push({ picture, isMask: fnArray[i] === OPS.paintImageMaskXObject, matrix });
        break;
      }
    }
  }
  return placed;
}

/** The picture itself, or the one of that name among the objects of the page or of the file. */
async function decoded(page: PDFPageProxy, given: unknown): Promise<Decoded | undefined> {
  const named = typeof given === 'string' ? given : undefined;
  const object = named === undefined ? given : await objectOf(page, named);
  if (typeof object !== 'object' || object === null) return undefined;
  const { data, width, height, kind } = object as { data?: unknown; width?: unknown; height?: unknown; kind?: number };
  if (typeof width !== 'number' || typeof height !== 'number') return undefined;
  // A mask that is used several times is an object of its own.
  const bytes = typeof data === 'string' ? ((await objectOf(page, data)) as { data?: unknown } | null)?.data : data;
  if (!(bytes instanceof Uint8Array || bytes instanceof Uint8ClampedArray)) return undefined;
  return { width, height, data: bytes, ...(kind === undefined ? {} : { kind }) };
}

function objectOf(page: PDFPageProxy, name: string): Promise<unknown> {
  const { objs, commonObjs } = page;
  return new Promise((resolve) => (name.startsWith('g_') ? commonObjs : objs).get(name, resolve));
}

/** How fine a picture is where it stands. */
function dotsPerPoint({ picture, matrix }: Placed): number {
  return picture.width / Math.max(1, Math.hypot(matrix[0], matrix[1]));
}

function paint(pdfjs: Pdfjs, onto: Picture, { picture, isMask, matrix }: Placed, dots: number): void {
  const [a, b, c, d, e, f] = matrix;
  const determinant = a * d - b * c;
  if (determinant === 0) return;
  const shade = shadesOf(pdfjs, picture, isMask);
  const corners = [xOf(matrix, 0, 0), xOf(matrix, 1, 0), xOf(matrix, 0, 1), xOf(matrix, 1, 1)];
  const heights = [yOf(matrix, 0, 0), yOf(matrix, 1, 0), yOf(matrix, 0, 1), yOf(matrix, 1, 1)];
  const [left, right] = [Math.min(...corners) * dots, Math.max(...corners) * dots];
  const [top, bottom] = [Math.min(...heights) * dots, Math.max(...heights) * dots];
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(onto.height, Math.ceil(bottom)); y++) {
    for (let x = Math.max(0, Math.floor(left)); x < Math.min(onto.width, Math.ceil(right)); x++) {
      const [dx, dy] = [(x + 0.5) / dots - e, (y + 0.5) / dots - f];
      const u = (d * dx - c * dy) / determinant;
      const v = (a * dy - b * dx) / determinant;
      if (u < 0 || u >= 1 || v < 0 || v >= 1) continue;
      const own = shade(Math.floor(u * picture.width), Math.floor((1 - v) * picture.height));
      if (own !== undefined) onto.data[y * onto.width + x] = own;
    }
  }
}

/** The shade of a dot of a picture; undefined where a mask paints nothing. */
function shadesOf(
  { ImageKind }: Pdfjs,
  { width, height, data, kind }: Decoded,
  isMask: boolean,
): (x: number, y: number) => number | undefined {
  const inside = (y: number) => Math.min(y, height - 1);
  const bytesPerRow = (width + 7) >> 3;
  const bit = (x: number, y: number) => (data[inside(y) * bytesPerRow + (x >> 3)]! >> (7 - (x & 7))) & 1;
  if (isMask) return (x, y) => (bit(x, y) === 0 ? 0 : undefined);
  if (kind === ImageKind.GRAYSCALE_1BPP) return (x, y) => (bit(x, y) === 0 ? 0 : 255);
  const step = kind === ImageKind.RGBA_32BPP ? 4 : kind === ImageKind.RGB_24BPP ? 3 : 1;
  return (x, y) => {
    const at = (inside(y) * width + x) * step;
    if (step === 1) return data[at]!;
    // Seals are red: seen through a red glass they fade, and what is printed under them shows.
    return Math.round(0.7 * data[at]! + 0.2 * data[at + 1]! + 0.1 * data[at + 2]!);
  };
}
