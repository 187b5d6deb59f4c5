import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { ownerOf } from '@jizhun/store';
import type { Terminal } from './terminal.ts';

/** Whether a service uses a data directory now; where DATABASE_URL names the data, it need not be asked. */
export function serviceRuns(directory: string, terminal: Terminal): boolean {
  if (process.env.DATABASE_URL) return false;
  const address = ownerOf(directory)?.address;
  if (address === undefined) return false;
  terminal.warn(`数据目录正由运行中的服务使用（${address}），由它来做。`);
  return true;
}

/**
 * Asks the service that runs on a data directory, with the key that it laid there. It is reached at an address of this
 * machine, so its certificate, which is for other names, is not looked at.
 *
 * @throws Error with words where it does not answer well
 */
export async function askService(directory: string, path: string): Promise<Readable> {
  const { COMMAND_HEADER, wayInOf } = await import('@jizhun/server/command-key');
  const wayIn = await wayInOf(directory);
  if (wayIn === undefined) {
    throw new Error(`读不到 ${directory} 中的 command.json。请用运行服务的那个账号执行，或停止服务后再执行。`);
  }
  const url = new URL(`api/v1/installation/${path}`, wayIn.url);
  const headers = { [COMMAND_HEADER]: wayIn.key, host: 'localhost' };
  return new Promise((settle, fail) => {
    const asked =
      url.protocol === 'https:'
        ? requestHttps(url, { headers, rejectUnauthorized: false })
        : requestHttp(url, { headers });
    asked.on('error', () => fail(new Error('运行中的服务没有回应。请稍后再试，或停止它再执行。')));
    asked.on('response', (response) => {
      if (response.statusCode === 200) return settle(response);
      response.resume();
      fail(new Error(`运行中的服务未能完成（${response.statusCode}）。详情见服务的输出。`));
    });
    asked.end();
  });
}

/** The same, for answers in JSON. */
export async function askServiceJson<T>(directory: string, path: string): Promise<T> {
  return (await json(await askService(directory, path))) as T;
}
