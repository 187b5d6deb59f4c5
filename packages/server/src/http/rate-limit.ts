import { createHash } from 'node:crypto';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import { ProblemError } from './problem.ts';

/** So many at once, and so many a minute on from there. */
export interface Allowance {
  burst: number;
  perMinute: number;
}

/** What one session, and one network address, may ask for. */
export interface Limits {
  session: { reads: Allowance; writes: Allowance; uploads: Allowance };
  /** An office behind one address holds hundreds of sessions. */
  address: { requests: Allowance };
}

/**
 * Far above what people do: a page that opens asks for some ten things, one who types saves a field every few seconds, a
 * folder of documents is dropped at once.
 */
export const USUAL_LIMITS: Limits = {
  session: {
    reads: { burst: 1_200, perMinute: 3_000 },
    writes: { burst: 600, perMinute: 600 },
    uploads: { burst: 1_000, perMinute: 300 },
  },
  address: { requests: { burst: 6_000, perMinute: 12_000 } },
};

/** Counts down, and fills up again with time. */
export interface Bucket {
  left: number;
  at: number;
}

/** Takes one from a bucket; answers the seconds to wait where it is empty, 0 where it was not. */
export function take(bucket: Bucket, { burst, perMinute }: Allowance, now: number): number {
  bucket.left = Math.min(burst, bucket.left + ((now - bucket.at) * perMinute) / 60_000);
  bucket.at = now;
  if (bucket.left >= 1) {
    bucket.left -= 1;
    return 0;
  }
  return Math.ceil(((1 - bucket.left) * 60) / perMinute);
}

/** More who are known at a time are forgotten, the full ones first: nobody makes us remember without end. */
const MOST_KNOWN = 20_000;

function tooMany(seconds: number): ProblemError {
  const words = {
    title: '请求过于频繁',
    detail: '短时间内的请求太多，这一次没有处理。',
    remedy: `请过 ${seconds} 秒再试。由程序调用接口的，请降低频率。`,
  };
  return new ProblemError(429, 'too-many-requests', words, { 'retry-after': String(seconds) });
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const isUpload = ({ req }: Context) => req.method === 'POST' && /^\/api\/v1\/(documents|imports)\/?$/.test(req.path);

/** Who asks, as far as it shows before anyone looks it up: a session or token; undefined without either. */
function bearerOf({ req }: Context): string | undefined {
  const cookie = /(?:^|;\s*)(?:__Host-)?jizhun=([^;]+)/.exec(req.header('cookie') ?? '')?.[1];
  const sent = cookie ?? req.header('authorization');
  // A digest: what is kept in memory here opens nothing.
  return sent === undefined ? undefined : createHash('sha256').update(sent).digest('base64url');
}

function addressOf(context: Context): string | undefined {
  const bound = context.env as { incoming?: unknown } | undefined;
  return bound?.incoming === undefined ? undefined : getConnInfo(context).remote.address;
}

/**
 * Answers 429 to whoever asks for more than is allowed: per session or token, and per network address over all sessions
 * (so that making sessions up helps nobody). Sign-ins have narrower limits of their own.
 */
export function rateLimit(limits: Limits = USUAL_LIMITS, clock: () => number = Date.now): MiddlewareHandler {
  const buckets = new Map<string, Bucket & { allowance: Allowance }>();

  const forget = (now: number) => {
    for (const [key, bucket] of buckets) {
      const { burst, perMinute } = bucket.allowance;
      if (bucket.left + ((now - bucket.at) * perMinute) / 60_000 >= burst) buckets.delete(key);
    }
    // All of them at work: the oldest go, and begin anew.
    for (const key of buckets.keys()) {
      if (buckets.size < MOST_KNOWN) break;
      buckets.delete(key);
    }
  };

  const ask = (key: string, allowance: Allowance, now: number) => {
    let bucket = buckets.get(key);
    if (bucket === undefined) {
      if (buckets.size >= MOST_KNOWN) forget(now);
      bucket = { left: allowance.burst, at: now, allowance };
      buckets.set(key, bucket);
    }
    const wait = take(bucket, allowance, now);
    if (wait > 0) throw tooMany(wait);
  };

  return async (context, next) => {
    if (context.req.path.startsWith('/api/')) {
      const now = clock();
      const address = addressOf(context);
      if (address !== undefined) ask(`address ${address}`, limits.address.requests, now);
      const bearer = bearerOf(context);
      if (bearer !== undefined) {
        const kind = SAFE.has(context.req.method) ? 'reads' : isUpload(context) ? 'uploads' : 'writes';
        ask(`${kind} ${bearer}`, limits.session[kind], now);
      }
    }
    await next();
  };
}
