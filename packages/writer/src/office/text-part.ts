import type { OfficePackage } from '@jizhun/documents/office';
import { parseXml, type XmlElement } from './xml.ts';

/** A part that cannot be written back byte by byte, or a file too large to be written. `message` is Chinese. */
export class PartUnsuited extends Error {}

/**
 * Longest part that is written into. The largest budget book that was met has an eighth of it; one this long takes
 * some seconds and a gigabyte, which no server should spend on more.
 */
const LONGEST = 16 * 1024 * 1024;

/** A part's text, such that `encode` gives its very bytes again. Throws `PartUnsuited`. */
export async function readText(opened: OfficePackage, part: string): Promise<string> {
  const bytes = await opened.bytes(part);
  if (bytes.length > LONGEST) throw new PartUnsuited('文件过大，不能改写；请拆分后再改');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new PartUnsuited('文件内部不是 UTF-8 编码，不能改写；请用 Office 或 WPS 另存一份后再改');
  }
}

/** The bytes of a part's text. */
export const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The outermost element of a part's text. Throws `PartUnsuited` for a text without one, which reading may overlook. */
export function rootOf(source: string): XmlElement {
  const [root] = parseXml(source).children;
  if (!root) throw new PartUnsuited('文件内部的清单已损坏，不能改写；请用 Office 或 WPS 另存一份后再改');
  return root;
}
