import type { Opening } from '../opening.ts';
import { type Form, formOf, largestForm } from './nested-forms.ts';
import { objectsIn, type SkimmedObject, skimObjects, unpackStream } from './skim.ts';
import { mapSpan, widthSpan } from './spans.ts';

const MEBIBYTE = 1024 * 1024;
/** One stream that is not a picture: the largest font with all Chinese characters has about 20 MiB. */
const STREAM_BYTES = 64 * MEBIBYTE;
/** All of them together. */
const ALL_BYTES = 256 * MEBIBYTE;
const MAP_BYTES = 4 * MEBIBYTE;
const OBJECTS = 1_000_000;
const OBJECTS_IN_STREAM = 200_000;
/** Codes that the fonts claim widths or characters for; a font has 65,536 at most, and most far fewer. */
const CODES = 4_000_000;
const FONTS = 10_000;
/** Drawings that one drawing comes to, with those in it. */
const DRAWINGS = 1_000_000;
const REMEDY = '请用 PDF 阅读器打开核对，另存或重新打印为 PDF 后上传；仍不成功时请提供 docx 或 xlsx 原始文件。';

/**
 * Refuses a pdf that would cost pdf.js far more than it is long: streams that unpack without end, fonts whose widths and
 * character maps claim millions of codes, drawings in drawings, objects without number. Looks at what an honest or a damaged file shows openly;
 * what is hidden behind rarer filters or a password meets the limits of time and memory instead.
 *
 * @throws DocumentRefused
 */
export function guardPdf(opening: Opening, bytes: Uint8Array): void {
  const guard = new Guard(opening);
  const text = latin1(bytes);
  for (const object of skimObjects(bytes, text)) guard.take(object);
  guard.judge();
}

class Guard {
  readonly #opening: Opening;
  #bytes = 0;
  #objects = 0;
  #fonts = 0;
  #codes = 0;
  /** Widths that are objects of their own, and character maps, with how many fonts ask for each. */
  readonly #widths = new Map<number, { key: 'W' | 'W2'; times: number }>();
  readonly #maps = new Map<number, number>();
  readonly #arrays: SkimmedObject[] = [];
  readonly #streams: SkimmedObject[] = [];
  readonly #forms = new Map<number, Form>();

  constructor(opening: Opening) {
    this.#opening = opening;
  }

  take(object: SkimmedObject): void {
    this.#objects += 1;
    if (this.#objects > OBJECTS) this.#refuse(`对象超过 ${OBJECTS} 个`);
    if (object.data === undefined) this.#value(object);
    else this.#stream(object);
  }

  #stream(object: SkimmedObject): void {
    // Pictures are never unpacked.
    if (/\/Subtype\s*\/Image(?!\w)/.test(object.text)) return;
    const most = Math.min(STREAM_BYTES, ALL_BYTES - this.#bytes);
    const content = unpackStream(object, most);
    if (content === 'too-large')
      this.#refuse(`对象 ${object.number} 的数据流解压后超过 ${Math.floor(most / MEBIBYTE)} MB`);
    if (content === undefined) return;
    this.#bytes += content.length;
    if (/\/Type\s*\/ObjStm(?!\w)/.test(object.text)) this.#objectStream(object, content);
    else if (/\/Subtype\s*\/Form(?!\w)/.test(object.text))
      this.#forms.set(object.number, formOf(object.text, latin1(content)));
    else if (content.length <= MAP_BYTES && holdsMap(content)) this.#streams.push(object);
  }

  #objectStream(object: SkimmedObject, content: Uint8Array): void {
    const count = Number(/\/N\s+(\d{1,10})/.exec(object.text)?.[1] ?? 0);
    if (count > OBJECTS_IN_STREAM) this.#refuse(`对象流 ${object.number} 内的对象超过 ${OBJECTS_IN_STREAM} 个`);
    const text = latin1(content);
    for (const inner of objectsIn(object.text, text)) {
      this.#objects += 1;
      if (this.#objects > OBJECTS) this.#refuse(`对象超过 ${OBJECTS} 个`);
      this.#value(inner);
    }
  }

  #value(object: SkimmedObject): void {
    const { text } = object;
    if (/^\s{0,20}\[/.test(text)) this.#arrays.push(object);
    if (/\/Type\s*\/Font(?!\w)/.test(text)) {
      this.#fonts += 1;
      if (this.#fonts > FONTS) this.#refuse(`字体超过 ${FONTS} 个`);
    }
    const widths = /\/(W2?)\s*(?:(\[)|(\d{1,10})\s+\d+\s+R)/g;
    for (let found = widths.exec(text); found; found = widths.exec(text)) {
      const key = found[1] as 'W' | 'W2';
      if (found[2] !== undefined) {
        const { span, end } = widthSpan(text, widths.lastIndex - 1, key);
        this.#count(span);
        widths.lastIndex = end;
      } else {
        const number = Number(found[3]);
        this.#widths.set(number, { key, times: (this.#widths.get(number)?.times ?? 0) + 1 });
      }
    }
    for (const [, number] of text.matchAll(/\/(?:ToUnicode|Encoding)\s+(\d{1,10})\s+\d+\s+R/g))
      this.#maps.set(Number(number), (this.#maps.get(Number(number)) ?? 0) + 1);
  }

  /** When all objects are known: which arrays are widths, how many fonts use each map, what is drawn in what. */
  judge(): void {
    if (largestForm(this.#forms) > DRAWINGS) this.#refuse(`图形层层嵌套，展开后超过 ${DRAWINGS} 个`);
    for (const { number, text } of this.#arrays) {
      const widths = this.#widths.get(number);
      if (widths) this.#count(widths.times * widthSpan(text, text.indexOf('['), widths.key).span);
    }
    for (const object of this.#streams) {
      const times = this.#maps.get(object.number);
      const content = times === undefined ? undefined : unpackStream(object, MAP_BYTES);
      if (times === undefined || content === undefined || content === 'too-large') continue;
      this.#count(times * mapSpan(latin1(content)));
    }
  }

  #count(codes: number): void {
    this.#codes += codes;
    if (this.#codes > CODES) this.#refuse(`字体声明的字符超过 ${CODES} 个`);
  }

  #refuse(what: string): never {
    return this.#opening.refuse('bomb', `的内容异常：${what}，为安全起见没有读取。`, REMEDY);
  }
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

const MAP_MARK = Buffer.from('range');

function holdsMap(content: Uint8Array): boolean {
  return Buffer.from(content.buffer, content.byteOffset, content.byteLength).indexOf(MAP_MARK) >= 0;
}
