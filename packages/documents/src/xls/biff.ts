import type { Opening } from '../opening.ts';
import type { Merge } from '../xlsx/merges.ts';

const BOUND_SHEET = 0x85;
/** Beginning of a sheet or of the workbook, since Excel 5. */
const BOF = 0x0809;
const EOF = 0x0a;
const CONTINUE = 0x3c;
const NOTE = 0x1c;
/** A record that the library passes over. */
const NOTHING = 0x1d;
/** The other records that its cells are built from: date system, fonts, formats, strings, blanks, shared formulas. */
const NEEDED = new Set([0x22, 0x31, 0x041e, 0xe0, 0xfc, 0x0207, 0x04bc, 0x0221, 0x0200]);
const SHARED_STRINGS = 0xfc;
const FILE_PASS = 0x2f;
const CODE_PAGE = 0x42;
const XF_BIFF8 = 0xe0;
const ROW = 0x0208;
const COLUMN_INFO = 0x7d;
const MERGED_CELLS = 0xe5;
const NUMBER = 0x0203;
const RK = 0x027e;
const MULTIPLE_RK = 0xbd;
const FORMULA = 0x0006;
/** Cells with content; blanks of a style cost nothing. */
const CELLS = new Set([0x0203, 0x027e, 0x0204, 0xfd, 0x0205, FORMULA, 0xd6]);
/** Number formats of Chinese systems that a file uses by number without writing them down. */
const isLocal = (format: number): boolean => (format >= 27 && format <= 36) || (format >= 50 && format <= 58);

/** What the records of one sheet tell beside its cells. */
export interface SheetRecords {
  kind: 'worksheet' | 'macro' | 'other';
  merges: Merge[];
  hiddenRows: Set<number>;
  hiddenColumns: [first: number, last: number][];
  /** `row:column` → number of a local built-in format. */
  localFormats: Map<string, number>;
  comments: number;
}

export interface WorkbookRecords {
  encrypted: boolean;
  codePage: number;
  /** In the order of the tabs. */
  sheets: SheetRecords[];
}

/** 0-based; such a sheet has 256 columns. */
const LAST_COLUMN = 255;
/** Ranges that are listed at most; honest sheets have a few thousand. */
const MOST_MERGES = 200_000;

/**
 * Walks the records of a workbook stream (BIFF) once: counts what its cells will cost before they are built, collects what
 * stands beside the cells, and makes the records void, in `bytes`, that cells are not built from: drawings, links, names.
 */
