import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { openDocument } from '@jizhun/documents';
import { readDisclosure } from '@jizhun/reader';
import { type Figure, milliseconds } from './figure.ts';

const FILES = 500;
const KINDS = ['.docx', '.xlsx', '.txt', '.html', '.csv'];
/** With two cores and more a folder may take this share of the time that one takes for its files. */
const GOAL = 0.75;

/** `jizhun read` over a folder of 500 mixed files against reading the same files one after another in one process. */
export async function measureFolder(root: string): Promise<Figure> {
  const folder = mkdtempSync(path.join(tmpdir(), 'jizhun-bench-'));
  try {
    const examples = readdirSync(path.join(root, 'examples'), { recursive: true, encoding: 'utf8' })
      .filter((name) => KINDS.includes(path.extname(name)))
      .sort();
    for (let i = 0; i < FILES; i++) {
      const name = examples[i % examples.length]!;
      copyFileSync(path.join(root, 'examples', name), path.join(folder, `${i}${path.extname(name)}`));
    }
    const names = readdirSync(folder);
    const oneByOne = async (): Promise<void> => {
      for (const name of names)
        JSON.stringify(readDisclosure(await openDocument(new Uint8Array(readFileSync(path.join(folder, name))), name)));
    };
    const command = (): void => {
      const bin = path.join(root, 'packages', 'cli', 'bin', 'jizhun.mjs');
      const { status, stderr } = spawnSync(process.execPath, [bin, 'read', folder, '--quiet', '--format', 'json'], {
        encoding: 'utf8',
        maxBuffer: 2 ** 30,
      });
      if (status !== 0) throw new Error(`jizhun read: ${status} ${stderr}`);
    };
    await oneByOne();
    const [ours, baseline] = [await least(command), await least(oneByOne)];
    const times = ours / baseline;
    return {
      what: `jizhun read over a folder of ${FILES} mixed files, ${availableParallelism()} cores`,
      measured: milliseconds(ours),
      baseline: `${milliseconds(baseline)} (one after another in one warm process)`,
      result: `${times.toFixed(2)} ×`,
      goal: `≤ ${GOAL} ×`,
      reached: times <= GOAL,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function least(work: () => unknown): Promise<number> {
  let shortest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round++) {
    const start = performance.now();
    await work();
    shortest = Math.min(shortest, performance.now() - start);
  }
  return shortest;
}
