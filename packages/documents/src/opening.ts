import type { Notice } from '@jizhun/model';
import type { Limits } from './limits.ts';
import { DocumentRefused, type RefusalCode } from './refusal.ts';

/** The notices of one kind that are kept; a file with more of them gets one that says so. */
const NOTICES_OF_ONE_KIND = 200;

/** What an empty piece of text costs as well, in characters. */
const LEAST_PIECE = 8;
const LONGEST_NOTICE = 2_000;

/** One file being opened: its name, what it may cost, what was noticed on the way. Every opener takes it. */
export class Opening {
  readonly name: string;
  readonly limits: Limits;
  readonly notices: Notice[] = [];
  /** Hears of each step of work that takes long. */
  readonly tell: (step: string) => void;
  readonly #kinds = new Map<string, number>();
  #cells = 0;
  #characters = 0;
  #grids = 0;

  constructor(name: string, limits: Limits, tell: (step: string) => void = () => {}) {
    this.name = name;
    this.limits = limits;
    this.tell = tell;
  }

  /** Gives the file up. `what` continues the sentence that begins with the file's name. */
  refuse(code: RefusalCode, what: string, remedy: string): never {
    throw new DocumentRefused(code, this.name, `文件“${this.name}”${what}`, remedy);
  }

  /** Says that the file breaks off or contradicts itself at `place`. */
  damaged(place: string, what: string): never {
    return this.refuse(
      'damaged',
      `的内容已损坏：${place}${what}。`,
      '请用 Office 或 WPS 打开原文件并另存一份后重新上传；打不开时请向提供者索取完好的文件。',
    );
  }

  note(notice: Notice): void {
    const key = `${notice.kind}\n${notice.part}`;
    const count = (this.#kinds.get(key) ?? 0) + 1;
    this.#kinds.set(key, count);
    if (count <= NOTICES_OF_ONE_KIND) this.notices.push(shorten(notice));
    else if (count === NOTICES_OF_ONE_KIND + 1)
      this.notices.push({ kind: 'limit', part: notice.part, message: '同类提示过多，其余不再逐条列出。' });
  }

  countCell(characters: number): void {
    this.#cells += 1;
    if (this.#cells > this.limits.cells) this.#tooLarge(`单元格超过 ${this.limits.cells} 个`);
    this.countText(characters);
  }

  countText(characters: number): void {
    this.#characters += characters + LEAST_PIECE;
    if (this.#characters > this.limits.textCharacters) this.#tooLarge(`文字超过 ${this.limits.textCharacters} 个字符`);
  }

  countGrid(): void {
    this.#grids += 1;
    if (this.#grids > this.limits.grids) this.#tooLarge(`表格超过 ${this.limits.grids} 个`);
  }

  #tooLarge(what: string): never {
    return this.refuse('too-large', `过大：${what}。`, '请拆分成几个较小的文件后分别上传。');
  }
}

function shorten(notice: Notice): Notice {
  const { text } = notice;
  if (text === undefined || text.length <= LONGEST_NOTICE) return notice;
  return { ...notice, text: `${text.slice(0, LONGEST_NOTICE)}……（共 ${text.length} 字）` };
}
