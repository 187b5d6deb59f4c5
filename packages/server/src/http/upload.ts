import { badRequest, tooLarge } from './problem.ts';

/**
 * The bytes of a request, counted while they come in: what the sender says of their number is believed only when it is
 * too large. Nothing is kept of a request that breaks off or goes beyond `limit`.
 *
 * @throws ProblemError 413 or 400
 */
export async function receive(request: Request, limit: number, fileName: string | undefined): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge(limit, fileName);
  if (request.body === null) return new Uint8Array();
  const pieces: Uint8Array[] = [];
  let count = 0;
  const reader = request.body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      count += value.byteLength;
      if (count > limit) {
        await reader.cancel();
        throw tooLarge(limit, fileName);
      }
      pieces.push(value);
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'ProblemError') throw error;
    throw badRequest('文件没有传完，连接就断了。', '请重新加入这个文件。');
  }
  const bytes = new Uint8Array(count);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.byteLength;
  }
  return bytes;
}

/** A file's name as it may be shown and stored: without folders and control characters, at most 200 characters. */
export function cleanFileName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  const clean = base.replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').trim();
  if (clean === '') return '未命名';
  const characters = [...clean];
  if (characters.length <= 200) return clean;
  const dot = clean.lastIndexOf('.');
  const ending = dot > 0 && clean.length - dot <= 10 ? clean.slice(dot) : '';
  return characters.slice(0, 200 - ending.length).join('') + ending;
}

/** `Content-Disposition` of a download, with a name in Chinese as RFC 6266 writes it. */
export function attachment(name: string, disposition: 'attachment' | 'inline' = 'attachment'): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${disposition}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
