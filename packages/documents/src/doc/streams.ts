import type { CompoundFile } from '../container/compound.ts';
import type { Opening } from '../opening.ts';

/** Streams of a Word 97–2003 file and the parts of its information block that lead to text and properties ([MS-DOC] 2.5). */
export interface WordStreams {
  main: DataView;
  table: DataView;
  data: DataView;
  /** Lengths of the stories, in the order in which they follow each other. */
  stories: { body: number; beforeBoxes: number; boxes: number; notes: number };
  clx: Place;
  characterPages: Place;
  paragraphPages: Place;
}

interface Place {
  at: number;
  size: number;
}

const WORD_97 = 0xc1;

export function openStreams(opening: Opening, container: CompoundFile): WordStreams {
  const main = viewOf(container.read('WordDocument') ?? new Uint8Array(0));
  if (main.byteLength < 512 || main.getUint16(0, true) !== 0xa5ec) opening.damaged('文件', '里找不到正文');
  if (main.getUint16(2, true) < WORD_97)
    opening.refuse(
      'legacy-format',
      '是 Word 95 或更早版本的文件，不能读取。',
      '请用 Office 或 WPS 打开，另存为 docx 后重新上传。',
    );
  const flags = main.getUint16(10, true);
  if ((flags & 0x8100) !== 0)
    opening.refuse(
      'encrypted',
      '已加密（设有打开密码），无法读取。',
      '请用 Office 或 WPS 输入密码打开，取消密码后另存，再重新上传。',
    );
  const table = container.read((flags & 0x200) === 0 ? '0Table' : '1Table');
  if (!table) opening.damaged('文件', '里找不到排版信息');
  const length = (at: number): number => main.getUint32(at, true);
  const place = (index: number): Place => ({ at: length(154 + 8 * index), size: length(158 + 8 * index) });
  const [body, footnotes, headers, comments, endnotes, boxes] = [0x4c, 0x50, 0x54, 0x5c, 0x60, 0x64].map(length) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return {
    main,
    table: viewOf(table),
    data: viewOf(container.read('Data') ?? new Uint8Array(0)),
    stories: {
      body,
      beforeBoxes: body + footnotes + headers + comments + endnotes,
      boxes,
      notes: footnotes + endnotes,
    },
    clx: place(33),
    characterPages: place(12),
    paragraphPages: place(13),
  };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
