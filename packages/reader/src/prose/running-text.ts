import type { Disclosure, JsonPointer, Origin } from '@jizhun/model';
import { comparable, pointer } from '@jizhun/model';
import type { Piece } from '../source/document.ts';
import { originsOfPiece } from './wrapped-lines.ts';

/**
 * The prose of a disclosure as it runs, paragraph by paragraph with the section it stands in, so that rules can look at
 * whole sentences. A title with nothing beneath it is a paragraph without text.
 */

interface Entry {
  section: string;
  text: string;
  piece: Piece;
  /** The name of a title, as it is compared; undefined for a paragraph. */
  title?: string;
  /** Whether anything stands beneath a title. */
  filled?: boolean;
  depth?: number;
}

export class RunningText {
  readonly #entries: Entry[] = [];
  #open: Entry[] = [];
  /** Lines in their order, as they are compared: a table of contents names what comes later. */
  readonly #lines: string[] = [];
  readonly #at = new Map<Entry, number>();

  /** Notes a line, whatever it is. */
  line(piece: Piece): void {
    this.#lines.push(nameOf(piece.text));
  }

  /** Opens a section: `depth` as in `Heading`. */
  title(piece: Piece, heading: { depth: number; name: string }, section: string): void {
    while ((this.#open[this.#open.length - 1]?.depth ?? 0) >= heading.depth) this.#open.pop();
    this.content();
    const { depth, name } = heading;
    const entry = { section, text: '', piece, title: nameOf(name), filled: false, depth };
    this.#entries.push(entry);
    this.#open.push(entry);
    this.#at.set(entry, this.#lines.length);
  }

  /** Something other than a paragraph stands beneath the open titles: a table, a form, a note. */
  content(): void {
    for (const entry of this.#open) entry.filled = true;
  }

  /** Takes a line where it is a sentence, or says a figure. */
  paragraph(piece: Piece, section: string, states: boolean): void {
    this.content();
    if (!states && !isSentence(piece.text)) return;
    this.#entries.push({ section, text: piece.text, piece });
  }

  /** Marks what stands here as read. */
  take(): void {
    for (const { piece } of this.#entries) piece.used = true;
  }

  /** The paragraphs, with their origins added to a provenance; undefined where there are none. */
  assemble(provenance: Record<JsonPointer, Origin[]>): Disclosure['paragraphs'] {
    const kept = this.#entries.filter((entry) => entry.title === undefined || this.#isEmpty(entry));
    for (const [i, { piece, text }] of kept.entries())
      provenance[pointer('paragraphs', i, text === '' ? 'section' : 'text')] = originsOfPiece(piece);
    return kept.length > 0 ? kept.map(({ section, text }) => ({ section, text })) : undefined;
  }

  /** A title that stands again further down was a line of the table of contents. */
  #isEmpty(entry: Entry): boolean {
    const { title } = entry;
    if (entry.filled || !title || entry.section === '') return false;
    return !this.#lines.slice(this.#at.get(entry)).some((line) => line.endsWith(title));
  }
}

/** A line as it is compared: without the page number that a table of contents puts after it. */
function nameOf(text: string): string {
  return comparable(text.replace(/(?<![\s.…·])[\s.…·]*[（(]?\d{0,6}[)）]?$/, ''));
}

function isSentence(text: string): boolean {
  return text.length > 60 || /[。；;！？]|[:：,，、]$/.test(text);
}
