import type { Answer } from '../operation.ts';
import { jsonResponse, matchesTag } from './encoding.ts';
import { attachment } from './upload.ts';

function fileResponse(request: Request, file: Extract<Answer, { file: unknown }>['file']): Response {
  const headers: Record<string, string> = { etag: file.tag, 'cache-control': 'no-cache' };
  if (matchesTag(request.headers.get('if-none-match'), file.tag)) return new Response(null, { status: 304, headers });
  headers['content-type'] = file.mediaType;
  headers['content-length'] = String(file.byteCount);
  headers['content-disposition'] = attachment(file.name);
  // What people uploaded is never run as a page of ours, whatever it calls itself.
  headers['content-security-policy'] = 'sandbox';
  return new Response(request.method === 'HEAD' ? null : ReadableStream.from(file.pieces), { status: 200, headers });
}

/** What a handler answered, with the headers that HTTP wants. */
export async function respond(request: Request, answer: Answer): Promise<Response> {
  if ('json' in answer) return jsonResponse(request, JSON.stringify(answer.json), answer.status);
  if ('produce' in answer) {
    const { tag } = answer;
    if (matchesTag(request.headers.get('if-none-match'), tag)) {
      return new Response(null, { status: 304, headers: { etag: tag, 'cache-control': 'no-cache' } });
    }
    return jsonResponse(request, await answer.produce(), answer.status, {}, tag);
  }
  if ('jsonText' in answer) {
    const headers = answer.download === undefined ? {} : { 'content-disposition': attachment(answer.download) };
    return jsonResponse(request, answer.jsonText, answer.status, headers);
  }
  if ('file' in answer) return fileResponse(request, answer.file);
  return new Response(null, { status: answer.status });
}
