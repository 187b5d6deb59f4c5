import type { Origin } from '@jizhun/model';

/** A place in the file that can be written: a cell of a grid, or a paragraph. */
export interface Spot {
  /** Tells spots apart. */
  key: string;
  /** As `Origin.part`. */
  part: string;
  /** 0-based; for paragraphs -1. */
  row: number;
  column: number;
  rowSpan: number;
  columnSpan: number;
  /** What reading shows there. */
  text: string;
  /** Why nothing may be written there, in Chinese. */
  locked?: string;
  origin: Origin;
}

/** A row that is put in after another one, like it in all but its words. */
export interface InsertedRow {
  part: string;
  /** 0-based; the new row stands below it. */
  after: number;
  /** Words of the new row by 0-based column; a column that is not named is left empty, a vertical merge goes on. */
  texts: ReadonlyMap<number, string>;
}

export interface RemovedRow {
  part: string;
  row: number;
}

/** Everything that is to change in a file. */
export interface Changes {
  writes: readonly { spot: Spot; text: string }[];
  inserted: readonly InsertedRow[];
  removed: readonly RemovedRow[];
}

/** A docx or xlsx opened to be written into. */
export interface OfficeFile {
  /** The spot that begins at an origin. */
  at(origin: Origin): Spot | undefined;
  /** The spot that covers a place of a grid, 0-based; undefined where the file has no cell there. */
  covering(part: string, row: number, column: number): Spot | undefined;
  /** Whether `text` can be written at a spot; a Chinese reason where not. */
  judge(spot: Spot, text: string): string | undefined;
  /** Whether a row can be put in or taken out; a Chinese reason where not. */
  judgeRow(change: InsertedRow | RemovedRow): string | undefined;
  /** The file with the changes made, all of which were judged fit. */
  save(changes: Changes): Promise<Uint8Array>;
}

/** Key of a cell of a grid. */
export const cellKey = (part: string, row: number, column: number): string => `${part}\n${row},${column}`;

/** Key of a paragraph. */
export const lineKey = (part: string, line: number): string => `${part}\nline ${line}`;

/** Key of the place that an origin names. */
export function originKey({ part, row, column, line }: Origin): string | undefined {
  if (row !== undefined && column !== undefined) return cellKey(part, row - 1, column - 1);
  return line === undefined ? undefined : lineKey(part, line);
}
