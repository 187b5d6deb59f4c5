import { ownerOf } from '@jizhun/store';
import type { Terminal } from './terminal.ts';

/** The address of the service that uses a data directory now; undefined where none does, or DATABASE_URL names the data. */
export function runningService(directory: string, terminal: Terminal): string | undefined {
  if (process.env.DATABASE_URL) return undefined;
  const address = ownerOf(directory)?.address;
  if (address !== undefined) terminal.warn(`数据目录正由运行中的服务使用（${address}），由它来做。`);
  return address;
}

/** Asks a running service. @throws Error with words where it does not answer well */
export async function askService(address: string, path: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(new URL(`api/v1/${path}`, address));
  } catch {
    throw new Error(`运行中的服务（${address}）没有回应。请稍后再试，或停止它再执行。`);
  }
  if (!response.ok) throw new Error(`运行中的服务（${address}）未能完成（${response.status}）。详情见服务的输出。`);
  return response;
}
