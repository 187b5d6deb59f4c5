/**
 * What `documents` makes of a file and `reader` takes: paragraphs and grids of cells, in the order in which a person
 * meets them. Nothing here knows what the words mean.
 */

/** One opened file. Everything that was printed in it is in `blocks`; everything that was not shown is in `notices`. */
export interface OpenedDocument {
  source: { name: string; sha256: string; mediaType: string; pages?: number };
  blocks: Block[];
  notices: Notice[];
}

export type Block = Paragraph | Grid;

/** A run of text between tables. */
export interface Paragraph {
  kind: 'paragraph';
  /** `body`, `page 12`, `Sheet2` … as in `Origin.part`. */
  part: string;
  /** 1-based line of a text file, or 1-based number of the paragraph in its part. */
  line: number;
  page?: number;
  /** Where it stands on its page: left, top, width, height in points; of one that runs over pages, its beginning. */
  box?: [x: number, y: number, width: number, height: number];
  text: string;
  /** Of text that was recognised on a picture (OCR): how sure that is, 0 to 1. */
  confidence?: number;
}

/**
 * A table as the file holds it.
 *
 * `exact`: rows, columns and spans are those that a person sees (docx, xlsx, html, pdf).
 * `ragged`: the file gives only an order of fields in a line (txt, csv, text extracted from another format): a field may
 * stand one or more columns beside its place, and merged cells show as blanks, or not at all.
 */
export interface Grid {
  kind: 'grid';
  /** `table 3`, `Sheet2`, `body` … as in `Origin.part`. */
  part: string;
  /** Name of a worksheet. */
  title?: string;
  layout: 'exact' | 'ragged';
  rowCount: number;
  columnCount: number;
  /** Only cells that exist; sorted by row, then column; a merged cell stands once, at its upper left corner. */
  cells: GridCell[];
  /** 0-based rows and columns that the file hides. Their cells are in `cells` with `hidden: true`. */
  hiddenRows?: number[];
  hiddenColumns?: number[];
}

export interface GridCell {
  /** 0-based. */
  row: number;
  /** 0-based. */
  column: number;
  rowSpan: number;
  columnSpan: number;
  /** As shown: number formats applied, line breaks as \n, leading blanks (they show depth) kept. */
  text: string;
  /** What the file stores, where that is not the text: 0.25 behind `25%`, 715.0700000000001 behind `715.07`. */
  stored?: number | string | boolean;
  /** `B7`. */
  address?: string;
  /** 1-based line of a text file. */
  line?: number;
  /** 0-based first and end column (characters) in that line. */
  span?: [start: number, end: number];
  page?: number;
  box?: [x: number, y: number, width: number, height: number];
  /** Of text that was recognised on a picture (OCR): how sure that is, 0 to 1. */
  confidence?: number;
  hidden?: true;
}

/** Something the opener saw that a reader of the result should know: hidden rows, tracked deletions, a formula without value. */
export interface Notice {
  kind: 'hidden' | 'deleted' | 'formula' | 'image' | 'encoding' | 'limit' | 'other';
  /** One Chinese sentence: what it is and where. */
  message: string;
  part: string;
  text?: string;
}
