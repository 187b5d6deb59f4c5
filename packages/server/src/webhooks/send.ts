import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { internalLookup, OutsideError, refusalOf } from './address.ts';

/** So long may an address take to answer. */
const TIMEOUT_MS = 10_000;

export interface Sent {
  delivered: boolean;
  /** `200`, or why not, in Chinese: shown in the list. */
  outcome: string;
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: '对方没有接受连接',
  ECONNRESET: '连接中断',
  ENOTFOUND: '找不到主机',
  EAI_AGAIN: '找不到主机',
  EHOSTUNREACH: '主机不可达',
  ETIMEDOUT: '没有回应',
  DEPTH_ZERO_SELF_SIGNED_CERT: '对方的证书不受信任',
  SELF_SIGNED_CERT_IN_CHAIN: '对方的证书不受信任',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: '对方的证书不受信任',
  CERT_HAS_EXPIRED: '对方的证书已过期',
};

function wordsFor(error: Error): string {
  if (error instanceof OutsideError) return error.message;
  const code = 'code' in error ? String(error.code) : '';
  return WORDS[code] ?? `没有送达${code === '' ? '' : `（${code}）`}`;
}

/** Sends a message to an address of the internal network. Redirections are not followed: they count as not delivered. */
export function send(url: string, body: string, signature: string, timeoutMs = TIMEOUT_MS): Promise<Sent> {
  const refusal = refusalOf(url);
  if (refusal !== undefined) return Promise.resolve({ delivered: false, outcome: refusal });
  return new Promise((settle) => {
    const request = (url.startsWith('https:') ? requestHttps : requestHttp)(
      url,
      {
        method: 'POST',
        lookup: internalLookup,
        agent: false,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'jizhun',
          'jizhun-signature': signature,
        },
        signal: AbortSignal.timeout(timeoutMs),
      },
      (response) => {
        const status = response.statusCode ?? 0;
        // What it says is of no interest, and may be long.
        response.destroy();
        settle({ delivered: status >= 200 && status < 300, outcome: `对方回答 ${status}` });
      },
    );
    request.on('error', (error) =>
      settle({
        delivered: false,
        outcome: error.name === 'TimeoutError' || error.name === 'AbortError' ? '没有回应' : wordsFor(error),
      }),
    );
    request.end(body);
  });
}
