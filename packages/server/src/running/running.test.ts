import { readdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import type { SignInOptions } from '@jizhun/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/folder.ts';
import { type Service, startService } from '../service.ts';

/** Stands in everything that people send: nothing of it may come into the log. */
const MARK = 'marked7Kq';
const MARK_CHINESE = '暗记甲乙';
const folder = temporaryFolder();
const errors: unknown[] = [];
let service: Service;
let stopped = false;
const cookies = new Map<string, string>();

const stop = async () => {
  if (!stopped) await service?.close();
  stopped = true;
};

beforeAll(async () => {
  service = await startService({
    dataDirectory: join(folder.path, 'data'),
    demonstration: true,
    port: 18_788,
    say: () => {},
    log: (error) => errors.push(error),
  });
  const { demonstration } = (await (await ask('GET', '/sign-in')).json()) as SignInOptions;
  for (const { role, person } of demonstration?.roles ?? []) {
    const entered = await ask('POST', '/sign-in/demonstration', { person: person.id });
    cookies.set(role, (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '');
  }
}, 60_000);
afterAll(async () => {
  await stop();
  folder.remove();
});

function ask(method: string, path: string, body?: unknown, role?: string): Promise<Response> {
  const headers = { ...(role === undefined ? {} : { cookie: cookies.get(role) ?? '' }), 'user-agent': `${MARK} agent` };
  return fetch(`${service.address}api/v1${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

/** Asks for the measurements with headers that fetch does not let one write. */
function scrape(headers: Record<string, string>): Promise<{ status: number | undefined; text: string }> {
  return new Promise((settle, fail) => {
    http
      .get(`${service.address}metrics`, { headers, agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        response.on('end', () => settle({ status: response.statusCode, text }));
      })
      .on('error', fail);
  });
}

test('measurements are for this machine, and for who looks after the running', async () => {
  const here = await scrape({});
  expect(here.status).toBe(200);
  for (const name of [
    'jizhun_requests_total{operation="',
    'jizhun_database_up 1',
    'jizhun_database_connections{state="idle"}',
    'jizhun_documents{tenant="1"} 0',
    'jizhun_trail_length{tenant="1"}',
    'jizhun_trail_checkpoint_timestamp_seconds{tenant="1"}',
    'jizhun_jobs_open{tenant="1"}',
    'jizhun_event_loop_delay_seconds{quantile="0.99"}',
    'process_resident_memory_bytes',
  ])
    expect(here.text).toContain(name);
  const passedOn = { 'x-forwarded-for': '192.0.2.1' };
  expect((await scrape(passedOn)).status).toBe(404);
  expect((await scrape({ ...passedOn, cookie: cookies.get('clerk') ?? '' })).status).toBe(404);
  expect((await scrape({ ...passedOn, cookie: cookies.get('system-administrator') ?? '' })).status).toBe(200);
});

test('no line of the log tells who did what to whom', async () => {
  const name = encodeURIComponent(`${MARK_CHINESE}${MARK}.txt`);
  const text = `示例市农业农村示例局绩效目标表\n项目名称\t${MARK_CHINESE}\n指标\t指标值\n数量\t≥3${MARK}\n`;
  expect((await ask('POST', `/documents?name=${name}`, text, 'performance-office')).status).toBe(201);
  await ask('POST', `/documents?name=${name}.xlsx`, `PK\u0003\u0004${MARK}`, 'performance-office');
  await ask('GET', `/documents?search=${MARK}&${MARK}=${MARK}`, undefined, 'performance-office');
  await ask('GET', `/documents/${MARK}`, undefined, 'performance-office');
  await ask('GET', `/${MARK}/${MARK_CHINESE}`, undefined, 'performance-office');
  await ask('POST', '/sign-in', { login: `${MARK}login`, password: `${MARK_CHINESE}${MARK}` });
  await ask('POST', '/sign-in', `{"login": "${MARK}`);
  await ask('GET', '/people', undefined, 'system-administrator');
  await ask('GET', '/audit?limit=5', undefined, 'audit-administrator');
  await ask('GET', '/me', undefined, 'clerk');
  await fetch(`${service.address}${MARK}/${MARK_CHINESE}?q=${MARK}`);
  await stop();

  const directory = join(folder.path, 'data', 'logs');
  const log = readdirSync(directory)
    .map((file) => readFileSync(join(directory, file), 'utf8'))
    .join('');
  const lines = log
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.length).toBeGreaterThan(20);
  const words = [MARK, MARK_CHINESE, encodeURIComponent(MARK_CHINESE), '示例', 'shili', '127.0.0.1', '::1'];
  for (const cookie of cookies.values()) words.push(cookie.split('=')[1] ?? '', cookie.split('.')[1] ?? '');
  for (const word of words) {
    expect(word).not.toBe('');
    expect(log, word).not.toContain(word);
  }
  const known = new Set(['at', 'level', 'event', 'id', 'operation', 'method', 'status', 'ms', 'bytes', 'tenant']);
  for (const line of lines.filter(({ event }) => event === 'request'))
    expect(Object.keys(line).filter((key) => !known.has(key))).toEqual([]);
  const added = lines.find(({ operation, status }) => operation === 'addDocument' && status === 201);
  expect(added).toMatchObject({ method: 'POST', tenant: 1, id: expect.stringMatching(/^[0-9a-f]{16}$/) });
  expect(errors).toEqual([]);
});
