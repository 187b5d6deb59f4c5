import type { Block } from '@jizhun/model';
import type { Opening } from '../opening.ts';
import { decodeHtml } from './encoding.ts';
import { openHtml } from './open.ts';

/** Parts of a saved page: sheets of a workbook, frames, pictures. */
const MOST_PARTS = 5_000;

/** Reads every page in it, in their order. */
export function openMht(opening: Opening, bytes: Uint8Array): { blocks: Block[]; mediaType: string } {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const [headers, body] = splitHead(text);
  const boundary = /boundary\s*=\s*"?([^";\s]{1,200})"?/i.exec(headers)?.[1];
  const parts = boundary === undefined ? [text] : body.split(`--${boundary}`).slice(1);
  if (parts.length > MOST_PARTS)
    opening.refuse('too-large', `过大：单文件网页内超过 ${MOST_PARTS} 个部分。`, '请拆分成几个较小的文件后分别上传。');
  const blocks: Block[] = [];
  let tables = 0;
  for (const part of parts) {
    const [head, content] = splitHead(part.replace(/^\r?\n/, ''));
    if (!/content-type:\s*text\/html/i.test(head)) continue;
    const decoded = decodeHtml(decodeTransfer(content, /content-transfer-encoding:\s*([\w-]+)/i.exec(head)?.[1] ?? ''));
    if (!decoded) opening.damaged('单文件网页', '的编码无法识别');
    for (const block of openHtml(opening, decoded).blocks) {
      if (block.kind === 'grid') {
        const inner = /\..*$/.exec(block.part)?.[0] ?? '';
        if (inner === '') tables += 1;
        block.part = `table ${tables}${inner}`;
      }
      blocks.push(block);
    }
  }
  return { blocks, mediaType: 'multipart/related' };
}

function splitHead(text: string): [head: string, rest: string] {
  const end = /\r?\n\r?\n/.exec(text);
  return end ? [text.slice(0, end.index), text.slice(end.index + end[0].length)] : [text, ''];
}

function decodeTransfer(content: string, encoding: string): Uint8Array {
  switch (encoding.toLowerCase()) {
    case 'base64':
      return Buffer.from(content, 'base64');
    case 'quoted-printable':
      return Buffer.from(
        content
          .replace(/=\r?\n/g, '')
          .replace(/=([0-9a-f]{2})/gi, (_whole, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
        'latin1',
      );
    default:
      return Buffer.from(content, 'latin1');
  }
}
