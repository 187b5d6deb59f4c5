import type { Ink } from './ink.ts';

/** A straight stroke along a table: `at` is the middle of its thickness. Pixels. */
export interface Stroke {
  at: number;
  from: number;
  to: number;
  thickness: number;
}

/**
 * A ruling line is at least so long, as a share of the page's width. Across it is longer than the strokes of the largest
 * title; down it may be as short as a row is high.
 */
const SHORTEST = { across: 1 / 14, down: 1 / 45 };
/** A scanned line breaks off for so long, as a share of the page's width. */
const LONGEST_BREAK = 1 / 250;
/** A line may have faded for so long, as a share of the page's width: no column of a table is that narrow. */
const LONGEST_FADE = 1 / 40;
/** Dots between the middles of two pieces of one line. */
const SAME_LINE = 3;
/** Thicker than this, as a share of the page's width, is no line but a bar or a picture. */
const THICKEST = 1 / 120;

/** Beside a stroke so many dots are grey. */
const FRINGE = 2;

/** The ruling lines of a page that stands straight, across and down. */
export function strokesOf(ink: Ink): { across: Stroke[]; down: Stroke[] } {
  const across = strokesAlong(ink, 'across');
  const down = strokesAlong(ink, 'down');
  // A stroke that no other one meets is of a character, or underlines it.
  const slack = ink.width * LONGEST_BREAK * 2;
  return {
    across: across.filter((one) => down.some((other) => meet(one, other, slack))),
    down: down.filter((one) => across.some((other) => meet(other, one, slack))),
  };
}

const meet = (across: Stroke, down: Stroke, slack: number): boolean =>
  down.at >= across.from - slack &&
  down.at <= across.to + slack &&
  across.at >= down.from - slack &&
  across.at <= down.to + slack;

interface Run {
  from: number;
  to: number;
}

interface Growing {
  runs: Run[];
  first: number;
  last: number;
}

function strokesAlong(ink: Ink, way: 'across' | 'down'): Stroke[] {
  const { width, height, dots } = ink;
  const [lines, length] = way === 'across' ? [height, width] : [width, height];
  const [line, step] = way === 'across' ? [width, 1] : [1, width];
  const shortest = width * SHORTEST[way];
  const longestBreak = Math.max(2, width * LONGEST_BREAK);
  const open: Growing[] = [];
  const done: Growing[] = [];
  for (let at = 0; at < lines; at++) {
    const runs = runsIn(dots, at * line, line, step, length, shortest, longestBreak);
    for (let i = open.length - 1; i >= 0; i--) {
      const growing = open[i]!;
      if (at - growing.last > 2) done.push(...open.splice(i, 1));
    }
    for (const run of runs) {
      // A line that is a little aslant climbs from one row of dots to the next.
      const above = open.find(({ runs: own }) => own.some((one) => one.from <= run.to && run.from <= one.to));
      if (above === undefined) open.push({ runs: [run], first: at, last: at });
      else {
        above.runs.push(run);
        above.last = at;
      }
    }
  }
  const strokes = [...done, ...open]
    .map(({ runs, first, last }) => ({
      at: (first + last + 1) / 2,
      from: Math.min(...runs.map(({ from }) => from)),
      to: Math.max(...runs.map(({ to }) => to)),
      thickness: last - first + 1,
    }))
    .filter(({ thickness }) => thickness <= Math.max(4, width * THICKEST));
  return joined(strokes, width * LONGEST_FADE);
}

/** Strokes that go on with one another where the line between them has faded. */
function joined(strokes: readonly Stroke[], fade: number): Stroke[] {
  const whole: Stroke[] = [];
  for (const stroke of strokes.toSorted((a, b) => a.from - b.from)) {
    const before = whole.find(
      (other) =>
        Math.abs(other.at - stroke.at) <= SAME_LINE && stroke.from - other.to <= fade && stroke.from > other.from,
    );
    if (before === undefined) {
      whole.push({ ...stroke });
      continue;
    }
    const [own, added] = [before.to - before.from, stroke.to - stroke.from];
    before.at = (before.at * own + stroke.at * added) / (own + added);
    before.to = Math.max(before.to, stroke.to);
    before.thickness = Math.max(before.thickness, stroke.thickness);
  }
  return whole;
}

/** Stretches of ink in one row or column of dots, small breaks bridged. */
function runsIn(
  dots: Uint8Array,
  start: number,
  beside: number,
  step: number,
  length: number,
  shortest: number,
  longestBreak: number,
): Run[] {
  const runs: Run[] = [];
  let from = -1;
  let last = -1;
  let inked = 0;
  const close = (): void => {
    // Characters of a line that nearly touch are no stroke: of a stroke nearly everything is ink.
    if (from >= 0 && last - from >= shortest && inked >= 0.9 * (last - from)) runs.push({ from, to: last + 1 });
  };
  for (let i = 0, at = start; i < length; i++, at += step) {
    // A line that is a little aslant goes on in the next row.
    if (dots[at] !== 1 && dots[at + beside] !== 1) continue;
    if (from < 0 || i - last > longestBreak) {
      close();
      from = i;
      inked = 0;
    }
    last = i;
    inked += 1;
  }
  close();
  return runs;
}

/** Puts paper in the place of ruling lines and the fringe of grey dots that goes with them. */
export function erase(
  { width, height }: { width: number; height: number },
  data: Uint8Array,
  paper: number,
  { across, down }: { across: Stroke[]; down: Stroke[] },
): void {
  const clear = (left: number, top: number, right: number, bottom: number): void => {
    for (let y = Math.max(0, Math.floor(top)); y < Math.min(height, Math.ceil(bottom)); y++)
      data.fill(paper, y * width + Math.max(0, Math.floor(left)), y * width + Math.min(width, Math.ceil(right)));
  };
  for (const { at, from, to, thickness } of across)
    clear(from - 1, at - thickness / 2 - FRINGE, to + 1, at + thickness / 2 + FRINGE);
  for (const { at, from, to, thickness } of down)
    clear(at - thickness / 2 - FRINGE, from - 1, at + thickness / 2 + FRINGE, to + 1);
}
