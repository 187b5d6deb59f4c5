import type { Origin } from '@jizhun/model';
import { cleanText, displayWidth } from '@jizhun/model';
import type { How, Piece, SourceBlock } from '../source/document.ts';
import { SourceParagraph } from '../source/document.ts';
import { headingIn } from './headings.ts';

/**
 * Text that a page's width broke: each line of a paragraph is a line of the file, and a page number may stand between
 * two of them. Sentences and figures (1.5万 | 元) are whole only when the lines are put together again.
 */

/** A paragraph of several lines. */
export class WrappedParagraph implements Piece {
  readonly raw: string;
  readonly text: string;
  readonly #lines: readonly SourceParagraph[];
  /** Where each line begins in `raw`. */
  readonly #starts: number[] = [];

  constructor(lines: readonly SourceParagraph[]) {
    this.#lines = lines;
    let raw = '';
    for (const { raw: own } of lines) {
      const line = raw === '' ? own.trimEnd() : own.trim();
      if (/[A-Za-z]$/.test(raw) && /^[A-Za-z]/.test(line)) raw += ' ';
      this.#starts.push(raw.length);
      raw += line;
    }
    this.raw = raw;
    this.text = cleanText(raw);
  }

  get used(): boolean {
    return this.#lines.every((line) => line.used);
  }

  set used(used: boolean) {
    for (const line of this.#lines) line.used = used;
  }

  /** The place of the first line. */
  origin(how: How = 'printed', printed?: string): Origin {
    const [first] = this.#lines;
    if (!first) throw new Error('a paragraph has at least one line');
    return first.origin(how, printed);
  }

  /** The places of all lines. */
  origins(): Origin[] {
    return this.#lines.map((line) => line.origin());
  }

  /** The place of some characters: the line they begin in, and where in it. */
  originAt(from: number, to: number, printed: string): Origin {
    let at = 0;
    while (at + 1 < this.#starts.length && (this.#starts[at + 1] ?? 0) <= from) at++;
    const line = this.#lines[at];
    if (!line) return this.origin('printed', printed);
    const start = from - (this.#starts[at] ?? 0) + (line.raw.length - line.raw.trimStart().length) * (at > 0 ? 1 : 0);
    return { ...line.origin('printed', printed), span: [start, Math.min(line.raw.length, start + to - from)] };
  }
}

/** The places of a piece of prose, one a line. */
export function originsOfPiece(piece: Piece): Origin[] {
  return piece instanceof WrappedParagraph ? piece.origins() : [piece.origin()];
}

const PAGE_NUMBER = /^[—\-–\s]*第?\s*\d{1,3}\s*页?[—\-–\s]*$/;
const SENTENCE_END = /[。；;：:！!？?]\s*$/;
/** Lines in full-width characters: longer ones were not broken to fit a page. */
const WIDEST = 60;

/** The blocks with the lines of broken paragraphs put together; the same blocks where nothing was broken. */
export function joinWrappedLines(blocks: readonly SourceBlock[]): (SourceBlock | WrappedParagraph)[] {
  const width = pageWidth(blocks);
  if (width === undefined) return [...blocks];
  const joined: (SourceBlock | WrappedParagraph)[] = [];
  for (let at = 0; at < blocks.length; at++) {
    const first = blocks[at];
    if (!(first instanceof SourceParagraph)) {
      if (first) joined.push(first);
      continue;
    }
    const lines = [first];
    for (;;) {
      const last = lines[lines.length - 1];
      let next = blocks[at + 1];
      let skipped = 0;
      while (next instanceof SourceParagraph && PAGE_NUMBER.test(next.text)) {
        skipped++;
        next = blocks[at + 1 + skipped];
      }
      if (!last || !(next instanceof SourceParagraph) || !goesOn(last, next, width)) break;
      for (const number of blocks.slice(at + 1, at + 1 + skipped))
        if (number instanceof SourceParagraph) number.used = true;
      lines.push(next);
      at += skipped + 1;
    }
    joined.push(lines.length > 1 ? new WrappedParagraph(lines) : first);
  }
  return joined;
}

/** How many full-width characters a line of the page takes; undefined where lines are not broken. */
function pageWidth(blocks: readonly SourceBlock[]): number | undefined {
  const lines = blocks.filter((b) => b instanceof SourceParagraph);
  const widths = lines.map((line) => widthOf(line)).sort((a, b) => a - b);
  const width = widths[Math.floor((widths.length - 1) * 0.98)] ?? 0;
  if (width < 15 || width > WIDEST || (widths[widths.length - 1] ?? 0) > WIDEST * 1.5) return undefined;
  const full = lines.filter((line) => widthOf(line) >= width * 0.8);
  const broken = full.filter((line) => !SENTENCE_END.test(line.raw));
  return full.length >= 5 && broken.length >= full.length * 0.6 ? width : undefined;
}

function widthOf(line: SourceParagraph): number {
  return displayWidth(line.raw.trim()) / 2;
}

/** Whether a line is full and its sentence not at an end, and the next is no title. */
function goesOn(line: SourceParagraph, next: SourceParagraph, width: number): boolean {
  if (next.paragraph.part !== line.paragraph.part || SENTENCE_END.test(line.raw)) return false;
  const full = widthOf(line);
  if (full < width * 0.75 || (headingIn(line.text) && full < width * 0.9)) return false;
  return !/^(第[一二三四五六七八九十]+部分|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])/.test(
    next.text,
  );
}
