import { type CellObject, read, set_cptable, type WorkBook, type WorkSheet } from '@e965/xlsx';
import type { Block, GridCell } from '@jizhun/model';
import type { CompoundFile } from '../container/compound.ts';
import type { Opening } from '../opening.ts';
import { DocumentRefused } from '../refusal.ts';
import { columnName } from '../xlsx/address.ts';
import { finishSheet } from '../xlsx/finish.ts';
import { builtInFormat, compileFormat, general, type NumberFormat } from '../xlsx/number-format.ts';
import { type SheetRecords, scanWorkbook } from './biff.ts';

/** Workbooks since Excel 97 hold Unicode; older ones need tables of their code page. */
const UNICODE = 1200;

/** Every worksheet of a workbook of Excel before 2007 or of WPS (.xls, .et) as a grid, with the look of the xlsx opener. */
export async function openXls(opening: Opening, container: CompoundFile): Promise<Block[]> {
  const stream = container.read('Workbook') ?? container.read('Book');
  if (!stream) return opening.damaged('文件', '里找不到工作簿');
  const records = scanWorkbook(opening, stream);
  if (records.encrypted)
    opening.refuse(
      'encrypted',
      '已加密（设有打开密码），无法读取。',
      '请用 Office 或 WPS 输入密码打开，取消密码后另存，再重新上传。',
    );
  if (
    ['_VBA_PROJECT_CUR', '_VBA_PROJECT', 'VBA'].some((name) => container.hasStorage(name)) ||
    records.sheets.some(({ kind }) => kind === 'macro')
  )
    opening.refuse(
      'macro',
      '含有宏（可执行的程序代码），为安全起见不予读取。',
      '请用 Office 或 WPS 打开，另存为不含宏的 xlsx 后重新上传。',
    );
  if (records.codePage !== UNICODE) set_cptable(await import('@e965/xlsx/dist/cpexcel.full'));
  const workbook = parse(opening, stream);
  const blocks: Block[] = [];
  workbook.SheetNames.forEach((name, index) => {
    const sheet = workbook.Sheets[name];
    const own = records.sheets[index];
    if (!sheet || !own || own.kind !== 'worksheet' || sheet['!type'] === 'chart') {
      opening.note({ kind: 'other', part: name, message: `“${name}”不是普通工作表（如图表页），未读取。` });
      return;
    }
    const hiddenSheet = (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) > 0;
    const cells = new SheetCells(opening, name, own, workbook.Workbook?.WBProps?.date1904 ?? false).collect(sheet);
    blocks.push(finishSheet(opening, { name, hiddenSheet, cells, ...own }));
  });
  return blocks;
}

function parse(opening: Opening, stream: Uint8Array): WorkBook {
  try {
    return read(stream, { type: 'buffer', dense: true, cellNF: true, cellFormula: false, cellHTML: false });
  } catch (error) {
    // The library throws errors and strings of many kinds for content that breaks off or contradicts itself.
    if (error instanceof DocumentRefused) throw error;
    return opening.damaged('工作簿', '的记录前后矛盾');
  }
}

/** Makes cells of a grid from the cells of a sheet. */
class SheetCells {
  readonly #opening: Opening;
  readonly #name: string;
  readonly #records: SheetRecords;
  readonly #date1904: boolean;
  readonly #formats = new Map<string, NumberFormat>();

  constructor(opening: Opening, name: string, records: SheetRecords, date1904: boolean) {
    this.#opening = opening;
    this.#name = name;
    this.#records = records;
    this.#date1904 = date1904;
  }

  collect(sheet: WorkSheet): GridCell[] {
    const cells: GridCell[] = [];
    // Arrays with holes: only what is there is visited.
    (sheet['!data'] ?? []).forEach((row, rowIndex) => {
      row?.forEach((cell, column) => {
        const made = cell && this.#make(cell, rowIndex, column);
        if (!made || made.text === '') return;
        this.#opening.countCell(made.text.length);
        cells.push(made);
      });
    });
    if (this.#records.comments > 0)
      this.#opening.note({ kind: 'other', part: this.#name, message: `工作表“${this.#name}”的批注未计入读取结果。` });
    return cells;
  }

  #make(source: CellObject, row: number, column: number): GridCell | undefined {
    const address = `${columnName(column)}${row + 1}`;
    const cell: GridCell = { row, column, rowSpan: 1, columnSpan: 1, text: '', address };
    const { t: type, v: value } = source;
    if (type === 's') cell.text = String(value ?? '').replaceAll('\r\n', '\n');
    else if (type === 'b') {
      cell.stored = value === true;
      cell.text = value === true ? 'TRUE' : 'FALSE';
    } else if (type === 'e') {
      cell.text = source.w ?? '';
      this.#opening.note({
        kind: 'formula',
        part: this.#name,
        message: `工作表“${this.#name}”的 ${address} 显示错误值 ${cell.text}。`,
      });
    } else if (type === 'n' && typeof value === 'number') {
      cell.text = this.#format(source, row, column)(value);
      if (cell.text !== String(value)) cell.stored = value;
      // A format such as ;;; shows nothing; what is stored is still there.
      if (cell.text === '')
        this.#opening.note({
          kind: 'hidden',
          part: this.#name,
          message: `工作表“${this.#name}”的 ${address} 有数值但格式不显示它。`,
          text: String(value),
        });
    } else return undefined;
    return cell;
  }

  #format({ z: code }: CellObject, row: number, column: number): NumberFormat {
    const local = this.#records.localFormats.get(`${row}:${column}`);
    const known = local === undefined ? code : builtInFormat(local);
    if (known === undefined || known === 'General') return general;
    const text = String(known);
    const compiled = this.#formats.get(text) ?? compileFormat(text, this.#date1904);
    this.#formats.set(text, compiled);
    return compiled;
  }
}
