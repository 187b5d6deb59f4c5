import type { Tag, XmlHandler } from '../xml/tokenizer.ts';
import { isOn, listLevel } from './values.ts';

interface Style {
  basedOn?: string;
  listId?: string;
  level?: number;
  hidden?: boolean;
}

/** What styles decide of what a person sees: automatic numbers and hidden text. Takes the events of `styles.xml`. */
export class Styles implements XmlHandler {
  readonly wantsText = false;
  readonly #styles = new Map<string, Style>();
  #style: Style | undefined;

  open(name: string, tag: Tag): void {
    if (name === 'w:style') {
      this.#style = {};
      this.#styles.set(tag.get('styleId') ?? '', this.#style);
      return;
    }
    const style = this.#style;
    if (!style) {
      if (name === 'w:latentStyles') tag.skip(/(?!)/);
      return;
    }
    switch (name) {
      case 'w:rPr':
      case 'w:pPr':
      case 'w:tblPr':
      case 'w:tblStylePr':
        tag.skip(/numPr|vanish/);
        break;
      case 'w:basedOn':
        style.basedOn = tag.get('val') ?? '';
        break;
      case 'w:numId':
        style.listId = tag.get('val') ?? '';
        break;
      case 'w:ilvl':
        style.level = listLevel(tag.get('val'));
        break;
      case 'w:vanish':
        style.hidden = isOn(tag);
        break;
      default:
    }
  }

  close(name: string): void {
    if (name === 'w:style') this.#style = undefined;
  }

  text(): void {}

  /** The list that paragraphs of this style belong to. */
  list(id: string): { listId: string; level: number } | undefined {
    let level: number | undefined;
    for (const style of this.#chain(id)) {
      level ??= style.level;
      if (style.listId !== undefined) return { listId: style.listId, level: level ?? 0 };
    }
    return undefined;
  }

  /** Whether text of this style is hidden; undefined when the style does not say. */
  hides(id: string): boolean | undefined {
    for (const style of this.#chain(id)) if (style.hidden !== undefined) return style.hidden;
    return undefined;
  }

  *#chain(id: string): Generator<Style> {
    let next: string | undefined = id;
    for (let steps = 0; next !== undefined && steps < 32; steps++) {
      const style: Style | undefined = this.#styles.get(next);
      if (!style) return;
      yield style;
      next = style.basedOn;
    }
  }
}
