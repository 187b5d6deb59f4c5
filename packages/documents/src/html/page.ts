import type { Opening } from '../opening.ts';
import { Flow, type FlowItem } from './flow.ts';
import type { MarkupHandler } from './markup.ts';
import { HtmlTable } from './table.ts';
import { Visibility } from './visibility.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const VOID = words(
  'area base br col embed hr img input link meta param source track wbr basefont bgsound frame keygen',
);
const BLOCKS = words(
  'p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 section article header footer nav aside main form fieldset blockquote pre hr ' +
    'center address caption legend figure figcaption details summary body html option textarea title dir menu',
);
/** Never shown, whatever the style says. */
const UNSHOWN = words(
  'script style head template noscript object applet iframe noframes noembed xml audio video canvas svg math',
);
const CELLS = words('td th');
const GROUPS = words('tbody thead tfoot');
const TABLE_PARTS = words('table caption colgroup tbody thead tfoot tr td th');
/** An end tag never ends an element outside the cell or caption in which it stands. */
const BOUNDARIES = words('table td th caption');
/** Elements inside elements. */
const DEEPEST = 512;
/** Of what a page hides only so much is told. */
const LONGEST_HIDDEN = 4_000;

interface OpenElement {
  name: string;
  hidden: boolean;
  keepsBlanks: boolean;
  isLink: boolean;
}

/** Builds what a person sees in a page from its tags and text: paragraphs and tables, in their order. */
export class Page implements MarkupHandler {
  readonly #opening: Opening;
  readonly #html: string;
  readonly #visibility = new Visibility();
  readonly #stack: OpenElement[] = [];
  readonly #tables: HtmlTable[] = [];
  /** The page's own flow, then that of each open cell; `undefined` stands for a table outside its cells. */
  readonly #flows: Flow[] = [new Flow()];
  readonly #hiddenPieces: string[] = [];
  #hiddenSize = 0;
  #style = '';
  #images = 0;
  #line = 1;
  /** Where the next line begins. */
  #nextLineAt = 0;

  constructor(opening: Opening, html: string) {
    this.#opening = opening;
    this.#html = html;
  }

  /** What the page shows; to be called after the last event. */
  finish(): FlowItem[] {
    while (this.#stack.length > 0) this.#pop();
    const flow = this.#flows[0] as Flow;
    flow.endParagraph();
    this.#noteHidden();
    if (this.#images > 0)
      this.#opening.note({
        kind: 'image',
        part: 'body',
        message: `网页中有 ${this.#images} 张图片，图片里的文字未读取。`,
      });
    return flow.items;
  }

