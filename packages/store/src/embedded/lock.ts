import { constants, copyFileSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseFailure, errorCode, fileFailure } from '../failure.ts';
import { isAlive, startMark } from './process.ts';

/** Who uses a data directory, as it stands in `jizhun.lock`. */
interface Owner {
  pid: number;
  /** Tells a process from a later one of the same number. */
  started?: string;
  /** Where its page is, once it listens. */
  address?: string;
}

/** A data directory held by this process. */
export interface Lock {
  /** Adds the address of the page, for the message that a second start gives. */
  announce(address: string): void;
  release(): void;
}

function parse(text: string): Owner | undefined {
  try {
    const owner: unknown = JSON.parse(text);
    return typeof owner === 'object' && owner !== null && 'pid' in owner && typeof owner.pid === 'number'
      ? (owner as Owner)
      : undefined;
  } catch {
    return undefined;
  }
}

function read(path: string): { text: string; owner: Owner | undefined } | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    return { text, owner: parse(text) };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** The locks that this very process holds: after a restart of a container a dead owner may have had our own number. */
const held = new Set<string>();

function lives(owner: Owner, path: string): boolean {
  if (owner.pid === process.pid) return held.has(path);
  if (!isAlive(owner.pid)) return false;
  const now = startMark(owner.pid);
  return owner.started === undefined || now === undefined || owner.started === now;
}

/** Who holds `home` now: its process, and where its page is once it listens. */
export function holderOf(home: string): { pid: number; address?: string } | undefined {
  const path = join(home, 'jizhun.lock');
  const owner = read(path)?.owner;
  return owner !== undefined && lives(owner, path) ? owner : undefined;
}

/**
 * Takes `home` for this process, so that a second start says who has it instead of failing somewhere deep down. A lock
 * whose process is dead is taken over. PostgreSQL's own lock stays the last guard of the data.
 *
 * @throws DatabaseFailure `in-use`
 */
export function takeLock(home: string): Lock {
  const path = join(home, 'jizhun.lock');
  const mine: Owner = { pid: process.pid };
  const started = startMark(process.pid);
  if (started !== undefined) mine.started = started;
  const draft = `${path}.${process.pid}`;
  const write = (owner: Owner) => writeFileSync(draft, `${JSON.stringify(owner)}\n`, { mode: 0o644 });

  try {
    write(mine);
    for (;;) {
      try {
        placeNew(draft, path);
        break;
      } catch (error) {
        if (errorCode(error) !== 'EEXIST') throw error;
      }
      const there = read(path);
      if (there === undefined) continue;
      if (there.owner !== undefined && lives(there.owner, path)) throw inUse(home, there.owner);
      clearStale(path, there.text);
    }
  } catch (error) {
    throw error instanceof DatabaseFailure ? error : fileFailure(error, path);
  } finally {
    rmSync(draft, { force: true });
  }

  held.add(path);
  return {
    announce(address) {
      write({ ...mine, address });
      renameSync(draft, path);
    },
    release() {
      held.delete(path);
      if (read(path)?.owner?.pid === process.pid) rmSync(path, { force: true });
    },
  };
}

/** Puts `draft` at `path` only where nothing is. A link appears whole or not at all; some disks know no links. */
function placeNew(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(errorCode(error) ?? '')) throw error;
    copyFileSync(draft, path, constants.COPYFILE_EXCL);
  }
}

/** Takes a dead process's lock away, unless another start did so and put its own there in the meantime. */
function clearStale(path: string, text: string): void {
  const aside = `${path}.stale-${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  if (readFileSync(aside, 'utf8') !== text) {
    try {
      placeNew(aside, path);
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
  rmSync(aside, { force: true });
}

function inUse(home: string, owner: Owner): DatabaseFailure {
  const where = owner.address === undefined ? '' : `，地址 ${owner.address}`;
  return new DatabaseFailure(
    'in-use',
    `数据目录 ${home} 正由另一个绩准使用（进程 ${owner.pid}${where}）。`,
    owner.address === undefined
      ? '请先停止它再启动，或用 --data 另指一个数据目录。'
      : `请直接打开 ${owner.address}，或先停止它再启动，或用 --data 另指一个数据目录。`,
  );
}
