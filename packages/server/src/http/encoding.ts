import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);

/** Answers below this many bytes are not worth packing. */
const WORTH_PACKING = 8_192;
/** Very large answers are packed quickly rather than tightly: the page is on the same machine or in the same building. */
const LARGE = 1 << 20;

/** Whether the request says that it takes `coding`: named, or by `*`, and not with q=0. */
export function accepts(header: string | null | undefined, coding: 'gzip' | 'br'): boolean {
  let answer = false;
  for (const part of (header ?? '').split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const refused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    if (name === coding) return !refused;
    if (name === '*') answer = !refused;
  }
  return answer;
}

/** Whether `If-None-Match` names this tag, so that the caller has the answer already. */
export function matchesTag(header: string | null | undefined, tag: string): boolean {
  if (header === null || header === undefined) return false;
  const opaque = (value: string) => value.trim().replace(/^W\//, '');
  return header.trim() === '*' || header.split(',').some((value) => opaque(value) === opaque(tag));
}

/** A tag for an answer that means the same as long as its bytes are the same, packed or not. */
export function tagOf(body: string | Uint8Array): string {
  return `W/"${createHash('sha1').update(body).digest('base64url')}"`;
}

/** JSON text, or a text whose type the headers name, as an answer: tagged (by its own bytes where no `tag` is given), packed where that is worth it, and empty where the caller has it already. */
export async function textResponse(
  request: Request,
  text: string,
  status: number,
  headers: Readonly<Record<string, string>> = {},
  tag?: string,
): Promise<Response> {
  const common: Record<string, string> = { 'cache-control': 'private, no-cache', ...headers };
  if (request.method === 'GET' || request.method === 'HEAD') {
    common.etag = tag ?? tagOf(text);
    common.vary = 'accept-encoding';
    if (matchesTag(request.headers.get('if-none-match'), common.etag)) {
      return new Response(null, { status: 304, headers: common });
    }
  }
  common['content-type'] ??= 'application/json; charset=utf-8';
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.byteLength < WORTH_PACKING || !accepts(request.headers.get('accept-encoding'), 'gzip')) {
    return new Response(bytes, { status, headers: { ...common, 'content-length': String(bytes.byteLength) } });
  }
  const packed = await compress(bytes, { level: bytes.byteLength > LARGE ? 1 : 6 });
  return new Response(new Uint8Array(packed), {
    status,
    headers: { ...common, 'content-encoding': 'gzip', 'content-length': String(packed.byteLength) },
  });
}
