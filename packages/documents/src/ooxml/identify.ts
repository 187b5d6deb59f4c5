import type { ZipContainer, ZipEntry } from '../container/zip.ts';
import type { Opening } from '../opening.ts';
import { findRelated, readRelationships } from './package.ts';
import { readPart } from './part.ts';

interface Identified {
  kind: 'docx' | 'xlsx';
  main: ZipEntry;
  mediaType: string;
}

const mediaTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** Tells which Office file a zip container is, by its content types and relationships, and refuses all others. */
export async function identify(opening: Opening, container: ZipContainer): Promise<Identified> {
  const types = container.find('[Content_Types].xml');
  if (!types) return refuseOther(opening, container);
  const content = await readContentTypes(opening, container, types);
  if (
    container.entries.some(({ name }) => /(?:^|\/)vbaProject\.bin$|(?:^|\/)macrosheets\//i.test(name)) ||
    [...content.values()].some((type) => /macroEnabled|vbaProject|macrosheet/i.test(type))
  )
    opening.refuse(
      'macro',
      '含有宏（可执行的程序代码），为安全起见不予读取。',
      '请用 Office 或 WPS 打开，另存为不含宏的 docx 或 xlsx 后重新上传。',
    );
  const main =
    findRelated(container, await readRelationships(opening, container, ''), 'officeDocument') ??
    container.find('word/document.xml') ??
    container.find('xl/workbook.xml');
  if (!main) return opening.damaged('文件', '里找不到正文');
  const type = content.get(main.name.toLowerCase()) ?? '';
  if (/wordprocessingml|ms-word/.test(type) || (type === '' && main.name.startsWith('word/')))
    return { kind: 'docx', main, mediaType: mediaTypes.docx };
  if (/sheet\.binary/.test(type) || main.name.endsWith('.bin'))
    return opening.refuse(
      'legacy-format',
      '是二进制工作簿（xlsb），本版本尚不能读取。',
      '请用 Excel 打开，另存为 xlsx 后重新上传。',
    );
  if (/spreadsheetml|ms-excel/.test(type) || (type === '' && main.name.startsWith('xl/')))
    return { kind: 'xlsx', main, mediaType: mediaTypes.xlsx };
  return opening.refuse(
    'not-a-document',
    '是演示文稿或其他 Office 文件，不含绩效目标表格。',
    '请上传 docx、xlsx、doc、xls、pdf、网页或文本文件。',
  );
}

/** Content type of each part by its name in lower case. */
async function readContentTypes(
  opening: Opening,
  container: ZipContainer,
  entry: ZipEntry,
): Promise<Map<string, string>> {
  const types = new Map<string, string>();
  await readPart(opening, container, entry, {
    wantsText: false,
    open(name, tag) {
      if (name !== 'Override') return;
      types.set((tag.get('PartName') ?? '').replace(/^\/+/, '').toLowerCase(), tag.get('ContentType') ?? '');
    },
    close() {},
    text() {},
  });
  return types;
}

/** A zip without content types: another office format, or just an archive. */
function refuseOther(opening: Opening, container: ZipContainer): never {
  const names = container.entries.map(({ name }) => name);
  if (names.includes('OFD.xml'))
    return opening.refuse(
      'legacy-format',
      '是 OFD 版式文件，本版本尚不能读取 OFD。',
      '请上传生成该文件的原始 docx 或 xlsx 文件。',
    );
  if (names.includes('mimetype') && names.includes('content.xml'))
    return opening.refuse(
      'legacy-format',
      '是 OpenDocument 文件（odt、ods），本版本尚不能读取。',
      '请用 Office、WPS 或 LibreOffice 打开，文字另存为 docx、表格另存为 xlsx 后重新上传。',
    );
  if (names.includes('word/document.xml') || names.includes('xl/workbook.xml'))
    return opening.damaged('文件', '缺少内容类型清单（[Content_Types].xml）');
  return opening.refuse(
    'archive',
    names.length > 0 ? '是压缩包，这里只能读取单个文件，压缩包里的压缩包也不再解开。' : '是空的压缩包。',
    '请解压后逐个上传其中的文件。',
  );
}
