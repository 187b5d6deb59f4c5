import type { MiddlewareHandler } from 'hono';
import { ProblemError } from './problem.ts';

export const LOCAL_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "object-src 'none'",
  "script-src 'self'",
  // The component library writes its styles into the page at run time.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};

const foreign = (detail: string) =>
  new ProblemError(403, 'forbidden', {
    title: '拒绝访问',
    detail,
    remedy: '请用启动时显示的地址打开；要用别的主机名访问，请在数据目录的 installation.json 中写明后重新启动。',
  });

/** The name in a Host header, without the port. */
function nameOf(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase();
}

/** A host name or address as it stands in `Host`: an IPv6 address in brackets. */
export const inHostHeader = (host: string): string => (host.includes(':') ? `[${host}]` : host.toLowerCase());

/**
 * Lets only pages of this very server speak to it, so that a strange page in the browser of someone who is signed in does
 * not act for them: not by a name of its own that points here (the name in `Host` must be one of ours: this machine's, or
 * one of `hosts`), and not by sending a form or a request across origins (a write must come from our own origin).
 */
export function createGuard(hosts: readonly string[]): MiddlewareHandler {
  const names = new Set([...LOCAL_NAMES, ...hosts.map(inHostHeader)]);
  return async (context, next) => {
    const { req } = context;
    const url = new URL(req.url);
    const host = req.header('host') ?? url.host;
    // A request that names an address of its own (`GET http://elsewhere/ HTTP/1.1`) is taken by that, whatever `Host` says.
    for (const asked of [host, url.host]) {
      if (!names.has(nameOf(asked))) throw foreign(`不接受以“${asked.slice(0, 100)}”为地址的请求。`);
    }
    if (!SAFE_METHODS.has(req.method)) {
      const origin = req.header('origin');
      // A page that came unencrypted may have been altered on the way: over https it is not ours.
      const own = origin === `https://${host}` || (url.protocol === 'http:' && origin === `http://${host}`);
      if (origin !== undefined && !own) throw foreign('不接受其他网页发来的修改请求。');
      const site = req.header('sec-fetch-site');
      if (site !== undefined && site !== 'same-origin' && site !== 'none') {
        throw foreign('不接受其他网页发来的修改请求。');
      }
    }
    await next();
  };
}

/** For a year, browsers that came once over https come by nothing else; they heed it only there. */
const STRICT_TRANSPORT_SECURITY = 'max-age=31536000; includeSubDomains';

/** Puts the security headers on every answer, also on those that are problems; an answer's own stricter one stays. */
export const securityHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
    if (!context.res.headers.has(name)) context.res.headers.set(name, value);
  }
  if (new URL(context.req.url).protocol === 'https:') {
    context.res.headers.set('strict-transport-security', STRICT_TRANSPORT_SECURITY);
  }
};
