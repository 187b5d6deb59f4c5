import { type Disclosure, isWithin, type JsonPointer, type Origin, originsOf } from '@jizhun/model';

const how: Record<Origin['how'], string> = {
  printed: '原样',
  carried: '由上方合并单元格带下',
  moved: '移回原位',
  repaired: '已修复',
  guessed: '推测',
  ocr: '文字识别',
};

export function howWord(value: Origin['how']): string {
  return how[value];
}

/** `table 3` → 第 3 张表. Names of worksheets stay as they are. */
export function partWord(part: string): string {
  const table = /^table (\d+)$/.exec(part);
  if (table) return `第 ${table[1]} 张表`;
  const page = /^page (\d+)$/.exec(part);
  if (page) return `第 ${page[1]} 页`;
  return part === 'body' ? '正文' : part;
}

/** One line of a source: where, in words, from coarse to fine. */
export function placeWords(origin: Origin, mediaType: string): string[] {
  const { part, page, range, cell, row, column, line, span } = origin;
  const words = [partWord(part)];
  if (page !== undefined && part !== `page ${page}`) words.push(`第 ${page} 页`);
  if (range !== undefined) words.push(`合并区域 ${range}`);
  else if (cell !== undefined) words.push(`单元格 ${cell}`);
  const characters = span === undefined ? '' : `第 ${span[0] + 1}–${span[1]} 字`;
  if (line !== undefined) words.push(`第 ${line} ${mediaType.startsWith('text/') ? '行' : '段'}${characters}`);
  // A text file has lines of its own beside the rows of the table that stands in it.
  const inTable = line === undefined ? '' : '表内';
  if (cell === undefined && row !== undefined) {
    words.push(`${inTable}第 ${row} 行${column === undefined ? '' : `第 ${column} 列`}`);
  }
  return words;
}

/**
 * Where a value stands in the file: its own origins, else those of what holds it, else those of what it holds (a target
 * whose operator, figure and unit stand in three cells).
 */
export function originsAt(provenance: Disclosure['provenance'], path: JsonPointer): readonly Origin[] {
  const own = originsOf(provenance, path);
  if (own.length > 0) return own;
  return Object.keys(provenance)
    .filter((p) => isWithin(p, path))
    .flatMap((p) => provenance[p] ?? []);
}
