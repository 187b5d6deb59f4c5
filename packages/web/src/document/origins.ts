import { type Disclosure, isWithin, type JsonPointer, type Origin, originsOf } from '@jizhun/model';

/** The number of an entry of what found no place: 3 for `/unread/3`. */
export function unreadAt(path: JsonPointer): number | undefined {
  const number = /^\/unread\/(\d+)$/.exec(path)?.[1];
  return number === undefined ? undefined : Number(number);
}

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
export function originsAt(
  { provenance, unread }: Pick<Disclosure, 'provenance' | 'unread'>,
  path: JsonPointer,
): readonly Origin[] {
  const left = unread[unreadAt(path) ?? -1];
  if (left) return [left.at];
  const own = originsOf(provenance, path);
  if (own.length > 0) return own;
  return Object.keys(provenance)
    .filter((p) => isWithin(p, path))
    .flatMap((p) => provenance[p] ?? []);
}
