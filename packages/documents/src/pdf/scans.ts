import type { Opening } from '../opening.ts';
import { readScan } from '../scan/page.ts';
import { loadRecogniser, type Recogniser } from '../scan/recogniser.ts';
import type { PageContent } from './geometry.ts';
import { type Pdfjs, startLoading } from './library.ts';
import { pictureOf } from './pictures.ts';

const REMEDY =
  '请上传生成该 PDF 的 docx 或 xlsx 原始文件；只有扫描件时，请先用文字识别（OCR）软件转换为可编辑文件，核对无误后上传，或请管理员为本系统安装文字识别组件。';

export const hasText = (content: PageContent): boolean => content.glyphs.some(({ text }) => text.trim() !== '');

/**
 * Pages without text in a file with pictures are scans. Where the add-on for recognition is installed they are recognised,
 * and hold text and ruling lines afterwards; else the file is refused, or, where other pages can be read, that is said.
 */
export async function readScans(
  opening: Opening,
  pdfjs: Pdfjs,
  bytes: Uint8Array,
  contents: readonly PageContent[],
): Promise<void> {
  const bare = contents.filter((content) => !hasText(content) && content.unseen.length === 0);
  if (bare.length === 0 || !hasPictures(bytes)) return;
  const recogniser = await loadRecogniser();
  if (recogniser !== undefined) {
    await recognise(opening, pdfjs, bytes, bare, recogniser);
    if (contents.some(hasText)) return;
  }
  if (bare.length === contents.length) opening.refuse('scan', '是扫描件（只有图片，没有可读取的文字）。', REMEDY);
  for (const { page } of bare)
    opening.note({
      kind: 'image',
      part: `page ${page}`,
      message: `第 ${page} 页没有文字，可能是扫描件或图片，这一页没有读取。`,
    });
}

function hasPictures(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return /\/Subtype\s*\/Image\b|\bBI\s[\s\S]{0,200}?\bID\s/.test(text);
}

async function recognise(
  opening: Opening,
  pdfjs: Pdfjs,
  bytes: Uint8Array,
  bare: readonly PageContent[],
  recogniser: Recogniser,
): Promise<void> {
  const most = opening.limits.scannedPages;
  if (bare.length > most)
    opening.refuse(
      'too-large',
      `过大：有 ${bare.length} 页扫描件，一次最多识别 ${most} 页。`,
      '请拆分成几个较小的文件后分别上传。',
    );
  const task = startLoading(pdfjs, new Uint8Array(bytes), true);
  try {
    const file = await task.promise;
    for (const content of bare) {
      opening.tell(`识别第 ${content.page} 页`);
      const page = await file.getPage(content.page);
      const found = await pictureOf(pdfjs, page);
      page.cleanup();
      if (found) await fill(opening, content, found, recogniser);
    }
  } finally {
    await task.destroy();
  }
}

async function fill(
  opening: Opening,
  content: PageContent,
  { picture, scale }: NonNullable<Awaited<ReturnType<typeof pictureOf>>>,
  recogniser: Recogniser,
): Promise<void> {
  const read = await readScan(picture, scale, recogniser);
  content.glyphs = read.glyphs;
  content.horizontal = read.horizontal;
  content.vertical = read.vertical;
  const { page } = content;
  const part = `page ${page}`;
  if (read.glyphs.length === 0) {
    opening.note({ kind: 'image', part, message: `第 ${page} 页是图片，没有识别出文字。` });
    return;
  }
  opening.note({ kind: 'image', part, message: `第 ${page} 页是扫描件，文字由识别得出，可能有误，请与原件核对。` });
  if (read.unreadable > 0)
    opening.note({ kind: 'image', part, message: `第 ${page} 页有 ${read.unreadable} 行文字识别不清，没有读取。` });
}
