import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { type Figure, milliseconds } from './figure.ts';

const FILES = 500;
const KINDS = ['.docx', '.xlsx', '.pdf', '.txt', '.html', '.csv'];
/** With two cores and more a folder may take this share of the time that one core takes for it. */
const GOAL = 0.75;

/**
 * `jizhun read` over a folder of 500 mixed files against the same command held on one core. None where the system cannot
 * hold a program on one core, or has one only.
 */
export function measureFolder(root: string): Figure | undefined {
  if (availableParallelism() < 2 || spawnSync('taskset', ['-c', '0', 'true']).status !== 0) return undefined;
  const folder = mkdtempSync(path.join(tmpdir(), 'jizhun-bench-'));
  try {
    const sources = ['examples', 'tests/layouts'].flatMap((from) =>
      readdirSync(path.join(root, from), { recursive: true, encoding: 'utf8' })
        .filter((name) => KINDS.includes(path.extname(name)))
        .sort()
        .map((name) => path.join(root, from, name)),
    );
    for (let i = 0; i < FILES; i++) {
      const source = sources[i % sources.length]!;
      copyFileSync(source, path.join(folder, `${i}${path.extname(source)}`));
    }
    const bin = path.join(root, 'packages', 'cli', 'bin', 'jizhun.mjs');
    const read = [process.execPath, bin, 'read', folder, '--quiet', '--format', 'json'];
    const [ours, baseline] = [least(read), least(['taskset', '-c', '0', ...read])];
    const times = ours / baseline;
    return {
      what: `jizhun read over a folder of ${FILES} mixed files, ${availableParallelism()} cores`,
      measured: milliseconds(ours),
      baseline: `${milliseconds(baseline)} (the same on one core)`,
      result: `${times.toFixed(2)} ×`,
      goal: `≤ ${GOAL} ×`,
      reached: times <= GOAL,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The shorter of two runs, in milliseconds. */
function least([program, ...args]: readonly string[]): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 2; round++) {
    const start = performance.now();
    const { status, stderr } = spawnSync(program!, args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
    if (status !== 0) throw new Error(`jizhun read: ${status} ${stderr}`);
    shortest = Math.min(shortest, performance.now() - start);
  }
  return shortest;
}
