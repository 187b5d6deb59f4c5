import type { Grid, GridCell } from '@jizhun/model';
import { isPageNumber } from '../ooxml/page-number.ts';
import type { Opening } from '../opening.ts';
import type { Tag, XmlHandler } from '../xml/tokenizer.ts';
import { columnName, LAST_COLUMN, LAST_ROW, parseAddress } from './address.ts';
import { finishSheet } from './finish.ts';
import type { Merge } from './merges.ts';
import { unescapeControls } from './shared-strings.ts';
import type { CellStyles } from './styles.ts';

/** Ranges of hidden columns and merges that are listed at most; honest sheets have a few thousand. */
const MOST_MERGES = 200_000;

/**
 * Walks the events of one worksheet and collects the cells that carry content. Empty styled cells cost nothing but their
 * place in the stream.
 */
export class Sheet implements XmlHandler {
  wantsText = false;
  readonly #opening: Opening;
  readonly #name: string;
  readonly #hiddenSheet: boolean;
  readonly #strings: readonly string[];
  readonly #styles: CellStyles;
  readonly #cells: GridCell[] = [];
  readonly #merges: Merge[] = [];
  readonly #hiddenRows = new Set<number>();
  readonly #hiddenColumns: [first: number, last: number][] = [];
  readonly #columnNames: string[] = [];
  #row = -1;
  #column = -1;
  #type = '';
  #style = 0;
  #value = '';
  #inline = '';
  #formula = '';
  #hasValue = false;
  #hasFormula = false;
  #margin = '';
  #target: 'value' | 'inline' | 'formula' | 'margin' = 'value';
  #phonetic = 0;
  #inCell = false;
  #sorted = true;

  constructor(opening: Opening, name: string, hidden: boolean, strings: readonly string[], styles: CellStyles) {
    this.#opening = opening;
    this.#name = name;
    this.#hiddenSheet = hidden;
    this.#strings = strings;
    this.#styles = styles;
  }

  open(name: string, tag: Tag): void {
    switch (name) {
      case 'c':
        this.#openCell(tag);
        break;
      case 'v':
        this.#listen('value');
        this.#hasValue = true;
        break;
      case 't':
        if (this.#inCell && this.#phonetic === 0) this.#listen('inline');
        break;
      case 'f':
        this.#listen('formula');
        this.#hasFormula = true;
        break;
      case 'rPh':
        this.#phonetic += 1;
        break;
      case 'oddHeader':
      case 'oddFooter':
        this.#margin = '';
        this.#target = 'margin';
        this.wantsText = true;
        break;
      case 'row':
        this.#openRow(tag);
        break;
      case 'col':
        this.#hideColumns(tag);
        break;
      case 'mergeCell':
        this.#merge(tag.get('ref') ?? '');
        break;
      default:
    }
  }

  close(name: string): void {
    switch (name) {
      case 'c':
        this.#closeCell();
        break;
      case 'v':
      case 't':
      case 'f':
        this.wantsText = false;
        break;
      case 'rPh':
        this.#phonetic -= 1;
        break;
      case 'oddHeader':
      case 'oddFooter':
        this.wantsText = false;
        this.#noteMargin(name);
        break;
      default:
    }
  }

  text(text: string): void {
    if (this.#target === 'value') this.#value += text;
    else if (this.#target === 'inline') this.#inline += text;
    else if (this.#target === 'formula') this.#formula += text;
    else this.#margin += text;
  }

  /** The sheet as a grid; to be called after the last event. */
  finish(): Grid {
    if (!this.#sorted) this.#cells.sort((a, b) => a.row - b.row || a.column - b.column);
    return finishSheet(this.#opening, {
      name: this.#name,
      hiddenSheet: this.#hiddenSheet,
      cells: this.#cells,
      merges: this.#merges,
      hiddenRows: this.#hiddenRows,
      hiddenColumns: this.#hiddenColumns,
    });
  }

  /** Headers and footers are printed on every page: only what is more than a page number is worth a notice. */
  #noteMargin(name: string): void {
    const text = this.#margin.replace(/&(?:"[^"]*"|K[0-9A-F]{6}|\d+|[A-Z])/gi, ' ').trim();
    if (isPageNumber(text)) return;
    this.#opening.note({
      kind: 'other',
      part: this.#name,
      message: `工作表“${this.#name}”的${name === 'oddHeader' ? '页眉' : '页脚'}文字未计入读取结果。`,
      text,
    });
  }

  #listen(target: 'value' | 'inline' | 'formula'): void {
    this.#target = target;
    this.wantsText = this.#inCell;
  }

  #openRow(tag: Tag): void {
    const number = tag.get('r');
    const row = number === undefined ? this.#row + 1 : Number(number) - 1;
    if (!Number.isInteger(row) || row < 0 || row > LAST_ROW)
      this.#opening.damaged(`工作表“${this.#name}”`, `有不存在的行号“${number ?? row + 1}”`);
    if (row < this.#row) this.#sorted = false;
    this.#row = row;
    this.#column = -1;
    const hidden = tag.get('hidden');
    if (hidden === '1' || hidden === 'true') this.#hiddenRows.add(row);
  }

