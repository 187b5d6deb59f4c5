import type { Picture } from './picture.ts';

/** What is printed on a picture: 1 where there is ink. */
export interface Ink {
  width: number;
  height: number;
  dots: Uint8Array;
}

/** Ink is this much darker than what surrounds it. */
const DARKER = 0.82;
/** What surrounds a dot, as a share of the picture's width. */
const SURROUNDINGS = 1 / 40;

/**
 * Tells ink from paper by what surrounds each dot, so that shadows and yellowed paper do not matter (Bradley and Roth,
 * Adaptive Thresholding Using the Integral Image, 2007).
 */
export function inkOf({ width, height, data }: Picture): Ink {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += data[y * width + x]!;
      sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1]! + row;
    }
  }
  const reach = Math.max(8, Math.round(width * SURROUNDINGS));
  const dots = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const top = Math.max(0, y - reach) * (width + 1);
    const bottom = Math.min(height, y + reach + 1) * (width + 1);
    const rows = (bottom - top) / (width + 1);
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - reach);
      const right = Math.min(width, x + reach + 1);
      const sum = sums[bottom + right]! - sums[bottom + left]! - sums[top + right]! + sums[top + left]!;
      if (data[y * width + x]! * rows * (right - left) < sum * DARKER) dots[y * width + x] = 1;
    }
  }
  return { width, height, dots };
}
