import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from '../failure.ts';

/**
 * Whether the number is taken: by a process of anybody's, or by one that ended and was not collected by its parent
 * (in containers whose first process collects nobody, it never is).
 */
export function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** Whether a process of that number runs; one that belongs to somebody else runs too. */
export function isAlive(pid: number): boolean {
  return isTaken(pid) && !isZombie(pid);
}

/** The fields of /proc/PID/stat after the name in brackets (which may itself hold blanks and brackets). */
function statFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

function isZombie(pid: number): boolean {
  return process.platform === 'linux' && statFields(pid)?.[0] === 'Z';
}

/**
 * When the process was started, in whatever words the system has for it; with the number it names one process for
 * good, because numbers are given out again. Undefined where the system does not tell.
 */
export function startMark(pid: number): string | undefined {
  if (process.platform === 'linux') return statFields(pid)?.[19];
  if (process.platform === 'win32') return undefined;
  const asked = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return asked.stdout?.trim() || undefined;
}

/** The folder in which a process works; undefined where the system does not tell. */
export function workingDirectory(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

/** Whether the process is a postmaster of the cluster in `directory`, as far as the system tells. */
export function servesCluster(pid: number, directory: string): boolean {
  if (!isAlive(pid)) return false;
  // A postmaster works in its cluster.
  if (process.platform === 'linux') return workingDirectory(pid) === directory;
  // There, what is sent to it reaches nothing but a PostgreSQL.
  if (process.platform === 'win32') return true;
  const asked = spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return asked.stdout?.includes(`-D ${directory}`) ?? false;
}

/** All processes that work in `directory` (Linux only; elsewhere undefined). */
export function processesIn(directory: string): number[] | undefined {
  if (process.platform !== 'linux') return undefined;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => workingDirectory(pid) === directory && !isZombie(pid));
}

/** Waits until `condition` holds, looking every `stepMs`. Answers false when `limitMs` have passed. */
export async function waitUntil(condition: () => boolean, limitMs: number, stepMs = 20): Promise<boolean> {
  const end = performance.now() + limitMs;
  while (!condition()) {
    if (performance.now() > end) return false;
    await sleep(stepMs);
  }
  return true;
}
