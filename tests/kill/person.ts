import { setTimeout as sleep } from 'node:timers/promises';
/** The request did not come to its answer: the server, or its database, was killed meanwhile. */
export class NoAnswer extends Error {}

/** Someone of the demonstration, signed in. */
export interface Person {
  role: string;
  name: string;
  /**
   * Asks as the page does.
   *
   * @throws NoAnswer where it is not known what became of it
   */
  ask(method: string, path: string, body?: unknown): Promise<{ status: number; json: unknown; text: string }>;
  /** Sends bytes and leaves as soon as the answer begins, as a page that is closed. Answers that beginning. */
  askAndLeave(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<string>;
}

interface Offered {
  role: string;
  person: { id: string; name: string };
}

/** What stands for a request that may or may not have been carried out. */
const UNSURE = new Set([500, 502, 503, 504]);

/** Signs in whoever the demonstration offers for each of the roles. */
export async function signIn(address: string, roles: readonly string[]): Promise<Person[]> {
  const base = `${address.replace(/\/$/, '')}/api/v1`;
  const options = (await (await fetch(`${base}/sign-in`)).json()) as { demonstration: { roles: Offered[] } | null };
  const offered = options.demonstration?.roles;
  if (offered === undefined) throw new Error('this is no demonstration');
  return Promise.all(
    roles.map(async (role) => {
      const one = offered.find((each) => each.role === role);
      if (one === undefined) throw new Error(`nobody is offered for ${role}`);
      const response = await fetch(`${base}/sign-in/demonstration`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: new URL(address).origin },
        body: JSON.stringify({ person: one.person.id }),
      });
      if (!response.ok) throw new Error(`sign-in: ${response.status} ${await response.text()}`);
      const cookie = response.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ');
      return personWith(address, cookie, role, one.person.name);
    }),
  );
}

/** Whoever a session's cookie belongs to. */
export function personWith(address: string, cookie: string, role: string, name: string): Person {
  const base = `${address.replace(/\/$/, '')}/api/v1`;
  const { origin } = new URL(address);
  return {
    role,
    name,
    async ask(method, path, body) {
      const bytes = typeof body === 'string' || body instanceof Uint8Array;
      let response: Response;
      let text: string;
      try {
        response = await fetch(`${base}${path}`, {
          method,
          headers: {
            cookie,
            origin,
            ...(body === undefined || bytes ? {} : { 'content-type': 'application/json' }),
          },
          ...(body === undefined ? {} : { body: bytes ? (body as string) : JSON.stringify(body) }),
        });
        text = await response.text();
      } catch (error) {
        throw new NoAnswer(error instanceof Error ? `${error.message} ${String(error.cause)}` : String(error));
      }
      if (UNSURE.has(response.status)) throw new NoAnswer(text);
      if (response.status === 429) {
        // Nothing was done: the session asks for more than one person does. It comes again when it is told to.
        await sleep(1_000 * Number(response.headers.get('retry-after') ?? 1));
        return this.ask(method, path, body);
      }
      const isJson = /\bjson\b|\+json/.test(response.headers.get('content-type') ?? '');
      return { status: response.status, json: isJson ? JSON.parse(text) : undefined, text };
    },
    async askAndLeave(path, bytes) {
      try {
        const response = await fetch(`${base}${path}`, { method: 'POST', headers: { cookie, origin }, body: bytes });
        const reader = response.body?.getReader();
        const { value } = (await reader?.read()) ?? {};
        await reader?.cancel();
        if (response.status !== 207) throw new NoAnswer(`${response.status}`);
        return new TextDecoder().decode(value);
      } catch (error) {
        throw error instanceof NoAnswer ? error : new NoAnswer(String(error));
      }
    },
  };
}
