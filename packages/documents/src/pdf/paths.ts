import { type Matrix, type PageContent, xOf, yOf } from './geometry.ts';
import type { Pdfjs } from './library.ts';

/** How pdf.js writes the parts of a path: each is followed by its points. */
const MOVE = 0;
const LINE = 1;
const CURVE = 2;
const QUADRATIC = 3;
const CLOSE = 4;

/** A filled rectangle this thin is a line; a line this thick is a coloured area. */
const THICKEST = 3.5;
/** How far a line may lean, over its length. */
const LEAN = 0.6;
const SHORTEST = 1;
const WHITE = '#ffffff';

interface Pen {
  matrix: Matrix;
  lineWidth: number;
  stroke: string;
  fill: string;
}

type Rulings = Pick<PageContent, 'horizontal' | 'vertical'>;
type Point = readonly [x: number, y: number];

/** The horizontal and vertical lines that a path leaves on the page, added to `into`. */
export function rulingsOfPath(OPS: Pdfjs['OPS'], args: readonly unknown[], pen: Pen, into: Rulings): void {
  const paint = args[0];
  const closes = paint === OPS.closeStroke || paint === OPS.closeFillStroke || paint === OPS.closeEOFillStroke;
  const strokes = closes || paint === OPS.stroke || paint === OPS.fillStroke || paint === OPS.eoFillStroke;
  const fills = !strokes && (paint === OPS.fill || paint === OPS.eoFill);
  if (strokes ? pen.stroke === WHITE || isThick(pen) : !fills || pen.fill === WHITE) return;
  const data = Array.isArray(args[1]) ? args[1][0] : undefined;
  if (!ArrayBuffer.isView(data)) return;
  for (const points of subpaths(data as Float32Array, pen.matrix, closes)) {
    if (strokes) for (let index = 1; index < points.length; index++) addLine(points[index - 1]!, points[index]!, into);
    else addThinRectangle(points, into);
  }
}

function isThick({ matrix, lineWidth }: Pen): boolean {
  return lineWidth * Math.sqrt(Math.abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])) > THICKEST;
}

/** Straight parts of a path; a curve ends one and begins the next. */
function* subpaths(data: Float32Array, matrix: Matrix, closes: boolean): Generator<Point[]> {
  const point = (at: number): Point => [xOf(matrix, data[at]!, data[at + 1]!), yOf(matrix, data[at]!, data[at + 1]!)];
  let points: Point[] = [];
  const done = (): Point[] => {
    const finished = points;
    if (closes && finished.length > 2) finished.push(finished[0]!);
    return finished;
  };
  for (let at = 0; at < data.length; ) {
    switch (data[at]) {
      case MOVE:
        yield done();
        points = [point(at + 1)];
        at += 3;
        break;
      case LINE:
        points.push(point(at + 1));
        at += 3;
        break;
      case CURVE:
        yield points;
        points = [point(at + 5)];
        at += 7;
        break;
      case QUADRATIC:
        yield points;
        points = [point(at + 3)];
        at += 5;
        break;
      case CLOSE:
        if (points.length > 1) points.push(points[0]!);
        at += 1;
        break;
      default:
        return;
    }
  }
  yield done();
}

function addLine([x0, y0]: Point, [x1, y1]: Point, { horizontal, vertical }: Rulings): void {
  const width = Math.abs(x1 - x0);
  const height = Math.abs(y1 - y0);
  if (height <= LEAN && width >= SHORTEST)
    horizontal.push({ at: (y0 + y1) / 2, from: Math.min(x0, x1), to: Math.max(x0, x1) });
  else if (width <= LEAN && height >= SHORTEST)
    vertical.push({ at: (x0 + x1) / 2, from: Math.min(y0, y1), to: Math.max(y0, y1) });
}

function addThinRectangle(points: readonly Point[], { horizontal, vertical }: Rulings): void {
  if (points.length < 3) return;
  let [left, top] = points[0]!;
  let [right, bottom] = points[0]!;
  for (const [x, y] of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const isCorner = ([x, y]: Point): boolean =>
    (x - left < LEAN || right - x < LEAN) && (y - top < LEAN || bottom - y < LEAN);
  if (!points.every(isCorner)) return;
  if (bottom - top <= THICKEST && right - left > bottom - top)
    horizontal.push({ at: (top + bottom) / 2, from: left, to: right });
  else if (right - left <= THICKEST && bottom - top > right - left)
    vertical.push({ at: (left + right) / 2, from: top, to: bottom });
}
