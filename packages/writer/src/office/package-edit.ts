import type { OfficePackage } from '@jizhun/documents/office';
import { encode, readText, rootOf } from './text-part.ts';
import { attribute, encodeXml, splice, type XmlElement } from './xml.ts';
import { rewriteZip } from './zip.ts';

const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A package in which parts are changed and added, with the lists that must name them. */
export class PackageEdit {
  readonly opened: OfficePackage;
  readonly #bytes: Uint8Array;
  /** null for a part that goes. */
  readonly #texts = new Map<string, string | null>();

  constructor(opened: OfficePackage, bytes: Uint8Array) {
    this.opened = opened;
    this.#bytes = bytes;
  }

  /** A part's text as it stands now. */
  async text(part: string): Promise<string> {
    return this.#texts.get(part) ?? (await readText(this.opened, part));
  }

  /** Takes out the part that a part leads to by a relationship of this type, and what names it. */
  async remove(from: string, type: string): Promise<void> {
    const related = await this.related(from, type);
    if (!related) return;
    const slash = from.lastIndexOf('/') + 1;
    const list = this.opened.find(`${from.slice(0, slash)}_rels/${from.slice(slash)}.rels`);
    const named = (value: string | undefined): boolean =>
      value?.replace(/^\//, '').toLowerCase() === related.part.toLowerCase();
    if (list !== undefined) await this.#without(list, (of) => of('Id') === related.id);
    await this.#without(this.#types, (of) => named(of('PartName')));
    this.#texts.set(related.part, null);
  }

  /** Takes the elements out of a list that fit. */
  async #without(list: string, fits: (of: (name: string) => string | undefined) => boolean): Promise<void> {
    const source = await this.text(list);
    const entries = rootOf(source).children;
    const gone = entries.filter((entry) => fits((name) => attribute(source, entry, name)?.value));
    this.put(
      list,
      splice(
        source,
        gone.map(({ start, end }) => ({ start, end, text: '' })),
      ),
    );
  }

  put(part: string, text: string): void {
    this.#texts.set(part, text);
  }

  has(part: string): boolean {
    return this.#texts.has(part) || this.opened.find(part) !== undefined;
  }

  /** A name for a new part: `xl/comments3.xml` where 1 and 2 are taken. */
  freeName(stem: string, extension: string): string {
    for (let n = 1; ; n++) {
      const name = `${stem}${n}.${extension}`;
      if (!this.has(name)) return name;
    }
  }

  /** Notes a new part in the list of content types. */
  async declare(part: string, contentType: string): Promise<void> {
    await this.#intoTypes(`<Override PartName="/${part}" ContentType="${contentType}"/>`);
  }

  /** Notes the content type of all parts with an extension, unless it is noted. */
  async declareExtension(extension: string, contentType: string): Promise<void> {
    const source = await this.text(this.#types);
    const root = rootOf(source);
    const known = root.children.some(
      (c) => c.name === 'Default' && attribute(source, c, 'Extension')?.value.toLowerCase() === extension,
    );
    if (!known) await this.#intoTypes(`<Default Extension="${extension}" ContentType="${contentType}"/>`);
  }

  get #types(): string {
    return this.opened.find('[Content_Types].xml') ?? '[Content_Types].xml';
  }

  async #intoTypes(entry: string): Promise<void> {
    const source = await this.text(this.#types);
    const root = rootOf(source);
    this.put(this.#types, intoRoot(source, root, prefixed(root, entry)));
  }

  /** Leads from one part to another; answers the id of the new relationship. */
  async relate(part: string, type: string, target: string): Promise<string> {
    const slash = part.lastIndexOf('/') + 1;
    const wanted = `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`;
    const name = this.opened.find(wanted) ?? wanted;
    const existing = this.has(name) ? await this.text(name) : '';
    const source =
      existing.trim() === ''
        ? `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="${RELATIONSHIPS}"></Relationships>`
        : existing;
    const root = rootOf(source);
    const ids = new Set(root.children.map((c) => attribute(source, c, 'Id')?.value));
    let n = root.children.length + 1;
    while (ids.has(`rId${n}`)) n++;
    const entry = `<Relationship Id="rId${n}" Type="${TYPES}/${type}" Target="/${encodeXml(target)}"/>`;
    this.put(name, intoRoot(source, root, prefixed(root, entry)));
    return `rId${n}`;
  }

  /** The part that a part leads to by a relationship of this type. */
  async related(part: string, type: string): Promise<{ id: string; part: string } | undefined> {
    for (const { id, type: own, target } of (await this.opened.relationships(part)).values()) {
      const found = own === type ? this.opened.find(target) : undefined;
      if (found !== undefined) return { id, part: found };
    }
    return undefined;
  }

  bytes(): Uint8Array {
    const changed = [...this.#texts].map(([part, text]) => [part, text === null ? null : encode(text)] as const);
    return rewriteZip(this.#bytes, new Map(changed));
  }
}

/** An element's XML with the prefix that the root uses. */
function prefixed(root: XmlElement, entry: string): string {
  const colon = root.tag.indexOf(':');
  return colon < 0 ? entry : entry.replace('<', `<${root.tag.slice(0, colon)}:`);
}

/** Puts an element at the end of the root. */
export function intoRoot(source: string, root: XmlElement, entry: string): string {
  if (root.close === root.open && source[root.open - 2] === '/')
    return `${source.slice(0, root.open - 2)}>${entry}</${root.tag}>${source.slice(root.end)}`;
  return source.slice(0, root.close) + entry + source.slice(root.close);
}
