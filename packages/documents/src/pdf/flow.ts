import type { Glyph, PageContent } from './geometry.ts';
import { glue, type Line, linesOf, median } from './lines.ts';
import { isFull, type PageTable, tablesOf } from './tables.ts';

/** A gap between two texts on one line that have nothing to do with one another, in heights of the font. */
const APART = 3;
/** A first line may be indented so far, in heights of the font. */
const WIDEST_INDENT = 4.5;
/** What a full line takes of the page at least. */
const LEAST_FULL = 0.5;

/** A page in reading order, before heads and feet are taken away. */
export interface Sheet {
  page: number;
  width: number;
  height: number;
  lines: Line[];
  tables: PageTable[];
}

/** Text that belongs together. */
export interface Prose {
  page: number;
  text: string;
  lines: Line[];
}

export function sheetOf(content: PageContent): Sheet {
  const { tables, rest } = tablesOf(content);
  const { page, width, height } = content;
  return { page, width, height, lines: linesOf(visible(rest, content), page, APART), tables };
}

/** What stands outside of the page is not printed. */
const visible = (glyphs: readonly Glyph[], { width, height }: PageContent): Glyph[] =>
  glyphs.filter(({ x, y }) => x > -width * 0.1 && x < width * 1.1 && y > -height * 0.05 && y < height * 1.05);

/** The left and right edge of the running text of a page. */
export interface Measure {
  left: number;
  right: number;
  /** Of the page. */
  width: number;
}

/** How far down the text of the pages reaches, and between which edges. */
export function measureOf(sheets: readonly Sheet[]): Measure | undefined {
  const lines = sheets.flatMap((sheet) => sheet.lines);
  if (lines.length === 0) return undefined;
  // Most lines of running text begin at the left edge; a lone line may stand further left.
  const lefts = new Map<number, number>();
  for (const { box } of lines) {
    const left = Math.round(box.left);
    lefts.set(left, (lefts.get(left) ?? 0) + 1);
  }
  const [left] = [...lefts].reduce((best, other) => (other[1] > best[1] ? other : best));
  const right = lines.reduce((most, { box }) => Math.max(most, box.right), 0);
  return { left, right, width: sheets[0]!.width };
}

/** Lines in groups that are one paragraph each. */
export function proseOf(lines: readonly Line[], measure: Measure): Prose[] {
  const found: Prose[] = [];
  for (const line of lines) {
    const last = found.at(-1);
    if (last && continues(last.lines, line, measure)) append(last, line);
    else found.push({ page: line.page, text: line.text, lines: [line] });
  }
  return found;
}

export function append(prose: Prose, line: Line): void {
  prose.text += glue(prose.text, line.text) + line.text.trimStart();
  prose.lines.push(line);
}

/** Whether `line` goes on with the paragraph of `lines`: the line before is full, and this one is not indented. */
export function continues(lines: readonly Line[], line: Line, measure: Measure): boolean {
  const before = lines.at(-1)!;
  if (Math.abs(before.size - line.size) > 0.12 * line.size) return false;
  if (before.page === line.page) {
    const pitch = line.baseline - before.baseline;
    const usual = lines.length > 1 ? median(pitches(lines)) : 2.4 * line.size;
    if (pitch > Math.max(usual * 1.25, 1.2 * line.size) || pitch < 0.5 * line.size) return false;
  }
  if (!isFull(before, line, measure, 0, false)) return false;
  // On a page of few words the longest line need not be full.
  if (before.box.right - measure.left < LEAST_FULL * measure.width) return false;
  // A date or a unit at the right edge is not a full line.
  if (before.box.left - measure.left > WIDEST_INDENT * line.size) return false;
  const indent = line.box.left - measure.left;
  if (indent <= 0.6 * line.size) return true;
  // The second line of a long title stands in the middle.
  const middle = (measure.left + measure.right) / 2;
  return indent > 3 * line.size && Math.abs((line.box.left + line.box.right) / 2 - middle) < line.size;
}

function pitches(lines: readonly Line[]): number[] {
  return lines.slice(1).flatMap((line, index) => {
    const before = lines[index]!;
    return before.page === line.page ? [line.baseline - before.baseline] : [];
  });
}
