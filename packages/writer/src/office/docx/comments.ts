import type { Origin } from '@jizhun/model';
import { originKey } from '../file.ts';
import { AUTHOR, type Note, type NoteOptions } from '../notes.ts';
import { intoRoot, type PackageEdit } from '../package-edit.ts';
import { rootOf } from '../text-part.ts';
import { attribute, child, descendants, encodeXml, parseXml, type Splice, splice, type XmlElement } from '../xml.ts';
import { isEmptyTag, paragraphsIn } from './runs.ts';

const MAIN = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const CONTENT_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml';
/** What bears the number of a comment in the text. */
const MARKS = ['w:commentRangeStart', 'w:commentRangeEnd', 'w:commentReference'];

/** Puts comments into a Word file, one a note, each round the words of its cell or paragraph; those there stay. */
export async function commentDocx(edit: PackageEdit, notes: readonly Note[], options: NoteOptions): Promise<void> {
  const { main } = edit.opened;
  const source = await edit.text(main);
  const root = parseXml(source);
  const anchors = await anchorsOf(edit, root);
  const [first] = descendants(root, 'w:p');
  const related = await edit.related(main, 'comments');
  const part =
    related?.part ?? (edit.has('word/comments.xml') ? edit.freeName('word/comments', 'xml') : 'word/comments.xml');
  const comments = related ? await edit.text(related.part) : EMPTY;
  let id = 1 + Math.max(-1, ...idsIn(comments, ['w:comment']), ...idsIn(source, MARKS));
  const marks = new Map<XmlElement, { before: string; after: string }>();
  const marksOf = (paragraph: XmlElement): { before: string; after: string } => {
    const there = marks.get(paragraph) ?? { before: '', after: '' };
    marks.set(paragraph, there);
    return there;
  };
  let entries = '';
  for (const { origins, lines } of notes) {
    const holder = origins.map((origin) => anchors.get(keyOf(origin))).find((found) => found !== undefined) ?? first;
    const [from, to] = holder ? endsOf(holder) : [undefined, undefined];
    if (!from || !to) continue;
    const { prefix: w, declaration } = prefixOf(from);
    const own = `${declaration} ${w}:id="${id}"`;
    marksOf(from).before += `<${w}:commentRangeStart${own}/>`;
    marksOf(to).after +=
      `<${w}:commentRangeEnd${own}/><${w}:r${declaration}><${w}:commentReference ${w}:id="${id}"/></${w}:r>`;
    entries += commentXml(id, lines, options);
    id += 1;
  }
  if (entries === '') return;
  edit.put(
    main,
    splice(
      source,
      [...marks].flatMap(([paragraph, mark]) => markSplices(source, paragraph, mark)),
    ),
  );
  edit.put(part, intoRoot(comments, rootOf(comments), entries));
  if (related) return;
  await edit.declare(part, CONTENT_TYPE);
  await edit.relate(main, 'comments', part);
}

const EMPTY = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:comments xmlns:w="${MAIN}"></w:comments>`;

/** Where each cell and paragraph of the reading stands. */
async function anchorsOf(edit: PackageEdit, root: XmlElement): Promise<Map<string, XmlElement>> {
  const { cells, paragraphs } = await edit.opened.locate();
  const [tcs, ps] = [descendants(root, 'w:tc'), descendants(root, 'w:p')];
  const anchors = new Map<string, XmlElement>();
  const put = (origin: Origin, element: XmlElement | undefined): void =>
    void (element && anchors.set(keyOf(origin), element));
  for (const { part, cell, element } of cells)
    put({ part, row: cell.row + 1, column: cell.column + 1, how: 'printed' }, tcs[element]);
  for (const { line, element } of paragraphs) put({ part: 'body', line, how: 'printed' }, ps[element]);
  return anchors;
}

const keyOf = (origin: Origin): string => originKey(origin) ?? '';

/** First and last paragraph of a cell, or the paragraph itself. */
function endsOf(holder: XmlElement): [first: XmlElement | undefined, last: XmlElement | undefined] {
  if (holder.name === 'w:p') return [holder, holder];
  const paragraphs = paragraphsIn(holder);
  return [paragraphs[0], paragraphs.at(-1)];
}

function markSplices(
  source: string,
  paragraph: XmlElement,
  { before, after }: { before: string; after: string },
): Splice[] {
  if (isEmptyTag(source, paragraph))
    return [{ start: paragraph.open - 2, end: paragraph.end, text: `>${before}${after}</${paragraph.tag}>` }];
  const start = child(paragraph, 'w:pPr')?.end ?? paragraph.open;
  return [
    { start, end: start, text: before },
    { start: paragraph.close, end: paragraph.close, text: after },
  ];
}

/** Attributes need a prefix even where the file writes its elements without one. */
function prefixOf({ tag }: XmlElement): { prefix: string; declaration: string } {
  const colon = tag.indexOf(':');
  return colon < 0
    ? { prefix: 'w', declaration: ` xmlns:w="${MAIN}"` }
    : { prefix: tag.slice(0, colon), declaration: '' };
}

function commentXml(id: number, lines: readonly string[], { at }: NoteOptions): string {
  const date = at === undefined ? '' : ` w:date="${at.replace(/\.\d+/, '')}"`;
  const paragraphs = lines.map((line, i) => {
    const bold = i === 0 ? '<w:rPr><w:b/></w:rPr>' : '';
    return `<w:p><w:r>${bold}<w:t xml:space="preserve">${encodeXml(line)}</w:t></w:r></w:p>`;
  });
  return `<w:comment xmlns:w="${MAIN}" w:id="${id}" w:author="${AUTHOR}"${date} w:initials="绩">${paragraphs.join('')}</w:comment>`;
}

function idsIn(source: string, names: readonly string[]): number[] {
  const root = parseXml(source);
  return names
    .flatMap((name) => descendants(root, name))
    .map((element) => Number(attribute(source, element, 'id')?.value))
    .filter(Number.isInteger);
}
