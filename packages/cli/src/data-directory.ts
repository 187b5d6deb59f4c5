import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where `npm start` keeps its data unless told otherwise. */
const USUAL = fileURLToPath(new URL('../../../data', import.meta.url));

/** The data directory that was named, or the usual one, and whether it is there. */
export function dataDirectory(named: string | undefined): { path: string; exists: boolean } {
  const chosen = named === undefined ? USUAL : path.resolve(named);
  return { path: chosen, exists: existsSync(chosen) };
}
