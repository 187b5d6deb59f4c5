import type { Block, Notice } from '@jizhun/model';
import type { ZipContainer, ZipEntry } from '../container/zip.ts';
import { findRelated, type Relationship, readRelationships } from '../ooxml/package.ts';
import { isPageNumber } from '../ooxml/page-number.ts';
import { readPart } from '../ooxml/part.ts';
import type { Opening } from '../opening.ts';
import type { XmlHandler } from '../xml/tokenizer.ts';
import { Numbering } from './numbering.ts';
import { Story, type StoryBlock, type StoryObserver, type TableBlock } from './story.ts';
import { Styles } from './styles.ts';

/** What a Word file shows, in order: paragraphs (part `body`) and tables (part `table 1`; inner ones `table 1.1`). */
export async function openDocx(opening: Opening, container: ZipContainer, main: ZipEntry): Promise<Block[]> {
  const related = await readRelationships(opening, container, main.name);
  const story = await readBody(opening, container, main, related);
  const blocks = blocksOf(story.blocks);
  if (story.images > 0)
    opening.note({
      kind: 'image',
      part: 'body',
      message: `正文中有 ${story.images} 张图片或图表，其中的文字未读取。`,
    });
  await noteMargins(opening, container, related);
  await pushNotes(opening, container, related, blocks);
  return blocks;
}

/**
 * Reads the body as a story. `around` may put a handler between the file and the story, and `observer` hears what each
 * element became: together they tell from which element of the file a cell or paragraph was made.
 */
export async function readBody(
  opening: Opening,
  container: ZipContainer,
  main: ZipEntry,
  related: Related,
  observer?: StoryObserver,
  around: (story: XmlHandler) => XmlHandler = (story) => story,
): Promise<Story> {
  const numbering = await readNumbering(opening, container, related);
  const styles = await readStyles(opening, container, related);
  const story = new Story(opening, 'body', numbering, styles, observer);
  await readPart(opening, container, main, around(story));
  story.finish();
  return story;
}

/** The blocks of a body: its texts that say something, and its tables, each with its name. */
export function blocksOf(story: readonly StoryBlock[]): Block[] {
  const blocks: Block[] = [];
  let tables = 0;
  let line = 0;
  for (const block of story) {
    if (typeof block === 'string') {
      line += 1;
      if (block.trim() === '') continue;
      blocks.push({ kind: 'paragraph', part: 'body', line, text: block });
    } else {
      tables += 1;
      pushTable(blocks, block, `table ${tables}`);
    }
  }
  return blocks;
}

function pushTable(blocks: Block[], block: TableBlock, part: string): void {
  block.grid.part = part;
  blocks.push(block.grid);
  block.inner.forEach((inner, index) => {
    pushTable(blocks, inner, `${part}.${index + 1}`);
  });
}

type Related = ReadonlyMap<string, Relationship>;

async function readNumbering(opening: Opening, container: ZipContainer, related: Related) {
  const entry = findRelated(container, related, 'numbering');
  if (!entry) return undefined;
  const numbering = new Numbering();
  await readPart(opening, container, entry, numbering);
  return numbering;
}

async function readStyles(opening: Opening, container: ZipContainer, related: Related) {
  const entry = findRelated(container, related, 'styles');
  if (!entry) return undefined;
  const styles = new Styles();
  await readPart(opening, container, entry, styles);
  return styles;
}

/** Headers and footers repeat on every page: only what is more than a page number is worth a notice. */
async function noteMargins(opening: Opening, container: ZipContainer, related: Related): Promise<void> {
  const seen = new Set<string>();
  for (const { type, target } of related.values()) {
    if (type !== 'header' && type !== 'footer') continue;
    const entry = container.find(target);
    if (!entry) continue;
    const text = plainText((await readStory(opening, container, entry, target)).blocks);
    if (seen.has(text) || isPageNumber(text)) continue;
    seen.add(text);
    const where = type === 'header' ? '页眉' : '页脚';
    opening.note({ kind: 'other', part: target, message: `${where}中的文字未计入正文。`, text });
  }
}

/** Footnotes and endnotes stand on the page too; comments do not. */
async function pushNotes(opening: Opening, container: ZipContainer, related: Related, blocks: Block[]): Promise<void> {
  for (const { type, target } of related.values()) {
    if (type !== 'footnotes' && type !== 'endnotes' && type !== 'comments') continue;
    const entry = container.find(target);
    if (!entry) continue;
    const { blocks: notes } = await readStory(opening, container, entry, target);
    if (type === 'comments') {
      const text = plainText(notes);
      const notice: Notice = { kind: 'other', part: target, message: '批注未计入读取结果。', text };
      if (text !== '') opening.note(notice);
      continue;
    }
    let line = 0;
    for (const note of notes) {
      line += 1;
      const text = typeof note === 'string' ? note : plainText([note]);
      if (text.trim() !== '') blocks.push({ kind: 'paragraph', part: type, line, text });
    }
  }
}

async function readStory(opening: Opening, container: ZipContainer, entry: ZipEntry, part: string): Promise<Story> {
  const story = new Story(opening, part);
  await readPart(opening, container, entry, story);
  story.finish();
  return story;
}

function plainText(blocks: readonly StoryBlock[]): string {
  return blocks
    .map((block) => (typeof block === 'string' ? block : block.grid.cells.map((cell) => cell.text).join('\t')))
    .join('\n')
    .trim();
}
