import { type NumberFormat, unescapeControls } from '@jizhun/documents/office';
import { cleanText } from '@jizhun/model';
import { difference } from '../difference.ts';
import { attribute, child, descendants, encodeXml, splice, textOf, type XmlElement } from '../xml.ts';

/** A cell's new value. */
export type CellContent = { kind: 'number'; value: number } | { kind: 'text'; xml: string } | { kind: 'blank' };

export type Content = { ok: true; content: CellContent } | { ok: false; why: string };

/** A cell as it stands: its element (none where the sheet has none), how numbers show in it, and where its text is kept. */
export interface StandingCell {
  source: string;
  element: XmlElement | undefined;
  format: NumberFormat;
  /** The shared string it refers to. */
  shared: { source: string; element: XmlElement } | undefined;
}

const PLAIN_NUMBER = /^-?(0|[1-9]\d{0,14})(\.\d+)?$/;
const text = (xml: string): Content => ({ ok: true, content: { kind: 'text', xml } });
const number = (value: number): Content => ({ ok: true, content: { kind: 'number', value } });

/**
 * What has to be stored so that a cell reads as `wanted`. A number stays a number in its number format; words stay words,
 * rich text keeps its runs; a blank cell becomes a number where its format shows the very same digits.
 */
export function contentFor(cell: StandingCell, wanted: string): Content {
  const { source, element, format } = cell;
  if (wanted === '') return { ok: true, content: { kind: 'blank' } };
  const type = (element && attribute(source, element, 't')?.value) ?? 'n';
  const value = element && child(element, 'v');
  if (type === 's' || type === 'inlineStr' || type === 'str') {
    const own = type === 'inlineStr' && element ? child(element, 'is') : undefined;
    return text(richText(own ? { source, element: own } : type === 's' ? cell.shared : undefined, wanted));
  }
  if (type !== 'n') return { ok: false, why: '单元格存的是日期、逻辑值或错误值，不能改写' };
  const stored = value ? textOf(source, value).trim() : '';
  if (stored === '') {
    const plain = PLAIN_NUMBER.test(wanted) && cleanText(format(Number(wanted))) === wanted;
    return plain ? number(Number(wanted)) : text(plainText(wanted));
  }
  const found = storedFor(wanted, format);
  if (found !== undefined) return number(found);
  if (PLAIN_NUMBER.test(wanted.replace(/,/g, '')))
    return { ok: false, why: `单元格的数字格式显示不出 ${wanted}，请先在表格软件中调整小数位数` };
  return text(plainText(wanted));
}

/**
 * The number that a format shows as `wanted`, or as the same figure with other zeros at its end: the figure itself, its
 * hundredth (percent), its negative (brackets).
 */
function storedFor(wanted: string, format: NumberFormat): number | undefined {
  const figure = /\d[\d,]*(?:\.\d+)?|\.\d+/.exec(wanted)?.[0].replace(/,/g, '');
  if (figure === undefined) return undefined;
  const value = Number(figure);
  const hundredth = Number((value / 100).toPrecision(15));
  const candidates = [value, -value, hundredth, -hundredth];
  return (
    candidates.find((each) => cleanText(format(each)) === cleanText(wanted)) ??
    candidates.find((each) => withoutZeros(format(each)) === withoutZeros(wanted))
  );
}

/** Words without separators and without zeros at the end of decimals. */
function withoutZeros(words: string): string {
  return cleanText(words)
    .replace(/(\d),(?=\d{3})/g, '$1')
    .replace(/(\.\d*?)0+(?!\d)/g, '$1')
    .replace(/\.(?!\d)/g, '');
}

/** Words as a cell's value, whatever it held before. */
export function textContent(words: string): CellContent {
  return { kind: 'text', xml: plainText(words) };
}

/** `<t>` for the words of an inline string. */
function plainText(words: string): string {
  return `<t xml:space="preserve">${encodeCell(words)}</t>`;
}

/** Words as SpreadsheetML writes them: what looks like an escaped control character is escaped itself. */
function encodeCell(words: string): string {
  return encodeXml(words.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'));
}

/** The inside of a string with other words: runs that do not change keep their look; phonetic readings go. */
function richText(from: { source: string; element: XmlElement } | undefined, wanted: string): string {
  if (!from) return plainText(wanted);
  const { source, element } = from;
  const texts = descendants(element, 't').filter((t) => t.parent?.name !== 'rPh');
  const raws = texts.map((t) => textOf(source, t));
  const raw = raws.join('');
  const change = difference(raw, wanted);
  const prefixed = element.tag.includes(':');
  if (!change || texts.length < 2 || prefixed || unescapeControls(raw) !== raw) return plainText(wanted);
  let at = 0;
  const places = raws.map((r) => {
    const from = at;
    at += r.length;
    return { from, to: at };
  });
  const touched = places.map(({ from, to }) => from < change.end && to > change.start);
  const home = touched.includes(true)
    ? touched.indexOf(true)
    : Math.max(
        0,
        places.findLastIndex(({ to }) => to <= change.start),
      );
  const splices = texts.flatMap((t, i) => {
    const place = places[i];
    if (!place || (!touched[i] && i !== home)) return [];
    const clamp = (value: number): number => Math.min(place.to, Math.max(place.from, value)) - place.from;
    const own = raws[i] ?? '';
    const words = own.slice(0, clamp(change.start)) + (i === home ? change.text : '') + own.slice(clamp(change.end));
    return [{ start: t.start, end: t.end, text: plainText(words) }];
  });
  const phonetic = element.children.filter((c) => c.name === 'rPh' || c.name === 'phoneticPr');
  const gone = phonetic.map((c) => ({ start: c.start, end: c.end, text: '' }));
  const inner = element.children.length === 0 ? '' : splice(source, [...splices, ...gone]);
  const grown = inner.length - source.length;
  return inner.slice(element.open, element.close + grown);
}

/** A cell (`c`) written anew with other content, its reference and style kept. */
export function cellXml(startTag: string, tag: string, content: CellContent): string {
  const open = startTag.replace(/\s*\/?>$/, '').replace(/\s+t\s*=\s*(?:"[^"]*"|'[^']*')/, '');
  const inside = (local: string): string => (tag.includes(':') ? `${tag.slice(0, tag.indexOf(':'))}:${local}` : local);
  if (content.kind === 'blank') return `${open}/>`;
  if (content.kind === 'number') return `${open}><${inside('v')}>${content.value}</${inside('v')}></${tag}>`;
  const xml = tag.includes(':') ? content.xml.replace(/<(\/?)t\b/g, `<$1${inside('t')}`) : content.xml;
  return `${open} t="inlineStr"><${inside('is')}>${xml}</${inside('is')}></${tag}>`;
}
