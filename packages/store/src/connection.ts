import pg from 'pg';
import { DatabaseFailure, errorCode, errorText } from './failure.ts';

const OLDEST_VERSION = 140_000;

/** bigint columns hold fen and counts, all below 2^53: a number, not the text that pg makes of them by default. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    if (oid === pg.types.builtins.INT8 && format !== 'binary') {
      return (text: string) => {
        const value = Number(text);
        if (!Number.isSafeInteger(value)) throw new RangeError(`bigint out of range: ${text}`);
        return value;
      };
    }
    return pg.types.getTypeParser(oid, format);
  },
};

/** A pool of connections. One that breaks is replaced in silence: work on it fails by itself and is told so. */
export function openPool(connection: pg.ClientConfig): pg.Pool {
  const pool = new pg.Pool({
    ...connection,
    types,
    max: 8,
    application_name: 'jizhun',
    connectionTimeoutMillis: 10_000,
    idle_in_transaction_session_timeout: 60_000,
    statement_timeout: 120_000,
  });
  pool.on('error', () => {});
  // The pool listens only while a connection is idle; without this, one that breaks at work would end the program.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** As libpq, an address may leave the host out, also after user and password (`postgres://u:p@/db?host=/run/…`). */
const NO_HOST = 'no-host';
const parseAddress = (url: string) => new URL(url.replace(/^(\w+:\/\/(?:[^/?#]*@)?)\//, `$1${NO_HOST}/`));

/** Host, port and database of an address, without user and password: what may be shown. */
export function publicPart(url: string): string {
  try {
    const { host, pathname } = parseAddress(url);
    return `${host === NO_HOST ? '本机' : host}${decodeURIComponent(pathname)}`;
  } catch {
    return 'DATABASE_URL';
  }
}

/** Checks the form of DATABASE_URL. @throws DatabaseFailure `bad-url` */
export function connectionOf(url: string): pg.ClientConfig {
  const remedy = '应写作 postgres://用户:密码@主机:端口/数据库名；密码中的特殊字符用百分号编码。';
  try {
    const { protocol, pathname } = parseAddress(url);
    if (protocol !== 'postgres:' && protocol !== 'postgresql:') {
      throw new DatabaseFailure('bad-url', 'DATABASE_URL 不是 PostgreSQL 的地址。', remedy);
    }
    if (pathname.length < 2) throw new DatabaseFailure('bad-url', 'DATABASE_URL 没有写明数据库名。', remedy);
  } catch (error) {
    throw error instanceof DatabaseFailure ? error : new DatabaseFailure('bad-url', 'DATABASE_URL 写法不对。', remedy);
  }
  return { connectionString: url };
}

/** What a failed connection or a refused log-in means, in words for the person who started the program. */
export function connectionFailure(error: unknown, where: string): DatabaseFailure {
  const code = errorCode(error);
  const detail = errorText(error);
  const failure = (kind: DatabaseFailure['code'], message: string, remedy: string) =>
    new DatabaseFailure(kind, message, remedy, detail);
  switch (code) {
    case '28P01':
    case '28000':
      return failure(
        'login-refused',
        `数据库 ${where} 不接受这个用户名或密码。`,
        '请检查 DATABASE_URL 中的用户名和密码。',
      );
    case '3D000':
      return failure(
        'no-database',
        `服务器上没有数据库 ${where}。`,
        '请先建立这个数据库（编码 UTF8），或改正 DATABASE_URL。',
      );
    case '42501':
      return failure(
        'no-permission',
        `数据库 ${where} 的用户没有建表的权限。`,
        '请让这个用户成为数据库的属主，或授予建表权限。',
      );
    case '53300':
      return failure('unreachable', `数据库 ${where} 的连接数已满。`, '请稍后再试，或调大服务器的 max_connections。');
    default:
      return failure(
        'unreachable',
        `连不上数据库 ${where}。`,
        '请检查数据库是否在运行，DATABASE_URL 的主机、端口是否正确，网络是否放行。',
      );
  }
}

/** The embedded server does not come back: what its own data folder can tell. */
export function embeddedFailure(error: unknown, home: string): DatabaseFailure {
  return new DatabaseFailure(
    'unreachable',
    '自带的数据库没有回应。',
    `请停止后重新启动绩准；仍不行，请查看 ${home} 中数据库的 .log 文件。`,
    errorText(error),
  );
}

/** Work that failed for want of disk or memory; undefined for any other reason. */
export function resourceFailure(error: unknown, where: string): DatabaseFailure | undefined {
  const remedy = '已有的数据没有改动；请腾出空间后重试。';
  if (errorCode(error) === '53100') {
    return new DatabaseFailure('no-space', `数据库 ${where} 所在的磁盘已满。`, remedy, errorText(error));
  }
  if (errorCode(error) === '53200') {
    return new DatabaseFailure('no-memory', `数据库 ${where} 的内存不足。`, remedy, errorText(error));
  }
  return undefined;
}

/** The server's version as people write it, after checking that it is one we can use. */
export async function checkServer(client: pg.ClientBase, where: string): Promise<string> {
  const { rows } = await client.query<{ number: number; version: string; encoding: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as version,
            current_setting('server_encoding') as encoding`,
  );
  const server = rows[0];
  if (server === undefined || server.number < OLDEST_VERSION) {
    throw new DatabaseFailure(
      'wrong-version',
      `数据库 ${where} 是 PostgreSQL ${server?.version ?? '未知版本'}，需要 14 或更新的版本。`,
      '请升级数据库，或去掉 DATABASE_URL 改用自带的数据库。',
    );
  }
  if (server.encoding !== 'UTF8') {
    throw new DatabaseFailure(
      'wrong-encoding',
      `数据库 ${where} 的编码是 ${server.encoding}，需要 UTF8。`,
      "请另建一个数据库：CREATE DATABASE jizhun ENCODING 'UTF8' TEMPLATE template0。",
    );
  }
  // Distributions add a name of their own in brackets.
  return server.version.split(' ')[0] ?? server.version;
}

/** Errors that mean that the server went away or is coming up, so that the same work may succeed a moment later. */
export function isPassing(error: unknown): boolean {
  const code = errorCode(error);
  if (code !== undefined) {
    // 57P01–57P03: ended by an administrator, by a crash, not yet accepting connections. 08: connection exceptions.
    return /^(57P0[123]|08...|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE)$/.test(code);
  }
  return /Connection terminated|not queryable|timeout exceeded when trying to connect/i.test(errorText(error));
}
