import type { Ink } from './ink.ts';
import type { Area } from './picture.ts';

/** Specks of so many dots each way are dust. */
const DUST = 4;
/** Pieces of a line that are so near, in heights of a character, belong to one character: 二, 三, =. */
const NEAR = 0.55;
/** Higher than this, in heights of a character, are two lines that touch. */
const HIGH = 1.75;
/** Between lines that touch there is at most so much of the ink of a usual row. */
const VALLEY = 0.3;

/**
 * The height of most characters of a page, in dots: of the stretches of rows with ink, weighted with how long they are,
 * the one in the middle.
 */
export function characterHeight(ink: Ink, areas: readonly Area[]): number {
  const heights: number[] = [];
  for (const area of areas)
    for (const { from, to } of bandsIn(ink, area)) if (to - from > 2 * DUST) heights.push(to - from);
  heights.sort((a, b) => a - b);
  return heights[heights.length >> 1] ?? 0;
}

/**
 * The lines of text in an area, from top to bottom; a wide blank parts a line, where `apart` heights of a character is
 * wide.
 */
export function textLinesIn(ink: Ink, area: Area, height: number, apart: number): Area[] {
  const bands = bandsIn(ink, area);
  const lines: Band[] = [];
  for (const band of bands) {
    const last = lines.at(-1);
    if (last && band.from - last.to <= NEAR * height && band.to - last.from <= 1.35 * height) last.to = band.to;
    else lines.push({ ...band });
  }
  return lines
    .flatMap((line) => parted(ink, area, line, height))
    .flatMap(({ from, to }) => extentsOf(ink, { ...area, top: from, bottom: to }, apart * height))
    .map((line) => grown(line, area, height));
}

/** A line of low characters alone (=, —, 一) with the blank around it, so that they are seen in their true size. */
function grown(line: Area, { top, bottom }: Area, height: number): Area {
  const missing = Math.max(0, height - (line.bottom - line.top)) / 2;
  return {
    ...line,
    top: Math.max(top, Math.floor(line.top - missing)),
    bottom: Math.min(bottom, Math.ceil(line.bottom + missing)),
  };
}

interface Band {
  from: number;
  to: number;
}

/** How many dots of a row of an area have ink. */
function inkInRow({ width, dots }: Ink, y: number, left: number, right: number): number {
  let count = 0;
  for (let at = y * width + left; at < y * width + right; at++) count += dots[at]!;
  return count;
}

function bandsIn(ink: Ink, { left, top, right, bottom }: Area): Band[] {
  const bands: Band[] = [];
  for (let y = top; y < bottom; y++) {
    if (inkInRow(ink, y, left, right) === 0) continue;
    const last = bands.at(-1);
    if (last?.to === y) last.to = y + 1;
    else bands.push({ from: y, to: y + 1 });
  }
  return bands;
}

/** Lines that touch are parted where there is hardly any ink between them; a line of large characters has no such place. */
function parted(ink: Ink, area: Area, line: Band, height: number): Band[] {
  if (line.to - line.from <= HIGH * height) return [line];
  const counts: number[] = [];
  for (let y = line.from; y < line.to; y++) counts.push(inkInRow(ink, y, area.left, area.right));
  const usual = counts.toSorted((a, b) => a - b)[counts.length >> 1] ?? 0;
  const count = Math.round((line.to - line.from) / (1.3 * height));
  const cuts = [line.from];
  for (let n = 1; n < count; n++) {
    const about = Math.round((n * counts.length) / count);
    let cut = about;
    for (let y = Math.max(1, about - Math.round(height * 0.5)); y < Math.min(counts.length, about + height * 0.5); y++)
      if (counts[y]! < counts[cut]!) cut = y;
    if (counts[cut]! <= VALLEY * usual && line.from + cut - cuts.at(-1)! > height * 0.5) cuts.push(line.from + cut);
  }
  cuts.push(line.to);
  return cuts.slice(1).map((to, i) => ({ from: cuts[i]!, to }));
}

/** A line from its first ink to its last, in parts where a blank is wider than `apart`; specks alone are none. */
function extentsOf({ width, dots }: Ink, { left, top, right, bottom }: Area, apart: number): Area[] {
  const parts: (Area & { ink: number })[] = [];
  for (let x = left; x < right; x++) {
    let ink = 0;
    for (let y = top; y < bottom; y++) ink += dots[y * width + x]!;
    if (ink === 0) continue;
    const last = parts.at(-1);
    if (last && x - last.right <= apart) {
      last.right = x + 1;
      last.ink += ink;
    } else parts.push({ left: x, top, right: x + 1, bottom, ink });
  }
  return parts
    .filter((part) => part.ink >= DUST * DUST)
    .map(({ left: from, right: to }) => ({ left: from, top, right: to, bottom }));
}
