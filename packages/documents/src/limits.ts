/**
 * How much one file may cost. Honest files of budget units stay far below these; a hostile file is stopped at them.
 * Bytes are bytes, characters are UTF-16 code units.
 */
export interface Limits {
  /** Size of the file itself. */
  fileBytes: number;
  /** Entries in a zip container. */
  entries: number;
  /** Unpacked size of one entry. */
  entryBytes: number;
  /** Unpacked size of all entries together. */
  unpackedBytes: number;
  /** An entry above `ratioFloorBytes` may unpack to at most this multiple of its packed size. */
  ratio: number;
  /** Below this unpacked size the ratio is not looked at: small honest parts reach 1:500. */
  ratioFloorBytes: number;
  /** Files in an archive, and the size of all of them together. */
  archiveFiles: number;
  archiveBytes: number;
  /** Cells that carry content, in all tables or sheets. */
  cells: number;
  /** Characters of text, in all cells and paragraphs; a shared string counts each time it is used. */
  textCharacters: number;
  /** Tables in a document, worksheets in a workbook. */
  grids: number;
  /** Tables inside tables. */
  nesting: number;
  /** Pages of a pdf. */
  pages: number;
  /** Pages of a pdf that are read by recognition (OCR); each takes seconds. */
  scannedPages: number;
  /** Drawing operators on all pages of a pdf together; a page full of text has about 5,000. */
  operators: number;
}

const MEBIBYTE = 1024 * 1024;

/** Limits that hold where the caller names no others. */
export const defaultLimits: Readonly<Limits> = {
  fileBytes: 64 * MEBIBYTE,
  entries: 10_000,
  entryBytes: 384 * MEBIBYTE,
  unpackedBytes: 512 * MEBIBYTE,
  ratio: 200,
  ratioFloorBytes: 48 * MEBIBYTE,
  archiveFiles: 1_000,
  archiveBytes: 256 * MEBIBYTE,
  cells: 2_000_000,
  textCharacters: 64 * MEBIBYTE,
  grids: 5_000,
  nesting: 16,
  pages: 3_000,
  scannedPages: 100,
  operators: 10_000_000,
};
