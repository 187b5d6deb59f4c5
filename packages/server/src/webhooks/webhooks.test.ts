import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AuditEvent, Webhooks } from '@jizhun/store';
import { afterEach, expect, test } from 'vitest';
import { isInternal, refusalOf } from './address.ts';
import { messageOf, signatureOf } from './message.ts';
import { send } from './send.ts';
import { MOST_ATTEMPTS, startTelling, tellOnce, waitAfterAttempt } from './telling.ts';

const NOW = new Date('2026-03-31T08:00:00.000Z');
const EVENT: AuditEvent = {
  seq: 7,
  at: NOW.toISOString(),
  actor: '张三（zhangsan）',
  origin: '192.0.2.1',
  operation: 'document.add',
  subject: { kind: 'document', id: 'd' },
  before: null,
  after: '{"name":"秘密.docx"}',
  reason: '理由',
  sha256: '0'.repeat(64),
  sm3: '0'.repeat(64),
};

const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0)) end();
});

async function receiver(answer: (request: IncomingMessage, body: string, response: ServerResponse) => void) {
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => answer(request, body, response));
  }).listen(0, '127.0.0.1');
  endings.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/hook`;
}

test('a message says what happened to what, and neither content nor person', () => {
  const body = messageOf(1, 'w', EVENT);
  expect(JSON.parse(body)).toEqual({
    schema: 'jizhun/event@1',
    id: '1-7',
    webhook: 'w',
    seq: 7,
    at: NOW.toISOString(),
    operation: 'document.add',
    subject: { kind: 'document', id: 'd' },
  });
  for (const word of ['张三', '秘密', '理由', '192.0.2.1']) expect(body).not.toContain(word);
});

test('the signature holds for this body at this time only', () => {
  const [t, v1] = signatureOf('{}', 'secret', NOW).split(',');
  expect(t).toBe(`t=${NOW.getTime() / 1000}`);
  expect(v1).toBe(
    `v1=${createHmac('sha256', 'secret')
      .update(`${NOW.getTime() / 1000}.{}`)
      .digest('hex')}`,
  );
  expect(signatureOf('{ }', 'secret', NOW)).not.toContain(v1);
  expect(signatureOf('{}', 'other', NOW)).not.toContain(v1);
});

test('only addresses of an internal network are told', () => {
  for (const address of [
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '100.100.0.1',
    '::1',
    'fd00::1',
    '::ffff:10.0.0.1',
  ])
    expect(isInternal(address), address).toBe(true);
  for (const address of ['8.8.8.8', '172.32.0.1', '169.254.169.254', '2001:db8::1', 'fe80::1', '::ffff:8.8.8.8', 'x'])
    expect(isInternal(address), address).toBe(false);
  expect(refusalOf('http://10.0.0.5:8080/a')).toBeUndefined();
  expect(refusalOf('https://hook.example.internal/a')).toBeUndefined();
  expect(refusalOf('http://8.8.8.8/')).toContain('不是内网地址');
  expect(refusalOf('http://[2001:db8::1]/')).toContain('不是内网地址');
  expect(refusalOf('ftp://10.0.0.5/')).toContain('http://');
  expect(refusalOf('http://a:b@10.0.0.5/')).toContain('用户名');
  expect(refusalOf('10.0.0.5')).toContain('写法不对');
  for (const mark of ['\0', '\n', '\t', ' ']) expect(refusalOf(`http://10.0.0.5/${mark}a`)).toContain('写法不对');
});

test('what is sent arrives signed; refusals, redirections, silence and closed ports are told in words', async () => {
  const heard: { signature: unknown; body: string }[] = [];
  const good = await receiver((request, body, response) => {
    heard.push({ signature: request.headers['jizhun-signature'], body });
    response.writeHead(204).end();
  });
  expect(await send(good, '{"甲":1}', 't=1,v1=2')).toEqual({ delivered: true, outcome: '对方回答 204' });
  expect(heard).toEqual([{ signature: 't=1,v1=2', body: '{"甲":1}' }]);

  const moved = await receiver((_request, _body, response) => response.writeHead(302, { location: good }).end());
  expect(await send(moved, '{}', '')).toEqual({ delivered: false, outcome: '对方回答 302' });
  expect(heard).toHaveLength(1);
  const silent = await receiver(() => {});
  expect(await send(silent, '{}', '', 100)).toEqual({ delivered: false, outcome: '没有回应' });
  expect(await send('http://127.0.0.1:1/', '{}', '')).toEqual({ delivered: false, outcome: '对方没有接受连接' });
  expect((await send('http://8.8.8.8/', '{}', '')).outcome).toContain('不是内网地址');
});

type Attempted = Parameters<Webhooks['attempted']>;

function parts(outcome: { delivered: boolean; outcome: string }, attempts: number) {
  const attempted: Attempted[] = [];
  const webhooks = {
    gather: async () => 0,
    due: async () => [{ webhook: { id: 'w', url: 'http://10.0.0.1/', secret: 's' }, event: EVENT, attempts }],
    attempted: async (...all: Attempted) => {
      attempted.push(all);
    },
  } as unknown as Webhooks;
  return {
    attempted,
    parts: {
      tenants: async () => [1],
      webhooks: () => webhooks,
      concerns: async () => true,
      send: async () => outcome,
      now: () => NOW,
      log: () => {},
    },
  };
}

test('what did not arrive is tried again, after longer and longer, and given up after two days or so', async () => {
  const first = parts({ delivered: false, outcome: '没有回应' }, 0);
  expect(await tellOnce(1, first.parts)).toBe(true);
  expect(first.attempted).toEqual([
    ['w', 7, { delivered: false, outcome: '没有回应', nextAt: new Date(NOW.getTime() + 10_000) }, NOW],
  ]);
  const last = parts({ delivered: false, outcome: '没有回应' }, MOST_ATTEMPTS - 1);
  await tellOnce(1, last.parts);
  expect(last.attempted[0]?.[2]).toEqual({ delivered: false, outcome: '没有回应', givenUp: true });
  const waits = Array.from({ length: MOST_ATTEMPTS - 1 }, (_, i) => waitAfterAttempt(i + 1));
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  const hours = waits.reduce((sum, wait) => sum + wait, 0) / 3_600_000;
  expect(hours).toBeGreaterThan(24);
  expect(hours).toBeLessThan(72);
});

test('telling goes on after an error, and ends when it is stopped', async () => {
  const { parts: good } = parts({ delivered: true, outcome: '' }, 0);
  const errors: unknown[] = [];
  let looks = 0;
  const telling = startTelling(
    {
      ...good,
      tenants: async () => {
        looks += 1;
        if (looks === 1) throw new Error('数据库正在重启');
        return [];
      },
      log: (error) => errors.push(error),
    },
    5,
  );
  while (looks < 3) await new Promise((settle) => setTimeout(settle, 5));
  await telling.stop();
  const seen = looks;
  await new Promise((settle) => setTimeout(settle, 30));
  expect(looks).toBe(seen);
  expect(errors).toHaveLength(1);
});
