import type { Picture } from '../src/scan/picture.ts';

/** A white page on which tests draw. */
export class Page implements Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.data = new Uint8Array(width * height).fill(255);
  }

  dot(x: number, y: number, shade = 0): void {
    if (x >= 0 && y >= 0 && x < this.width && y < this.height)
      this.data[Math.round(y) * this.width + Math.round(x)] = shade;
  }

  /** A filled rectangle. */
  block(left: number, top: number, width: number, height: number, shade = 0): void {
    for (let y = top; y < top + height; y++) for (let x = left; x < left + width; x++) this.dot(x, y, shade);
  }

  /** A line of a pen of that breadth. */
  stroke(fromX: number, fromY: number, toX: number, toY: number, breadth = 3): void {
    const steps = Math.ceil(Math.hypot(toX - fromX, toY - fromY)) * 2;
    for (let i = 0; i <= steps; i++) {
      const [x, y] = [fromX + ((toX - fromX) * i) / steps, fromY + ((toY - fromY) * i) / steps];
      this.block(Math.round(x - breadth / 2), Math.round(y - breadth / 2), breadth, breadth);
    }
  }

  /** A character of some kind: a box with a cross in it, as dense as a Chinese one. */
  character(left: number, top: number, size: number): void {
    const pen = Math.max(2, Math.round(size / 10));
    this.stroke(left, top, left + size, top, pen);
    this.stroke(left, top + size, left + size, top + size, pen);
    this.stroke(left, top, left, top + size, pen);
    this.stroke(left + size, top, left + size, top + size, pen);
    this.stroke(left, top + size / 2, left + size, top + size / 2, pen);
    this.stroke(left + size / 2, top, left + size / 2, top + size, pen);
  }

  /** Several characters in a line. */
  line(left: number, top: number, size: number, count: number): void {
    for (let i = 0; i < count; i++) this.character(left + i * size * 1.25, top, size);
  }

  /** The lines of a table. */
  table(xs: readonly number[], ys: readonly number[]): void {
    for (const y of ys) this.stroke(xs[0] ?? 0, y, xs.at(-1) ?? 0, y, 2);
    for (const x of xs) this.stroke(x, ys[0] ?? 0, x, ys.at(-1) ?? 0, 2);
  }
}
