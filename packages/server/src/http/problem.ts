import { PROBLEM_MEDIA_TYPE, type Problem } from '@jizhun/api';

/** What a problem says beside its code and status. */
export interface ProblemWords {
  title: string;
  detail: string;
  remedy?: string;
  fileName?: string;
}

/** An answer that is not a success, thrown from wherever it is noticed. Its words are for the person before the page. */
export class ProblemError extends Error {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, words: ProblemWords, headers: Readonly<Record<string, string>> = {}) {
    super(words.detail);
    this.name = 'ProblemError';
    this.problem = { type: `urn:jizhun:problem:${code}`, status, code, ...words };
    this.headers = headers;
  }
}

/** The answer as RFC 9457 has it. */
export function problemResponse({ problem, headers }: ProblemError): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { 'content-type': `${PROBLEM_MEDIA_TYPE}; charset=utf-8`, 'cache-control': 'no-store', ...headers },
  });
}

export const notFound = (what: string) =>
  new ProblemError(404, 'not-found', {
    title: '找不到',
    detail: `没有${what}。`,
    remedy: '它可能已被移除；请回到列表刷新后再看。',
  });

export const documentNotFound = () => notFound('这份文件');

export const badRequest = (detail: string, remedy: string) =>
  new ProblemError(400, 'bad-request', { title: '请求写法不对', detail, remedy });

export const tooLarge = (limit: number, fileName: string | undefined) =>
  new ProblemError(
    413,
    'too-large',
    {
      title: '文件过大',
      detail: `${fileName === undefined ? '文件' : `“${fileName}”`}超过 ${Math.round(limit / (1 << 20))} MB 的上限。`,
      remedy: '请删去其中的大图片，或拆成几个文件后再加入。',
      ...(fileName === undefined ? {} : { fileName }),
    },
    { connection: 'close' },
  );

/** What the reader says of a file that it does not read. */
export const refused = ({
  code,
  message,
  remedy,
  fileName,
}: Record<'code' | 'message' | 'remedy' | 'fileName', string>) =>
  new ProblemError(422, code, { title: '这份文件不能读取', detail: message, remedy, fileName });

export const unavailable = (detail: string, remedy: string) =>
  new ProblemError(503, 'unavailable', { title: '数据库暂时不可用', detail, remedy }, { 'retry-after': '5' });

export const internal = () =>
  new ProblemError(500, 'internal', {
    title: '程序出错',
    detail: '处理这个请求时程序出了错，已有的数据没有改动。',
    remedy: '请重试；仍不行，请把服务窗口中的记录交给维护人员。',
  });
