import { namespaces } from '@jizhun/documents/office';

/** An element of a part, by its places in the part's text. The part itself is never built anew: what changes is spliced in. */
export interface XmlElement {
  /** Canonical: `w:tc`, `row`, whatever prefix the file chose; `?:x` in a namespace that is not known. */
  name: string;
  /** As the file writes it. */
  tag: string;
  /** Where the start tag begins and where it ends. */
  start: number;
  open: number;
  /** Where the end tag begins and where it ends; both the end of the start tag for an empty element. */
  close: number;
  end: number;
  parent: XmlElement | undefined;
  children: XmlElement[];
}

/** One change of a text: what stands from `start` to `end` becomes `text`. */
export interface Splice {
  start: number;
  end: number;
  text: string;
}

/** Two changes of the same characters. */
export class SpliceConflict extends Error {}

/** A text with all changes made. Changes at the same place are made in the order given. Throws `SpliceConflict`. */
export function splice(source: string, splices: readonly Splice[]): string {
  const sorted = [...splices].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let at = 0;
  for (const { start, end, text } of sorted) {
    if (start < at) throw new SpliceConflict(`changes overlap at ${start}`);
    result += source.slice(at, start) + text;
    at = end;
  }
  return result + source.slice(at);
}

interface Scope {
  element: XmlElement | undefined;
  prefixes: ReadonlyMap<string, string>;
}

/**
 * The elements of a part that reading has already found well-formed. Answers a root without name that holds the part's
 * outermost element.
 */
export function parseXml(source: string): XmlElement {
  const root: XmlElement = {
    name: '',
    tag: '',
    start: 0,
    open: 0,
    close: source.length,
    end: source.length,
    parent: undefined,
    children: [],
  };
  let current = root;
  const scopes: Scope[] = [{ element: undefined, prefixes: new Map([['xml', 'xml']]) }];
  let at = source.indexOf('<');
  while (at >= 0) {
    const second = source[at + 1];
    if (second === '!' || second === '?') at = afterAside(source, at);
    else if (second === '/') {
      const greater = found(source, '>', at);
      current.close = at;
      current.end = greater + 1;
      if (scopes.at(-1)?.element === current) scopes.pop();
      current = current.parent ?? root;
      at = greater + 1;
    } else {
      const greater = endOfTag(source, at);
      const empty = source[greater - 1] === '/';
      const tag = /^[^\s/>]+/.exec(source.slice(at + 1, Math.min(greater, at + 200)))?.[0] ?? '';
      const element: XmlElement = {
        name: '',
        tag,
        start: at,
        open: greater + 1,
        close: greater + 1,
        end: greater + 1,
        parent: current,
        children: [],
      };
      current.children.push(element);
      const written = source.slice(at, greater);
      if (written.includes('xmlns')) scopes.push({ element, prefixes: declared(written, scopes) });
      element.name = canonical(tag, scopes.at(-1)?.prefixes);
      if (empty) {
        if (scopes.at(-1)?.element === element) scopes.pop();
      } else current = element;
      at = greater + 1;
    }
    at = source.indexOf('<', at);
  }
  return root;
}

/** Where the `>` of a start tag stands. Its name may hold anything, as a reader that asks for no attribute overlooks it. */
function endOfTag(source: string, from: number): number {
  let at = from + 1;
  while (at < source.length && !/[\s>]/.test(source[at] as string)) at++;
  for (; at < source.length; at++) {
    const c = source[at];
    if (c === '>') return at;
    if (c === '"' || c === "'") at = found(source, c, at + 1);
  }
  return source.length;
}

function afterAside(source: string, at: number): number {
  if (source.startsWith('<!--', at)) return found(source, '-->', at + 4) + 3;
  if (source.startsWith('<![CDATA[', at)) return found(source, ']]>', at + 9) + 3;
  return source[at + 1] === '?' ? found(source, '?>', at + 2) + 2 : found(source, '>', at) + 1;
}

/** Where a mark stands; the end of the text where it does not, so that looking for it always leads on. */
function found(source: string, mark: string, from: number): number {
  const at = source.indexOf(mark, from);
  return at < 0 ? source.length : at;
}

function declared(written: string, scopes: readonly Scope[]): ReadonlyMap<string, string> {
  const prefixes = new Map(scopes.at(-1)?.prefixes);
  for (const match of written.matchAll(/\sxmlns(?::([^\s=]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    prefixes.set(match[1] ?? '', namespaces.get(decodeXml(match[2] ?? match[3] ?? '')) ?? '?');
  return prefixes;
}

function canonical(tag: string, prefixes: ReadonlyMap<string, string> | undefined): string {
  const colon = tag.indexOf(':');
  const prefix = prefixes?.get(colon < 0 ? '' : tag.slice(0, colon)) ?? '?';
  const local = tag.slice(colon + 1);
  return prefix === '' ? local : `${prefix}:${local}`;
}

/** The elements below `element` with this name, in the order of the text. */
export function descendants(element: XmlElement, name: string, found: XmlElement[] = []): XmlElement[] {
  for (const child of element.children) {
    if (child.name === name) found.push(child);
    descendants(child, name, found);
  }
  return found;
}

/** The first child with this name. */
export function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((c) => c.name === name);
}

/** An attribute's value, and where it stands with its name (`start`, `end`). */
export interface Attribute {
  value: string;
  start: number;
  end: number;
}

/** The attribute with this local name (`val` finds `w:val`). */
export function attribute(source: string, element: XmlElement, local: string): Attribute | undefined {
  const tag = source.slice(element.start, element.open);
  for (const match of tag.matchAll(/\s+([^\s=/>]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    const name = match[1] ?? '';
    if (name !== local && name.slice(name.indexOf(':') + 1) !== local) continue;
    if (name.startsWith('xmlns')) continue;
    const start = element.start + match.index;
    return { value: decodeXml(match[2] ?? match[3] ?? ''), start, end: start + match[0].length };
  }
  return undefined;
}

/** Text of a part as a part may hold it: what XML cannot hold is left out. */
export function encodeXml(text: string): string {
  let clean = '';
  for (const character of text) {
    const c = character.codePointAt(0) ?? 0;
    const allowed = c === 9 || c === 10 || (c >= 0x20 && c < 0xd800) || (c >= 0xe000 && c < 0xfffe) || c >= 0x10000;
    if (allowed) clean += character;
  }
  return clean.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Text with its character references resolved; CDATA sections opened, line ends made \n. */
export function decodeXml(raw: string): string {
  const plain = raw
    .replace(/\r\n?/g, '\n')
    .replace(/<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->/g, (_whole, text: string | undefined) =>
      encodeXml(text ?? ''),
    );
  if (!plain.includes('&')) return plain;
  return plain.replace(/&(?:#x([0-9a-fA-F]+)|#(\d+)|(\w+));/g, (whole, hexadecimal, decimal, name) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const code = Number.parseInt(hexadecimal ?? decimal, hexadecimal === undefined ? 10 : 16);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '\ufffd';
  });
}

/** The text inside an element that holds nothing but text. */
export function textOf(source: string, element: XmlElement): string {
  return decodeXml(source.slice(element.open, element.close));
}

/** What an element looks like as it stands in the file. */
export function written(source: string, element: XmlElement): string {
  return source.slice(element.start, element.end);
}
