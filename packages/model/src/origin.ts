import type { Origin } from './types.ts';

/** `table 3` is 第 3 张表, `page 12` 第 12 页, `body` 正文. Names of worksheets stay as they are. */
export function partWord(part: string): string {
  const table = /^table (\d+)$/.exec(part);
  if (table) return `第 ${table[1]} 张表`;
  const page = /^page (\d+)$/.exec(part);
  if (page) return `第 ${page[1]} 页`;
  return part === 'body' ? '正文' : part;
}

/**
 * Where a value stands in its file, in words, from coarse to fine: 第 3 张表, 第 12 行第 5 列.
 * `mediaType` is the file's: a text has lines (行), a document paragraphs (段). Briefly, a line is enough: neither the
 * characters in it nor the row of the table that stands in a text are told.
 */
export function placeWords(origin: Origin, mediaType: string, detail: 'full' | 'brief' = 'full'): string[] {
  const { part, page, range, cell, row, column, line, span } = origin;
  const full = detail === 'full';
  const words = [partWord(part)];
  if (page !== undefined && part !== `page ${page}`) words.push(`第 ${page} 页`);
  if (range !== undefined) words.push(`合并区域 ${range}`);
  else if (cell !== undefined) words.push(`单元格 ${cell}`);
  const characters = span === undefined || !full ? '' : `第 ${span[0] + 1}–${span[1]} 字`;
  if (line !== undefined) words.push(`第 ${line} ${mediaType.startsWith('text/') ? '行' : '段'}${characters}`);
  if (cell === undefined && row !== undefined && (line === undefined || full)) {
    // A text file has lines of its own beside the rows of the table that stands in it.
    const inTable = line === undefined ? '' : '表内';
    words.push(`${inTable}第 ${row} 行${column === undefined ? '' : `第 ${column} 列`}`);
  }
  return words;
}
