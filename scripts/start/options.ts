import path from 'node:path';
import { parseArgs } from 'node:util';

export interface StartOptions {
  dataDirectory: string;
  port?: number;
  /** Lines of the log go to standard output, the words for people to standard error. */
  logToOutput: boolean;
  help: boolean;
}

/** Something on the command line that is not understood; the message is for the person who typed it. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

export const USAGE = `用法：npm start -- [选项]

  --port 端口    网页的端口；不写时用 7788，被占用则顺延
  --data 目录    数据目录；不写时为程序目录下的 data
  --log json     日志写到标准输出，每行一个 JSON；不写时写入数据目录的 logs
  --help         显示本说明

环境变量：
  DATABASE_URL   改用已有的 PostgreSQL（14 或更新）：postgres://用户:密码@主机:端口/数据库名`;

/** Reads the command line. @throws UsageError */
export function startOptions(args: string[], root: string, from: string): StartOptions {
  let values: { port?: string; data?: string; log?: string; help?: boolean };
  try {
    ({ values } = parseArgs({
      args,
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        log: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
      strict: true,
    }));
  } catch (error) {
    const what = args.find((arg) => arg.startsWith('-') && !/^--(port|data|log|help)(=|$)|^-h$/.test(arg));
    throw new UsageError(
      what === undefined ? `选项写法不对：${error instanceof Error ? error.message : error}` : `不认识的选项：${what}`,
    );
  }
  const options: StartOptions = {
    dataDirectory: values.data === undefined ? path.join(root, 'data') : path.resolve(from, values.data),
    logToOutput: values.log !== undefined,
    help: values.help ?? false,
  };
  if (values.log !== undefined && values.log !== 'json') {
    throw new UsageError(`--log 只能写 json，写的是“${values.log}”。`);
  }
  if (values.port !== undefined) {
    const port = Number(values.port);
    if (!/^\d+$/.test(values.port) || port < 1 || port > 65_535) {
      throw new UsageError(`端口应为 1 到 65535 之间的整数，写的是“${values.port}”。`);
    }
    options.port = port;
  }
  return options;
}
