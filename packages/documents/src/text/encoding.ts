/** Text of a file and the encoding it was in. */
export interface DecodedText {
  text: string;
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'other';
}

/** The share of a text that may be characters no office text holds, before it counts as something else than text. */
const STRANGE_SHARE = 0.02;

/** Decodes by byte order mark, else UTF-8, UTF-16 without mark, GB18030; undefined when it is no text in any of them. */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return attempt(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return attempt(bytes, 'utf-16be');
  const unmarked = guessUtf16(bytes);
  if (unmarked) return attempt(bytes, unmarked);
  return attempt(bytes, 'utf-8') ?? attempt(bytes, 'gb18030');
}

function attempt(bytes: Uint8Array, encoding: Exclude<DecodedText['encoding'], 'other'>): DecodedText | undefined {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return isText(text) ? { text, encoding } : undefined;
  } catch {
    return undefined;
  }
}

/** Many zero bytes on one side of the pairs (digits, line ends, tabs) tell UTF-16. */
function guessUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const sample = bytes.subarray(0, 4096);
  let even = 0;
  let odd = 0;
  for (let at = 0; at < sample.length; at++) if (sample[at] === 0) at % 2 === 0 ? even++ : odd++;
  const pairs = sample.length / 2;
  if (odd > pairs * 0.05 && even === 0) return 'utf-16le';
  if (even > pairs * 0.05 && odd === 0) return 'utf-16be';
  return undefined;
}

/** Zero bytes never, other control characters, private use and unassigned ones hardly ever stand in a text. */
function isText(text: string): boolean {
  if (text.includes('\0')) return false;
  const sample = text.length > 200_000 ? text.slice(0, 200_000) : text;
  const strange =
    sample.match(/[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufffd]|\p{Cn}/gu)?.length ?? 0;
  return strange <= Math.max(2, sample.length * STRANGE_SHARE);
}
