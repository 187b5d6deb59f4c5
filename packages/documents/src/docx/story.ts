import type { Grid, GridCell } from '@jizhun/model';
import type { Opening } from '../opening.ts';
import type { Tag, XmlHandler } from '../xml/tokenizer.ts';
import type { Numbering } from './numbering.ts';
import type { Styles } from './styles.ts';
import { symbolCharacter } from './symbols.ts';
import { columns, isOn, listLevel } from './values.ts';

/** A table and the tables inside its cells, innermost last. */
export interface TableBlock {
  grid: Grid;
  inner: TableBlock[];
}

/** Paragraphs (their text, '' for an empty one) and tables in the order of the text. */
export type StoryBlock = string | TableBlock;

interface Container {
  blocks: StoryBlock[];
  /** Text of a paragraph whose end mark is deleted: it goes on in the next one. */
  carried: string;
}

interface ParagraphState {
  text: string;
  boxes: StoryBlock[];
  style?: string;
  listId?: string;
  level?: number;
  markDeleted: boolean;
}

interface TableState {
  block: TableBlock;
  row: number;
  column: number;
  /** The cell that a vertical merge at this column goes on from. */
  merges: Map<number, GridCell>;
  rowCells: GridCell[];
  rowInner: TableBlock[];
  rowDeleted: boolean;
  rowHidden: boolean;
  span: number;
  merge: 'none' | 'restart' | 'continue';
  mergedLeft: boolean;
  cell: Container | undefined;
}

interface RunState {
  hidden: boolean;
}

/** Hears where cells and paragraphs come from, for those who have to find them in the file again. */
export interface StoryObserver {
  /** A cell of a grid was made of the `w:tc` that is being closed. */
  cell(cell: GridCell): void;
  /** The story's next text was made of the `w:p` that is being closed; `at` is its place in `blocks`. */
  paragraph(at: number): void;
}

/** Word itself allows 63. */
const MOST_COLUMNS = 4_096;

type Step = (story: Story, tag: Tag) => void;

/**
 * Walks the events of one text of a Word file (body, header, notes) and collects what a person sees: paragraphs and tables
 * by grid columns. What is there but not seen (deleted, hidden, placeholders) becomes notices.
 */
export class Story implements XmlHandler {
  wantsText = false;
  readonly blocks: StoryBlock[] = [];
  images = 0;
  readonly #opening: Opening;
  readonly #part: string;
  readonly #numbering: Numbering | undefined;
  readonly #styles: Styles | undefined;
  readonly #observer: StoryObserver | undefined;
  readonly #containers: Container[];
  readonly #paragraphs: ParagraphState[] = [];
  readonly #tables: TableState[] = [];
  readonly #runs: RunState[] = [];
  readonly #choices: boolean[] = [];
  #skipped = 0;
  #deletions = 0;
  #deleted = '';
  #hidden = '';
  #inParagraphProperties = 0;
  #inControlProperties = 0;
  #placeholder = 0;
  #controls: boolean[] = [];
  #checkBox: boolean | undefined;

  constructor(opening: Opening, part: string, numbering?: Numbering, styles?: Styles, observer?: StoryObserver) {
    this.#opening = opening;
    this.#observer = observer;
    this.#part = part;
    this.#numbering = numbering;
    this.#styles = styles;
    this.#containers = [{ blocks: this.blocks, carried: '' }];
  }

  open(name: string, tag: Tag): void {
    if (this.#skipped > 0) {
      this.#skipped += 1;
      return;
    }
    opens.get(name)?.(this, tag);
  }

  close(name: string): void {
    if (this.#skipped > 0) {
      this.#skipped -= 1;
      return;
    }
    closes.get(name)?.(this, nothing);
  }

  text(text: string): void {
    this.#write(text);
  }

  /** To be called after the last event. */
  finish(): void {
    this.#flush(this.#container());
    this.#noteDeleted();
    this.#noteHidden();
  }

