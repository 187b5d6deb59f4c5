import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { connect } from 'node:net';
import { Hono } from 'hono';
import { afterEach, expect, test } from 'vitest';
import { makeCertificate } from '../running/certificate.ts';
import { createGuard, securityHeaders } from './guard.ts';
import { type Listening, listen } from './listen.ts';
import { ProblemError, problemResponse } from './problem.ts';

const HOSTS = ['jx.example.gov.cn'];
const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

const app = new Hono();
app.use(securityHeaders);
app.use(createGuard(HOSTS));
app.get('/where', ({ req, text }) => text(new URL(req.url).protocol));
app.post('/where', ({ text }) => text('taken'));
app.onError((error) => (error instanceof ProblemError ? problemResponse(error) : new Response(null, { status: 500 })));

async function start(options: Partial<Parameters<typeof listen>[1]> = {}): Promise<Listening> {
  const listening = await listen(app, { port: 17_788, exactly: false, hosts: HOSTS, ...options });
  endings.push(listening.close);
  return listening;
}

async function ask(
  module: typeof http | typeof https,
  port: number,
  options: https.RequestOptions & { host?: string } = {},
): Promise<{ status: number | undefined; headers: http.IncomingHttpHeaders; text: string }> {
  const request = module.request({ host: '127.0.0.1', port, path: '/where', agent: false, ...options });
  request.end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let text = '';
  for await (const piece of response.setEncoding('utf8')) text += piece;
  return { status: response.statusCode, headers: response.headers, text };
}

const pair = makeCertificate(['localhost', ...HOSTS], new Date());
const trusting = { ca: pair.certificate, servername: HOSTS[0] ?? '', headers: { host: HOSTS[0] ?? '' } };

test('without a certificate it speaks http, on this machine', async () => {
  const { address, port } = await start();
  expect(address).toBe(`http://127.0.0.1:${port}/`);
  const answer = await ask(http, port);
  expect(answer).toMatchObject({ status: 200, text: 'http:' });
  expect(answer.headers['strict-transport-security']).toBeUndefined();
});

test('with a certificate it speaks https on the same port, and tells browsers to keep to it', async () => {
  const { address, port } = await start({ tls: pair, name: 'jx.example.gov.cn' });
  expect(address).toBe(`https://jx.example.gov.cn:${port}/`);
  const answer = await ask(https, port, trusting);
  expect(answer).toMatchObject({ status: 200, text: 'https:' });
  expect((await ask(https, port, { ...trusting, method: 'TRACE' })).status).toBeGreaterThanOrEqual(400);
  expect(answer.headers['strict-transport-security']).toContain('max-age=');
});

test('who comes by http is sent to https, to our own names only, and writes nothing', async () => {
  const { port } = await start({ tls: pair });
  const sent = await ask(http, port, { path: '/where?a=1', headers: { host: `jx.example.gov.cn:${port}` } });
  expect(sent).toMatchObject({ status: 308, text: expect.stringContaining('https://') });
  expect(sent.headers.location).toBe(`https://jx.example.gov.cn:${port}/where?a=1`);
  expect((await ask(http, port, { path: '/api/v1/me', headers: { host: 'localhost' } })).status).toBe(400);
  const elsewhere = await ask(http, port, { headers: { host: 'evil.example.cn' } });
  expect(elsewhere.status).toBe(400);
  expect(elsewhere.headers.location).toBeUndefined();
  expect((await ask(http, port, { method: 'POST', headers: { host: 'localhost' } })).status).toBe(400);
});

test('only the names of the installation are answered, and over https only its own pages write', async () => {
  const { port } = await start({ tls: pair });
  const as = (host: string, headers: Record<string, string> = {}, method = 'GET') =>
    ask(https, port, { ...trusting, method, headers: { host, ...headers } });
  expect((await as('evil.example.cn')).status).toBe(403);
  expect((await as(`JX.example.gov.cn:${port}`)).status).toBe(200);
  const own = `https://jx.example.gov.cn:${port}`;
  expect((await as(`jx.example.gov.cn:${port}`, { origin: own }, 'POST')).status).toBe(200);
  expect((await as(`jx.example.gov.cn:${port}`, { origin: own.replace('https', 'http') }, 'POST')).status).toBe(403);
  expect((await as(`jx.example.gov.cn:${port}`, { origin: 'https://evil.example.cn' }, 'POST')).status).toBe(403);
});

test('old versions of TLS, and ciphers that do not keep recorded connections closed, are refused', async () => {
  const { port } = await start({ tls: pair });
  expect((await ask(https, port, { ...trusting, maxVersion: 'TLSv1.2' })).status).toBe(200);
  await expect(
    ask(https, port, { ...trusting, maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA:AES128-GCM-SHA256' }),
  ).rejects.toThrow();
  await expect(ask(https, port, { ...trusting, maxVersion: 'TLSv1.1', minVersion: 'TLSv1' })).rejects.toThrow();
});

test('it ends while connections stand idle, spoken on or not', async () => {
  const listening = await listen(app, { port: 17_788, exactly: false, tls: pair });
  const silent = connect(listening.port, '127.0.0.1');
  silent.on('error', () => {});
  await once(silent, 'connect');
  const agent = new https.Agent({ keepAlive: true });
  const request = https.get({ ...trusting, host: '127.0.0.1', port: listening.port, path: '/where', agent });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
  const began = performance.now();
  await listening.close();
  expect(performance.now() - began).toBeLessThan(2_000);
  agent.destroy();
  silent.destroy();
}, 20_000);

test('a port that is taken is said where it was asked for, and the next one taken where not', async () => {
  const first = await start();
  await expect(start({ port: first.port, exactly: true })).rejects.toThrow(`端口 ${first.port} 已被其他程序占用`);
  expect((await start({ port: first.port })).port).toBeGreaterThan(first.port);
  await expect(start({ host: '192.0.2.1' })).rejects.toThrow('本机没有网络地址 192.0.2.1');
});
