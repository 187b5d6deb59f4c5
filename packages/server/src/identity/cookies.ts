/** Whether a request came encrypted. */
export const isEncrypted = (request: Request): boolean => new URL(request.url).protocol === 'https:';

/**
 * Over https, browsers take a cookie of this name from this very host only, and give it to nobody else; over http they
 * take no such cookie.
 */
const nameFor = (name: string, request: Request) => (isEncrypted(request) ? `__Host-${name}` : name);

/** The session. Not sent with anything that another site's page asks for. */
export const SESSION_COOKIE = { name: 'jizhun', sameSite: 'Strict' } as const;
/** A way to an identity provider and back: sent when the browser comes back from there. */
export const FLOW_COOKIE = { name: 'jizhun-oidc', sameSite: 'Lax' } as const;

type Cookie = typeof SESSION_COOKIE | typeof FLOW_COOKIE;

/** The value of a cookie of a request; undefined where there is none. */
export function cookieOf(request: Request, { name }: Cookie): string | undefined {
  const wanted = nameFor(name, request);
  for (const part of (request.headers.get('cookie') ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === wanted) return part.slice(at + 1).trim();
  }
  return undefined;
}

/** `Set-Cookie` for the answer to a request. It goes when the browser is closed; no script can read it. */
export function setCookie(request: Request, { name, sameSite }: Cookie, value: string): string {
  const secure = isEncrypted(request) ? '; Secure' : '';
  return `${nameFor(name, request)}=${value}; Path=/; HttpOnly; SameSite=${sameSite}${secure}`;
}

/** `Set-Cookie` that takes a cookie away. */
export const dropCookie = (request: Request, cookie: Cookie): string => `${setCookie(request, cookie, '')}; Max-Age=0`;
