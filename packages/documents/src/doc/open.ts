import type { Block } from '@jizhun/model';
import type { CompoundFile } from '../container/compound.ts';
import type { Opening } from '../opening.ts';
import { decodePiece, readPieces } from './pieces.ts';
import { type Property, PropertyRuns } from './properties.ts';
import { openStreams } from './streams.ts';
import { type RowShape, shapeOf, WordTable } from './table.ts';

/** Paragraphs and tables of a Word 97–2003 or WPS file (.doc, .wps) with their merged cells; text boxes come last. */
export function openDoc(opening: Opening, container: CompoundFile): Block[] {
  if (['Macros', '_VBA_PROJECT_CUR', 'VBA'].some((name) => container.hasStorage(name)))
    opening.refuse(
      'macro',
      '含有宏（可执行的程序代码），为安全起见不予读取。',
      '请用 Office 或 WPS 打开，另存为不含宏的 docx 后重新上传。',
    );
  try {
    return read(opening, container);
  } catch (error) {
    // Places that lead out of the file.
    if (error instanceof RangeError) return opening.damaged('正文', '的结构前后矛盾');
    throw error;
  }
}

function read(opening: Opening, container: CompoundFile): Block[] {
  const streams = openStreams(opening, container);
  const { body, beforeBoxes, boxes, notes } = streams.stories;
  if (body + boxes > opening.limits.textCharacters)
    opening.refuse(
      'too-large',
      `过大：文字超过 ${opening.limits.textCharacters} 个字符。`,
      '请拆分成几个较小的文件后分别上传。',
    );
  const pieces = readPieces(opening, streams);
  const paragraphs = new PropertyRuns(opening, streams, 'paragraph', placeOf);
  const characters = new PropertyRuns(opening, streams, 'character', visibilityOf);
  const story = new Story(opening);
  for (const [from, to] of [
    [0, body],
    [beforeBoxes, beforeBoxes + boxes],
  ] as const) {
    for (const piece of pieces) {
      const end = Math.min(piece.end, to);
      for (let at = Math.max(piece.start, from); at < end; ) {
        const place = piece.at + (at - piece.start) * piece.width;
        const run = characters.at(place);
        const next = Math.min(end, Math.max(at + 1, at + Math.ceil((run.end - place) / piece.width)));
        const text = decodePiece(streams, piece, at, next);
        for (let index = 0; index < text.length; index++)
          story.add(text.charAt(index), run.value, () => paragraphs.at(place + index * piece.width).value);
        at = next;
      }
    }
    story.endAll();
  }
  if (notes > 0) opening.note({ kind: 'other', part: 'body', message: '文件的脚注和尾注未计入读取结果。' });
  return story.finish();
}

type Visibility = 'shown' | 'deleted' | 'hidden';

function visibilityOf(properties: readonly Property[]): Visibility {
  let visibility: Visibility = 'shown';
  for (const { code, view, at } of properties) {
    const on = (code === 0x0800 || code === 0x083c) && (view.getUint8(at) & 1) === 1;
    if (on) visibility = code === 0x0800 ? 'deleted' : visibility === 'deleted' ? 'deleted' : 'hidden';
  }
  return visibility;
}

/** Puts characters together to paragraphs, cells and tables. */
class Story {
  readonly #opening: Opening;
  readonly #blocks: Block[] = [];
  /** The open tables, the outermost first. */
  readonly #tables: WordTable[] = [];
  /** For each open field whether its result has begun: what stands before is its instruction. */
  readonly #fields: boolean[] = [];
  readonly #unseen: Record<Exclude<Visibility, 'shown'>, string[]> = { deleted: [], hidden: [] };
  #pieces: string[] = [];
  #paragraphs = 0;
  #grids = 0;
  #images = 0;
  #numbered = 0;

  constructor(opening: Opening) {
    this.#opening = opening;
  }

