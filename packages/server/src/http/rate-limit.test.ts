import fc from 'fast-check';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { ProblemError, problemResponse } from './problem.ts';
import { type Allowance, type Bucket, rateLimit, take, USUAL_LIMITS } from './rate-limit.ts';

const SMALL = {
  session: {
    reads: { burst: 5, perMinute: 60 },
    writes: { burst: 2, perMinute: 60 },
    uploads: { burst: 3, perMinute: 60 },
  },
  address: { requests: { burst: 8, perMinute: 60 } },
};

function application(clock: () => number) {
  const app = new Hono();
  app.use(rateLimit(SMALL, clock));
  app.all('*', ({ text }) => text('好'));
  app.onError((error) =>
    error instanceof ProblemError ? problemResponse(error) : new Response(null, { status: 500 }),
  );
  return (method: string, path: string, headers: Record<string, string> = {}, address?: string) =>
    app.request(
      `http://localhost${path}`,
      { method, headers },
      address === undefined ? undefined : { incoming: { socket: { remoteAddress: address } } },
    );
}

async function statuses(count: number, ask: () => Response | Promise<Response>): Promise<number[]> {
  const found: number[] = [];
  for (let n = 0; n < count; n++) found.push((await ask()).status);
  return found;
}

test('a session reads, writes and uploads within its own limits, and goes on when it has waited', async () => {
  let now = 0;
  const ask = application(() => now);
  const mine = { cookie: 'jizhun=1.mine' };
  expect(await statuses(3, () => ask('POST', '/api/v1/documents/1/corrections', mine))).toEqual([200, 200, 429]);
  expect(await statuses(4, () => ask('POST', '/api/v1/documents?name=a.txt', mine))).toEqual([200, 200, 200, 429]);
  expect(await statuses(6, () => ask('GET', '/api/v1/documents', mine))).toEqual([200, 200, 200, 200, 200, 429]);
  const refused = await ask('PATCH', '/api/v1/units/1', mine);
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(await refused.json()).toMatchObject({ code: 'too-many-requests' });
  // Another session, a token, and one over https are others.
  expect((await ask('POST', '/api/v1/x', { cookie: 'a=b; jizhun=1.other' })).status).toBe(200);
  expect((await ask('POST', '/api/v1/x', { authorization: 'Bearer jz_1_x' })).status).toBe(200);
  expect((await ask('POST', '/api/v1/x', { cookie: '__Host-jizhun=1.safe' })).status).toBe(200);
  now += 1_000;
  expect(await statuses(2, () => ask('PUT', '/api/v1/x', mine))).toEqual([200, 429]);
});

test('an address is limited over all sessions that it makes up', async () => {
  const ask = application(() => 0);
  let n = 0;
  const made = () => ask('GET', '/api/v1/me', { cookie: `jizhun=1.${n++}` }, '192.0.2.9');
  expect((await statuses(9, made)).at(-1)).toBe(429);
  expect((await ask('GET', '/api/v1/me', {}, '192.0.2.10')).status).toBe(200);
});

test('the page itself is not limited: it is the same for everyone, and kept by browsers', async () => {
  const ask = application(() => 0);
  expect(await statuses(40, () => ask('GET', '/assets/a.js', {}, '192.0.2.9'))).not.toContain(429);
});

test('never more than the burst and what flowed in since', () => {
  const allowance = fc.record({ burst: fc.integer({ min: 1, max: 50 }), perMinute: fc.integer({ min: 1, max: 600 }) });
  const gaps = fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 200 });
  fc.assert(
    fc.property(allowance, gaps, (allowed: Allowance, steps) => {
      const bucket: Bucket = { left: allowed.burst, at: 0 };
      let now = 0;
      let taken = 0;
      for (const step of steps) {
        now += step;
        const wait = take(bucket, allowed, now);
        if (wait === 0) taken++;
        else expect(take({ ...bucket }, allowed, now + wait * 1_000)).toBe(0);
      }
      expect(taken).toBeLessThanOrEqual(allowed.burst + (now * allowed.perMinute) / 60_000 + 1e-6);
    }),
  );
});

test('300 people who save a field every 10 s from one office are let through', () => {
  const { address, session } = USUAL_LIMITS;
  expect(address.requests.perMinute).toBeGreaterThan(300 * 6 * 3);
  expect(session.writes.perMinute).toBeGreaterThan(6 * 10);
});
