import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDocument } from '@jizhun/documents';
import type { Disclosure } from '@jizhun/model';
import { readDisclosure } from '@jizhun/reader';

const root = path.resolve(import.meta.dirname, '../..');
const shared = path.join(root, '..', 'shared');

/** Whether the real documents lie beside the repository; they are not part of it. */
export const sharedIsThere = existsSync(path.join(shared, 'seeds')) && existsSync(path.join(shared, 'documents'));

export interface RealFile {
  name: string;
  path: string;
  /** The golden reading, which need not exist. */
  golden: string;
}

/** All real documents in the formats that are read: the text, and where there are such the docx, xlsx, pdf and page. */
export function realFiles(): RealFile[] {
  if (!sharedIsThere) return [];
  const seeds = readdirSync(path.join(shared, 'seeds'));
  return ['seeds', 'documents'].flatMap((folder) =>
    readdirSync(path.join(shared, folder))
      .filter((name) => /\.(?:txt|docx|xlsx|pdf|html)$/.test(name))
      .map((name) => {
        const seed = seeds.find((candidate) => candidate.slice(0, 3) === name.slice(0, 3)) ?? name;
        return {
          name,
          path: path.join(shared, folder, name),
          golden: path.join(shared, 'golden', seed.replace(/\.txt$/, '.json')),
        };
      }),
  );
}

/** The real file whose name begins with `prefix` and ends with `extension`. */
export function realFile(prefix: string, extension: string): RealFile {
  const file = realFiles().find(({ name }) => name.startsWith(prefix) && name.endsWith(extension));
  if (!file) throw new Error(`no real file ${prefix}*${extension}`);
  return file;
}

export async function readReal(file: RealFile): Promise<Disclosure> {
  return readDisclosure(await openDocument(new Uint8Array(readFileSync(file.path)), file.name));
}

export interface Score {
  /** Percent of the expected facts that are right. */
  share: number;
  expected: number;
  found: number;
  /** Facts that the golden reading does not have. */
  extra: number;
  /** What the scorer printed. */
  report: string;
}

/** Scores a reading by the project's own yardstick, ../shared/score/score.mjs. */
export async function score(file: RealFile, misses = false): Promise<Score> {
  const folder = mkdtempSync(path.join(tmpdir(), 'jizhun-score-'));
  try {
    const reading = path.join(folder, 'reading.json');
    writeFileSync(reading, JSON.stringify(await readReal(file)));
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [path.join(shared, 'score', 'score.mjs'), file.golden, reading, ...(misses ? ['--misses'] : [])],
      { encoding: 'utf8' },
    );
    const total = /^all (\d+)\/(\d+) = ([\d.]+)% right, (\d+) extra$/m.exec(stdout);
    if (!total) throw new Error(`the scorer said: ${stdout}${stderr}`);
    return {
      share: Number(total[3]),
      expected: Number(total[2]),
      found: Number(total[1]),
      extra: Number(total[4]),
      report: stdout,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
