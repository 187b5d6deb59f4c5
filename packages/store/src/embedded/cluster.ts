import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  lchownSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseFailure, errorCode, fileFailure, postgresFailure } from '../failure.ts';
import { type Account, NOBODY, runsAsRoot, spawnIdentity } from './account.ts';
import type { Binaries } from './binaries.ts';
import { clustersIn } from './location.ts';

/** The one user of the database; there is no other way in than the socket and the password. */
export const DATABASE_USER = 'jizhun';

/** A database cluster on disk, with what is needed to start it. */
export interface Cluster {
  /** PGDATA. */
  data: string;
  /** What the programs of PostgreSQL print. */
  log: string;
  password: string;
}

/** What the programs of PostgreSQL see of our environment: nothing that changes their messages or their time zone. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot } = process.env;
  return {
    ...(PATH === undefined ? {} : { PATH }),
    ...(SystemRoot === undefined ? {} : { SystemRoot }),
    LC_ALL: 'C',
    TZ: 'UTC',
  };
}

const files = (directory: string) => ({
  data: join(directory, 'cluster'),
  password: join(directory, 'password'),
  // Beside the folder, not in it: the folder belongs to another user when we are root, who then could make us write
  // anywhere by a link in the log's place.
  log: `${directory}.log`,
});

function give(path: string, account: Account): void {
  if (account !== undefined) chownSync(path, account.uid, account.gid);
}

function giveAll(directory: string, account: NonNullable<Account>): void {
  lchownSync(directory, account.uid, account.gid);
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) giveAll(path, account);
    else lchownSync(path, account.uid, account.gid);
  }
}

/**
 * As whom PostgreSQL must run: as ourselves, or, when we are root, as the owner of the cluster in `home`, and as
 * `nobody` where there is none yet.
 */
export function accountFor(home: string): Account {
  if (!runsAsRoot()) return undefined;
  const name = clustersIn(home).at(0);
  if (name === undefined) return NOBODY;
  const { uid, gid } = statSync(join(home, name));
  return uid === 0 ? NOBODY : { uid, gid };
}

/** Makes the names in a folder durable; some systems cannot and need not. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

async function run(
  program: string,
  args: string[],
  account: Account,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(program, args, {
    ...spawnIdentity(account),
    cwd: '/',
    env: plainEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((settle) => {
    child.on('error', (error) => settle({ code: null, output: `${output}${error.message}` }));
    child.on('close', (code) => settle({ code, output }));
  });
}

/**
 * The cluster in `home`, made where there is none: in a folder beside it that is renamed when it is whole, so that a
 * start that was killed in between leaves nothing that the next one could mistake for data. The caller holds the lock.
 */
export async function ensureCluster(
  home: string,
  binaries: Binaries,
  account: Account,
  say: (line: string) => void,
): Promise<Cluster> {
  const directory = join(home, `postgres-${binaries.major}`);
  const { data, password, log } = files(directory);
  try {
    for (const name of readdirSync(home)) {
      if (/^postgres-\d+\.new-/.test(name)) rmSync(join(home, name), { recursive: true, force: true });
    }
    if (existsSync(directory)) {
      if (account !== undefined && statSync(data).uid === 0) {
        say(`数据目录 ${directory} 属于 root，现交给运行数据库的用户（编号 ${account.uid}）。`);
        giveAll(directory, account);
      }
      return { data, log, password: readFileSync(password, 'utf8').trim() };
    }
  } catch (error) {
    throw errorCode(error) === 'ENOENT' ? incomplete(directory) : fileFailure(error, directory);
  }

  const other = clustersIn(home).at(0);
  if (other !== undefined) {
    throw new DatabaseFailure(
      'wrong-version',
      `${home} 中的数据（${other}）由另一版本的 PostgreSQL 写成，本程序带的是第 ${binaries.major} 版。`,
      '请用写成它的那一版程序打开，导出后再导入新版。',
    );
  }

  say(`首次启动：在 ${directory} 建立数据库…`);
  const staging = `${directory}.new-${process.pid}`;
  const draft = files(staging);
  try {
    mkdirSync(staging, { mode: 0o700 });
    writeFileSync(draft.password, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
    chmodSync(staging, 0o700);
    give(staging, account);
    give(draft.password, account);
    const { code, output } = await run(
      binaries.initdb,
      [
        `--pgdata=${draft.data}`,
        `--username=${DATABASE_USER}`,
        `--pwfile=${draft.password}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
      ],
      account,
    );
    if (code !== 0) throw postgresFailure(output, directory, log);
    renameSync(staging, directory);
    syncDirectory(dirname(directory));
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    throw error instanceof DatabaseFailure ? error : fileFailure(error, directory);
  }
  return { data, log, password: readFileSync(password, 'utf8').trim() };
}

function incomplete(directory: string): DatabaseFailure {
  return new DatabaseFailure(
    'damaged',
    `数据目录 ${directory} 不完整：缺少 cluster 或 password。`,
    '请把缺少的部分从备份中放回；其中没有要保留的数据时，可把整个目录改名后再启动。',
  );
}
