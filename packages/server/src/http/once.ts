import { createHash } from 'node:crypto';
import type { Idempotency, KeptAnswer } from '@jizhun/store';
import type { Answer } from '../operation.ts';
import { badRequest, ProblemError } from './problem.ts';

const HEADER = 'idempotency-key';
/** What takes longer than this was cut off, or still is at work: nobody can say without looking. */
const UNDER_WAY_MS = 60_000;
/** Longer answers are not kept: they can be asked for again. */
const LONGEST_KEPT = 1 << 20;

/** The key that a caller gave a write; undefined where there is none. @throws ProblemError where it is none */
export function writeKeyOf(request: Request): string | undefined {
  const key = request.headers.get(HEADER);
  if (key === null) return undefined;
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw badRequest(
      `请求头“${HEADER}”的写法不对。`,
      '应为 1 至 200 个可见的 ASCII 字符，每次写入用不同的值，如 UUID。',
    );
  }
  return key;
}

const differs = () =>
  new ProblemError(422, 'key-used', {
    title: '写入的键已用过',
    detail: `请求头“${HEADER}”的值已用于另一次内容不同的请求；这次没有进行。`,
    remedy: '每次写入请用不同的值；只有重发同一请求时才用相同的值。',
  });

const underWay = (unknown: boolean) =>
  unknown
    ? new ProblemError(409, 'outcome-unknown', {
        title: '上一次的结果不明',
        detail: '用这个键的请求进行到一半时中断，不知道是否已经生效；这次没有进行。',
        remedy: '请先查看是否已经生效；没有的，换一个键再发。',
      })
    : new ProblemError(
        409,
        'under-way',
        { title: '正在进行', detail: '用同一个键的请求正在进行；这次没有进行。', remedy: '请稍候再发一次。' },
        { 'retry-after': '1' },
      );

export interface WriteOnce {
  idempotency: Idempotency;
  person: string;
  key: string;
  /** The body as it was understood. */
  body: unknown;
  now: Date;
}

const alreadyDone = () =>
  new ProblemError(409, 'already-done', {
    title: '已经生效',
    detail: '用这个键的请求已经生效，当时的回答太长，没有保留；这次没有再做。',
    remedy: '请另行查看结果。',
  });

/**
 * Does a write at most once for a key: the same request again gets the same answer; another one with that key is
 * refused. A write that was refused, or failed, did nothing and may be sent again with its key.
 *
 * @throws ProblemError 409 where the first one is under way, was cut off, or its answer was too long to be kept; 422
 *   where it was another one
 */
export async function once(
  request: Request,
  { idempotency, person, key, body, now }: WriteOnce,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const { pathname, search } = new URL(request.url);
  const digest = createHash('sha256')
    .update(JSON.stringify([request.method, pathname + search, body ?? null]))
    .digest('hex');
  const write = { person, key, request: digest };
  const first = await idempotency.begin(write, now);
  if (first.is === 'other') throw differs();
  if (first.is === 'under-way') throw underWay(now.getTime() - first.since.getTime() > UNDER_WAY_MS);
  if (first.is === 'answered') return again(first.answer);
  let answer: Answer;
  try {
    answer = await work();
  } catch (error) {
    await idempotency.abandon(write);
    throw error;
  }
  await idempotency.finish(write, kept(answer));
  return answer;
}

const JSON_TYPE = 'application/json';

/** Without cookies: those belong to the one browser that got them. */
function kept(answer: Answer): KeptAnswer {
  const text = 'json' in answer ? JSON.stringify(answer.json) : 'jsonText' in answer ? answer.jsonText : undefined;
  if (text !== undefined && text.length <= LONGEST_KEPT)
    return { status: answer.status, contentType: JSON_TYPE, body: text };
  return { status: answer.status, contentType: '', body: '' };
}

function again({ status, contentType, body }: KeptAnswer): Answer {
  if (status === 204) return { status };
  if (contentType !== JSON_TYPE) throw alreadyDone();
  if (status === 202) return { status, json: JSON.parse(body) as unknown };
  return { status: status === 201 ? 201 : 200, jsonText: body };
}