  open(name: string, attributes: ReadonlyMap<string, string>, selfClosing: boolean, at: number): void {
    const line = this.#lineOf(at);
    if (TABLE_PARTS.has(name) && !this.#makeRoom(name)) return;
    if (BLOCKS.has(name)) this.#endBefore(name);
    const outer = this.#stack.at(-1);
    const hidden = outer?.hidden || UNSHOWN.has(name) || this.#visibility.hides(name, attributes);
    if (VOID.has(name)) {
      this.#openVoid(name, attributes, hidden, line);
      return;
    }
    // Only elements of other languages end where they begin; of HTML's own the slash says nothing.
    if (selfClosing && name.includes(':')) return;
    const element: OpenElement = {
      name,
      hidden,
      keepsBlanks: name === 'pre' || name === 'textarea' || (outer?.keepsBlanks ?? false),
      isLink: (name === 'a' && attributes.has('href')) || (outer?.isLink ?? false),
    };
    if (name === 'option' && !hidden) element.hidden = this.#isUnchosen(attributes);
    if (name === 'table' && !hidden) this.#flow.endParagraph();
    this.#stack.push(element);
    if (this.#stack.length > DEEPEST)
      this.#opening.refuse(
        'too-large',
        `过大：网页元素嵌套超过 ${DEEPEST} 层。`,
        '请用 Office 或 WPS 打开，另存为 docx 或 xlsx 后重新上传。',
      );
    if (!hidden) this.#openTablePart(name, attributes, line);
  }

  close(name: string, at: number): void {
    this.#lineOf(at);
    if (name === 'br') {
      this.#flow.breakLine();
      return;
    }
    const index = this.#find(name);
    if (index >= 0) while (this.#stack.length > index) this.#pop();
    else if (BLOCKS.has(name)) this.#flow.endParagraph();
  }

  text(text: string, at: number): void {
    const element = this.#stack.at(-1);
    if (!element?.hidden) {
      const line = this.#lineOf(at + text.length - text.trimStart().length);
      this.#flow.add(text, line, element?.keepsBlanks ?? false, element?.isLink ?? false);
      return;
    }
    if (element.name === 'style') this.#style += text;
    else if (!UNSHOWN.has(element.name) && this.#hiddenSize < LONGEST_HIDDEN && !this.#isUnshown()) {
      this.#hiddenPieces.push(text);
      this.#hiddenSize += text.trim().length;
    }
  }

  /** Where text goes: into the innermost cell, or before the table when it stands in a table outside the cells. */
  get #flow(): Flow {
    for (let index = this.#stack.length - 1; index >= 0; index--) {
      const { name, hidden } = this.#stack[index] as OpenElement;
      if (hidden) continue;
      if (CELLS.has(name)) break;
      if (TABLE_PARTS.has(name)) return (this.#tables.at(-1) as HtmlTable).before;
    }
    return this.#flows.at(-1) as Flow;
  }

  #isUnshown(): boolean {
    return this.#stack.some(({ name }) => UNSHOWN.has(name) || name === 'option');
  }

  #openVoid(name: string, attributes: ReadonlyMap<string, string>, hidden: boolean, line: number): void {
    if (name === 'col') {
      this.#tables.at(-1)?.declareColumns(Number.parseInt(attributes.get('span') ?? '1', 10), hidden);
      return;
    }
    if (hidden) return;
    if (name === 'br') this.#flow.breakLine();
    else if (name === 'hr') this.#flow.endParagraph();
    else if (name === 'img') {
      // Pictures of a few points draw lines and bullets.
      const small = ['width', 'height'].some((side) => Number.parseInt(attributes.get(side) ?? '99', 10) < 32);
      if (!small) this.#images += 1;
    } else if (name === 'input') this.#flow.add(shownInput(attributes), line, true, false);
  }

  #endBefore(name: string): void {
    // A paragraph ends where the next block begins; an item where the next item begins.
    for (const ended of name === 'li' || name === 'option' || name === 'dt' || name === 'dd' ? ['p', name] : ['p']) {
      const index = this.#find(ended);
      if (index >= 0 && !this.#stack.slice(index + 1).some((element) => element.name === 'ul' || element.name === 'ol'))
        while (this.#stack.length > index) this.#pop();
    }
    if (!this.#stack.at(-1)?.hidden) this.#flow.endParagraph();
  }

  /** In a menu of choices only the chosen one is read. */
  #isUnchosen(attributes: ReadonlyMap<string, string>): boolean {
    return !attributes.has('selected');
  }

  /** Ends what must not stay open before a part of a table; false: the tag means nothing here. */
  #makeRoom(name: string): boolean {
    if (name === 'table') {
      // A table directly in a table, outside its cells, ends that table.
      const index = this.#stack.findLastIndex((element) => TABLE_PARTS.has(element.name));
      const around = this.#stack[index]?.name;
      if (around !== undefined && !CELLS.has(around) && around !== 'caption') this.#closeTo('table', true);
      return true;
    }
    const table = this.#stack.findLastIndex((element) => element.name === 'table');
    if (table < 0) return false;
    const keep = CELLS.has(name) ? 'tr' : name === 'tr' ? 'group' : 'table';
    while (this.#stack.length > table + 1) {
      const top = (this.#stack.at(-1) as OpenElement).name;
      if (keep === 'tr' && top === 'tr') break;
      if (keep !== 'table' && GROUPS.has(top)) break;
      this.#pop();
    }
    if (keep === 'tr' && this.#stack.at(-1)?.name !== 'tr') this.open('tr', new Map(), false, 0);
    return true;
  }

  #openTablePart(name: string, attributes: ReadonlyMap<string, string>, line: number): void {
    const table = this.#tables.at(-1);
    if (name === 'table') {
      this.#tables.push(new HtmlTable(this.#opening, line));
      if (this.#tables.length > this.#opening.limits.nesting)
        this.#opening.refuse(
          'too-large',
          `过大：表格嵌套超过 ${this.#opening.limits.nesting} 层。`,
          '请用 Office 或 WPS 打开，另存为 docx 或 xlsx 后重新上传。',
        );
    } else if (table === undefined) return;
    else if (GROUPS.has(name)) table.endGroup();
    else if (name === 'tr') table.openRow();
    else if (CELLS.has(name))
      this.#flows.push(table.openCell(spanOf(attributes, 'rowspan'), spanOf(attributes, 'colspan'), line));
  }

  #find(name: string): number {
    for (let index = this.#stack.length - 1; index >= 0; index--) {
      const element = this.#stack[index] as OpenElement;
      if (element.name === name) return index;
      if (TABLE_PARTS.has(name) ? element.name === 'table' : BOUNDARIES.has(element.name)) return -1;
    }
    return -1;
  }

