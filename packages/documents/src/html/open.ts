import type { Block } from '@jizhun/model';
import type { Opening } from '../opening.ts';
import type { DecodedText } from '../text/encoding.ts';
import { walkMarkup } from './markup.ts';
import { Page } from './page.ts';

/** What a person sees of a page: tables as grids (part = `table N`), all other text as paragraphs, `line` = line of the source. */
export function openHtml(opening: Opening, { text, encoding }: DecodedText): { blocks: Block[]; mediaType: string } {
  if (encoding === 'gb18030' && !/charset\s*=\s*["']?gb/i.test(text.slice(0, 4096)))
    opening.note({
      kind: 'encoding',
      part: 'body',
      message: '网页没有说明编码，已按 GB18030（国标）编码读取；如有乱码，请另存为 UTF-8 后重新上传。',
    });
  const page = new Page(opening, text);
  walkMarkup(opening, text, page);
  let tables = 0;
  const blocks: Block[] = [];
  for (const item of page.finish()) {
    if (item.kind === 'grid') {
      if (item.part === '') tables += 1;
      item.part = `table ${tables}${item.part}`;
      blocks.push(item);
      continue;
    }
    opening.countText(item.text.length);
    blocks.push({ kind: 'paragraph', part: 'body', line: item.line, text: item.text });
  }
  return { blocks, mediaType: 'text/html' };
}
