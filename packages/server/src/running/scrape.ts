import { isIP } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import { notFound } from '../http/problem.ts';
import type { Identity } from '../identity/identity.ts';
import { mayAtLarge } from '../permit.ts';
import { type Gauge, METRICS_MEDIA_TYPE, type Metrics } from './metrics.ts';

const LOCAL_NAMES = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/, '');
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
}

/** Whether a request was made on this machine, for this machine: none that another server passes on from elsewhere. */
function isFromHere(context: Context): boolean {
  const { req } = context;
  const bound = context.env as { incoming?: unknown } | undefined;
  if (bound?.incoming === undefined) return false;
  if (req.header('x-forwarded-for') !== undefined || req.header('forwarded') !== undefined) return false;
  const { address } = getConnInfo(context).remote;
  return address !== undefined && isLoopback(address) && LOCAL_NAMES.test(req.header('host') ?? '');
}

export interface ScrapeOptions {
  metrics: Metrics;
  gauges(): Promise<readonly Gauge[]>;
  identity: Identity;
  now(): Date;
}

/**
 * `GET /metrics`: for a collector on this machine, and for tokens and sessions that may look after the running
 * (`system.read`). For everyone else it is not there.
 */
export function scrape({ metrics, gauges, identity, now }: ScrapeOptions): MiddlewareHandler {
  const allowed = async (context: Context): Promise<boolean> => {
    if (isFromHere(context)) return true;
    const bound = context.env as { incoming?: unknown } | undefined;
    const address = bound?.incoming === undefined ? '' : (getConnInfo(context).remote.address ?? '');
    const principal = await identity.of(context.req.raw, { address, now: now() });
    if (principal === undefined || principal.mustChangePassword === true) return false;
    return mayAtLarge(principal, 'system.read');
  };
  return async (context, next) => {
    if (context.req.path !== '/metrics' || context.req.method !== 'GET') return next();
    if (!(await allowed(context))) throw notFound('这个地址：/metrics');
    const headers = { 'content-type': METRICS_MEDIA_TYPE, 'cache-control': 'no-store' };
    return new Response(metrics.text(await gauges()), { headers });
  };
}
