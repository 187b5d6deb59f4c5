import { createHash } from 'node:crypto';
import type { Block, OpenedDocument } from '@jizhun/model';
import { CompoundFile } from './container/compound.ts';
import { detectCompound, detectContainer } from './container/detect.ts';
import { ZipContainer } from './container/zip.ts';
import { openDocx } from './docx/open.ts';
import { decodeHtml, looksLikeHtml, looksLikeMht } from './html/encoding.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { identify } from './ooxml/identify.ts';
import { Opening } from './opening.ts';
import { openPdf } from './pdf/open.ts';
import { decodeText } from './text/encoding.ts';
import { openText } from './text/open.ts';
import { openXlsx } from './xlsx/open.ts';

const SAVE_AS = '请用 Office 或 WPS 打开，文字文件另存为 docx、表格文件另存为 xlsx，再重新上传。';

/**
 * Opens a file: what it is told by its bytes, never by its name alone. docx, xlsx, doc, xls, pdf, pages (html, mht) and text
 * (txt, csv, tsv) are read; all else is refused with what to do about it.
 *
 * @param bytes the file as it came; not changed
 * @param name its name, for messages and notices, and to tell csv from other text
 * @param tell hears of each step of work that takes long: a page that is recognised
 * @throws DocumentRefused, and nothing else, whatever the bytes are
 */
export async function openDocument(
  bytes: Uint8Array,
  name: string,
  limits: Partial<Limits> = {},
  tell?: (step: string) => void,
): Promise<OpenedDocument> {
  const opening = new Opening(name, { ...defaultLimits, ...limits }, tell);
  if (bytes.length > opening.limits.fileBytes)
    opening.refuse(
      'too-large',
      `过大（${Math.ceil(bytes.length / 1024 / 1024)} MB），上限是 ${Math.floor(opening.limits.fileBytes / 1024 / 1024)} MB。`,
      '请删去图片或拆分成几个较小的文件后分别上传。',
    );
  const { blocks, mediaType, pages } = await openByContent(opening, bytes);
  if (blocks.length === 0) {
    const pictures = opening.notices.some((notice) => notice.kind === 'image');
    opening.refuse(
      'empty',
      pictures ? '里只有图片，没有可读取的文字。' : '里没有可读取的文字。',
      pictures ? '请提供可编辑的原始文件，而不是扫描件或截图。' : '请确认上传的是填写好的文件。',
    );
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    source: { name, sha256, mediaType, ...(pages === undefined ? {} : { pages }) },
    blocks,
    notices: opening.notices,
  };
}

interface Opened {
  blocks: Block[];
  mediaType: string;
  pages?: number;
}

const extensionOf = (name: string): string => /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

async function openByContent(opening: Opening, bytes: Uint8Array): Promise<Opened> {
  switch (detectContainer(bytes)) {
    case 'empty':
      return opening.refuse('empty', '是空文件（0 字节）。', '请确认文件已保存并完整复制后重新上传。');
    case 'zip':
      return openZip(opening, bytes);
    case 'compound':
      return openCompound(opening, bytes);
    case 'pdf':
      noteExtension(opening, 'pdf', 'PDF');
      return openPdf(opening, bytes);
    case 'rtf':
      return opening.refuse('legacy-format', '是 RTF 文件，本版本尚不能读取 RTF。', SAVE_AS);
    case 'image':
      return opening.refuse(
        'not-a-document',
        '是图片，本版本尚不能读取图片。',
        '请提供可编辑的原始 docx 或 xlsx 文件。',
      );
    case 'archive':
      return opening.refuse(
        'archive',
        '是 rar、7z 等格式的压缩包，只能读取 zip 格式的压缩包。',
        '请解压后上传其中的文件，或改用 zip 格式压缩。',
      );
    case 'other-binary':
      return refuseUnknown(opening);
    default:
      return openUnmarked(opening, bytes);
  }
}

async function openZip(opening: Opening, bytes: Uint8Array): Promise<Opened> {
  const container = new ZipContainer(bytes, opening);
  const { kind, main, mediaType } = await identify(opening, container);
  noteExtension(opening, kind, kind === 'docx' ? 'Word 文档（docx）' : 'Excel 工作簿（xlsx）');
  const blocks = kind === 'docx' ? await openDocx(opening, container, main) : await openXlsx(opening, container, main);
  return { blocks: withContent(blocks), mediaType };
}

