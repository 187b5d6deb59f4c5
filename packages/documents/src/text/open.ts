import type { Block } from '@jizhun/model';
import type { Opening } from '../opening.ts';
import type { DecodedText } from './encoding.ts';
import { splitLines } from './lines.ts';
import { findLayout, isEvenlySeparated, readSeparated } from './separated.ts';
import { readTabbed } from './tabbed.ts';

/** Blocks of a text file; `extension` only decides between separated values and lines where the content leaves it open. */
export function openText(
  opening: Opening,
  { text, encoding }: DecodedText,
  extension: string,
): { blocks: Block[]; mediaType: string } {
  if (encoding === 'gb18030')
    opening.note({
      kind: 'encoding',
      part: 'body',
      message: '文件不是 UTF-8 编码，已按 GB18030（国标）编码读取；如有乱码，请另存为 UTF-8 后重新上传。',
    });
  // Before anything is made of it: every tab, comma or line end may become a cell or a paragraph.
  if (countPieces(text) > opening.limits.cells)
    opening.refuse(
      'too-large',
      `过大：行和字段合计超过 ${opening.limits.cells} 个。`,
      '请拆分成几个较小的文件后分别上传。',
    );
  const { blocks, mediaType } = parse(text, extension);
  for (const block of blocks) {
    if (block.kind === 'paragraph') opening.countText(block.text.length);
    else for (const cell of block.cells) opening.countCell(cell.text.length);
  }
  return { blocks, mediaType };
}

function parse(text: string, extension: string): { blocks: Block[]; mediaType: string } {
  if (extension === 'csv' || (extension !== 'tsv' && isEvenlySeparated(text))) {
    const { separator, from } = findLayout(text);
    return { blocks: [readSeparated(text, separator, from)], mediaType: 'text/csv' };
  }
  if (extension === 'tsv') return { blocks: [readSeparated(text, '\t')], mediaType: 'text/tab-separated-values' };
  return { blocks: readTabbed(splitLines(text)), mediaType: 'text/plain' };
}

function countPieces(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code <= 13 || code === 44 || code === 59 || code === 124) count += 1;
  }
  return count;
}
