import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';

const bin = path.resolve(import.meta.dirname, '../../packages/cli/bin/jizhun.mjs');
const SAMPLE_MS = 20;
const LONGEST_MS = 60_000;

export interface Outcome {
  status: number | null;
  stdout: string;
  stderr: string;
  seconds: number;
  /**
   * The most memory that the command and the processes it started ever had together, in MiB, what they share counted for
   * each. Only Linux tells it; elsewhere 0.
   */
  mebibytes: number;
}

/** Runs the real command in `folder`, its time and memory measured from outside. */
export async function runMeasured(args: readonly string[], folder: string): Promise<Outcome> {
  const start = performance.now();
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LONGEST_MS,
  });
  const [stdout, stderr] = [gathered(child.stdout!), gathered(child.stderr!)];
  let kibibytes = 0;
  const sampling = setInterval(() => {
    kibibytes = Math.max(kibibytes, peakOf(child));
  }, SAMPLE_MS);
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(sampling);
  const seconds = (performance.now() - start) / 1000;
  return { status, stdout: stdout(), stderr: stderr(), seconds, mebibytes: kibibytes / 1024 };
}

function gathered(stream: NodeJS.ReadableStream): () => string {
  const pieces: Buffer[] = [];
  stream.on('data', (piece: Buffer) => pieces.push(piece));
  return () => Buffer.concat(pieces).toString();
}

/** Each of these processes now living, at its highest until now, in KiB. */
function peakOf({ pid }: ChildProcess): number {
  return pid === undefined ? 0 : familyOf(pid).reduce((sum, one) => sum + highest(one), 0);
}

function familyOf(pid: number): number[] {
  return [pid, ...childrenOf(pid).flatMap(familyOf)];
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return []; // gone since, or no Linux
  }
}

function highest(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