  #closeTo(name: string, included: boolean): void {
    const index = this.#stack.findLastIndex((element) => element.name === name);
    while (this.#stack.length > index + (included ? 0 : 1)) this.#pop();
  }

  #pop(): void {
    const { name, hidden } = this.#stack.pop() as OpenElement;
    if (hidden) {
      if (name === 'style') this.#visibility.addStyleSheet(this.#style);
      if (name === 'style') this.#style = '';
      if (!this.#stack.at(-1)?.hidden) this.#noteHidden();
      return;
    }
    if (name === 'table') {
      const table = this.#tables.pop() as HtmlTable;
      this.#flow.push(table.finish());
    } else if (CELLS.has(name)) {
      (this.#flows.pop() as Flow).endParagraph();
    } else if (GROUPS.has(name)) this.#tables.at(-1)?.endGroup();
    else if (BLOCKS.has(name)) this.#flow.endParagraph();
  }

  #noteHidden(): void {
    const text = this.#hiddenPieces.join('').replace(/\s+/g, ' ').trim();
    this.#hiddenPieces.length = 0;
    this.#hiddenSize = 0;
    if (text === '') return;
    this.#opening.note({
      kind: 'hidden',
      part: 'body',
      message: `网页第 ${this.#line} 行处有不显示的内容，未计入读取结果。`,
      text,
    });
  }

  /** 1-based line of a place; places come in rising order. */
  #lineOf(at: number): number {
    while (this.#nextLineAt <= at) {
      const end = this.#html.indexOf('\n', this.#nextLineAt);
      if (this.#nextLineAt > 0) this.#line += 1;
      this.#nextLineAt = end < 0 ? Number.POSITIVE_INFINITY : end + 1;
    }
    return this.#line;
  }
}

function spanOf(attributes: ReadonlyMap<string, string>, name: string): number {
  const value = Number.parseInt(attributes.get(name) ?? '1', 10);
  return Number.isFinite(value) && value >= 0 ? value : 1;
}

/** What a field of a form shows. */
function shownInput(attributes: ReadonlyMap<string, string>): string {
  switch ((attributes.get('type') ?? 'text').toLowerCase()) {
    case 'checkbox':
    case 'radio':
      return attributes.has('checked') ? '☑' : '□';
    case 'text':
    case 'number':
    case 'date':
    case 'search':
    case 'tel':
    case 'email':
    case 'url':
      return attributes.get('value') ?? '';
    default:
      return '';
  }
}
