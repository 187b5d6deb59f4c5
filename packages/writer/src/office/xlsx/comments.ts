import { parseAddress } from '@jizhun/documents/office';
import { AUTHOR, type Note } from '../notes.ts';
import { intoRoot, type PackageEdit } from '../package-edit.ts';
import { rootOf } from '../text-part.ts';
import { attribute, child, encodeXml, splice, type XmlElement } from '../xml.ts';
import { worksheetParts } from './xlsx-file.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const COMMENTS = 'application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml';
const DRAWING = 'application/vnd.openxmlformats-officedocument.vmlDrawing';

/** Children of a worksheet that stand before the reference to its notes, as the format orders them. */
const BEFORE = new Set(
  'sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing'.split(
    ' ',
  ),
);

interface Place {
  row: number;
  column: number;
}

/** Puts notes into a workbook, those of one cell into one; notes that are there stay. Legacy notes bear no time. */
export async function commentXlsx(edit: PackageEdit, notes: readonly Note[]): Promise<void> {
  const parts = await worksheetParts(edit.opened);
  const [firstSheet] = parts.keys();
  const bySheet = new Map<string, Map<string, (readonly string[])[]>>();
  for (const { origins, lines } of notes) {
    const known = origins.filter(({ part }) => parts.has(part));
    const origin = known.find(({ cell }) => cell !== undefined && parseAddress(cell)) ?? known[0];
    const sheet = origin?.part ?? firstSheet;
    if (sheet === undefined) continue;
    const cells = bySheet.get(sheet) ?? new Map<string, (readonly string[])[]>();
    bySheet.set(sheet, cells);
    const cell = origin?.cell ?? 'A1';
    cells.set(cell, [...(cells.get(cell) ?? []), lines]);
  }
  for (const [sheet, cells] of bySheet) await commentSheet(edit, parts.get(sheet) as string, cells);
}

async function commentSheet(
  edit: PackageEdit,
  sheet: string,
  cells: ReadonlyMap<string, (readonly string[])[]>,
): Promise<void> {
  const related = await edit.related(sheet, 'comments');
  const part = related?.part ?? edit.freeName('xl/comments', 'xml');
  let source = related ? await edit.text(part) : EMPTY;
  const shapes: Place[] = [];
  for (const [cell, findings] of cells) {
    const text = findings.map(runsOf).join(runXml('\n\n', false));
    const existing = noteAt(source, cell);
    if (existing) source = appended(source, existing, text);
    else {
      source = added(source, cell, text);
      const place = parseAddress(cell);
      if (place) shapes.push(place);
    }
  }
  edit.put(part, source);
  if (!related) {
    await edit.declare(part, COMMENTS);
    await edit.relate(sheet, 'comments', part);
  }
  const lines = [...cells.values()].map((findings) => findings.flat().length);
  if (shapes.length > 0) await draw(edit, sheet, shapes, Math.max(...lines));
}

