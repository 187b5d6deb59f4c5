import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { errorEntry, type Log } from './log.ts';
import type { Metrics } from './metrics.ts';

const current = new AsyncLocalStorage<string>();

/** The tenant that a session cookie or token names; nothing is said of whether it holds. */
function tenantOf(headers: { cookie: string | undefined; authorization: string | undefined }): number | undefined {
  const named =
    /(?:^|;\s*)(?:__Host-)?jizhun=(\d{1,9})\./.exec(headers.cookie ?? '')?.[1] ??
    /^Bearer jz_(\d{1,9})_/.exec(headers.authorization ?? '')?.[1];
  return named === undefined ? undefined : Number(named);
}

/** What is asked for where it is no operation. */
function besides(path: string): string {
  if (path === '/metrics') return 'metrics';
  return path.startsWith('/api/') ? 'other' : 'page';
}

/**
 * Gives each request an id, which the answer carries too, measures it and writes a line of it: which operation, status,
 * time, size, tenant. `names` are ids of operations by route (`GET /api/v1/documents/:id`). What stands in the address, who asks and from where are not in the line: the trail has that.
 */
export function watch(metrics: Metrics, log: Log, names: ReadonlyMap<string, string>): MiddlewareHandler {
  return (context, next) => {
    const id = randomBytes(8).toString('hex');
    const began = performance.now();
    return current.run(id, async () => {
      await next();
      const { req, res } = context;
      const ms = performance.now() - began;
      const method = req.method === 'HEAD' ? 'GET' : req.method;
      const operation =
        matchedRoutes(context)
          .map(({ path }) => names.get(`${method} ${path}`))
          .findLast((name) => name !== undefined) ?? besides(req.path);
      res.headers.set('x-request-id', id);
      metrics.answered({ operation, status: res.status, seconds: ms / 1_000 });
      const length = res.headers.get('content-length');
      const tenant = tenantOf({ cookie: req.header('cookie'), authorization: req.header('authorization') });
      log.write(res.status >= 500 ? 'error' : 'info', 'request', {
        id,
        operation,
        method: req.method,
        status: res.status,
        ms: Math.round(ms * 10) / 10,
        ...(length === null ? {} : { bytes: Number(length) }),
        ...(tenant === undefined ? {} : { tenant }),
      });
    });
  };
}

/** Writes an error of ours, with the id of the request in which it came up. */
export function errorsTo(log: Log): (error: unknown) => void {
  return (error) => {
    const id = current.getStore();
    log.write('error', 'error', { ...(id === undefined ? {} : { id }), ...errorEntry(error) });
  };
}
