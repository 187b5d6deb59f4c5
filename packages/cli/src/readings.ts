import { createReadStream } from 'node:fs';
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
    // A few files ahead of the one waited for, so that every worker has one and memory holds no more.
    const ahead: Promise<Result[]>[] = [];
    let next = 0;
    for (const file of files) {
      while (next < files.length && ahead.length < workers + 1)
        ahead.push(readFile(files[next++]!, intake, options.stdinName));
      const results = await ahead.shift()!;
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
