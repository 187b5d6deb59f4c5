import { mkdirSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../arguments.ts';
import { describeFileError, type InputFile } from '../files.ts';
import { OutputError } from '../output.ts';

/** Where changed files go. */
export interface Targets {
  /** The file that a changed input is written to. */
  of(file: InputFile): string;
}

/**
 * Reads `-o`: for one file the file to write, or a folder that is there; for several files a folder, in which they keep
 * their places to each other.
 *
 * @throws UsageError where an input would be written over, or the name cannot be that of the changed file
 */
export function openTargets(output: string, files: readonly InputFile[], severalAsked: boolean): Targets {
  const isFolder = statSync(output, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const several = severalAsked || files.length > 1;
  const [only] = files;
  if (several && !isFolder && path.extname(output) !== '' && statSync(output, { throwIfNoEntry: false }))
    throw new UsageError(`有多个文件，-o 应是文件夹，而“${output}”是文件。`);
  const base = commonFolder(files);
  const targetOf = (file: InputFile): string =>
    several
      ? path.join(output, path.relative(base, path.resolve(file.path)))
      : isFolder
        ? path.join(output, path.basename(file.path))
        : output;
  if (!several && !isFolder && only) {
    const [from, to] = [path.extname(only.path).toLowerCase(), path.extname(output).toLowerCase()];
    if (/^\.(docx|xlsx)$/.test(from) && from !== to)
      throw new UsageError(
        `文件“${only.name}”是 ${from.slice(1)}，-o 的文件名也应以 ${from} 结尾，写的是“${output}”。`,
      );
  }
  const inputs = new Set(files.map((file) => real(file.path)));
  for (const file of files) {
    const target = targetOf(file);
    if (inputs.has(real(target)))
      throw new UsageError(`-o 不能是要核对的文件本身：“${target}”。原文件不作改动，请换一个文件名或文件夹。`);
  }
  return { of: targetOf };
}

/** Writes a file, and the folders it stands in. Throws `OutputError`. */
export function writeTarget(target: string, bytes: Uint8Array): void {
  try {
    mkdirSync(path.dirname(path.resolve(target)), { recursive: true });
    writeFileSync(target, bytes);
  } catch (error) {
    throw new OutputError(describeFileError(target, error));
  }
}

/** The path with links followed, as far as there is something. */
function real(file: string): string {
  const full = path.resolve(file);
  try {
    return realpathSync(full);
  } catch {
    const folder = path.dirname(full);
    return folder === full ? full : path.join(real(folder), path.basename(full));
  }
}

function commonFolder(files: readonly InputFile[]): string {
  const folders = files.map((file) => path.dirname(path.resolve(file.path)).split(path.sep));
  const [first = []] = folders;
  let length = first.length;
  for (const folder of folders) while (!folder.slice(0, length).every((step, i) => step === first[i])) length--;
  return first.slice(0, length).join(path.sep) || path.sep;
}
