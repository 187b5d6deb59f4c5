import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { DatabaseFailure, errorCode, fileFailure } from '../failure.ts';
import { type Account, canEnter } from './account.ts';

/** Takes what `nobody` needs when it cannot enter the checkout. */
export const SHARED_DIRECTORY = '/var/lib/jizhun';

/** Where the data of one installation lies. */
export interface Location {
  /** The folder that holds lock, cluster and log, free of links: the system names a process's folder so. */
  home: string;
  /** True where it is not the folder that was asked for. */
  moved: boolean;
}

/** A file in the folder that was asked for, holding the path of the folder that was taken instead. */
const POINTER = 'location';

function makeDirectory(directory: string): void {
  if (existsSync(directory)) return;
  try {
    const first = mkdirSync(directory, { recursive: true });
    // Every folder made here may be entered by the account that runs PostgreSQL, whatever the umask is.
    for (let made = directory; first !== undefined; made = dirname(made)) {
      chmodSync(made, 0o755);
      if (made === first) break;
    }
  } catch (error) {
    throw fileFailure(error, directory);
  }
}

function readPointer(directory: string): string | undefined {
  try {
    return readFileSync(join(directory, POINTER), 'utf8').trim() || undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw fileFailure(error, join(directory, POINTER));
  }
}

/** The folders of clusters in `home`: `postgres-18`. */
export function clustersIn(home: string): string[] {
  return existsSync(home) ? readdirSync(home).filter((name) => /^postgres-\d+$/.test(name)) : [];
}

/**
 * Decides where the data lies and makes that folder.
 *
 * The folder that was asked for, unless the account that must run PostgreSQL cannot enter it: then a folder of its own
 * in `shared`, which a small file in the folder that was asked for remembers, so that moving the checkout does not lose
 * the data.
 */
export function locateData(requested: string, account: Account, shared: string): Location {
  const directory = resolve(requested);
  makeDirectory(directory);
  const pointed = readPointer(directory);
  if (pointed !== undefined) {
    makeDirectory(pointed);
    return { home: realpathSync(pointed), moved: true };
  }
  if (account === undefined || canEnter(directory, account)) return { home: realpathSync(directory), moved: false };

  if (clustersIn(directory).length > 0) {
    throw new DatabaseFailure(
      'no-permission',
      `数据在 ${directory}，但运行数据库的用户（编号 ${account.uid}）进不去这个目录。`,
      '请给它的每一级上级目录加上进入权限（chmod a+x），或把数据目录移到别处后用 --data 指明。',
    );
  }
  const mark = createHash('sha256').update(directory).digest('hex').slice(0, 8);
  const home = join(shared, 'data', `${basename(dirname(directory)) || 'root'}-${mark}`);
  makeDirectory(home);
  try {
    writeFileSync(join(directory, POINTER), `${home}\n`);
  } catch (error) {
    throw fileFailure(error, join(directory, POINTER));
  }
  return { home: realpathSync(home), moved: true };
}
