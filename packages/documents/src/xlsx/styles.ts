import type { Tag, XmlHandler } from '../xml/tokenizer.ts';
import { builtInFormat, compileFormat, general, type NumberFormat } from './number-format.ts';

/** The number formats of a workbook's cell styles: takes the events of `styles.xml`. */
export class CellStyles implements XmlHandler {
  readonly wantsText = false;
  readonly #date1904: boolean;
  readonly #codes = new Map<number, string>();
  readonly #styles: number[] = [];
  readonly #compiled = new Map<number, NumberFormat>();
  #inCellFormats = false;
  #inDifferential = false;

  constructor(date1904: boolean) {
    this.#date1904 = date1904;
  }

  open(name: string, tag: Tag): void {
    if (name === 'cellXfs') this.#inCellFormats = true;
    else if (name === 'dxfs') this.#inDifferential = true;
    else if (name === 'xf' && this.#inCellFormats) this.#styles.push(Number(tag.get('numFmtId')) || 0);
    else if (name === 'numFmt' && !this.#inDifferential)
      this.#codes.set(Number(tag.get('numFmtId')), tag.get('formatCode') ?? '');
  }

  close(name: string): void {
    if (name === 'cellXfs') this.#inCellFormats = false;
    else if (name === 'dxfs') this.#inDifferential = false;
  }

  text(): void {}

  /** The format of cells with style `index`. */
  format(index: number): NumberFormat {
    const id = this.#styles[index] ?? 0;
    if (id === 0) return general;
    const known = this.#compiled.get(id);
    if (known) return known;
    const format = compileFormat(this.#codes.get(id) ?? builtInFormat(id), this.#date1904);
    this.#compiled.set(id, format);
    return format;
  }
}
