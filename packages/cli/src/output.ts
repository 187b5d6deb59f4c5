import { closeSync, openSync, writeSync } from 'node:fs';
import { describeFileError } from './files.ts';
import type { Terminal } from './terminal.ts';

/** A file that the command was told to write, or to go by, could not be used. `message` is Chinese. */
export class OutputError extends Error {}

/** Where a command's result goes: standard output, or the file of `--output`. */
export interface Output {
  print(text: string): void;
  close(): void;
}

/** Opens the file of `--output`, or standard output without one. Throws `OutputError`. */
export function openOutput(file: string | undefined, terminal: Terminal): Output {
  if (file === undefined || file === '-') return { print: (text) => terminal.print(text), close() {} };
  const attempt = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw new OutputError(describeFileError(file, error));
    }
  };
  const handle = attempt(() => openSync(file, 'w'));
  return {
    print(text) {
      const bytes = Buffer.from(`${text}\n`);
      attempt(() => {
        for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
      });
    },
    close: () => closeSync(handle),
  };
}
