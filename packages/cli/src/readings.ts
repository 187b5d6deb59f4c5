import { createReadStream, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Intake } from '@jizhun/intake';
import type { Disclosure, Notice } from '@jizhun/model';
import { describeFileError, expandInputs, type InputFile } from './files.ts';
import { createProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** One file read. */
export interface Reading {
  disclosure: Disclosure;
  notices: Notice[];
}

/** More workers than this only compete for memory. */
const MOST_WORKERS = 4;
/** So many files for each worker are begun before the one that is due is done: a slow one must not leave others idle. */
const AHEAD = 16;
/** Of large files fewer: together they have no more bytes than this, or there is only one. */
const BYTES_AHEAD = 128 * 1024 * 1024;

type Result = { ok: true; reading: Reading } | { ok: false; message: string };

/**
 * Reads all files that `args` name, in order, and gives each reading to `take` as soon as those before it are given.
 * A file that cannot be read is reported on standard error and the others go on.
 * Returns how many could not be read.
 */
export async function readInputs(
  args: readonly string[],
  options: { stdinName?: string | undefined; quiet: boolean },
  terminal: Terminal,
  take: (reading: Reading) => void,
): Promise<number> {
  const { files, skipped, problems } = expandInputs(args);
  for (const problem of problems) terminal.warn(problem);
  if (skipped.length > 0 && !options.quiet)
    terminal.warn(
      `已跳过 ${skipped.length} 个暂不支持的文件：${skipped.slice(0, 3).join('、')}${skipped.length > 3 ? ' 等' : ''}`,
    );
  if (files.length === 0) return problems.length;

  const { createIntake } = await import('@jizhun/intake');
  const workers = Math.min(files.length, availableParallelism(), MOST_WORKERS);
  const intake = createIntake({
    workers,
    onDefect: (name, description) => {
      if (process.env.JIZHUN_DEBUG) terminal.warn(`${name}：${description}`);
    },
  });
  // The first worker loads while this thread reads the bytes and loads what the caller needs next.
  intake.warm();
  const progress = createProgress(terminal, options.quiet ? 0 : files.length, '读取');
  let refused = problems.length;
  try {
    // Some files ahead of the one waited for, so that every worker has one and memory does not hold all.
    const ahead: { bytes: number; results: Promise<Result[]> }[] = [];
    let bytesAhead = 0;
    let next = 0;
    for (const file of files) {
      for (; next < files.length && ahead.length < AHEAD * workers; next++) {
        const bytes = sizeOf(files[next]!);
        if (ahead.length > 0 && bytesAhead + bytes > BYTES_AHEAD) break;
        bytesAhead += bytes;
        ahead.push({ bytes, results: readFile(files[next]!, intake, options.stdinName) });
      }
      const due = ahead.shift()!;
      const results = await due.results;
      bytesAhead -= due.bytes;
      progress.advance(file.name);
      for (const result of results) {
        if (result.ok) take(result.reading);
        else {
          refused++;
          terminal.warn(result.message);
        }
      }
    }
  } finally {
    progress.finish();
    await intake.close();
  }
  return refused;
}

/** One result, or one for each file in an archive. */
async function readFile(file: InputFile, intake: Intake, stdinName: string | undefined): Promise<Result[]> {
  let bytes: Uint8Array;
  try {
    bytes = await readBytes(file.path === '-' ? process.stdin : createReadStream(file.path, { highWaterMark: CHUNK }));
  } catch (error) {
    return [{ ok: false, message: describeFileError(file.name, error) }];
  }
  const results = await intake.readAll(bytes, file.path === '-' ? (stdinName ?? file.name) : file.name);
  return results.map(({ result }) =>
    result.ok
      ? { ok: true, reading: { disclosure: result.disclosure, notices: result.notices } }
      : { ok: false, message: `${result.refusal.message}\n  ${result.refusal.remedy}` },
  );
}

/** 0 where it cannot be told: reading the file says why. */
function sizeOf(file: InputFile): number {
  return Math.min(statSync(file.path, { throwIfNoEntry: false })?.size ?? 0, MOST_BYTES);
}

/** Most documents come in one piece. */
const CHUNK = 1024 * 1024;
/**
 * Of a larger file only so much is taken: more than the opener's own limit, which then refuses it in its own words,
 * and not so much that it fills the memory.
 */
const MOST_BYTES = 80 * 1024 * 1024;

async function readBytes(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MOST_BYTES) break;
  }
  return Buffer.concat(chunks);
}
