import type { Problem } from '@jizhun/api';
import { SessionClock } from './session-clock.ts';
import { signInAgain, wasSignedIn } from './sign-in-again.ts';

/** How long the session of this page still holds. */
export const sessionClock = new SessionClock();

const BACKGROUND = 'jizhun-background';

/** Header of a request that the page sends by itself: it does not put off the end of the session. */
export const background: Readonly<Record<string, string>> = { [BACKGROUND]: '1' };

/** A request that did not succeed, with what went wrong and what to do, in Chinese. */
export class RequestFailed extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.name = 'RequestFailed';
    this.problem = problem;
  }
}

const problem = (code: string, status: number, title: string, detail: string, remedy: string): Problem => ({
  type: `urn:jizhun:problem:${code}`,
  code,
  status,
  title,
  detail,
  remedy,
});

/** What is said when the server cannot be reached at all. */
export function unreachable(): Problem {
  return problem(
    'unreachable',
    503,
    '连不上服务',
    '没有收到服务的回答。',
    '确认绩准服务仍在运行（npm start），然后重试。',
  );
}

/** Reads a problem out of an answer's text; whatever else comes becomes a problem that names the status. */
export function problemOf(status: number, body: string): Problem {
  try {
    const value: unknown = JSON.parse(body);
    if (value !== null && typeof value === 'object' && 'title' in value && 'detail' in value) return value as Problem;
  } catch {
    // Not JSON: a proxy's page or nothing at all.
  }
  return problem(
    'unexpected',
    status,
    '服务没有正常回答',
    `状态码 ${status}。`,
    '稍后重试；仍不行，请看服务窗口中的记录。',
  );
}

/** A request to the interface; one that comes after the session has ended waits until the person signed in again. */
async function send(path: string, init: RequestInit | undefined): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, { ...init, headers: { accept: 'application/json', ...init?.headers } });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new RequestFailed(unreachable());
  }
  if (response.status === 401 && wasSignedIn() && !path.startsWith('/sign-in')) {
    await signInAgain();
    return send(path, init);
  }
  if (response.ok && !new Headers(init?.headers).has(BACKGROUND)) sessionClock.touch();
  return response;
}

/** Sends a request and gives its JSON; `undefined` for an answer without content. Throws `RequestFailed`. */
export async function request<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await send(path, init);
  let body: string;
  try {
    body = await response.text();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new RequestFailed(unreachable());
  }
  if (!response.ok) throw new RequestFailed(problemOf(response.status, body));
  return (body === '' ? undefined : JSON.parse(body)) as T;
}

/** Sends JSON and gives what is answered. Throws `RequestFailed`. */
export function sendJson<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body: unknown): Promise<T> {
  return request<T>(path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Sends a request whose answer is a file, and hands that to the browser as a download. Throws `RequestFailed`. */
export async function requestFile(path: string, init: RequestInit, fallbackName: string): Promise<void> {
  const response = await send(path, init);
  if (!response.ok) throw new RequestFailed(problemOf(response.status, await response.text()));
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = nameIn(response.headers.get('content-disposition')) ?? fallbackName;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The file name in a `Content-Disposition`, as RFC 6266 writes it. */
function nameIn(header: string | null): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(header ?? '')?.[1];
  return encoded === undefined ? undefined : decodeURIComponent(encoded);
}