  add(character: string, visibility: Visibility, place: () => ParagraphPlace): void {
    switch (character) {
      case '\r':
      case '\x07':
      case '\f':
        this.#endParagraph(character, place());
        return;
      case '\x13':
        this.#fields.push(false);
        return;
      case '\x14':
        if (this.#fields.length > 0) this.#fields[this.#fields.length - 1] = true;
        return;
      case '\x15':
        this.#fields.pop();
        return;
      case '\x01':
      case '\x08':
        this.#images += 1;
        return;
      default:
    }
    if (this.#fields.length > 0 && this.#fields.includes(false)) return;
    const shown = shownAs(character);
    if (visibility === 'shown') this.#pieces.push(shown);
    else this.#unseen[visibility].push(shown);
  }

  endAll(): void {
    if (this.#pieces.some((text) => text.trim() !== '')) this.#endParagraph('\r', placeOf([]));
    this.#pieces = [];
    this.#fields.length = 0;
    this.#closeTables(0);
  }

  finish(): Block[] {
    const note = (kind: 'deleted' | 'hidden', what: string): void => {
      const text = this.#unseen[kind].join('').trim();
      if (text !== '')
        this.#opening.note({ kind, part: 'body', message: `文件中有${what}的文字，未计入读取结果。`, text });
    };
    note('deleted', '以修订方式删除');
    note('hidden', '设为隐藏');
    if (this.#images > 0)
      this.#opening.note({
        kind: 'image',
        part: 'body',
        message: `文件中有 ${this.#images} 处图片或图形，其中的文字未读取。`,
      });
    if (this.#numbered > 0)
      this.#opening.note({
        kind: 'other',
        part: 'body',
        message: `有 ${this.#numbered} 个段落使用自动编号，旧版 Word 文件的自动编号未读取；需要编号时请另存为 docx 后重新上传。`,
      });
    return this.#blocks;
  }

  #endParagraph(mark: string, place: ParagraphPlace): void {
    const text = this.#pieces.join('');
    this.#pieces = [];
    if (place.numbered && text.trim() !== '') this.#numbered += 1;
    if (place.depth > this.#opening.limits.nesting)
      this.#opening.refuse(
        'too-large',
        `过大：表格嵌套超过 ${this.#opening.limits.nesting} 层。`,
        '请用 Office 或 WPS 打开，另存为 docx 后重新上传。',
      );
    this.#closeTables(place.depth);
    while (this.#tables.length < place.depth) this.#tables.push(new WordTable());
    const table = this.#tables.at(-1);
    if (!table) {
      this.#paragraphs += 1;
      const trimmed = text.replaceAll('\x07', '').trimEnd();
      this.#opening.countText(trimmed.length);
      if (trimmed !== '') this.#blocks.push({ kind: 'paragraph', part: 'body', line: this.#paragraphs, text: trimmed });
      return;
    }
    const endsRow = place.depth === 1 ? place.rowEnd : place.innerRowEnd;
    if (endsRow) {
      table.endRow(place.shape);
      return;
    }
    table.addParagraph(text);
    if (place.depth === 1 ? mark === '\x07' : place.innerCellEnd) table.endCell();
  }

  /** Ends tables deeper than `depth`. A table in a cell follows the table in which it stands. */
  #closeTables(depth: number): void {
    while (this.#tables.length > depth) {
      const table = this.#tables.pop() as WordTable;
      const grid = table.finish(this.#opening);
      if (!grid) continue;
      const outer = this.#tables.at(-1);
      if (outer) outer.addInner([grid, ...table.inner]);
      else {
        this.#grids += 1;
        for (const each of [grid, ...table.inner]) {
          each.part = `table ${this.#grids}${each.part}`;
          this.#blocks.push(each);
        }
      }
    }
  }
}

function shownAs(character: string): string {
  switch (character) {
    case '\x0b':
      return '\n';
    case '\x1e':
      return '-';
    case '\u00a0':
      return ' ';
    default:
      return character < ' ' && character !== '\t' ? '' : character;
  }
}

interface ParagraphPlace {
  /** 0 outside tables, 1 in a table, 2 in a table in a cell … */
  depth: number;
  rowEnd: boolean;
  innerRowEnd: boolean;
  innerCellEnd: boolean;
  numbered: boolean;
  /** Of the row that ends here. */
  shape?: RowShape;
}

function placeOf(properties: readonly Property[]): ParagraphPlace {
  const place: ParagraphPlace = { depth: 0, rowEnd: false, innerRowEnd: false, innerCellEnd: false, numbered: false };
  let inTable = false;
  for (const { code, view, at } of properties) {
    const on = (): boolean => view.getUint8(at) === 1;
    if (code === 0x2416) inTable = on();
    else if (code === 0x2417) place.rowEnd = on();
    else if (code === 0x6649) place.depth = view.getUint32(at, true);
    else if (code === 0x244b) place.innerCellEnd = on();
    else if (code === 0x244c) place.innerRowEnd = on();
    else if (code === 0x460b) place.numbered = view.getInt16(at, true) > 0;
  }
  if (inTable) place.depth = Math.max(1, place.depth);
  const shape = place.rowEnd || place.innerRowEnd ? shapeOf(properties) : undefined;
  if (shape) place.shape = shape;
  return place;
}
