import { cleanText } from '@jizhun/model';
import { difference } from '../difference.ts';
import { attribute, child, encodeXml, type Splice, textOf, written, type XmlElement } from '../xml.ts';

/** A piece of a paragraph's text: of a `w:t`, which can be written anew, or a sign (tab, line break) that stays. */
interface Atom {
  text: string;
  element: XmlElement;
  /** The run it stands in. */
  run: XmlElement;
  isText: boolean;
}

/** A paragraph by its text as reading sees it. */
interface ParagraphText {
  element: XmlElement;
  atoms: Atom[];
  raw: string;
}

/** Content whose text is drawn or computed, so that it cannot be told from the words that could be written anew. */
const UNCLEAR: ReadonlyMap<string, string> = new Map([
  ['w:tbl', '单元格中还有表格'],
  ['w:txbxContent', '单元格中有文本框'],
  ['m:oMath', '单元格中有公式'],
  ['w:sym', '单元格中有符号字体的字符'],
  ['w:checkBox', '单元格中有复选框'],
  ['w:altChunk', '单元格中嵌入了另一份文档'],
]);
/** Elements of a paragraph or run whose text nobody sees. */
const UNSEEN = new Set(['w:del', 'w:moveFrom', 'w:pPr', 'w:rPr', 'w:sdtPr', 'mc:Fallback', 'w:rt', 'w:instrText']);

/** What has to change in a part's text, or why it cannot, in Chinese. */
export type Written = { ok: true; splices: Splice[] } | { ok: false; why: string };

const refused = (why: string): Written => ({ ok: false, why });

/**
 * Makes the text of a cell (`w:tc`) or paragraph (`w:p`) read as `asked`: only runs whose words change are touched, the
 * properties of every run and paragraph, tracked changes and comments stay. A line more becomes a paragraph like the
 * one above it.
 *
 * @param shown the text as reading showed it, to be sure that the words found here are all of it
 */
export function writeText(source: string, holder: XmlElement, shown: string, asked: string): Written {
  const unclear = firstUnclear(holder);
  if (unclear !== undefined) return refused(unclear);
  const elements = holder.name === 'w:p' ? [holder] : paragraphsIn(holder);
  if (elements.some(markDeleted)) return refused('单元格中有修订标记删除的段落');
  const paragraphs = elements.map((element) => paragraphText(source, element));
  const raw = paragraphs.map((p) => p.raw).join('\n');
  // What reading shows before the words is the number of a list, which the program makes: it stays.
  const number = cleanText(shown).slice(0, cleanText(shown).length - cleanText(raw).length);
  if (number + cleanText(raw) !== cleanText(shown)) return refused('其中有自动编号或不显示的文字');
  if (!asked.startsWith(number)) return refused('改动涉及自动编号');
  const wanted = asked.slice(number.length);
  if (!difference(raw, wanted)) return { ok: true, splices: [] };
  if (paragraphs.length === 0) return refused('单元格中没有段落');
  const { matched, surplus, after, more } = align(paragraphs, wanted);
  if (holder.name === 'w:p' && surplus.length + more.length > 0) return refused('正文的一段不能改成几段');
  const splices = matched.flatMap(([paragraph, text]) => writeParagraph(source, paragraph, text));
  for (const { element } of surplus) splices.push({ start: element.start, end: element.end, text: '' });
  if (more.length > 0) {
    const text = more.map((line) => likeParagraph(source, after, line)).join('');
    splices.push({ start: after.element.end, end: after.element.end, text });
  }
  return { ok: true, splices };
}

interface Alignment {
  matched: [ParagraphText, string][];
  surplus: ParagraphText[];
  /** Lines for which there is no paragraph yet, and the paragraph they follow. */
  more: string[];
  after: ParagraphText;
}

/** Which line of `wanted` belongs to which paragraph: those at the beginning and end that stay, stay. */
function align(paragraphs: readonly ParagraphText[], wanted: string): Alignment {
  const filled = paragraphs.filter((p) => cleanText(p.raw) !== '');
  const own = filled.length > 0 ? filled : paragraphs.slice(0, 1);
  const texts = own.map((p) => cleanText(p.raw));
  const length = (at: number): number => (texts[at]?.length ?? 0) + 1;
  let rest = wanted;
  let from = 0;
  let to = own.length;
  for (; from < to - 1 && rest.startsWith(`${texts[from]}\n`); from++) rest = rest.slice(length(from));
  for (; to - 1 > from && rest.endsWith(`\n${texts[to - 1]}`); to--) rest = rest.slice(0, -length(to - 1));
  const middle = own.slice(from, to);
  const first = middle[0] as ParagraphText;
  const lines = rest.split('\n');
  // A paragraph with line breaks of its own holds several lines.
  if (middle.length === 1 && texts[from]?.split('\n').length === lines.length)
    return { matched: [[first, rest]], surplus: [], more: [], after: first };
  const count = Math.min(lines.length, middle.length);
  return {
    matched: middle.slice(0, count).map((p, i) => [p, lines[i] ?? '']),
    surplus: middle.slice(count),
    more: lines.slice(count),
    after: middle[count - 1] as ParagraphText,
  };
}

