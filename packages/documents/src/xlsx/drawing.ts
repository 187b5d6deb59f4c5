import type { XmlHandler } from '../xml/tokenizer.ts';

/** Takes the events of a worksheet's drawing: the text of each shape, its paragraphs joined by \n, and a count of pictures. */
export class DrawingText implements XmlHandler {
  wantsText = false;
  readonly texts: string[] = [];
  images = 0;
  #lines: string[] | undefined;
  #line = '';
  #skipped = 0;

  open(name: string): void {
    if (this.#skipped > 0 || name === 'mc:Fallback') this.#skipped += 1;
    else if (name === 'xdr:txBody') this.#lines = [];
    else if (name === 'a:p') this.#line = '';
    else if (name === 'a:br') this.#line += '\n';
    else if (name === 'a:t') this.wantsText = this.#lines !== undefined;
    else if (name === 'a:blip') this.images += 1;
  }

  close(name: string): void {
    if (this.#skipped > 0) this.#skipped -= 1;
    else if (name === 'a:t') this.wantsText = false;
    else if (name === 'a:p') this.#lines?.push(this.#line);
    else if (name === 'xdr:txBody') {
      const text = (this.#lines ?? []).join('\n').trim();
      this.#lines = undefined;
      if (text !== '') this.texts.push(text);
    }
  }

  text(text: string): void {
    this.#line += text;
  }
}
