import { LINES_MEDIA_TYPE, type Problem } from '@jizhun/api';
import type { Answer } from '../operation.ts';
import { matchesTag, textResponse } from './encoding.ts';
import { attachment } from './upload.ts';

function fileResponse(request: Request, file: Extract<Answer, { file: unknown }>['file']): Response {
  const headers: Record<string, string> = { etag: file.tag, 'cache-control': 'private, no-cache' };
  if (matchesTag(request.headers.get('if-none-match'), file.tag)) return new Response(null, { status: 304, headers });
  headers['content-type'] = file.mediaType;
  if (file.byteCount !== undefined) headers['content-length'] = String(file.byteCount);
  headers['content-disposition'] = attachment(file.name);
  // What people uploaded is never run as a page of ours, whatever it calls itself.
  headers['content-security-policy'] = 'sandbox';
  return new Response(request.method === 'HEAD' ? null : ReadableStream.from(file.pieces), { status: 200, headers });
}

/** Sends each line as soon as it is there; who goes away ends the work that makes them. */
function linesResponse(
  lines: AsyncGenerator<unknown, void, undefined>,
  problemFor: (error: unknown) => Problem,
): Response {
  const encoder = new TextEncoder();
  const line = (value: unknown) => encoder.encode(`${JSON.stringify(value)}\n`);
  let gone = false;
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      let next: { value?: unknown; done?: boolean | undefined };
      try {
        next = await lines.next();
      } catch (error) {
        next = { value: { kind: 'failed', problem: problemFor(error) } };
      }
      if (gone) return;
      if (next.done) controller.close();
      else controller.enqueue(line(next.value));
    },
    async cancel() {
      gone = true;
      await lines.return();
    },
  });
  const headers = { 'content-type': `${LINES_MEDIA_TYPE}; charset=utf-8`, 'cache-control': 'no-store' };
  return new Response(stream, { status: 207, headers });
}

/** What a handler answered, with the headers that HTTP wants. `problemFor` puts into words what fails after the head is sent. */
export async function respond(
  request: Request,
  answer: Answer,
  problemFor: (error: unknown) => Problem,
): Promise<Response> {
  const response = await contentOf(request, answer, problemFor);
  for (const cookie of answer.cookies ?? []) response.headers.append('set-cookie', cookie);
  return response;
}

async function contentOf(request: Request, answer: Answer, problemFor: (error: unknown) => Problem): Promise<Response> {
  if ('lines' in answer) return linesResponse(answer.lines, problemFor);
  if ('json' in answer) return textResponse(request, JSON.stringify(answer.json), answer.status);
  if ('produce' in answer) {
    const { tag } = answer;
    if (matchesTag(request.headers.get('if-none-match'), tag)) {
      return new Response(null, { status: 304, headers: { etag: tag, 'cache-control': 'private, no-cache' } });
    }
    return textResponse(request, await answer.produce(), answer.status, {}, tag);
  }
  if ('jsonText' in answer) {
    const headers = answer.download === undefined ? {} : { 'content-disposition': attachment(answer.download) };
    return textResponse(request, answer.jsonText, answer.status, headers);
  }
  if ('text' in answer) {
    return textResponse(request, answer.text, answer.status, {
      'content-type': `${answer.mediaType}; charset=utf-8`,
      'content-disposition': attachment(answer.name, 'inline'),
      // It holds words from files of others: nothing in it runs, and nothing is fetched.
      'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    });
  }
  if ('file' in answer) return fileResponse(request, answer.file);
  if ('location' in answer) {
    return new Response(null, {
      status: answer.status,
      headers: { location: answer.location, 'cache-control': 'no-store' },
    });
  }
  return new Response(null, { status: answer.status });
}
