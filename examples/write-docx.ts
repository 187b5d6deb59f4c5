import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  Document,
  Table as DocxTable,
  type ISectionOptions,
  Packer,
  PageOrientation,
  Paragraph,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { withFixedDates } from './archive.ts';
import type { Cell, Example, Line, Section, Table } from './paper.ts';

const ALIGN = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const;

/** Width between the margins in twips: A4 upright and across. */
const WIDTH = { portrait: 9400, landscape: 14200 };
const SONG = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '宋体' };
const HEI = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '黑体' };
const LINE = { style: BorderStyle.SINGLE, size: 4, color: '000000' };

/** An example as a Word document, one section per section. */
export async function writeDocx(example: Example): Promise<Uint8Array> {
  const document = new Document({
    title: example.title,
    creator: '示例',
    lastModifiedBy: '示例',
    styles: { default: { document: { run: { font: SONG, size: 21 } } } },
    sections: example.sections.map(section),
  });
  return withFixedDates(new Uint8Array(await Packer.toArrayBuffer(document)));
}

function section({ parts, landscape }: Section): ISectionOptions {
  const width = landscape ? WIDTH.landscape : WIDTH.portrait;
  const margin = convertMillimetersToTwip(22);
  return {
    properties: {
      page: {
        size: {
          width: convertMillimetersToTwip(210),
          height: convertMillimetersToTwip(297),
          orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: { top: margin, bottom: margin, left: margin, right: margin },
      },
    },
    children: parts.map((part) => (part.kind === 'table' ? table(part, width) : line(part))),
  };
}

function line({ kind, text }: Line): Paragraph {
  switch (kind) {
    case 'title':
      return new Paragraph({
        alignment: AlignmentType.CENTER,
        spacing: { before: 200, after: 120 },
        children: [new TextRun({ text, font: HEI, size: 32 })],
      });
    case 'subtitle':
      return new Paragraph({ alignment: AlignmentType.CENTER, spacing: { after: 80 }, children: [new TextRun(text)] });
    case 'right':
      return new Paragraph({ alignment: AlignmentType.RIGHT, children: [new TextRun(text)] });
    case 'heading':
      return new Paragraph({
        spacing: { before: 160, after: 80 },
        children: [new TextRun({ text, font: HEI, size: 24 })],
      });
    case 'text':
      return new Paragraph({ indent: { firstLine: 420 }, spacing: { line: 360 }, children: [new TextRun(text)] });
  }
}

function table({ widths, rows }: Table, width: number): DocxTable {
  const total = widths.reduce((sum, w) => sum + w, 0);
  const columnWidths = widths.map((w) => Math.round((w / total) * width));
  return new DocxTable({
    layout: TableLayoutType.FIXED,
    width: { size: width, type: WidthType.DXA },
    columnWidths,
    borders: {
      top: LINE,
      bottom: LINE,
      left: LINE,
      right: LINE,
      insideHorizontal: LINE,
      insideVertical: LINE,
    },
    rows: rows.map((row) => new TableRow({ cantSplit: true, children: row.map(cell) })),
  });
}

function cell({ text, across, down, align, bold }: Cell): TableCell {
  return new TableCell({
    verticalAlign: VerticalAlign.CENTER,
    margins: { left: 60, right: 60, top: 30, bottom: 30 },
    ...(across ? { columnSpan: across } : {}),
    ...(down ? { rowSpan: down } : {}),
    children: text.split('\n').map(
      (content) =>
        new Paragraph({
          alignment: ALIGN[align ?? 'left'],
          children: [new TextRun({ text: content, bold: bold ?? false, size: 20 })],
        }),
    ),
  });
}