export function scanWorkbook(opening: Opening, bytes: Uint8Array): WorkbookRecords {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const workbook: WorkbookRecords = { encrypted: false, codePage: 0, sheets: [] };
  const byPosition = new Map<number, SheetRecords>();
  const formats: number[] = [];
  let sheet: SheetRecords | undefined;
  let depth = 0;
  let cells = 0;
  let needed = true;
  if (bytes.length < 6 || view.getUint16(0, true) !== BOF || ![0x0500, 0x0600].includes(view.getUint16(4, true)))
    opening.refuse(
      'legacy-format',
      '是 Excel 4 或更早版本的工作表，或者内容已损坏，不能读取。',
      '请用 Office 或 WPS 打开，另存为 xlsx 后重新上传。',
    );
  for (let at = 0; at + 4 <= bytes.length; ) {
    const record = view.getUint16(at, true);
    const length = view.getUint16(at + 2, true);
    const data = at + 4;
    const end = data + length;
    if (end > bytes.length) opening.damaged('工作簿', '中断在一条记录中间');
    const word = (offset: number): number => (data + offset + 2 <= end ? view.getUint16(data + offset, true) : 0);
    const local = (row: number, column: number, style: number): void => {
      const format = formats[style] ?? 0;
      if (sheet && isLocal(format)) sheet.localFormats.set(`${row}:${column}`, format);
    };
    if (record === BOF) {
      depth += 1;
      if (depth === 1) sheet = byPosition.get(at);
    } else if (record === EOF) {
      depth = Math.max(0, depth - 1);
      if (depth === 0) sheet = undefined;
    } else if (record === BOUND_SHEET && length >= 6) {
      const kind = bytes[data + 5];
      const records: SheetRecords = {
        kind: kind === 0 ? 'worksheet' : kind === 1 || kind === 6 ? 'macro' : 'other',
        merges: [],
        hiddenRows: new Set(),
        hiddenColumns: [],
        localFormats: new Map(),
        comments: 0,
      };
      byPosition.set(view.getUint32(data, true), records);
      workbook.sheets.push(records);
      opening.countGrid();
    } else if (record === SHARED_STRINGS && !sharedStringsFit(view, data, end)) {
      opening.damaged('工作簿', '的共享文字长度不对');
    } else if (record === FILE_PASS) workbook.encrypted = true;
    else if (record === CODE_PAGE) workbook.codePage = word(0);
    else if (record === XF_BIFF8) formats.push(word(2));
    else if (sheet && depth === 1) {
      if (record === ROW && (word(12) & 0x20) !== 0) sheet.hiddenRows.add(word(0));
      else if (
        record === COLUMN_INFO &&
        (word(8) & 1) !== 0 &&
        word(2) >= word(0) &&
        sheet.hiddenColumns.length < LAST_COLUMN
      )
        sheet.hiddenColumns.push([word(0), word(2)]);
      else if (record === NUMBER || record === RK || record === FORMULA) local(word(0), word(2), word(4));
      else if (record === MULTIPLE_RK)
        for (let index = 0; 4 + 6 * index + 6 <= length - 2; index++)
          local(word(0), word(2) + index, word(4 + 6 * index));
      else if (record === MERGED_CELLS)
        for (let index = 0, from = 2; index < word(0) && from + 8 <= length; index++, from += 8) {
          const merge = {
            row: word(from),
            lastRow: word(from + 2),
            column: word(from + 4),
            lastColumn: word(from + 6),
          };
          if (merge.lastRow >= merge.row && merge.lastColumn >= merge.column) sheet.merges.push(merge);
        }
      else if (record === NOTE) sheet.comments += 1;
      if (sheet.merges.length > MOST_MERGES)
        opening.refuse(
          'too-large',
          `的一个工作表里合并单元格超过 ${MOST_MERGES} 处。`,
          '请拆分成几个较小的工作表后重新上传。',
        );
    }
    if (CELLS.has(record) || record === MULTIPLE_RK) {
      const last = record === MULTIPLE_RK ? word(length - 2) : word(2);
      if (last > LAST_COLUMN) opening.damaged('工作表', `有不存在的第 ${last + 1} 列`);
      cells += record === MULTIPLE_RK ? Math.max(0, Math.floor((length - 6) / 6)) : 1;
    }
    if (cells > opening.limits.cells)
      opening.refuse(
        'too-large',
        `过大：单元格超过 ${opening.limits.cells} 个。`,
        '请拆分成几个较小的文件后分别上传。',
      );
    // A record that goes on is as much needed as the one it continues.
    if (record !== CONTINUE)
      needed =
        record === BOF ||
        record === EOF ||
        record === BOUND_SHEET ||
        record === CODE_PAGE ||
        CELLS.has(record) ||
        record === MULTIPLE_RK ||
        NEEDED.has(record);
    if (!needed) view.setUint16(at, NOTHING, true);
    at = end;
  }
  return workbook;
}

/**
 * Whether the shared strings end within their record. The library goes on from where the last one claims to end, which
 * may lie before its beginning: it would then read the same records for ever. Of strings that go on in further records
 * only the number is looked at, for the library reads them from a copy.
 */
function sharedStringsFit(view: DataView, data: number, end: number): boolean {
  if (end - data < 8) return false;
  const count = view.getUint32(data + 4, true);
  if (end + 2 <= view.byteLength && view.getUint16(end, true) === CONTINUE) return count <= view.byteLength / 3;
  let at = data + 8;
  for (let index = 0; index < count && at < end; index++) {
    if (at + 3 > end) return false;
    const flags = view.getUint8(at + 2);
    const rich = (flags & 8) === 0 ? 0 : 2;
    const extended = (flags & 4) === 0 ? 0 : 4;
    const text = at + 3 + rich + extended;
    if (text > end) return false;
    const runs = rich === 0 ? 0 : 4 * view.getUint16(at + 3, true);
    const extension = extended === 0 ? 0 : view.getUint32(at + 3 + rich, true);
    at = text + view.getUint16(at, true) * (1 + (flags & 1)) + runs + extension;
    if (at > end) return false;
  }
  return true;
}
