import type { OpenedDocument } from '@jizhun/model';
import { ZipContainer, type ZipEntry } from '../container/zip.ts';
import { defaultLimits, type Limits } from '../limits.ts';
import { openDocument } from '../open.ts';
import { Opening } from '../opening.ts';
import { DocumentRefused } from '../refusal.ts';
import { isArchive } from './detect.ts';

/** Extensions of files that `openDocument` reads, or refuses in words of its own. */
const DOCUMENTS = new Set(
  (
    'docx dotx docm xlsx xltx xlsm xlsb doc dot wps wpt xls xlt et ett pdf html htm xhtml shtml mht mhtml txt csv tsv text md ' +
    'rtf odt ods ofd zip rar 7z'
  ).split(' '),
);

/**
 * A file inside an archive: its bytes, why it was not unpacked, or that it was passed over. `name` is
 * `archive.zip/folder/file.docx`.
 */
export type ArchivedFile =
  | { name: string; bytes: Uint8Array<ArrayBuffer> }
  | { name: string; refusal: DocumentRefused }
  | { name: string; passedOver: true };

/** What became of one file of several. */
export type OpenedFile = { name: string; document: OpenedDocument } | { name: string; refusal: DocumentRefused };

/**
 * The files in a zip archive, one after another; what lies in archives inside it is not unpacked. Files that systems leave
 * behind (`__MACOSX`, `.DS_Store`, `~$` and the like) are named as passed over; links, names that lead out of the archive and files
 * that are no documents are told as refused.
 *
 * @throws DocumentRefused when the archive as a whole is not read: encrypted, damaged, too large, a bomb
 */
export async function* unpackArchive(
  bytes: Uint8Array,
  name: string,
  limits: Partial<Limits> = {},
): AsyncGenerator<ArchivedFile, void, undefined> {
  const all = { ...defaultLimits, ...limits };
  const opening = new Opening(name, { ...all, unpackedBytes: Math.min(all.unpackedBytes, all.archiveBytes) });
  if (bytes.length > all.fileBytes)
    opening.refuse(
      'too-large',
      `过大（${Math.ceil(bytes.length / 1024 / 1024)} MB），上限是 ${Math.floor(all.fileBytes / 1024 / 1024)} MB。`,
      '请拆分成几个较小的压缩包后分别上传。',
    );
  const container = new ZipContainer(bytes, opening);
  const entries = container.entries.filter(isFile);
  const files = entries.filter(isWanted);
  if (files.length > all.archiveFiles)
    opening.refuse(
      'too-large',
      `内有 ${files.length} 个文件，超过 ${all.archiveFiles} 个。`,
      '请拆分成几个较小的压缩包后分别上传。',
    );
  if (files.length === 0) opening.refuse('empty', '是空的压缩包，里面没有文件。', '请确认压缩包已保存完整。');
  for (const entry of entries) {
    const inner = `${name}/${entry.name}`;
    if (!isWanted(entry)) {
      yield { name: inner, passedOver: true };
      continue;
    }
    try {
      judge(new Opening(inner, all), entry);
      yield { name: inner, bytes: await unpack(container, entry) };
    } catch (error) {
      if (!(error instanceof DocumentRefused)) throw error;
      const { code, message, remedy } = error;
      // What is wrong with the packing is said of the archive; here it is said of the file in it.
      yield {
        name: inner,
        refusal: new DocumentRefused(code, inner, message.replace(`“${name}”`, `“${inner}”`), remedy),
      };
    }
  }
}

/**
 * Opens a file, or all files in a zip archive (one level deep).
 *
 * @throws DocumentRefused when the only file, or the archive as a whole, is not read
 */
export async function openDocuments(
  bytes: Uint8Array,
  name: string,
  limits: Partial<Limits> = {},
): Promise<OpenedFile[]> {
  if (!isArchive(bytes)) return [{ name, document: await openDocument(bytes, name, limits) }];
  const opened: OpenedFile[] = [];
  for await (const file of unpackArchive(bytes, name, limits)) {
    if ('passedOver' in file) continue;
    if ('refusal' in file) opened.push(file);
    else
      try {
        opened.push({ name: file.name, document: await openDocument(file.bytes, file.name, limits) });
      } catch (error) {
        if (!(error instanceof DocumentRefused)) throw error;
        opened.push({ name: file.name, refusal: error });
      }
  }
  return opened;
}

function isFile({ name }: ZipEntry): boolean {
  return name !== '' && !name.endsWith('/');
}

/** What systems and office programs leave in folders is no one's document. */
function isWanted({ name }: ZipEntry): boolean {
  const parts = name.split('/');
  const last = parts.at(-1) as string;
  if (parts.includes('__MACOSX') || last.startsWith('~$')) return false;
  return !/^(?:\.|thumbs\.db$|desktop\.ini$)/i.test(last) || last.startsWith('..');
}

function judge(opening: Opening, entry: ZipEntry): void {
  if (entry.isLink)
    opening.refuse('not-a-document', '是指向别处的链接，不是文件，未读取。', '请把链接所指的文件本身放入压缩包。');
  if (entry.name.split('/').includes('..') || /^[a-z]:|[\0-\x1f]/i.test(entry.name))
    opening.refuse('not-a-document', '的路径指向压缩包之外，未读取。', '请确认压缩包来源，重新打包后上传。');
  const extension = /\.([^./]+)$/.exec(entry.name)?.[1]?.toLowerCase() ?? '';
  if (!DOCUMENTS.has(extension))
    opening.refuse(
      'not-a-document',
      '不是可以读取的文档，未读取。',
      '如果它是绩效目标或预算文件，请另存为 docx 或 xlsx 后重新上传。',
    );
  if (entry.unpackedBytes > opening.limits.fileBytes)
    opening.refuse(
      'too-large',
      `过大（${Math.ceil(entry.unpackedBytes / 1024 / 1024)} MB），上限是 ${Math.floor(opening.limits.fileBytes / 1024 / 1024)} MB。`,
      '请删去图片或拆分成几个较小的文件后分别上传。',
    );
}

async function unpack(container: ZipContainer, entry: ZipEntry): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of container.chunks(entry)) {
    pieces.push(piece);
    size += piece.length;
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
