import { type Box, Groups, type Ruling } from './geometry.ts';

/** Lines this near to one another are one line: the two strokes of a double border, the borders of two cells. */
const SAME = 2.5;
/** A gap in a line that does not end it: dots and dashes, cell by cell borders. */
const GAP = 2.5;
/** How near a line must come to another to meet it. */
const REACH = 3;
const SHORTEST = 3;
/** Rounds in which lines that end in nothing are taken away. */
const ROUNDS = 4;

/** The lines of one table: they hang together. */
export interface Frame {
  box: Box;
  /** Where lines stand, in order: at least two of each. */
  xs: number[];
  ys: number[];
  horizontal: Ruling[];
  vertical: Ruling[];
}

/** Groups the lines of a page into frames that can hold cells, from the top of the page down. */
export function framesOf(horizontal: readonly Ruling[], vertical: readonly Ruling[]): Frame[] {
  const across = merged(horizontal);
  const down = merged(vertical);
  return connected(across, down)
    .flatMap((lines) => {
      const frame = frameOf(lines);
      return frame ? [frame] : [];
    })
    .sort((a, b) => a.box.top - b.box.top || a.box.left - b.box.left);
}

/** Pieces of one line put together. */
function merged(rulings: readonly Ruling[]): Ruling[] {
  const rows: Ruling[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const ruling of rulings.toSorted((a, b) => a.at - b.at)) {
    if (ruling.at - last > SAME / 2 || rows.length === 0) rows.push([]);
    rows.at(-1)!.push(ruling);
    last = ruling.at;
  }
  return rows.flatMap((row) => {
    const pieces: Ruling[] = [];
    for (const { at, from, to } of row.sort((a, b) => a.from - b.from)) {
      const before = pieces.at(-1);
      if (before && from <= before.to + GAP) {
        const length = before.to - before.from;
        before.at = (before.at * length + at * (to - from)) / (length + to - from || 1);
        before.to = Math.max(before.to, to);
      } else pieces.push({ at, from, to });
    }
    return pieces.filter(({ from, to }) => to - from >= SHORTEST);
  });
}

interface Lines {
  horizontal: Ruling[];
  vertical: Ruling[];
}

const meet = (horizontal: Ruling, vertical: Ruling): boolean =>
  vertical.at >= horizontal.from - REACH &&
  vertical.at <= horizontal.to + REACH &&
  horizontal.at >= vertical.from - REACH &&
  horizontal.at <= vertical.to + REACH;

/** Lines that touch or cross one another, group by group. */
function connected(horizontal: readonly Ruling[], vertical: readonly Ruling[]): Lines[] {
  const groups = new Groups(horizontal.length + vertical.length);
  const sorted = horizontal.map((ruling, index) => ({ ruling, index })).sort((a, b) => a.ruling.at - b.ruling.at);
  vertical.forEach((line, index) => {
    for (let at = firstFrom(sorted, line.from - REACH); at < sorted.length; at++) {
      const { ruling, index: other } = sorted[at]!;
      if (ruling.at > line.to + REACH) break;
      if (meet(ruling, line)) groups.join(horizontal.length + index, other);
    }
  });
  const found = new Map<number, Lines>();
  const linesOf = (index: number): Lines => {
    const root = groups.of(index);
    let lines = found.get(root);
    if (!lines) {
      lines = { horizontal: [], vertical: [] };
      found.set(root, lines);
    }
    return lines;
  };
  horizontal.forEach((ruling, index) => {
    linesOf(index).horizontal.push(ruling);
  });
  vertical.forEach((ruling, index) => {
    linesOf(horizontal.length + index).vertical.push(ruling);
  });
  return [...found.values()];
}

function firstFrom(sorted: readonly { ruling: Ruling }[], from: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]!.ruling.at < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

function frameOf(lines: Lines): Frame | undefined {
  const { horizontal: across, vertical: down } = lines;
  // One line across and two down are enough: a table of which the page holds only the first lines of its first row.
  if (across.length === 0 || down.length === 0 || across.length + down.length < 3) return undefined;
  const closed = withEdges(lines);
  const { horizontal, vertical } = withoutLooseEnds(closed);
  const xs = places(vertical);
  const ys = places(horizontal);
  if (xs.length < 2 || ys.length < 2) return undefined;
  return {
    box: { left: xs[0]!, top: ys[0]!, right: xs.at(-1)!, bottom: ys.at(-1)! },
    xs,
    ys,
    horizontal,
    vertical,
  };
}

/**
 * Closes a table where its lines end: many have none at their sides, and a table that the end of the page cuts has none
 * below, or only below those cells that end there.
 */
function withEdges({ horizontal, vertical }: Lines): Lines {
  const left = least([...horizontal.map(({ from }) => from), ...vertical.map(({ at }) => at)]);
  const right = -least([...horizontal.map(({ to }) => -to), ...vertical.map(({ at }) => -at)]);
  const top = least([...vertical.map(({ from }) => from), ...horizontal.map(({ at }) => at)]);
  const bottom = -least([...vertical.map(({ to }) => -to), ...horizontal.map(({ at }) => -at)]);
  return {
    horizontal: [...horizontal, { at: top, from: left, to: right }, { at: bottom, from: left, to: right }],
    vertical: [...vertical, { at: left, from: top, to: bottom }, { at: right, from: top, to: bottom }],
  };
}

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);

/** An underline or a stroke through text ends in nothing; a border ends at another line on both sides. */
function withoutLooseEnds(lines: Lines): Lines {
  let { horizontal, vertical } = lines;
  for (let round = 0; round < ROUNDS; round++) {
    const across = horizontal.filter((line) => isHeld(line, vertical));
    const down = vertical.filter((line) => isHeld(line, across));
    const isDone = across.length === horizontal.length && down.length === vertical.length;
    horizontal = across;
    vertical = down;
    if (isDone) break;
  }
  return { horizontal, vertical };
}

function isHeld(line: Ruling, others: readonly Ruling[]): boolean {
  let begins = false;
  let ends = false;
  for (const other of others) {
    if (line.at < other.from - REACH || line.at > other.to + REACH) continue;
    if (Math.abs(other.at - line.from) <= REACH) begins = true;
    if (Math.abs(other.at - line.to) <= REACH) ends = true;
    if (begins && ends) return true;
  }
  return false;
}

/** Where lines stand, near ones taken together. */
function places(lines: readonly Ruling[]): number[] {
  const groups: { sum: number; count: number; last: number }[] = [];
  for (const { at } of lines.toSorted((a, b) => a.at - b.at)) {
    const group = groups.at(-1);
    if (group && at - group.last <= SAME) {
      group.sum += at;
      group.count += 1;
      group.last = at;
    } else groups.push({ sum: at, count: 1, last: at });
  }
  return groups.map(({ sum, count }) => sum / count);
}
