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
