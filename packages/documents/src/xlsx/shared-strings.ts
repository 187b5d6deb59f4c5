import type { Opening } from '../opening.ts';
import type { XmlHandler } from '../xml/tokenizer.ts';

/** Takes the events of `sharedStrings.xml`: every string with its runs joined, without phonetic readings. */
export class SharedStrings implements XmlHandler {
  readonly #opening: Opening;
  wantsText = false;
  readonly strings: string[] = [];
  #text = '';
  #phonetic = 0;

  constructor(opening: Opening) {
    this.#opening = opening;
  }

  open(name: string): void {
    if (name === 't') this.wantsText = this.#phonetic === 0;
    else if (name === 'rPh') this.#phonetic += 1;
    else if (name === 'si') this.#text = '';
  }

  close(name: string): void {
    if (name === 't') this.wantsText = false;
    else if (name === 'rPh') this.#phonetic -= 1;
    else if (name === 'si') this.#push();
  }

  text(text: string): void {
    this.#text += text;
  }

  #push(): void {
    if (this.strings.length >= this.#opening.limits.cells)
      this.#opening.refuse('too-large', '过大：共享文字的条目过多。', '请拆分成几个较小的文件后分别上传。');
    this.strings.push(unescapeControls(this.#text));
  }
}

/** SpreadsheetML writes characters that XML cannot hold as `_x000D_`; a line end becomes \n. */
export function unescapeControls(text: string): string {
  if (!text.includes('_x')) return text;
  return text
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\r\n?/g, '\n');
}