function writeParagraph(source: string, { raw, atoms, element }: ParagraphText, wanted: string): Splice[] {
  const change = difference(raw, wanted);
  if (!change) return [];
  const { start, end } = change;
  let at = 0;
  const places = atoms.map((atom) => {
    const from = at;
    at += atom.text.length;
    return { atom, from, to: at };
  });
  const within = places.filter(({ from, to }) => from < end && to > start);
  const home =
    within.find(({ atom }) => atom.isText) ??
    places.findLast(({ atom, to }) => atom.isText && to === start) ??
    places.find(({ atom, from }) => atom.isText && from >= end) ??
    places.findLast(({ atom, to }) => atom.isText && to <= start);
  const splices = home ? [] : [newRun(source, element, change.text)];
  for (const place of new Set(home ? [...within, home] : within)) {
    const { atom, from, to } = place;
    if (!atom.isText) {
      splices.push({ start: atom.element.start, end: atom.element.end, text: '' });
      continue;
    }
    const clamp = (value: number): number => Math.min(to, Math.max(from, value)) - from;
    const text = place === home ? change.text : '';
    splices.push(
      ...textSplices(source, atom.element, atom.text.slice(0, clamp(start)) + text + atom.text.slice(clamp(end))),
    );
  }
  return splices;
}

/** New words for a `w:t`. */
function textSplices(source: string, element: XmlElement, text: string): Splice[] {
  const kept = /^\s|\s$/.test(text) && attribute(source, element, 'space') === undefined;
  const space = kept ? ' xml:space="preserve"' : '';
  const body = linesOf(element, text);
  if (isEmptyTag(source, element))
    return [{ start: element.open - 2, end: element.end, text: `${space}>${body}</${element.tag}>` }];
  const splices: Splice[] = [{ start: element.open, end: element.close, text: body }];
  if (kept) splices.push({ start: element.open - 1, end: element.open - 1, text: space });
  return splices;
}

/** Words inside a `w:t`; a line end closes it, breaks the line and opens another. */
function linesOf(like: XmlElement, text: string): string {
  const t = sibling(like, 't');
  return encodeXml(text).replace(/\n/g, `</${t}><${sibling(like, 'br')}/><${t} xml:space="preserve">`);
}

/** Whether an element is written `<w:p/>`. */
export function isEmptyTag(source: string, element: XmlElement): boolean {
  return element.close === element.open && source[element.open - 2] === '/';
}

/** The name of another element with the prefix of this one. */
export function sibling(element: XmlElement, local: string): string {
  const colon = element.tag.indexOf(':');
  return colon < 0 ? local : `${element.tag.slice(0, colon)}:${local}`;
}

/** A run in a paragraph that has no words yet, in the look of its end mark. */
function newRun(source: string, paragraph: XmlElement, text: string): Splice {
  const mark = child(paragraph, 'w:pPr');
  const properties = mark && child(mark, 'w:rPr');
  const run = runOf(paragraph, properties ? runProperties(source, properties) : '', text);
  if (isEmptyTag(source, paragraph))
    return { start: paragraph.open - 2, end: paragraph.end, text: `>${run}</${paragraph.tag}>` };
  return { start: paragraph.close, end: paragraph.close, text: run };
}

function runOf(like: XmlElement, properties: string, text: string): string {
  const [r, t] = [sibling(like, 'r'), sibling(like, 't')];
  return `<${r}>${properties}<${t} xml:space="preserve">${linesOf(like, text)}</${t}></${r}>`;
}

/** A new paragraph with the properties of another one and of its last run. */
function likeParagraph(source: string, { element, atoms }: ParagraphText, text: string): string {
  const last = atoms.findLast((a) => a.isText)?.run;
  const properties = last && child(last, 'w:rPr');
  return paragraphOf(source, element, properties ? runProperties(source, properties) : '', text);
}