  #openCell(tag: Tag): void {
    this.#inCell = true;
    const address = tag.get('r');
    if (address === undefined) this.#column += 1;
    else {
      const place = parseAddress(address);
      if (!place) this.#opening.damaged(`工作表“${this.#name}”`, `有不存在的单元格“${address.slice(0, 20)}”`);
      if (place.row < this.#row || (place.row === this.#row && place.column <= this.#column)) this.#sorted = false;
      this.#row = place.row;
      this.#column = place.column;
    }
    if (this.#column > LAST_COLUMN) this.#opening.damaged(`工作表“${this.#name}”`, '有一行的单元格过多');
    this.#type = tag.get('t') ?? 'n';
    this.#style = Number(tag.get('s')) || 0;
    this.#value = '';
    this.#inline = '';
    this.#formula = '';
    this.#hasValue = false;
    this.#hasFormula = false;
  }

  #closeCell(): void {
    this.#inCell = false;
    if (!this.#hasValue && !this.#hasFormula && this.#inline === '') return;
    const cell: GridCell = {
      row: this.#row,
      column: this.#column,
      rowSpan: 1,
      columnSpan: 1,
      text: '',
      address: this.#columnName(this.#column) + (this.#row + 1),
    };
    this.#fill(cell);
    if (this.#hasFormula && cell.text === '' && !(this.#hasValue && this.#type === 'str')) {
      cell.stored = `=${this.#formula}`;
      this.#opening.note({
        kind: 'formula',
        part: this.#name,
        message: `工作表“${this.#name}”的 ${cell.address} 是公式但没有保存计算结果，请用 Excel 或 WPS 打开并保存一次。`,
        text: cell.stored,
      });
    } else if (cell.text === '') return;
    this.#opening.countCell(cell.text.length);
    this.#cells.push(cell);
  }

  #fill(cell: GridCell): void {
    const raw = this.#value;
    switch (this.#type) {
      case 's': {
        const shared = this.#strings[Number(raw)];
        if (shared === undefined && raw.trim() !== '')
          this.#opening.damaged(`工作表“${this.#name}”的 ${cell.address}`, '引用了不存在的文字');
        cell.text = shared ?? '';
        return;
      }
      case 'inlineStr':
        cell.text = unescapeControls(this.#inline);
        return;
      case 'str':
        cell.text = unescapeControls(raw);
        return;
      case 'b':
        cell.text = raw.trim() === '1' || raw.trim() === 'true' ? 'TRUE' : 'FALSE';
        cell.stored = cell.text === 'TRUE';
        return;
      case 'e':
        cell.text = raw.trim();
        this.#opening.note({
          kind: 'formula',
          part: this.#name,
          message: `工作表“${this.#name}”的 ${cell.address} 显示错误值 ${cell.text}。`,
        });
        return;
      case 'd':
        this.#fillDate(cell, raw.trim());
        return;
      default:
        this.#fillNumber(cell, raw);
    }
  }

  #fillNumber(cell: GridCell, raw: string): void {
    if (raw === '') {
      cell.text = unescapeControls(this.#inline);
      return;
    }
    const value = Number(raw);
    if (!Number.isFinite(value) || raw.trim() === '') {
      cell.text = raw.trim();
      return;
    }
    cell.text = this.#styles.format(this.#style)(value);
    if (cell.text !== raw && cell.text !== String(value)) cell.stored = value;
    // A format such as ;;; shows nothing; what is stored is still there.
    if (cell.text === '') {
      this.#opening.note({
        kind: 'hidden',
        part: this.#name,
        message: `工作表“${this.#name}”的 ${cell.address} 有数值但格式不显示它。`,
        text: raw,
      });
    }
  }

  /** ISO 8601 dates, which strict files write instead of day numbers. */
  #fillDate(cell: GridCell, raw: string): void {
    const time = Date.parse(/T|^\d+:/.test(raw) ? `${raw.replace(/Z$/, '')}Z` : raw);
    if (Number.isNaN(time)) {
      cell.text = raw;
      return;
    }
    cell.text = this.#styles.format(this.#style)(time / 86_400_000 + 25_569);
    if (cell.text !== raw) cell.stored = raw;
  }

  #columnName(column: number): string {
    this.#columnNames[column] ??= columnName(column);
    return this.#columnNames[column] as string;
  }

  #hideColumns(tag: Tag): void {
    const hidden = tag.get('hidden');
    if (hidden !== '1' && hidden !== 'true') return;
    const first = Number(tag.get('min')) - 1;
    const last = Number(tag.get('max')) - 1;
    if (first >= 0 && last >= first && this.#hiddenColumns.length < LAST_COLUMN)
      this.#hiddenColumns.push([first, last]);
  }

  #merge(reference: string): void {
    const [from, to] = reference.split(':', 2).map(parseAddress);
    if (!from || !to || to.row < from.row || to.column < from.column) return;
    this.#merges.push({ row: from.row, column: from.column, lastRow: to.row, lastColumn: to.column });
    if (this.#merges.length > MOST_MERGES)
      this.#opening.refuse(
        'too-large',
        `的工作表“${this.#name}”里合并单元格超过 ${MOST_MERGES} 处。`,
        '请拆分成几个较小的工作表后重新上传。',
      );
  }
}
