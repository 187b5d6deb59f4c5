import type { Block } from '@jizhun/model';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Opening } from '../opening.ts';
import { DocumentRefused } from '../refusal.ts';
import { blocksOf } from './blocks.ts';
import { readContent } from './content.ts';
import { sheetOf } from './flow.ts';
import type { PageContent } from './geometry.ts';
import { guardPdf } from './guard.ts';
import { loadPdfjs, type Pdfjs, sheltered, startLoading } from './library.ts';
import { withoutRunningLines } from './running.ts';
import { hasText, readScans } from './scans.ts';

const MEDIA_TYPE = 'application/pdf';
const DAMAGED_REMEDY = '请用 PDF 阅读器打开核对；能打开时请另存一份后重新上传，打不开时请向提供者索取完好的文件。';

/**
 * Reads a pdf that has a text layer: tables from their ruling lines, each cell with its page and place, the text between
 * them as paragraphs. Tables and paragraphs that run over pages are one; page numbers and running heads are left out.
 */
export async function openPdf(
  opening: Opening,
  bytes: Uint8Array,
): Promise<{ blocks: Block[]; mediaType: string; pages: number }> {
  guardPdf(opening, bytes);
  const pdfjs = await loadPdfjs();
  return sheltered(() => read(opening, pdfjs, bytes));
}

async function read(opening: Opening, pdfjs: Pdfjs, bytes: Uint8Array): ReturnType<typeof openPdf> {
  // A copy, for pdf.js takes over what it is given.
  const task = startLoading(pdfjs, new Uint8Array(bytes));
  try {
    const file = await load(opening, pdfjs, task.promise);
    const contents = await contentsOf(opening, pdfjs, file);
    await readScans(opening, pdfjs, bytes, contents);
    for (const content of contents) noteUnseen(opening, content);
    noteClipped(opening, contents);
    const { sheets, running } = withoutRunningLines(contents.map(sheetOf));
    for (const { text, page } of running)
      opening.note({
        kind: 'other',
        part: `page ${page}`,
        message: '各页重复的页眉或页脚，未作为正文读取。',
        text: text.trim(),
      });
    return { blocks: blocksOf(opening, sheets), mediaType: MEDIA_TYPE, pages: file.numPages };
  } finally {
    await task.destroy();
  }
}

async function load(opening: Opening, pdfjs: Pdfjs, promise: Promise<PDFDocumentProxy>): Promise<PDFDocumentProxy> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof pdfjs.PasswordException)
      return opening.refuse(
        'encrypted',
        '已加密（设有打开密码），无法读取。',
        '请用 PDF 阅读器输入密码打开，取消密码后另存或打印为 PDF，再重新上传。',
      );
    return opening.refuse('damaged', '的内容已损坏，不是完整的 PDF。', DAMAGED_REMEDY);
  }
}

async function contentsOf(opening: Opening, pdfjs: Pdfjs, file: PDFDocumentProxy): Promise<PageContent[]> {
  const { limits } = opening;
  if (file.numPages > limits.pages)
    opening.refuse(
      'too-large',
      `过大：共 ${file.numPages} 页，上限是 ${limits.pages} 页。`,
      '请拆分成几个较小的文件后分别上传。',
    );
  const contents: PageContent[] = [];
  let operators = 0;
  for (let number = 1; number <= file.numPages; number++) {
    try {
      const page = await file.getPage(number);
      contents.push(
        await readContent(pdfjs, page, (count) => {
          operators += count;
          if (operators > limits.operators)
            opening.refuse('too-large', '过大：页面内容过于复杂。', '请拆分成几个较小的文件后分别上传。');
        }),
      );
      page.cleanup();
    } catch (error) {
      if (error instanceof DocumentRefused) throw error;
      opening.note({
        kind: 'other',
        part: `page ${number}`,
        message: `第 ${number} 页的内容已损坏，这一页没有读取。`,
      });
    }
  }
  if (contents.length === 0) opening.refuse('damaged', '的内容已损坏，没有一页可以读取。', DAMAGED_REMEDY);
  return contents;
}

/** Text that a page holds but does not show: what OCR made of a scan, taken where the page shows no other. */
function noteUnseen(opening: Opening, content: PageContent): void {
  const { page, unseen } = content;
  const text = unseen
    .map((glyph) => glyph.text)
    .join('')
    .trim();
  if (text !== '' && hasText(content))
    opening.note({ kind: 'hidden', part: `page ${page}`, message: `第 ${page} 页有不显示的文字，未读取。`, text });
  else if (text !== '') {
    content.glyphs = unseen;
    opening.note({
      kind: 'image',
      part: `page ${page}`,
      message: `第 ${page} 页是扫描件，文字来自文件自带的文字识别结果，可能有误，请与原件核对。`,
    });
  }
  const strange = content.glyphs.filter(({ text }) => /[\ue000-\uf8ff\ufffd]/.test(text)).length;
  if (strange > 0)
    opening.note({
      kind: 'encoding',
      part: `page ${page}`,
      message: `第 ${page} 页有 ${strange} 个字符在文件中没有对应的文字编码，读出的文字可能缺失或有误。`,
    });
}

/** Text that the page cuts off, unless it stands on this page or the next ones as well: workbooks print it again there. */
function noteClipped(opening: Opening, contents: readonly PageContent[]): void {
  const textOf = (glyphs: PageContent['glyphs']): string =>
    glyphs
      .map(({ text }) => text)
      .join('')
      .replace(/\s+/g, '');
  contents.forEach(({ page, clipped }, index) => {
    if (clipped.length === 0) return;
    const shown = contents.slice(Math.max(0, index - 1), index + 2).map(({ glyphs }) => textOf(glyphs));
    const stretches = Map.groupBy(clipped, ({ run }) => run);
    const lost = [...stretches.values()].map(textOf).filter((text) => !shown.some((other) => other.includes(text)));
    if (lost.length > 0)
      opening.note({
        kind: 'hidden',
        part: `page ${page}`,
        message: `第 ${page} 页有文字在可见范围之外，未读取。`,
        text: lost.join('\n'),
      });
  });
}
