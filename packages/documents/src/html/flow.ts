import type { Grid } from '@jizhun/model';
import { gridText } from '../grid-text.ts';

/** A paragraph of a page, before anything is made of it. */
export interface FlowParagraph {
  kind: 'paragraph';
  line: number;
  text: string;
}

export type FlowItem = FlowParagraph | Grid;

/** Collects what stands in the page, or in one cell: paragraphs, and the tables between them. */
export class Flow {
  readonly items: FlowItem[] = [];
  readonly #pieces: string[] = [];
  #last = '';
  #isBlank = true;
  #line = 0;
  /** Characters that a link shows, and all that are shown: a table of links is a menu. */
  linked = 0;
  shown = 0;

  /** Adds text as a browser shows it: runs of white space are one blank; blanks that do not break stay. */
  add(text: string, line: number, keepBlanks: boolean, isLink: boolean): void {
    let piece = keepBlanks ? text.replaceAll('\t', ' ') : text.replace(/[ \t\r\n\f]+/g, ' ');
    if (!keepBlanks && piece.startsWith(' ') && (this.#last === '' || this.#last === ' ' || this.#last === '\n'))
      piece = piece.slice(1);
    if (piece === '') return;
    const size = piece.trim().length;
    if (this.#isBlank && size > 0) {
      this.#line = line;
      this.#isBlank = false;
    }
    this.shown += size;
    if (isLink) this.linked += size;
    this.#pieces.push(piece);
    this.#last = piece.at(-1) as string;
  }

  breakLine(): void {
    if (this.#last === '') return;
    this.#pieces.push('\n');
    this.#last = '\n';
  }

  endParagraph(): void {
    if (!this.#isBlank) {
      const text = this.#pieces.join('').replace(/ \n/g, '\n').replaceAll('\u00a0', ' ').replace(/^\n+/, '').trimEnd();
      this.items.push({ kind: 'paragraph', line: this.#line, text });
    }
    this.#pieces.length = 0;
    this.#last = '';
    this.#isBlank = true;
  }

  push(items: readonly FlowItem[]): void {
    this.endParagraph();
    for (const item of items) this.items.push(item);
  }

  /** Its text as that of one cell, the tables in it included. */
  cellText(): string {
    return this.items.map((item) => (item.kind === 'paragraph' ? item.text : gridText(item))).join('\n');
  }
}
