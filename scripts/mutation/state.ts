import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Figures } from './follow.ts';

const file = path.resolve(import.meta.dirname, '../../node_modules/.cache/mutation.json');

/** What the mutation tests of one file came to, and of which text of it. */
export interface FileFigures extends Figures {
  hash: string;
  seconds: number;
}

/** By path of the file. */
export type MutationState = Record<string, FileFigures>;

export function hashOf(source: string): string {
  return createHash('sha256').update(source).digest('hex').slice(0, 16);
}

/** What earlier runs left; nothing when there was none. */
export function loadMutation(): MutationState {
  let json: string;
  try {
    json = readFileSync(file, 'utf8');
  } catch {
    return {};
  }
  return JSON.parse(json) as MutationState;
}

/** Written beside and moved over, so that a run that is killed leaves a whole file. */
export function saveMutation(value: MutationState): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(value, undefined, 1));
  renameSync(`${file}.new`, file);
}
