import type { Glyph, Ruling } from '../pdf/geometry.ts';
import { inkOf } from './ink.ts';
import { type Area, type Picture, turned } from './picture.ts';
import type { Recogniser } from './recogniser.ts';
import { skewOf } from './skew.ts';
import { erase, type Stroke, strokesOf } from './strokes.ts';
import { comparisonSignIn } from './symbol.ts';
import { characterHeight, textLinesIn } from './text-lines.ts';

/** What was recognised on a page, in the units of the page. */
export interface ScannedPage {
  glyphs: Glyph[];
  horizontal: Ruling[];
  vertical: Ruling[];
  /** Degrees by which the scan was turned straight. */
  turned: number;
  /** Lines in which nothing could be recognised, in the units of the page. */
  unreadable: number;
}

/** A gap between two texts outside of tables that have nothing to do with one another, in heights of a character. */
const APART = 2.5;
/** Below this a line is as likely wrong as right, and is not taken. */
const LEAST_CONFIDENCE = 0.5;
const LEAST_ANGLE = 0.05;
/** A sign that was told by its shape. */
const SHAPE_CONFIDENCE = 0.9;

/**
 * Reads a page that is a picture: turned straight, ruling lines found, the area between them cut into lines of text, each
 * line recognised.
 *
 * @param scale units of the page to a dot of the picture
 */
export async function readScan(picture: Picture, scale: number, recogniser: Recogniser): Promise<ScannedPage> {
  const angle = skewOf(inkOf(picture));
  const straight = Math.abs(angle) < LEAST_ANGLE ? picture : turned(picture, -angle);
  const ink = inkOf(straight);
  const strokes = strokesOf(ink);
  erase(ink, ink.dots, 0, strokes);
  const bare = { ...straight, data: straight.data.slice() };
  erase(bare, bare.data, 255, strokes);
  const areas = areasOf(straight, strokes);
  const height = characterHeight(ink, areas);
  const glyphs: Glyph[] = [];
  let unreadable = 0;
  let run = 0;
  for (const area of areas) {
    for (const line of textLinesIn(ink, area, height, area.framed ? Number.POSITIVE_INFINITY : APART)) {
      const sign = comparisonSignIn(ink, line, height);
      const recognised =
        sign === undefined ? await recogniser.recognise(bare, line) : { text: sign, confidence: SHAPE_CONFIDENCE };
      const read = recognised.text.trim();
      if (read === '') continue;
      if (recognised.confidence < LEAST_CONFIDENCE) unreadable += 1;
      else glyphs.push(...glyphsOf(read, recognised.confidence, line, scale, run++));
    }
  }
  const ruling = ({ at, from, to }: Stroke): Ruling => ({ at: at * scale, from: from * scale, to: to * scale });
  return {
    glyphs,
    horizontal: strokes.across.map(ruling),
    vertical: strokes.down.map(ruling),
    turned: straight === picture ? 0 : angle,
    unreadable,
  };
}

/**
 * The areas in which lines of text are looked for: between neighbouring strokes of a table, so that no line is read
 * across a border, and the strips without strokes.
 */
function areasOf(
  { width, height }: Picture,
  strokes: { across: Stroke[]; down: Stroke[] },
): (Area & { framed: boolean })[] {
  const areas: (Area & { framed: boolean })[] = [];
  const ys = bordersOf(
    strokes.across.map(({ at }) => at),
    height,
  );
  for (let i = 0; i + 1 < ys.length; i++) {
    const [top, bottom] = [ys[i]!, ys[i + 1]!];
    const middle = (top + bottom) / 2;
    const crossing = strokes.down.filter(({ from, to }) => from < middle && middle < to);
    const xs = bordersOf(
      crossing.map(({ at }) => at),
      width,
    );
    for (let j = 0; j + 1 < xs.length; j++) {
      const [left, right] = [xs[j]!, xs[j + 1]!];
      areas.push({ left, top, right, bottom, framed: crossing.length > 0 && j > 0 && j + 2 < xs.length });
    }
  }
  return mergedDown(areas, strokes.across);
}

/** Places of strokes and both edges, in order, each once. */
function bordersOf(places: readonly number[], end: number): number[] {
  const sorted = [0, ...places.map(Math.round), end].sort((a, b) => a - b);
  return sorted.filter((place, i) => i === 0 || place - sorted[i - 1]! > 2);
}

/** A strip ends only where a stroke crosses it: areas of one cell that was cut by the strokes of its neighbours are one. */
function mergedDown(
  areas: readonly (Area & { framed: boolean })[],
  across: readonly Stroke[],
): (Area & { framed: boolean })[] {
  const merged: (Area & { framed: boolean })[] = [];
  for (const area of areas) {
    const above = merged.find(
      (other) => other.bottom === area.top && other.left === area.left && other.right === area.right,
    );
    const middle = (area.left + area.right) / 2;
    const closed = across.some(({ at, from, to }) => Math.abs(at - area.top) <= 2 && from < middle && middle < to);
    if (above !== undefined && !closed) above.bottom = area.bottom;
    else merged.push({ ...area });
  }
  return merged;
}

/** Characters of a recognised line, spread over it by their widths: Latin ones take half of a Chinese one's place. */
function glyphsOf(text: string, confidence: number, line: Area, scale: number, run: number): Glyph[] {
  const characters = [...text];
  const shares = characters.map((character) => (/[\u0020-\u02af]/.test(character) ? 0.55 : 1));
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const unit = ((line.right - line.left) * scale) / whole;
  const size = (line.bottom - line.top) * scale;
  let x = line.left * scale;
  return characters.map((character, i) => {
    const width = shares[i]! * unit;
    const glyph: Glyph = {
      text: character,
      x,
      y: line.bottom * scale - 0.12 * size,
      width,
      size,
      way: 'across',
      run,
      confidence,
    };
    x += width;
    return glyph;
  });
}