/** Sheets without any cell say nothing. */
function withContent(blocks: readonly Block[]): Block[] {
  return blocks.filter((block) => block.kind === 'paragraph' || block.cells.length > 0);
}

/** Extensions under which a kind of file is at home. */
const homes = {
  docx: ['docx', 'dotx'],
  xlsx: ['xlsx', 'xltx'],
  pdf: ['pdf'],
  text: ['txt', 'csv', 'tsv', 'text', 'md'],
  html: ['html', 'htm', 'xhtml', 'shtml', 'mht', 'mhtml'],
  doc: ['doc', 'dot', 'wps', 'wpt'],
  xls: ['xls', 'xlt', 'et', 'ett'],
} satisfies Record<string, readonly string[]>;

function noteExtension(opening: Opening, kind: keyof typeof homes, what: string): void {
  const extension = extensionOf(opening.name);
  const home: readonly string[] = homes[kind];
  if (home.includes(extension)) return;
  const named = extension === '' ? '没有扩展名' : `扩展名是 .${extension}`;
  opening.note({ kind: 'other', part: 'body', message: `文件${named}，实际内容是${what}，已按实际内容读取。` });
}

async function openCompound(opening: Opening, bytes: Uint8Array): Promise<Opened> {
  switch (detectCompound(bytes)) {
    case 'encrypted':
      return opening.refuse(
        'encrypted',
        '已加密（设有打开密码），无法读取。',
        '请用 Office 或 WPS 输入密码打开，取消“用密码进行加密”后另存，再重新上传。',
      );
    case 'doc': {
      noteExtension(opening, 'doc', '旧版 Word 或 WPS 文档（doc）');
      const { openDoc } = await import('./doc/open.ts');
      return { blocks: openDoc(opening, new CompoundFile(bytes, opening)), mediaType: 'application/msword' };
    }
    case 'xls': {
      noteExtension(opening, 'xls', '旧版 Excel 或 WPS 工作簿（xls）');
      const { openXls } = await import('./xls/open.ts');
      const blocks = await openXls(opening, new CompoundFile(bytes, opening));
      return { blocks: withContent(blocks), mediaType: 'application/vnd.ms-excel' };
    }
    case 'ppt':
      return opening.refuse(
        'not-a-document',
        '是演示文稿，不含绩效目标表格。',
        '请上传 docx、xlsx、doc、xls、pdf、网页或文本文件。',
      );
    default:
      // A file cut short may have lost the list that says what it is.
      new CompoundFile(bytes, opening);
      return opening.refuse('legacy-format', '是旧版 Office 或 WPS 格式的文件，本版本尚不能读取。', SAVE_AS);
  }
}

function refuseUnknown(opening: Opening): never {
  return opening.refuse(
    'not-a-document',
    '不是可以识别的文档。',
    '请上传 docx、xlsx、doc、xls、pdf、网页或文本（txt、csv、tsv）文件；文件若由单位的加密软件保护，请先解密；否则可能已损坏。',
  );
}

/** Text, or a format that is written as text. */
async function openUnmarked(opening: Opening, bytes: Uint8Array): Promise<Opened> {
  const html = looksLikeHtml(bytes, extensionOf(opening.name)) ? decodeHtml(bytes) : undefined;
  if (html) {
    noteExtension(opening, 'html', '网页（HTML）');
    // Readers of rarer formats load when a file needs them.
    return (await import('./html/open.ts')).openHtml(opening, html);
  }
  const decoded = decodeText(bytes);
  if (!decoded) return refuseUnknown(opening);
  const head = decoded.text.slice(0, 4096).trimStart();
  if (head === '') return opening.refuse('empty', '里没有文字。', '请确认上传的是填写好的文件。');
  if (looksLikeMht(head)) {
    noteExtension(opening, 'html', '单文件网页（MHT）');
    return (await import('./html/mht.ts')).openMht(opening, bytes);
  }
  if (/^<\?xml[\s\S]*?(?:mso-application|schemas-microsoft-com:office|pkg:package)/i.test(head))
    return opening.refuse('legacy-format', '是 XML 格式的 Office 文件，本版本尚不能读取。', SAVE_AS);
  const { blocks, mediaType } = openText(opening, decoded, extensionOf(opening.name));
  noteExtension(opening, 'text', '文本');
  return { blocks, mediaType };
}
