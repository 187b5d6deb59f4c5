import type { MiddlewareHandler } from 'hono';
import { ProblemError } from './problem.ts';

const LOCAL_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
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
    remedy: '请在本机浏览器中直接打开启动时显示的地址。',
  });

/** The name in a Host header, without the port. */
function nameOf(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase();
}

/**
 * Lets only pages of this very server speak to it. There is no log-in yet, so a strange page in the user's browser must
 * not reach the documents: not by a name of its own that points to 127.0.0.1 (the name in `Host` must be a local one),
 * and not by sending a form or a request across origins (a write must come from our own origin).
 */
export const guard: MiddlewareHandler = async (context, next) => {
  const { req } = context;
  const host = req.header('host') ?? new URL(req.url).host;
  if (!LOCAL_NAMES.has(nameOf(host))) throw foreign(`不接受以“${host.slice(0, 100)}”为地址的请求。`);
  if (!SAFE_METHODS.has(req.method)) {
    const origin = req.header('origin');
    if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) {
      throw foreign('不接受其他网页发来的修改请求。');
    }
    const site = req.header('sec-fetch-site');
    if (site !== undefined && site !== 'same-origin' && site !== 'none') {
      throw foreign('不接受其他网页发来的修改请求。');
    }
  }
  await next();
};

/** Puts the security headers on every answer, also on those that are problems; an answer's own stricter one stays. */
export const securityHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
    if (!context.res.headers.has(name)) context.res.headers.set(name, value);
  }
};
