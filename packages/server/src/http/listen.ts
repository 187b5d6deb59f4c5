import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';

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
  address: string;
  port: number;
  /** Takes no new requests, lets those at hand finish for a while, then cuts them off. */
  close(): Promise<void>;
}

/** There is no log-in yet, so only this machine is served. */
const HOST = '127.0.0.1';
/** How many ports after the usual one are tried when it is taken. */
const TRIES = 20;
const FINISH_MS = 5_000;

function bind(server: Server, port: number): Promise<void> {
  return new Promise((settle, fail) => {
    server.once('error', fail);
    server.listen({ host: HOST, port, exclusive: true }, () => {
      server.off('error', fail);
      settle();
    });
  });
}

function failure(error: unknown, port: number): Error {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new ListenFailure(`端口 ${port} 已被其他程序占用。`, '请用 --port 换一个端口，或先停止占用它的程序。');
  }
  if (code === 'EACCES') {
    return new ListenFailure(`没有权限使用端口 ${port}。`, '请用 --port 换一个 1024 以上的端口。');
  }
  return error instanceof Error ? error : new Error(String(error));
}

/**
 * Listens on 127.0.0.1: on the port that was asked for and no other, or on the first free one from `port` on.
 *
 * @throws ListenFailure where the port is not to be had
 */
export async function listen(app: Hono, port: number, exactly: boolean): Promise<Listening> {
  const server = createAdaptorServer({ fetch: app.fetch, hostname: HOST }) as Server;
  for (let candidate = port; ; candidate++) {
    try {
      await bind(server, candidate);
      break;
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (exactly || !taken || candidate >= port + TRIES) throw failure(error, candidate);
    }
  }
  const bound = server.address();
  const actual = typeof bound === 'object' && bound !== null ? bound.port : port;
  return {
    address: `http://${HOST}:${actual}/`,
    port: actual,
    async close() {
      const closed = new Promise<void>((settle) => server.close(() => settle()));
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), FINISH_MS);
      await closed;
      clearTimeout(cut);
    },
  };
}
