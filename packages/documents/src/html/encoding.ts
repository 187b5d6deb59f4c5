import { type DecodedText, decodeText } from '../text/encoding.ts';

const HEAD = 4096;
/** The share of characters that may be broken in a page that names its encoding. */
const BROKEN_SHARE = 0.01;

/** Whether the bytes are a page: by how they begin, or by their tags where the file is named as one. */
export function looksLikeHtml(bytes: Uint8Array, extension: string): boolean {
  const head = headOf(bytes);
  if (
    /^(?:<!--(?:(?!-->)[\s\S])*-->\s*)*(?:<\?xml[^>]*\?>\s*)?(?:<!doctype\s+html|<(?:html|head|body|table|meta|title|div|center)\b)/i.test(
      head,
    )
  )
    // The office's own XML formats are no pages, though some begin like one.
    return !/^<\?xml[\s\S]*?(?:mso-application|pkg:package)/i.test(head);
  return /^x?html?$/.test(extension) && /<(?:html|body|table|div|p|td|br|span|h[1-6])\b/i.test(head);
}

/**
 * Decodes a page: by byte order mark, as UTF-8 or GB18030 where the bytes are valid as such, else by the charset that the
 * page names. What a page says of itself comes last because office systems save it wrongly; valid bytes do not lie.
 */
export function decodeHtml(bytes: Uint8Array): DecodedText | undefined {
  const named = /<meta[^>]{0,300}charset\s*=\s*["']?\s*([\w-]+)/i.exec(headOf(bytes))?.[1]?.toLowerCase() ?? '';
  if (/^big5/.test(named)) return { text: new TextDecoder('big5').decode(bytes), encoding: 'other' };
  const decoded = decodeText(bytes);
  if (decoded || named === '') return decoded;
  const encoding = /^utf-?8$/.test(named) ? 'utf-8' : 'gb18030';
  const text = new TextDecoder(encoding).decode(bytes);
  const broken = text.split('\ufffd').length - 1;
  return broken > Math.max(20, text.length * BROKEN_SHARE) || text.includes('\0') ? undefined : { text, encoding };
}

/** A page saved as one file (MHT): a mail message whose parts are the page, its frames and pictures. */
export function looksLikeMht(head: string): boolean {
  return /^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version:|Content-Type:\s*multipart\/related)/i.test(
    head.replaceAll('\r', ''),
  );
}

/** The beginning as ASCII, whichever of the usual encodings it is in. */
function headOf(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD)).toString('latin1');
  return head
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .replaceAll('\0', '')
    .trimStart();
}
