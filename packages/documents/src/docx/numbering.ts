import type { Tag, XmlHandler } from '../xml/tokenizer.ts';
import { countIn } from './numerals.ts';
import { listLevel } from './values.ts';

interface Level {
  start: number;
  format: string;
  text: string;
  suffix: string;
  legal: boolean;
}

interface List {
  abstract: string;
  starts: Map<number, number>;
  levels: Map<number, Level>;
}

const newLevel = (): Level => ({ start: 1, format: 'decimal', text: '', suffix: 'tab', legal: false });

/** The automatic numbers of list paragraphs: takes the events of `numbering.xml`, then counts along the document. */
export class Numbering implements XmlHandler {
  readonly wantsText = false;
  readonly #abstracts = new Map<string, Map<number, Level>>();
  readonly #lists = new Map<string, List>();
  readonly #counters = new Map<string, (number | undefined)[]>();
  readonly #begun = new Set<string>();
  #levels: Map<number, Level> | undefined;
  #list: List | undefined;
  #level: Level | undefined;
  #index = 0;

  open(name: string, tag: Tag): void {
    const value = (): string => tag.get('val') ?? '';
    switch (name) {
      case 'w:abstractNum':
        this.#levels = new Map();
        this.#abstracts.set(tag.get('abstractNumId') ?? '', this.#levels);
        break;
      case 'w:num':
        this.#list = { abstract: '', starts: new Map(), levels: new Map() };
        this.#levels = this.#list.levels;
        this.#lists.set(tag.get('numId') ?? '', this.#list);
        break;
      case 'w:abstractNumId':
        if (this.#list) this.#list.abstract = value();
        break;
      case 'w:lvlOverride':
        this.#index = listLevel(tag.get('ilvl'));
        break;
      case 'w:startOverride':
        this.#list?.starts.set(this.#index, Number(value()) || 0);
        break;
      case 'w:lvl':
        this.#index = listLevel(tag.get('ilvl'));
        this.#level = newLevel();
        this.#levels?.set(this.#index, this.#level);
        break;
      case 'w:start':
        if (this.#level) this.#level.start = Number(value()) || 0;
        break;
      case 'w:numFmt':
        if (this.#level) this.#level.format = value();
        break;
      case 'w:lvlText':
        if (this.#level) this.#level.text = value();
        break;
      case 'w:suff':
        if (this.#level) this.#level.suffix = value();
        break;
      case 'w:isLgl':
        if (this.#level) this.#level.legal = true;
        break;
      default:
    }
  }

  close(name: string): void {
    if (name === 'w:lvl') this.#level = undefined;
    if (name === 'w:num') this.#list = undefined;
  }

  text(): void {}

  /** What stands before the next paragraph of this list at this level (0-based); '' for bullets and unknown lists. */
  next(listId: string, index: number): string {
    const list = this.#lists.get(listId);
    if (!list) return '';
    const level = this.#find(list, index);
    if (!level) return '';
    const counters = this.#counters.get(list.abstract) ?? [];
    this.#counters.set(list.abstract, counters);
    const override = list.starts.get(index);
    const key = `${listId} ${index}`;
    if (override !== undefined && !this.#begun.has(key)) counters[index] = override;
    else counters[index] = (counters[index] ?? level.start - 1) + 1;
    this.#begun.add(key);
    counters.length = index + 1;
    if (level.format === 'bullet' || level.format === 'none') return '';
    const label = level.text.replace(/%([1-9])/g, (_whole, digit: string) => {
      const at = Number(digit) - 1;
      const other = this.#find(list, at) ?? newLevel();
      return countIn(level.legal ? 'decimal' : other.format, counters[at] ?? other.start);
    });
    if (label === '' || level.suffix === 'nothing') return label;
    // A tab after 一、 or （一） shows as a narrow gap that no one would type; after 1. it separates.
    return /[、，．。）】：]$/.test(label) ? label : `${label} `;
  }

  #find(list: List, index: number): Level | undefined {
    return list.levels.get(index) ?? this.#abstracts.get(list.abstract)?.get(index);
  }
}
