/** XML that is not well-formed, or holds what an Office file never holds. `dtd`: a document type declaration. */
export class XmlError extends Error {
  readonly dtd: boolean;
  constructor(message: string, dtd = false) {
    super(message);
    this.name = 'XmlError';
    this.dtd = dtd;
  }
}

/** What a reader of events gets. `name` is canonical: see `Namespaces`. */
export interface XmlHandler {
  open(name: string, tag: Tag): void;
  close(name: string): void;
  /** Only called while `wantsText` is true; entities are resolved; one run may come in several calls. */
  text(text: string): void;
  readonly wantsText: boolean;
}

/** The tag just opened; valid only during the call of `open`. */
export interface Tag {
  /** Value of the attribute with this local name (`val` finds `w:val`); undefined when the tag has none. */
  get(localName: string): string | undefined;
  /**
   * Leaves out everything inside the element, if its raw text does not match `unless` and can be told apart here and now;
   * otherwise does nothing. What is left out is not checked. Saves most of the time that Word's formatting costs.
   */
  skip(unless: RegExp): void;
}

/**
 * Namespace address → canonical prefix. A name in one of them is told as `prefix:local` whatever prefix the file chose; the
 * namespace with canonical prefix '' as plain `local`; a name in any other namespace as `?:local`.
 */
export type Namespaces = ReadonlyMap<string, string>;

const LESS = 60;
const GREATER = 62;
const SLASH = 47;
const QUOTE = 34;
const APOSTROPHE = 39;
const EXCLAMATION = 33;
const QUESTION = 63;
const HASH = 35;
const AMPERSAND = 38;

/** One tag or one piece of text longer than this is no honest Office XML. */
const LONGEST_TOKEN = 8 * 1024 * 1024;
const DEEPEST = 512;
/** Office declares about forty. */
const MOST_PREFIXES = 500;
/** Names that are remembered; Office knows a few thousand. */
const MOST_NAMES = 5_000;

interface Scope {
  depth: number;
  prefixes: Map<string, string>;
  names: Map<string, string>;
}

/**
 * A pull-free XML tokenizer for the parts of Office files: checks nesting, resolves the five predefined and numeric entities,
 * refuses any document type declaration, knows namespaces, and does no work for attributes or text nobody asks for.
 * Feed it with `write` in pieces of any size, then call `end`. Throws `XmlError`.
 */
export class XmlTokenizer implements Tag {
  readonly #handler: XmlHandler;
  readonly #namespaces: Namespaces;
  readonly #stack: string[] = [];
  readonly #canonicalStack: string[] = [];
  readonly #scopes: Scope[] = [];
  #scope: Scope;
  #rest = '';
  #seenRoot = false;
  #source = '';
  #from = 0;
  #to = 0;
  #resume = 0;
  #empty = false;

  constructor(handler: XmlHandler, namespaces: Namespaces) {
    this.#handler = handler;
    this.#namespaces = namespaces;
    this.#scope = { depth: 0, prefixes: new Map([['xml', 'xml']]), names: new Map() };
  }

