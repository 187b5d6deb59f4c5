import { Tokenizer } from 'htmlparser2';
import type { Opening } from '../opening.ts';

/** What the markup of a page tells, in order. `at` is the index of the character where it stands. */
export interface MarkupHandler {
  open(name: string, attributes: ReadonlyMap<string, string>, selfClosing: boolean, at: number): void;
  close(name: string, at: number): void;
  text(text: string, at: number): void;
}

/** No honest element has more; a search among millions of them is how a page would stop its reader. */
const MOST_ATTRIBUTES = 2_000;
const LONGEST_NAME = 100;
/** Attributes that decide what a person sees; the others are passed over. */
const WANTED = new Set([
  'style',
  'class',
  'id',
  'hidden',
  'rowspan',
  'colspan',
  'span',
  'type',
  'value',
  'checked',
  'selected',
  'href',
  'width',
  'height',
]);
const NONE: ReadonlyMap<string, string> = new Map();

/** Splits a page into tags and text as browsers do, in one pass; comments, declarations and instructions are left out. */
export function walkMarkup(opening: Opening, html: string, handler: MarkupHandler): void {
  let tag = '';
  let tagAt = 0;
  let attributes: Map<string, string> | undefined;
  let attribute = '';
  let value = '';
  let count = 0;
  const endOpenTag = (selfClosing: boolean): void => {
    handler.open(tag, attributes ?? NONE, selfClosing, tagAt);
  };
  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: true },
    {
      onopentagname(start, end) {
        tag = html.slice(start, Math.min(end, start + LONGEST_NAME)).toLowerCase();
        tagAt = start;
        attributes = undefined;
        count = 0;
      },
      onattribname(start, end) {
        count += 1;
        if (count > MOST_ATTRIBUTES)
          opening.refuse('too-large', `过大：一个网页元素的属性超过 ${MOST_ATTRIBUTES} 个。`, '请确认文件来源。');
        attribute = end - start > LONGEST_NAME ? '' : html.slice(start, end).toLowerCase();
        value = '';
      },
      onattribdata(start, end) {
        if (WANTED.has(attribute)) value += html.slice(start, end);
      },
      onattribentity(codepoint) {
        if (WANTED.has(attribute)) value += String.fromCodePoint(codepoint);
      },
      onattribend() {
        if (!WANTED.has(attribute)) return;
        attributes ??= new Map();
        if (!attributes.has(attribute)) attributes.set(attribute, value);
      },
      onopentagend() {
        endOpenTag(false);
      },
      onselfclosingtag() {
        endOpenTag(true);
      },
      onclosetag(start, end) {
        handler.close(html.slice(start, Math.min(end, start + LONGEST_NAME)).toLowerCase(), start);
      },
      ontext(start, end) {
        handler.text(html.slice(start, end), start);
      },
      ontextentity(codepoint, end) {
        handler.text(String.fromCodePoint(codepoint), end);
      },
      oncdata(start, end, offset) {
        handler.text(html.slice(start, end - offset), start);
      },
      oncomment() {},
      ondeclaration() {},
      onprocessinginstruction() {},
      onend() {},
    },
  );
  tokenizer.write(html);
  tokenizer.end();
}
