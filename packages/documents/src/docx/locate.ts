import type { GridCell } from '@jizhun/model';
import type { ZipContainer, ZipEntry } from '../container/zip.ts';
import { readRelationships } from '../ooxml/package.ts';
import type { Opening } from '../opening.ts';
import type { Tag, XmlHandler } from '../xml/tokenizer.ts';
import { blocksOf, readBody } from './open.ts';

/** A cell of a table of the document, and which `w:tc` of the part it is: the how-manieth that opens, from 0. */
export interface LocatedCell {
  part: string;
  cell: GridCell;
  element: number;
}

/** A paragraph of the body: its line as `Origin.line`, its text, and which `w:p` of the part it ends with. */
export interface LocatedParagraph {
  line: number;
  text: string;
  element: number;
}

export interface LocatedBody {
  cells: LocatedCell[];
  paragraphs: LocatedParagraph[];
}

/** Counts the elements of one name as they open, and knows the number of the innermost one that is open. */
class Counter {
  readonly open: number[] = [];
  #next = 0;

  enter(): void {
    this.open.push(this.#next++);
  }

  get current(): number {
    return this.open.at(-1) ?? -1;
  }
}

/** Finds for every cell and paragraph that reading makes of a Word file the element of its main part that it was made of. */
export async function locateDocx(opening: Opening, container: ZipContainer, main: ZipEntry): Promise<LocatedBody> {
  const counters = new Map([
    ['w:tc', new Counter()],
    ['w:p', new Counter()],
  ]);
  const cells = new Map<GridCell, number>();
  const texts = new Map<number, number>();
  const current = (name: string): number => counters.get(name)?.current ?? -1;
  const observer = {
    cell: (cell: GridCell): void => void cells.set(cell, current('w:tc')),
    paragraph: (at: number): void => void texts.set(at, current('w:p')),
  };
  const around = (story: XmlHandler): XmlHandler => ({
    get wantsText() {
      return story.wantsText;
    },
    open(name: string, tag: Tag) {
      counters.get(name)?.enter();
      story.open(name, tag);
    },
    close(name: string) {
      story.close(name);
      counters.get(name)?.open.pop();
    },
    text: (text: string) => story.text(text),
  });
  const related = await readRelationships(opening, container, main.name);
  const story = await readBody(opening, container, main, related, observer, around);
  const located: LocatedBody = { cells: [], paragraphs: [] };
  let line = 0;
  for (const [at, block] of story.blocks.entries()) {
    if (typeof block !== 'string') continue;
    line += 1;
    const element = texts.get(at);
    if (element !== undefined) located.paragraphs.push({ line, text: block, element });
  }
  for (const block of blocksOf(story.blocks)) {
    if (block.kind !== 'grid') continue;
    for (const cell of block.cells) {
      const element = cells.get(cell);
      if (element !== undefined) located.cells.push({ part: block.part, cell, element });
    }
  }
  return located;
}
