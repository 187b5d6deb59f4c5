import { constants, inflateSync } from 'node:zlib';

/** An object of a pdf, looked at without understanding the file: what a hostile one may hide from it, it hides from us. */
export interface SkimmedObject {
  number: number;
  /** Dictionary or other value, as text; names without escapes. */
  text: string;
  /** What stands between `stream` and `endstream`. */
  data?: Uint8Array;
}

/** What unpacking a stream gave: nothing where it has a filter that is not looked through. */
export type Unpacked = Uint8Array | 'too-large' | undefined;

const HEAD = /(?<!\d)(\d{1,10})\s{1,20}\d{1,5}\s{1,20}obj(?![a-z])/g;
const END = /(?<![a-z])(?:stream\r?\n|endobj)/g;

/**
 * The objects that stand in the file itself, in their order, by their marks alone: the table of places may lie.
 *
 * @param text the bytes as latin1
 */
export function* skimObjects(bytes: Uint8Array, text: string): Generator<SkimmedObject, void, undefined> {
  let at = 0;
  for (;;) {
    HEAD.lastIndex = at;
    const head = HEAD.exec(text);
    if (!head) return;
    const number = Number(head[1]);
    const from = HEAD.lastIndex;
    END.lastIndex = from;
    const end = END.exec(text);
    if (end?.[0].startsWith('stream')) {
      const dictionary = plainNames(text.slice(from, end.index));
      const begin = END.lastIndex;
      const stop = endOfStream(text, begin, dictionary);
      yield { number, text: dictionary, data: bytes.subarray(begin, stop) };
      at = stop;
    } else {
      at = end?.index ?? text.length;
      yield { number, text: plainNames(text.slice(from, at)) };
    }
  }
}

function endOfStream(text: string, begin: number, dictionary: string): number {
  const length = /\/Length\s+(\d{1,10})(?!\s+\d+\s+R)/.exec(dictionary)?.[1];
  if (length !== undefined) {
    const stated = begin + Number(length);
    if (/^\s{0,2}endstream/.test(text.slice(stated, stated + 11))) return stated;
  }
  const found = text.indexOf('endstream', begin);
  return found < 0 ? text.length : found;
}

/** `/#57` is `/W`. */
function plainNames(text: string): string {
  if (!text.includes('#')) return text;
  return text.replace(/#([0-9a-f]{2})/gi, (_whole, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

/** The objects in an object stream. */
export function* objectsIn(dictionary: string, content: string): Generator<SkimmedObject, void, undefined> {
  const first = Number(/\/First\s+(\d{1,10})/.exec(dictionary)?.[1] ?? 0);
  const places = (content.slice(0, first).match(/\d+/g) ?? []).map(Number);
  for (let at = 0; at + 1 < places.length; at += 2) {
    const next = places[at + 3];
    yield {
      number: places[at]!,
      text: plainNames(content.slice(first + places[at + 1]!, next === undefined ? undefined : first + next)),
    };
  }
}

/** What the filters of a stream make of it, no more than `most` bytes. */
export function unpackStream({ text, data }: SkimmedObject, most: number): Unpacked {
  if (data === undefined) return undefined;
  const filters = /\/Filter\s*(?:\[([^\]]{0,200})\]|(\/\w+))/.exec(text);
  let content = data;
  for (const name of (filters?.[1] ?? filters?.[2] ?? '').match(/\w+/g) ?? []) {
    if (name !== 'FlateDecode' && name !== 'Fl') return undefined;
    try {
      // A stream that breaks off is read as far as it goes, by pdf.js as well.
      content = inflateSync(content, { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH });
    } catch (error) {
      return error instanceof RangeError ? 'too-large' : undefined;
    }
  }
  return content.length > most ? 'too-large' : content;
}
