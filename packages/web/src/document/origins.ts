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
  const inText = mediaType.startsWith('text/');
  return [
    partWord(origin.part),
    ...(origin.page !== undefined && origin.part !== `page ${origin.page}` ? [`第 ${origin.page} 页`] : []),
    ...(origin.range !== undefined
      ? [`合并区域 ${origin.range}`]
      : origin.cell !== undefined
        ? [`单元格 ${origin.cell}`]
        : []),
    ...(origin.row !== undefined && origin.cell === undefined ? [`第 ${origin.row} 行`] : []),
    ...(origin.column !== undefined && origin.cell === undefined ? [`第 ${origin.column} 列`] : []),
    ...(origin.line !== undefined ? [inText ? `第 ${origin.line} 行` : `第 ${origin.line} 段`] : []),
    ...(origin.span !== undefined ? [`第 ${origin.span[0] + 1}–${origin.span[1]} 字`] : []),
  ];
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
