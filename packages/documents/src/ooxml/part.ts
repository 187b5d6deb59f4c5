import type { ZipContainer, ZipEntry } from '../container/zip.ts';
import type { Opening } from '../opening.ts';
import { XmlError, type XmlHandler, XmlTokenizer } from '../xml/tokenizer.ts';
import { namespaces } from './namespaces.ts';

/** Sends the events of an XML part to `handler`, unpacking it piece by piece. Refuses what is not well-formed. */
export async function readPart(
  opening: Opening,
  container: ZipContainer,
  entry: ZipEntry,
  handler: XmlHandler,
): Promise<void> {
  await readXml(opening, container.chunks(entry), handler, `部件“${entry.name}”`);
}

/** The same for bytes from elsewhere; `place` names them in refusals. */
export async function readXml(
  opening: Opening,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  handler: XmlHandler,
  place: string,
): Promise<void> {
  const tokenizer = new XmlTokenizer(handler, namespaces);
  let decoder: PieceDecoder | undefined;
  try {
    for await (const chunk of chunks) {
      decoder ??= new PieceDecoder(chunk);
      tokenizer.write(decoder.decode(chunk, false));
    }
    if (decoder) tokenizer.write(decoder.decode(new Uint8Array(0), true));
    tokenizer.end();
  } catch (error) {
    if (error instanceof XmlError) {
      if (error.dtd)
        opening.refuse(
          'dtd',
          `的${place}${error.message}，为安全起见不予读取。`,
          '请用 Office 或 WPS 打开后另存为 docx 或 xlsx 再上传。',
        );
      opening.damaged(place, error.message);
    }
    if (error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      opening.damaged(place, '含有无法识别的字符编码');
    throw error;
  }
}

/** Decodes pieces of UTF-8 (or UTF-16 with a byte order mark) that may end inside a character. */
class PieceDecoder {
  readonly #decoder: InstanceType<typeof TextDecoder>;
  readonly #utf8: boolean;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(first: Uint8Array) {
    const little = first[0] === 0xff && first[1] === 0xfe;
    const big = first[0] === 0xfe && first[1] === 0xff;
    this.#utf8 = !little && !big;
    this.#decoder = new TextDecoder(little ? 'utf-16le' : big ? 'utf-16be' : 'utf-8', { fatal: true });
  }

  decode(chunk: Uint8Array, last: boolean): string {
    if (!this.#utf8) return this.#decoder.decode(chunk, { stream: !last });
    // Cutting at a whole character ourselves keeps the decoder on its fast path for complete input.
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const end = last ? bytes.length : wholeCharacters(bytes);
    this.#rest = bytes.slice(end);
    return this.#decoder.decode(bytes.subarray(0, end));
  }
}

/** Where the last character of UTF-8 that may go on in the next piece begins, else the end. */
function wholeCharacters(bytes: Uint8Array): number {
  const end = bytes.length;
  for (let at = end - 1; at >= Math.max(0, end - 4); at--) {
    const byte = bytes[at] as number;
    if (byte < 0x80) return end;
    if (byte < 0xc0) continue;
    const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return at + length > end ? at : end;
  }
  return end;
}
