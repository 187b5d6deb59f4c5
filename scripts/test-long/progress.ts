import { readSync, writeSync } from 'node:fs';

const BYTES = 12;

/** Where a process is: the seed at work, and a count that grows with every case. */
export interface Progress {
  seed: number;
  count: number;
}

/** Written before each case, so that it stands there whatever the case does to its process. */
export function writeProgress(file: number, { seed, count }: Progress): void {
  const bytes = Buffer.alloc(BYTES);
  bytes.writeDoubleLE(seed, 0);
  bytes.writeUInt32LE(count, 8);
  writeSync(file, bytes, 0, BYTES, 0);
}

export function readProgress(file: number): Progress {
  const bytes = Buffer.alloc(BYTES);
  readSync(file, bytes, 0, BYTES, 0);
  return { seed: bytes.readDoubleLE(0), count: bytes.readUInt32LE(8) };
}