  write(chunk: string): void {
    const source = this.#rest === '' ? chunk : this.#rest + chunk;
    this.#rest = source.slice(this.#consume(source));
    if (this.#rest.length > LONGEST_TOKEN) throw new XmlError('有一处文字或标记长得不合理');
  }

  end(): void {
    if (this.#rest.trim() !== '' || this.#stack.length > 0 || !this.#seenRoot) throw new XmlError('内容中途断开');
  }

  get(localName: string): string | undefined {
    const source = this.#source;
    let at = this.#from;
    const end = this.#to;
    while (at < end) {
      const equals = source.indexOf('=', at);
      if (equals < 0 || equals >= end) return undefined;
      let open = equals + 1;
      let quote = source.charCodeAt(open);
      while (quote <= 32 && open < end) quote = source.charCodeAt(++open);
      const close = source.indexOf(quote === QUOTE ? '"' : "'", open + 1);
      if ((quote !== QUOTE && quote !== APOSTROPHE) || close < 0 || close >= end)
        throw new XmlError('标记的属性写法有误');
      let nameEnd = equals;
      while (nameEnd > at && source.charCodeAt(nameEnd - 1) <= 32) nameEnd -= 1;
      const nameStart = nameEnd - localName.length;
      if (nameStart >= at && source.startsWith(localName, nameStart)) {
        const before = source.charCodeAt(nameStart - 1);
        if (before <= 32 || before === 58) return decode(source.slice(open + 1, close));
      }
      at = close + 1;
    }
    return undefined;
  }

  skip(unless: RegExp): void {
    if (this.#empty) return;
    const source = this.#source;
    const name = this.#stack.at(-1) as string;
    const from = source.indexOf('>', this.#to) + 1;
    const end = source.indexOf(`</${name}>`, from);
    if (end < 0) return;
    const inside = source.slice(from, end);
    if (!inside.includes(`<${name}`) && !unless.test(inside)) this.#resume = end;
  }

  /** Handles all whole tokens of `source`, returns where the first unfinished one begins. */
  #consume(source: string): number {
    const handler = this.#handler;
    const length = source.length;
    this.#source = source;
    let at = 0;
    for (;;) {
      const less = source.indexOf('<', at);
      if (less < 0) return at;
      if (less > at) this.#text(source, at, less);
      const first = source.charCodeAt(less + 1);
      if (first === SLASH) {
        const greater = source.indexOf('>', less + 2);
        if (greater < 0) return less;
        let end = greater;
        while (source.charCodeAt(end - 1) <= 32) end -= 1;
        const name = this.#stack.pop();
        if (name === undefined || end - less - 2 !== name.length || !source.startsWith(name, less + 2))
          throw new XmlError('开始标记与结束标记不配对');
        handler.close(this.#canonicalStack.pop() as string);
        this.#leave();
        at = greater + 1;
      } else if (first === EXCLAMATION) {
        const after = this.#declaration(source, less);
        if (after < 0) return less;
        at = after;
      } else if (first === QUESTION) {
        const end = source.indexOf('?>', less + 2);
        if (end < 0) return less;
        at = end + 2;
      } else if (Number.isNaN(first)) {
        return less;
      } else {
        let end = less + 1;
        let code = first;
        while (code > 32 && code !== GREATER) code = source.charCodeAt(++end);
        const nameStop = end;
        let declares = false;
        for (; end < length; end++) {
          code = source.charCodeAt(end);
          if (code === GREATER) break;
          if (code === QUOTE || code === APOSTROPHE) {
            end = source.indexOf(code === QUOTE ? '"' : "'", end + 1);
            if (end < 0) return less;
          } else if (code <= 32) {
            if (source.charCodeAt(end + 1) === 120 && source.startsWith('xmlns', end + 1)) declares = true;
          } else if (code === LESS) throw new XmlError('标记没有写完');
        }
        if (end >= length) return less;
        const empty = source.charCodeAt(end - 1) === SLASH;
        const to = empty ? end - 1 : end;
        const nameEnd = Math.min(nameStop, to);
        this.#open(source.slice(less + 1, nameEnd), nameEnd, to, declares, empty);
        at = this.#resume > end ? this.#resume : end + 1;
      }
    }
  }

  #open(name: string, from: number, to: number, declares: boolean, empty: boolean): void {
    const stack = this.#stack;
    if (stack.length === 0 && this.#seenRoot) throw new XmlError('有多余的内容');
    if (name === '' || stack.length >= DEEPEST) throw new XmlError(name === '' ? '标记没有名称' : '标记嵌套过深');
    this.#seenRoot = true;
    stack.push(name);
    this.#from = from;
    this.#to = to;
    this.#resume = 0;
    this.#empty = empty;
    if (declares) this.#declare();
    const canonical = this.#canonical(name);
    this.#handler.open(canonical, this);
    if (!empty) this.#canonicalStack.push(canonical);
    else {
      this.#handler.close(canonical);
      stack.pop();
      this.#leave();
    }
  }

  #leave(): void {
    if (this.#scopes.length > 0 && this.#stack.length < this.#scope.depth) this.#scope = this.#scopes.pop() as Scope;
  }

  #declare(): void {
    const prefixes = new Map(this.#scope.prefixes);
    for (const match of this.#source
      .slice(this.#from, this.#to)
      .matchAll(/\sxmlns(?::([^\s=]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
      const canonical = this.#namespaces.get(decode(match[2] ?? match[3] ?? ''));
      prefixes.set(match[1] ?? '', canonical ?? '?');
      if (prefixes.size > MOST_PREFIXES) throw new XmlError('声明的命名空间过多');
    }
    this.#scopes.push(this.#scope);
    this.#scope = { depth: this.#stack.length, prefixes, names: new Map() };
  }

  #canonical(name: string): string {
    const known = this.#scope.names.get(name);
    if (known !== undefined) return known;
    const colon = name.indexOf(':');
    const prefix = this.#scope.prefixes.get(colon < 0 ? '' : name.slice(0, colon)) ?? '?';
    const local = name.slice(colon + 1);
    const canonical = prefix === '' ? local : `${prefix}:${local}`;
    if (this.#scope.names.size < MOST_NAMES) this.#scope.names.set(name, canonical);
    return canonical;
  }

  #text(source: string, from: number, to: number): void {
    if (this.#stack.length === 0) {
      if (source.slice(from, to).trim() !== '' && source.charCodeAt(from) !== 0xfeff)
        throw new XmlError('标记之外有文字');
      return;
    }
    if (this.#handler.wantsText) this.#handler.text(decode(source.slice(from, to)));
  }

  /** Comment, CDATA or DOCTYPE at `less`; returns the place after it, or -1 when it is not yet complete. */
  #declaration(source: string, less: number): number {
    if (source.startsWith('<!--', less)) {
      const end = source.indexOf('-->', less + 4);
      return end < 0 ? -1 : end + 3;
    }
    if (source.startsWith('<![CDATA[', less)) {
      const end = source.indexOf(']]>', less + 9);
      if (end < 0) return -1;
      if (this.#stack.length > 0 && this.#handler.wantsText)
        this.#handler.text(source.slice(less + 9, end).replace(/\r\n?/g, '\n'));
      return end + 3;
    }
    if (source.length - less < 9) return -1;
    throw new XmlError('含有文档类型定义（DTD）', source.startsWith('<!DOCTYPE', less));
  }
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Resolves entities and line ends of raw XML text. */
function decode(raw: string): string {
  const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  let ampersand = text.indexOf('&');
  if (ampersand < 0) return text;
  let decoded = '';
  let from = 0;
  while (ampersand >= 0) {
    const end = text.indexOf(';', ampersand);
    if (end < 0 || end - ampersand > 16) throw new XmlError('有写法错误的字符引用');
    if (ampersand > from) decoded += text.slice(from, ampersand);
    decoded +=
      text.charCodeAt(ampersand + 1) === HASH ? numbered(text, ampersand + 2, end) : namedEntity(text, ampersand, end);
    from = end + 1;
    // Whole texts written as numbers have the next one right here.
    ampersand = text.charCodeAt(from) === AMPERSAND ? from : text.indexOf('&', from);
  }
  return from < text.length ? decoded + text.slice(from) : decoded;
}

function namedEntity(text: string, ampersand: number, end: number): string {
  const plain = named[text.slice(ampersand + 1, end)];
  if (plain === undefined) throw new XmlError('引用了未定义的实体');
  return plain;
}

/** The character of `&#27743;` or `&#x6c5f;`, whose digits stand from `at` to `end`. */
function numbered(text: string, at: number, end: number): string {
  const hexadecimal = (text.charCodeAt(at) | 32) === 120;
  const base = hexadecimal ? 16 : 10;
  const first = hexadecimal ? at + 1 : at;
  let code = 0;
  for (let index = first; index < end; index++) {
    const sign = text.charCodeAt(index);
    const digit = sign <= 57 ? sign - 48 : (sign | 32) - 87;
    if (digit < 0 || digit >= base || (sign > 57 && digit < 10)) throw new XmlError('有写法错误的字符引用');
    code = code * base + digit;
  }
  if (first === end) throw new XmlError('有写法错误的字符引用');
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd';
  return code < 0x10000 ? String.fromCharCode(code) : String.fromCodePoint(code);
}