function paragraphOf(source: string, like: XmlElement, properties: string, text: string): string {
  const own = child(like, 'w:pPr');
  const body = text === '' ? '' : runOf(like, properties, text);
  return `<${like.tag}>${own ? paragraphProperties(source, own) : ''}${body}</${like.tag}>`;
}

/**
 * Paragraphs that say `text`, one a line, in the look of the first paragraph of `cell` and of the first run in it; a cell
 * without words lends the look of its paragraph's end mark.
 */
export function paragraphsLike(source: string, cell: XmlElement, text: string): string {
  const [first] = paragraphsIn(cell);
  if (!first) return `<${sibling(cell, 'p')}/>`;
  const run = paragraphText(source, first).atoms.find((a) => a.isText)?.run;
  const mark = child(first, 'w:pPr');
  const look = (run && child(run, 'w:rPr')) ?? (mark && child(mark, 'w:rPr'));
  const properties = look ? runProperties(source, look) : '';
  return text
    .split('\n')
    .map((line) => paragraphOf(source, first, properties, line))
    .join('');
}

const TRACKED = new Set(['w:ins', 'w:del', 'w:moveFrom', 'w:moveTo', 'w:rPrChange', 'w:pPrChange', 'w:sectPr']);

/** Properties to be used a second time: without marks of tracked changes, which belong to the first. */
function runProperties(source: string, element: XmlElement): string {
  const kept = element.children.filter((c) => !TRACKED.has(c.name)).map((c) => written(source, c));
  return kept.length === 0 ? '' : `<${element.tag}>${kept.join('')}</${element.tag}>`;
}

function paragraphProperties(source: string, element: XmlElement): string {
  const kept = element.children
    .filter((c) => !TRACKED.has(c.name))
    .map((c) => (c.name === 'w:rPr' ? runProperties(source, c) : written(source, c)));
  return kept.length === 0 ? '' : `<${element.tag}>${kept.join('')}</${element.tag}>`;
}

function firstUnclear(element: XmlElement): string | undefined {
  for (const each of element.children) {
    const why = UNCLEAR.get(each.name);
    if (why !== undefined) return why;
    const inner = each.name === 'mc:Fallback' ? undefined : firstUnclear(each);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** The paragraphs of a cell, those in content controls and other wrappers included. */
export function paragraphsIn(holder: XmlElement): XmlElement[] {
  return holder.children.flatMap((c) => (c.name === 'w:p' ? [c] : c.name === 'w:tbl' ? [] : paragraphsIn(c)));
}

function markDeleted(paragraph: XmlElement): boolean {
  const properties = child(paragraph, 'w:pPr');
  const mark = properties && child(properties, 'w:rPr');
  return mark !== undefined && (child(mark, 'w:del') ?? child(mark, 'w:moveFrom')) !== undefined;
}

function paragraphText(source: string, element: XmlElement): ParagraphText {
  const atoms: Atom[] = [];
  collect(source, element, undefined, atoms);
  return { element, atoms, raw: atoms.map((a) => a.text).join('') };
}

const SIGNS: ReadonlyMap<string, string> = new Map([
  ['w:tab', '\t'],
  ['w:ptab', '\t'],
  ['w:br', '\n'],
  ['w:cr', '\n'],
  ['w:noBreakHyphen', '-'],
]);

function collect(source: string, element: XmlElement, run: XmlElement | undefined, atoms: Atom[]): void {
  for (const each of element.children) {
    if (UNSEEN.has(each.name)) continue;
    if (each.name === 'w:r') {
      if (!isHidden(source, each)) collect(source, each, each, atoms);
    } else if (each.name === 'w:t') {
      if (run) atoms.push({ text: textOf(source, each), element: each, run, isText: true });
    } else if (SIGNS.has(each.name)) {
      if (run) atoms.push({ text: SIGNS.get(each.name) ?? '', element: each, run, isText: false });
    } else if (each.name === 'w:sdt') {
      if (!showsPlaceholder(source, each)) collect(source, each, run, atoms);
    } else collect(source, each, run, atoms);
  }
}

function isHidden(source: string, run: XmlElement): boolean {
  const properties = child(run, 'w:rPr');
  return properties !== undefined && isOn(source, child(properties, 'w:vanish'));
}

function showsPlaceholder(source: string, control: XmlElement): boolean {
  const properties = child(control, 'w:sdtPr');
  return properties !== undefined && isOn(source, child(properties, 'w:showingPlcHdr'));
}

function isOn(source: string, element: XmlElement | undefined): boolean {
  return element !== undefined && !/^(0|false|off)$/.test(attribute(source, element, 'val')?.value ?? '1');
}
