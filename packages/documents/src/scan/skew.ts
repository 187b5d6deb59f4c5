import type { Ink } from './ink.ts';

const WIDEST_DEGREES = 4;
const COARSE_STEP = 0.5;
const FINE_STEP = 0.05;
/** So many dots tell the angle of a page. */
const ENOUGH_DOTS = 60_000;

/**
 * By how many degrees the lines of a page fall to the right: the angle at which its dots, seen along the lines, gather in
 * the fewest rows.
 */
export function skewOf(ink: Ink): number {
  const dots = someDots(ink);
  if (dots.length === 0) return 0;
  const best = (from: number, to: number, step: number): number => {
    let found = 0;
    let most = -1;
    for (let degrees = from; degrees <= to + step / 2; degrees += step) {
      const gathered = gathering(dots, ink, degrees);
      if (gathered > most) [found, most] = [degrees, gathered];
    }
    return found;
  };
  const coarse = best(-WIDEST_DEGREES, WIDEST_DEGREES, COARSE_STEP);
  const fine = best(coarse - COARSE_STEP, coarse + COARSE_STEP, FINE_STEP);
  return Math.abs(fine) < FINE_STEP ? 0 : fine;
}

/** x and y of dots at lower edges: the middle of a thick line or of a picture says nothing. */
function someDots({ width, height, dots }: Ink): Int32Array {
  const edges: number[] = [];
  for (let y = 0; y + 1 < height; y++) {
    for (let x = 0; x < width; x++) {
      if (dots[y * width + x] === 1 && dots[(y + 1) * width + x] === 0) edges.push(x, y);
    }
  }
  const every = Math.max(1, Math.floor(edges.length / 2 / ENOUGH_DOTS));
  return Int32Array.from(edges.filter((_value, i) => (i >> 1) % every === 0));
}

function gathering(dots: Int32Array, { width, height }: Ink, degrees: number): number {
  const slope = Math.tan((degrees * Math.PI) / 180);
  const margin = Math.ceil(Math.abs(slope) * width);
  const rows = new Uint32Array(height + 2 * margin + 1);
  for (let i = 0; i < dots.length; i += 2) {
    const row = Math.round(dots[i + 1]! - slope * dots[i]!) + margin;
    rows[row]! += 1;
  }
  let sum = 0;
  for (const count of rows) sum += count * count;
  return sum;
}
