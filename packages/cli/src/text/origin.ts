import { type Origin, partWord, placeWords } from '@jizhun/model';

/** What the reader did to a value, where that is not plain to see. */
const HOW: Partial<Record<Origin['how'], string>> = {
  moved: '已移回原位',
  repaired: '已修复',
  guessed: '推测',
  ocr: '识别',
};

/** Where in its file a value stands: `第 3 张表 第 12 行第 5 列`, `Sheet2 单元格 B7`, `正文 第 40 行（已修复，原文「4O」）`. */
export function describeOrigin(origin: Origin, mediaType: string): string {
  const how = HOW[origin.how];
  const printed = origin.printed === undefined ? '' : `，原文「${origin.printed}」`;
  return placeWords(origin, mediaType, 'brief').join(' ') + (how === undefined ? '' : `（${how}${printed}）`);
}

/** The first few places of a value, and how many more there are; what they share with the one before is not repeated. */
export function describeOrigins(origins: readonly Origin[], mediaType: string, most = 3): string {
  const places = new Map(origins.map((origin) => [describeOrigin(origin, mediaType), partWord(origin.part)]));
  let before = '';
  const shown = [...places].slice(0, most).map(([place, part]) => {
    const text = part === before ? place.slice(part.length).trimStart() : place;
    before = part;
    return text;
  });
  return shown.join('；') + (places.size > most ? ` 等 ${places.size} 处` : '');
}