const EMPTY = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="${MAIN}"><authors></authors><commentList></commentList></comments>`;

/** Each finding begins with a bold line. */
function runsOf(lines: readonly string[]): string {
  const [head = '', ...rest] = lines;
  return runXml(head, true) + (rest.length === 0 ? '' : runXml(`\n${rest.join('\n')}`, false));
}

function runXml(text: string, bold: boolean): string {
  const look = `<rPr>${bold ? '<b/>' : ''}<sz val="9"/><color indexed="81"/><rFont val="宋体"/><family val="3"/><charset val="134"/></rPr>`;
  return `<r>${look}<t xml:space="preserve">${encodeXml(text)}</t></r>`;
}

/** Elements in the root's own prefix. */
function inPrefix(root: XmlElement, xml: string): string {
  const colon = root.tag.indexOf(':');
  return colon < 0 ? xml : xml.replace(/<(\/?)(?=\w)/g, `<$1${root.tag.slice(0, colon)}:`);
}

function noteAt(source: string, cell: string): XmlElement | undefined {
  const root = rootOf(source);
  return child(root, 'commentList')?.children.find((c) => attribute(source, c, 'ref')?.value === cell);
}

/** A note that says more than it did: plain words become a run, so that others can stand beside it. */
function appended(source: string, note: XmlElement, text: string): string {
  const root = rootOf(source);
  const holder = child(note, 'text');
  if (!holder) return source;
  const plain = child(holder, 't');
  const more = inPrefix(root, runXml('\n\n', false) + text);
  const splices = plain
    ? [
        { start: plain.start, end: plain.start, text: inPrefix(root, '<r>') },
        { start: plain.end, end: plain.end, text: inPrefix(root, '</r>') },
      ]
    : [];
  return splice(source, [...splices, { start: holder.close, end: holder.close, text: more }]);
}

function added(source: string, cell: string, text: string): string {
  const { source: named, author } = withAuthor(source);
  const root = rootOf(named);
  const list = child(root, 'commentList');
  const entry = inPrefix(root, `<comment ref="${cell}" authorId="${author}"><text>${text}</text></comment>`);
  return list
    ? intoRoot(named, list, entry)
    : intoRoot(named, root, inPrefix(root, `<commentList>${entry}</commentList>`));
}

function withAuthor(source: string): { source: string; author: number } {
  const root = rootOf(source);
  const authors = child(root, 'authors');
  const entry = inPrefix(root, `<author>${AUTHOR}</author>`);
  if (!authors) {
    const list = inPrefix(root, `<authors>`) + entry + inPrefix(root, '</authors>');
    return { source: splice(source, [{ start: root.open, end: root.open, text: list }]), author: 0 };
  }
  const known = authors.children.findIndex((c) => source.slice(c.open, c.close) === AUTHOR);
  if (known >= 0) return { source, author: known };
  return { source: intoRoot(source, authors, entry), author: authors.children.length };
}

/** Boxes of notes: without one a note is not shown. Drawings of old Excel are no well-formed XML, so text is put in. */
async function draw(edit: PackageEdit, sheet: string, places: readonly Place[], lines: number): Promise<void> {
  const worksheet = await edit.text(sheet);
  const root = rootOf(worksheet);
  const reference = child(root, 'legacyDrawing');
  const id = reference && attribute(worksheet, reference, 'id')?.value;
  const related = id === undefined ? undefined : (await edit.opened.relationships(sheet)).get(id);
  const existing = related && edit.opened.find(related.target);
  const part = existing ?? edit.freeName('xl/drawings/vmlDrawing', 'vml');
  const number = Number(/(\d+)\.vml$/.exec(part)?.[1] ?? '1');
  const source = existing ? await edit.text(existing) : newDrawing(number);
  const first = 1 + Math.max(number * 1024, ...[...source.matchAll(/_x0000_s(\d+)/g)].map(([, n]) => Number(n)));
  const measures = measuresOf(worksheet, root);
  const type = /<v:shapetype[^>]*o:spt="202"/.test(source) ? '' : SHAPE_TYPE;
  const shapes = type + places.map((place, i) => shapeXml(first + i, place, lines, measures)).join('');
  const at = source.lastIndexOf('</xml>');
  edit.put(part, source.slice(0, at) + shapes + source.slice(at));
  if (existing) return;
  await edit.declareExtension('vml', DRAWING);
  const own = await edit.relate(sheet, 'vmlDrawing', part);
  const tag = root.tag.replace(/[^:]+$/, 'legacyDrawing');
  const before = root.children.findLast((c) => BEFORE.has(c.name));
  const place = before?.end ?? root.open;
  const text = `<${tag} xmlns:r="${RELATIONSHIPS}" r:id="${own}"/>`;
  edit.put(sheet, splice(worksheet, [{ start: place, end: place, text }]));
}

const SHAPE_TYPE =
  '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>';

function newDrawing(number: number): string {
  return `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${number}"/></o:shapelayout></xml>`;
}

/** Widths of columns, in characters of the usual size, and heights of rows, in points, by 0-based place. */
interface Measures {
  width(column: number): number;
  height(row: number): number;
}

const USUAL_WIDTH = 9;
const USUAL_HEIGHT = 15;

function measuresOf(source: string, root: XmlElement): Measures {
  const widths: { first: number; last: number; width: number }[] = [];
  for (const each of child(root, 'cols')?.children ?? []) {
    const [min, max, width] = ['min', 'max', 'width'].map((name) => Number(attribute(source, each, name)?.value));
    if (min && max && width) widths.push({ first: min - 1, last: max - 1, width });
  }
  const heights = new Map<number, number>();
  for (const each of child(root, 'sheetData')?.children ?? []) {
    const [row, height] = ['r', 'ht'].map((name) => Number(attribute(source, each, name)?.value));
    if (row && height) heights.set(row - 1, height);
  }
  return {
    width: (column) => widths.find(({ first, last }) => column >= first && column <= last)?.width ?? USUAL_WIDTH,
    height: (row) => heights.get(row) ?? USUAL_HEIGHT,
  };
}

/** The first place after `from` at which the sizes together reach `wanted`. */
function reach(from: number, wanted: number, size: (at: number) => number): number {
  let at = from;
  for (let sum = 0; sum < wanted && at < from + 60; at++) sum += Math.max(1, size(at));
  return at;
}

/** A hidden box to the right of its cell, about forty characters wide and high enough for the longest note of the sheet. */
function shapeXml(id: number, { row, column }: Place, lines: number, measures: Measures): string {
  const points = Math.min(420, Math.max(90, (lines + 4) * 14));
  const top = Math.max(0, row - 1);
  const right = reach(column + 1, 40, measures.width);
  const bottom = reach(top, points, measures.height);
  const anchor = [column + 1, 15, top, 10, right, 15, bottom, 4].join(', ');
  return (
    `<v:shape id="_x0000_s${id}" type="#_x0000_t202" style="position:absolute;margin-left:80pt;margin-top:5pt;width:260pt;height:${points}pt;z-index:${id % 1024};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">` +
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>' +
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>' +
    `<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`
  );
}
