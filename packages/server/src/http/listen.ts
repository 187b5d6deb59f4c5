import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { KeyPair } from '../running/certificate.ts';
import { inHostHeader } from './guard.ts';

/** Why no page can be offered, for the person who started the program. */
export class ListenFailure extends Error {
  readonly remedy: string;
  constructor(message: string, remedy: string) {
    super(message);
    this.name = 'ListenFailure';
    this.remedy = remedy;
  }
}

export interface Listening {
  /** Where people open the page. */
  address: string;
  port: number;
  /** Takes no new requests, lets those at hand finish for a while, then cuts them off. */
  close(): Promise<void>;
}

export interface ListenOptions {
  port: number;
  /** This port and no other; otherwise the first free one from `port` on. */
  exactly: boolean;
  /** Network address to listen on; without it this machine only. */
  host?: string | undefined;
  /** The name in `address`; without it `host`. */
  name?: string | undefined;
  /** Speaks https, and sends those who come by http there. */
  tls?: KeyPair | undefined;
}

const LOCAL = '127.0.0.1';
/** How many ports after the usual one are tried when it is taken. */
const TRIES = 20;
const FINISH_MS = 5_000;
/** TLS 1.3, and of TLS 1.2 what keeps recorded connections closed when the key becomes known (RFC 9325, 4.2). */
const CIPHERS = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
].join(':');
/** A request's head that takes longer is no browser's. */
const HEADERS_MS = 20_000;
/** The largest upload over a slow line takes this long. */
const REQUEST_MS = 600_000;

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((settle, fail) => {
    server.once('error', fail);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', fail);
      settle();
    });
  });
}

function failure(error: unknown, host: string, port: number): Error {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new ListenFailure(`端口 ${port} 已被其他程序占用。`, '请用 --port 换一个端口，或先停止占用它的程序。');
  }
  if (code === 'EACCES') {
    return new ListenFailure(`没有权限使用端口 ${port}。`, '请用 --port 换一个 1024 以上的端口。');
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new ListenFailure(`本机没有网络地址 ${host}。`, '请在数据目录的 installation.json 中改正 listen。');
  }
  return error instanceof Error ? error : new Error(String(error));
}

/** The far end of a connection: no two have the same at one time. */
const nameOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;

/** The first byte of a TLS connection: a handshake record. No method of HTTP begins so. */
const TLS_HANDSHAKE = 0x16;

/** A connection as it came, before anything was made of it. */
interface Bare {
  socket: Socket;
  /** Requests on it that are not answered yet. */
  busy: number;
}

/**
 * One port for both: what begins as TLS goes to `secure`, the rest to `plain`, so that whoever leaves out the s of https
 * is told instead of seeing an empty page. `open` holds what is to be ended by hand: an encrypted connection that ends
 * leaves the bare one below it open.
 */
function divide(secure: HttpsServer, plain: HttpServer, open: Map<string, Bare>): Server {
  secure.on('request', ({ socket }, response) => {
    const bare = open.get(nameOf(socket));
    if (bare === undefined) return;
    bare.busy++;
    response.on('close', () => {
      bare.busy--;
      if (!server.listening && bare.busy === 0) bare.socket.destroy();
    });
  });
  const server = createTcpServer((socket: Socket) => {
    const name = nameOf(socket);
    open.set(name, { socket, busy: 0 });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(name));
    socket.setTimeout(HEADERS_MS, () => socket.destroy());
    socket.once('data', (head: Buffer) => {
      socket.pause();
      socket.setTimeout(0);
      socket.unshift(head);
      (head[0] === TLS_HANDSHAKE ? secure : plain).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  return server;
}

/**
 * Sends a browser that came by http to the same page by https. The interface is refused instead: a program that leaves
 * out the s should hear of it, not go on sending its token unencrypted.
 */
function toHttps(names: ReadonlySet<string>): HttpServer {
  return createHttpServer((request, response) => {
    const { host = '' } = request.headers;
    const safe = request.method === 'GET' || request.method === 'HEAD';
    const page = !/^\/(api|metrics)(\/|$)/.test(request.url ?? '');
    const own = names.has(host.replace(/:\d+$/, '').toLowerCase());
    const words = '这个地址只接受加密连接，请以 https:// 打开。\n';
    const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', connection: 'close' };
    if (safe && own && page) response.writeHead(308, { ...headers, location: `https://${host}${request.url ?? '/'}` });
    else response.writeHead(400, headers);
    response.end(words);
  });
}

/**
 * Listens on a port of this machine, for itself or for others.
 *
 * @throws ListenFailure where the port or the address is not to be had
 */
export async function listen(app: Hono, options: ListenOptions & { hosts?: readonly string[] }): Promise<Listening> {
  const { port, exactly, tls, host = LOCAL, name = host, hosts = [] } = options;
  const listener = getRequestListener(app.fetch, { hostname: LOCAL });
  const limits = { headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS };
  const open = new Map<string, Bare>();
  let answering: HttpServer | HttpsServer;
  let server: Server;
  if (tls === undefined) {
    answering = createHttpServer(limits, listener);
    server = answering;
  } else {
    const { certificate: cert, key } = tls;
    const secure = createHttpsServer(
      { ...limits, cert, key, minVersion: 'TLSv1.2', ciphers: CIPHERS, honorCipherOrder: true },
      listener,
    );
    answering = secure;
    server = divide(secure, toHttps(new Set([LOCAL, 'localhost', name, ...hosts].map(inHostHeader))), open);
  }
  for (let candidate = port; ; candidate++) {
    try {
      await bind(server, host, candidate);
      break;
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (exactly || !taken || candidate >= port + TRIES) throw failure(error, host, candidate);
    }
  }
  const bound = server.address();
  const actual = typeof bound === 'object' && bound !== null ? bound.port : port;
  const scheme = tls === undefined ? 'http' : 'https';
  return {
    address: `${scheme}://${inHostHeader(name)}:${actual}/`.replace(/^(https:.*):443\/$/, '$1/'),
    port: actual,
    async close() {
      const closed = new Promise<void>((settle) => server.close(() => settle()));
      answering.closeIdleConnections();
      for (const { socket, busy } of open.values()) if (busy === 0) socket.destroy();
      const cut = setTimeout(() => {
        answering.closeAllConnections();
        for (const { socket } of open.values()) socket.destroy();
      }, FINISH_MS);
      await closed;
      clearTimeout(cut);
    },
  };
}
