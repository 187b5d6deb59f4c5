/** Why the database cannot be used, in words for the person who started the program. */
export type DatabaseFailureCode =
  | 'in-use'
  | 'no-binaries'
  | 'binaries-do-not-run'
  | 'no-permission'
  | 'no-space'
  | 'no-memory'
  | 'wrong-owner'
  | 'wrong-version'
  | 'no-account'
  | 'damaged'
  | 'cannot-start'
  | 'timeout'
  | 'unreachable'
  | 'login-refused'
  | 'no-database'
  | 'wrong-encoding'
  | 'bad-url'
  | 'newer-schema'
  | 'changed-migration';

/**
 * The database cannot be started or used. `message` says in Chinese what is wrong and where, `remedy` what to do;
 * `detail` holds the original words of PostgreSQL or of the system, for the log.
 */
export class DatabaseFailure extends Error {
  readonly code: DatabaseFailureCode;
  readonly remedy: string;
  readonly detail: string | undefined;

  constructor(code: DatabaseFailureCode, message: string, remedy: string, detail?: string) {
    super(message);
    this.name = 'DatabaseFailure';
    this.code = code;
    this.remedy = remedy;
    this.detail = detail;
  }
}

/** `code` of a Node system error (`EACCES`), or of a PostgreSQL error (SQLSTATE); undefined where there is none. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** The words of any thrown value. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const REMEDY_SPACE = '请清理磁盘，或用 --data 换到有空间的目录，再启动。';

/** A failure of the file system, as it concerns `path`. */
export function fileFailure(error: unknown, path: string): DatabaseFailure {
  const detail = errorText(error);
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new DatabaseFailure('no-space', `磁盘空间不足，无法写入 ${path}。`, REMEDY_SPACE, detail);
    case 'EROFS':
      return new DatabaseFailure('no-permission', `${path} 在只读的磁盘上。`, '请用 --data 换到可写的目录。', detail);
    case 'EACCES':
    case 'EPERM':
      return new DatabaseFailure(
        'no-permission',
        `没有权限读写 ${path}。`,
        '请改由这个目录的属主启动，或用 --data 换到自己可写的目录。',
        detail,
      );
    default:
      return new DatabaseFailure(
        'cannot-start',
        `无法使用 ${path}：${detail}`,
        '请检查这个目录，或用 --data 换一个。',
        detail,
      );
  }
}

/**
 * What PostgreSQL (or initdb) printed before it gave up, in words for a person. The patterns are PostgreSQL's own
 * messages in English: its programs are always started with `LC_ALL=C`.
 */
export function postgresFailure(output: string, directory: string, logFile: string): DatabaseFailure {
  const detail = output.trim();
  const see = `详情见 ${logFile}。`;
  if (/No space left on device|Disk quota exceeded/i.test(output)) {
    return new DatabaseFailure('no-space', `磁盘空间不足，数据库无法写入 ${directory}。`, REMEDY_SPACE, detail);
  }
  if (/lock file ".*" already exists|Is another postmaster/i.test(output)) {
    return new DatabaseFailure(
      'in-use',
      `数据目录 ${directory} 正由另一个数据库进程使用。`,
      '请先停止那个进程，再启动；两个程序不能同时用一份数据。',
      detail,
    );
  }
  if (/could not look up effective user ID/i.test(output)) {
    return new DatabaseFailure(
      'no-account',
      '当前用户只有编号，没有用户名，PostgreSQL 因此拒绝运行。',
      '请在 /etc/passwd 中为它添一行，或换一个用户启动，或用 DATABASE_URL 指向已有的 PostgreSQL。',
      detail,
    );
  }
  if (/wrong ownership|invalid permissions/i.test(output)) {
    return new DatabaseFailure(
      'wrong-owner',
      `数据目录 ${directory} 的属主或权限不对，PostgreSQL 因此拒绝运行。`,
      '请改由目录的属主启动，或由管理员用 chown -R 把目录交给启动程序的用户。',
      detail,
    );
  }
  if (/Permission denied/i.test(output)) {
    return new DatabaseFailure(
      'no-permission',
      `数据库没有权限读写 ${directory} 或其中的文件。`,
      `请检查目录的属主与权限，或用 --data 换一个目录。${see}`,
      detail,
    );
  }
  if (/database files are incompatible with server/i.test(output)) {
    return new DatabaseFailure(
      'wrong-version',
      `数据目录 ${directory} 是另一版本的 PostgreSQL 写成的。`,
      '请用写成它的那一版程序打开，导出后再导入新版。',
      detail,
    );
  }
  if (/Cannot allocate memory|could not create shared memory|could not create semaphores/i.test(output)) {
    return new DatabaseFailure(
      'no-memory',
      '内存或共享内存不足，数据库无法启动。',
      `请关闭其他程序后再启动。${see}`,
      detail,
    );
  }
  if (/invalid (primary|secondary)? ?checkpoint|could not locate a valid checkpoint|PANIC/i.test(output)) {
    return new DatabaseFailure(
      'damaged',
      `数据目录 ${directory} 中的文件已损坏，数据库无法打开。`,
      `请先完整复制一份留存，再用备份恢复；不要删除其中的文件。${see}`,
      detail,
    );
  }
  return new DatabaseFailure('cannot-start', `数据库无法启动（数据目录 ${directory}）。`, see, detail);
}
