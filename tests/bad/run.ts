import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';

const bin = path.resolve(import.meta.dirname, '../../packages/cli/bin/jizhun.mjs');
const meter = pathToFileURL(path.join(import.meta.dirname, 'memory-meter.mjs')).href;

export interface Outcome {
  status: number | null;
  stdout: string;
  stderr: string;
  seconds: number;
  /** The most memory the process ever had, in MiB. */
  mebibytes: number;
}

/** Runs the real command in `folder`, its time and memory measured from outside. */
export function runMeasured(args: readonly string[], folder: string): Outcome {
  const note = path.join(folder, '.memory');
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', meter, bin, ...args], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 30_000,
    env: { ...process.env, NO_COLOR: '1', JIZHUN_MEMORY_METER: note },
  });
  const seconds = (performance.now() - start) / 1000;
  return { status, stdout, stderr, seconds, mebibytes: Number(readFileSync(note, 'utf8')) / 1024 };
}