  static readonly opens = (): [string, Step][] => [
    ['w:p', (story) => story.#paragraphs.push({ text: '', boxes: [], markDeleted: false })],
    ['w:r', (story) => story.#runs.push({ hidden: false })],
    ['m:r', (story) => story.#runs.push({ hidden: false })],
    ['w:t', (story) => story.#listen()],
    ['m:t', (story) => story.#listen()],
    ['w:delText', (story) => story.#listen()],
    ['w:tab', (story) => story.#sign('\t')],
    ['w:ptab', (story) => story.#sign('\t')],
    ['w:br', (story) => story.#sign('\n')],
    ['w:cr', (story) => story.#sign('\n')],
    ['w:noBreakHyphen', (story) => story.#sign('-')],
    ['w:sym', (story, tag) => story.#sign(symbolCharacter(tag.get('font'), tag.get('char')))],
    ['w:tbl', (story) => story.#openTable()],
    ['w:gridCol', (story) => story.#gridColumn()],
    ['w:tr', (story) => story.#openRow()],
    ['w:tc', (story) => story.#openCell()],
    ['w:gridSpan', (story, tag) => story.#span(columns(tag.get('val'), 1))],
    ['w:vMerge', (story, tag) => story.#merge(tag.get('val') === 'restart' ? 'restart' : 'continue')],
    ['w:hMerge', (story, tag) => story.#mergeLeft(tag.get('val') !== 'restart')],
    ['w:gridBefore', (story, tag) => story.#before(columns(tag.get('val'), 0))],
    [
      'w:pPr',
      (story, tag) => {
        story.#inParagraphProperties += 1;
        tag.skip(/pStyle|numPr|:del\b/);
      },
    ],
    ['w:rPr', (_story, tag) => tag.skip(/vanish|rStyle|:del\b/)],
    ['w:tcPr', (_story, tag) => tag.skip(/gridSpan|Merge/)],
    ['w:trPr', (_story, tag) => tag.skip(/gridBefore|hidden|:del\b/)],
    ['w:tblPr', (_story, tag) => tag.skip(NEVER)],
    ['w:sectPr', (_story, tag) => tag.skip(NEVER)],
    ['w:pStyle', (story, tag) => story.#style(tag.get('val'))],
    ['w:numId', (story, tag) => story.#list(tag.get('val'))],
    ['w:ilvl', (story, tag) => story.#listLevel(listLevel(tag.get('val')))],
    ['w:vanish', (story, tag) => story.#vanish(isOn(tag))],
    ['w:rStyle', (story, tag) => story.#runStyle(tag.get('val'))],
    ['w:hidden', (story, tag) => story.#hideRow(isOn(tag))],
    ['w:del', (story) => story.#openDeletion()],
    ['w:moveFrom', (story) => story.#openDeletion()],
    ['w:txbxContent', (story) => story.#containers.push({ blocks: [], carried: '' })],
    ['mc:AlternateContent', (story) => story.#choices.push(false)],
    ['mc:Choice', (story) => story.#choose()],
    ['mc:Fallback', (story) => story.#choose()],
    ['w:sdt', (story) => story.#controls.push(false)],
    [
      'w:sdtPr',
      (story) => {
        story.#inControlProperties += 1;
      },
    ],
    ['w:showingPlcHdr', (story, tag) => story.#markPlaceholder(isOn(tag))],
    [
      'w:sdtContent',
      (story) => {
        story.#placeholder += story.#controls.at(-1) ? 1 : 0;
      },
    ],
    [
      'w:checkBox',
      (story) => {
        story.#checkBox = false;
      },
    ],
    ['w:checked', (story, tag) => story.#check(isOn(tag))],
    ['w:default', (story, tag) => story.#check(isOn(tag))],
    ['w:altChunk', (story) => story.#noteEmbedded()],
    // Charts and diagrams are drawn, not written.
    ['?:chart', (story) => story.#countImage()],
    ['?:relIds', (story) => story.#countImage()],
    ['a:blip', (story) => story.#countImage()],
    ['v:imagedata', (story) => story.#countImage()],
    ...[
      'w:pPrChange',
      'w:rPrChange',
      'w:tblPrChange',
      'w:tblPrExChange',
      'w:trPrChange',
      'w:tcPrChange',
      'w:tblGridChange',
      'w:sectPr',
      'w:rt',
      'w:instrText',
      'w:delInstrText',
    ].map((name): [string, Step] => [
      name,
      (story) => {
        story.#skipped = 1;
      },
    ]),
  ];

  static readonly closes = (): [string, Step][] => [
    ['w:p', (story) => story.#closeParagraph()],
    ['w:r', (story) => void story.#runs.pop()],
    ['m:r', (story) => void story.#runs.pop()],
    [
      'w:t',
      (story) => {
        story.wantsText = false;
      },
    ],
    [
      'm:t',
      (story) => {
        story.wantsText = false;
      },
    ],
    [
      'w:delText',
      (story) => {
        story.wantsText = false;
      },
    ],
    ['w:tbl', (story) => story.#closeTable()],
    ['w:tr', (story) => story.#closeRow()],
    ['w:tc', (story) => story.#closeCell()],
    [
      'w:pPr',
      (story) => {
        story.#inParagraphProperties -= 1;
      },
    ],
    ['w:del', (story) => story.#closeDeletion()],
    ['w:moveFrom', (story) => story.#closeDeletion()],
    ['w:txbxContent', (story) => story.#closeBox()],
    ['mc:AlternateContent', (story) => void story.#choices.pop()],
    ['w:sdt', (story) => void story.#controls.pop()],
    [
      'w:sdtPr',
      (story) => {
        story.#inControlProperties -= 1;
      },
    ],
    [
      'w:sdtContent',
      (story) => {
        story.#placeholder -= story.#controls.at(-1) ? 1 : 0;
      },
    ],
    ['w:checkBox', (story) => story.#closeCheckBox()],
  ];

  #listen(): void {
    this.wantsText = this.#runs.length > 0;
  }

  #sign(text: string): void {
    // The same names stand for tab stops inside the properties of a paragraph.
    if (this.#runs.length > 0 && this.#inParagraphProperties === 0) this.#write(text);
  }

  #write(text: string): void {
    if (this.#deletions > 0) this.#deleted += text;
    else if (this.#runs.at(-1)?.hidden || this.#placeholder > 0) this.#hidden += text;
    else {
      const paragraph = this.#paragraphs.at(-1);
      if (paragraph) paragraph.text += text;
    }
  }

  #container(): Container {
    return this.#containers.at(-1) as Container;
  }

  #closeParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    if (!paragraph) return;
    const container = this.#container();
    const text = (container.carried + this.#label(paragraph) + paragraph.text).trimEnd();
    container.carried = '';
    this.#opening.countText(text.length);
    if (paragraph.markDeleted) container.carried = text;
    else {
      if (container.blocks === this.blocks) this.#observer?.paragraph(this.blocks.length);
      container.blocks.push(text);
    }
    for (const block of paragraph.boxes) container.blocks.push(block);
    if (this.#deleted !== '') this.#noteDeleted();
    if (this.#hidden !== '') this.#noteHidden();
  }

  #label(paragraph: ParagraphState): string {
    if (!this.#numbering) return '';
    if (paragraph.listId !== undefined) return this.#numbering.next(paragraph.listId, paragraph.level ?? 0);
    const list = paragraph.style === undefined ? undefined : this.#styles?.list(paragraph.style);
    return list ? this.#numbering.next(list.listId, paragraph.level ?? list.level) : '';
  }

  #flush(container: Container): void {
    if (container.carried !== '') container.blocks.push(container.carried);
    container.carried = '';
  }

  #closeBox(): void {
    if (this.#containers.length < 2) return;
    const box = this.#containers.pop() as Container;
    this.#flush(box);
    const anchor = this.#paragraphs.at(-1);
    if (anchor) for (const block of box.blocks) if (block !== '') anchor.boxes.push(block);
  }

  #openTable(): void {
    if (this.#tables.length >= this.#opening.limits.nesting)
      this.#opening.refuse(
        'too-large',
        `的${this.#part}里表格嵌套超过 ${this.#opening.limits.nesting} 层。`,
        '请把嵌套的表格拆开后重新上传。',
      );
    this.#opening.countGrid();
    const grid: Grid = { kind: 'grid', part: '', layout: 'exact', rowCount: 0, columnCount: 0, cells: [] };
    this.#tables.push({
      block: { grid, inner: [] },
      row: 0,
      column: 0,
      merges: new Map(),
      rowCells: [],
      rowInner: [],
      rowDeleted: false,
      rowHidden: false,
      span: 1,
      merge: 'none',
      mergedLeft: false,
      cell: undefined,
    });
  }

  #gridColumn(): void {
    const table = this.#tables.at(-1);
    if (table) table.block.grid.columnCount = Math.min(MOST_COLUMNS, table.block.grid.columnCount + 1);
  }

  #closeTable(): void {
    const table = this.#tables.pop();
    if (!table) return;
    const { grid } = table.block;
    grid.rowCount = table.row;
    if (grid.cells.length > 0) this.#container().blocks.push(table.block);
  }

  #openRow(): void {
    const table = this.#tables.at(-1);
    if (!table) return;
    table.column = 0;
    table.rowCells = [];
    table.rowInner = [];
    table.rowDeleted = this.#deletions > 0;
    table.rowHidden = false;
  }

  #before(count: number): void {
    const table = this.#tables.at(-1);
    if (table && table.cell === undefined) table.column += count;
  }

  #hideRow(on: boolean): void {
    const table = this.#tables.at(-1);
    if (table && table.cell === undefined) table.rowHidden = on;
  }

  #openCell(): void {
    const table = this.#tables.at(-1);
    if (!table) return;
    table.span = 1;
    table.merge = 'none';
    table.mergedLeft = false;
    table.cell = { blocks: [], carried: '' };
    this.#containers.push(table.cell);
  }

  /** The table whose cell's own properties are being read: not yet past its first paragraph. */
  #cellTable(): TableState | undefined {
    const table = this.#tables.at(-1);
    return table?.cell !== undefined && table.cell === this.#container() ? table : undefined;
  }

  #span(count: number): void {
    const table = this.#cellTable();
    if (table) table.span = count;
  }

  #merge(merge: 'restart' | 'continue'): void {
    const table = this.#cellTable();
    if (table) table.merge = merge;
  }

  #mergeLeft(on: boolean): void {
    const table = this.#cellTable();
    if (table) table.mergedLeft = on;
  }

  #closeCell(): void {
    const table = this.#tables.at(-1);
    const container = table?.cell;
    if (!table || !container || this.#container() !== container) return;
    this.#containers.pop();
    this.#flush(container);
    table.cell = undefined;
    const text = cellText(container.blocks);
    const { row, column } = table;
    table.column += table.span;
    if (table.column > MOST_COLUMNS)
      this.#opening.refuse(
        'too-large',
        `的${this.#part}里有超过 ${MOST_COLUMNS} 列的表格。`,
        '请把表格拆开后重新上传。',
      );
    for (const block of container.blocks)
      if (typeof block !== 'string' && block.grid.rowCount >= 2 && block.grid.columnCount >= 2)
        table.rowInner.push(block);
    if (table.mergedLeft) {
      const left = table.rowCells.at(-1);
      if (left && left.column + left.columnSpan === column) {
        left.columnSpan += table.span;
        if (text !== '') left.text = left.text === '' ? text : `${left.text}\n${text}`;
        return;
      }
    }
    if (table.merge === 'continue') {
      const above = table.merges.get(column);
      if (above && above.row + above.rowSpan === row && above.columnSpan === table.span) {
        if (!table.rowDeleted) {
          above.rowSpan += 1;
          if (text !== '') this.#noteCovered(text);
        }
        return;
      }
    }
    this.#opening.countCell(text.length);
    const made: GridCell = { row, column, rowSpan: 1, columnSpan: table.span, text };
    table.rowCells.push(made);
    this.#observer?.cell(made);
    if (table.rowDeleted) return;
    if (table.merge === 'restart') table.merges.set(column, made);
    else table.merges.delete(column);
  }

  #closeRow(): void {
    const table = this.#tables.at(-1);
    if (!table) return;
    const { grid, inner } = table.block;
    if (table.rowDeleted) {
      this.#deleted += table.rowCells.map((cell) => cell.text).join('\t');
      this.#noteDeleted();
      return;
    }
    if (table.rowHidden) {
      grid.hiddenRows ??= [];
      grid.hiddenRows.push(table.row);
      for (const cell of table.rowCells) cell.hidden = true;
      const text = table.rowCells.map((cell) => cell.text).join('\t');
      this.#opening.note({ kind: 'hidden', part: this.#part, message: '表格中有隐藏的行，已读取并标明。', text });
    }
    for (const cell of table.rowCells) grid.cells.push(cell);
    for (const block of table.rowInner) inner.push(block);
    grid.columnCount = Math.max(grid.columnCount, table.column);
    table.row += 1;
  }

  #style(id: string | undefined): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph && id !== undefined) paragraph.style = id;
  }

  #list(id: string | undefined): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph && id !== undefined) paragraph.listId = id;
  }

  #listLevel(level: number): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph) paragraph.level = level;
  }

  #vanish(on: boolean): void {
    const run = this.#runs.at(-1);
    if (run && this.#inParagraphProperties === 0) run.hidden = on;
  }

  #runStyle(id: string | undefined): void {
    const run = this.#runs.at(-1);
    if (run && id !== undefined && this.#styles?.hides(id)) run.hidden = true;
  }

  #openDeletion(): void {
    const table = this.#tables.at(-1);
    if (this.#inParagraphProperties > 0) {
      const paragraph = this.#paragraphs.at(-1);
      if (paragraph) paragraph.markDeleted = true;
    } else if (this.#paragraphs.length === 0 || (table && table.cell === undefined)) {
      // Inside the properties of a row: the whole row is deleted. Around paragraphs it deletes their runs.
      if (table && table.cell === undefined) table.rowDeleted = true;
    }
    this.#deletions += 1;
  }

  #closeDeletion(): void {
    this.#deletions -= 1;
  }

  #choose(): void {
    const last = this.#choices.length - 1;
    if (last < 0) return;
    if (this.#choices[last]) this.#skipped = 1;
    else this.#choices[last] = true;
  }

  #markPlaceholder(on: boolean): void {
    if (this.#inControlProperties > 0 && this.#controls.length > 0) this.#controls[this.#controls.length - 1] = on;
  }

  #check(on: boolean): void {
    if (this.#checkBox !== undefined) this.#checkBox = on;
  }

  #closeCheckBox(): void {
    if (this.#checkBox !== undefined) this.#sign(this.#checkBox ? '☑' : '□');
    this.#checkBox = undefined;
  }

  #countImage(): void {
    this.images += 1;
  }

  #noteEmbedded(): void {
    const message = '文件中嵌入了另一份文档，其内容未读取；请用 Office 或 WPS 打开后另存一份再上传。';
    this.#opening.note({ kind: 'other', part: this.#part, message });
  }

  #noteDeleted(): void {
    const text = this.#deleted.trim();
    this.#deleted = '';
    if (text === '') return;
    this.#opening.note({ kind: 'deleted', part: this.#part, message: '修订标记删除的文字未计入读取结果。', text });
  }

  #noteHidden(): void {
    const text = this.#hidden.trim();
    this.#hidden = '';
    if (text === '') return;
    const message =
      this.#placeholder > 0 ? '填写提示（占位文字）未计入读取结果。' : '隐藏的或仅作填写提示的文字未计入读取结果。';
    this.#opening.note({ kind: 'hidden', part: this.#part, message, text });
  }

  #noteCovered(text: string): void {
    const message = '被纵向合并遮住的单元格中另有文字，未计入读取结果。';
    this.#opening.note({ kind: 'hidden', part: this.#part, message, text });
  }
}

/** Matches nothing. */
const NEVER = /(?!)/;
const nothing: Tag = { get: () => undefined, skip() {} };
const opens: ReadonlyMap<string, Step> = new Map(Story.opens());
const closes: ReadonlyMap<string, Step> = new Map(Story.closes());

/** The text of a cell: its paragraphs, and the rows of tables in it, one a line. */
function cellText(blocks: readonly StoryBlock[]): string {
  const only = blocks[0];
  if (blocks.length === 1 && typeof only === 'string') return only;
  return blocks
    .map((block) => (typeof block === 'string' ? block : gridText(block.grid)))
    .join('\n')
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd();
}

function gridText(grid: Grid): string {
  const rows: string[] = [];
  let row = -1;
  let line = '';
  for (const cell of grid.cells) {
    if (cell.row !== row) {
      if (line.trim() !== '') rows.push(line);
      row = cell.row;
      line = cell.text;
    } else line += `\t${cell.text}`;
  }
  if (line.trim() !== '') rows.push(line);
  return rows.join('\n');
}
