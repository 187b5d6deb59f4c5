import type { Opening } from '../opening.ts';
import type { WordStreams } from './streams.ts';

/** A run of text as it lies in the file. */
export interface Piece {
  /** First character and end, counted over the whole text. */
  start: number;
  end: number;
  /** Where its first character lies in the main stream. */
  at: number;
  /** Bytes of a character: 1 (Windows-1252) or 2 (UTF-16). */
  width: 1 | 2;
}

const MOST_USES = 4;

const western = new TextDecoder('windows-1252');
const unicode = new TextDecoder('utf-16le');

/** The pieces of the text, in its order ([MS-DOC] 2.8.35, 2.9.177). */
export function readPieces(opening: Opening, { main, table, clx }: WordStreams): Piece[] {
  let at = clx.at;
  const end = clx.at + clx.size;
  while (at + 3 <= end && table.getUint8(at) === 1) at += 3 + table.getUint16(at + 1, true);
  if (at + 5 > end || table.getUint8(at) !== 2) opening.damaged('文件', '里找不到文字的次序');
  const size = table.getUint32(at + 1, true);
  const count = Math.floor((size - 4) / 12);
  const from = at + 5;
  const pieces: Piece[] = [];
  for (let index = 0; index < count; index++) {
    const start = table.getUint32(from + 4 * index, true);
    const next = table.getUint32(from + 4 * index + 4, true);
    const place = table.getUint32(from + 4 * (count + 1) + 8 * index + 2, true);
    if (next <= start) continue;
    const narrow = (place & 0x40000000) !== 0;
    const offset = place & 0x3fffffff;
    pieces.push({ start, end: next, at: narrow ? offset >> 1 : offset, width: narrow ? 1 : 2 });
  }
  const bytes = pieces.reduce((sum, { start, end, width }) => sum + (end - start) * width, 0);
  // Every character lies in the file once; a file in which they lie many times over is made to be expensive.
  if (bytes > MOST_USES * main.byteLength)
    opening.refuse('bomb', '的文字比文件本身大得多，已停止读取。', '请用 Office 或 WPS 打开后另存一份再上传。');
  return pieces;
}

/** The text of a part of a piece. */
export function decodePiece({ main }: WordStreams, piece: Piece, from: number, to: number): string {
  const at = piece.at + (from - piece.start) * piece.width;
  const bytes = new Uint8Array(main.buffer, main.byteOffset + at, (to - from) * piece.width);
  if (at + bytes.length > main.byteLength) throw new RangeError('text beyond the stream');
  return (piece.width === 1 ? western : unicode).decode(bytes);
}
