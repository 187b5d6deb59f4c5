import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const file = path.resolve(import.meta.dirname, '../../node_modules/.cache/test-long.json');

/** A failure, by the first seed that showed it; others at the same place only count. */
export interface Found {
  seed: number;
  description: string;
  times?: number;
}

/** What all runs so far did with one format. */
export interface FormatState {
  nextSeed: number;
  mutants: number;
  seconds: number;
  /** How many were read, and how many refused by each code. */
  outcomes: Record<string, number>;
  slowest: { ms: number; seed: number };
  peakBytes: number;
  found: Found[];
}

export type State = Record<string, FormatState>;

export const untouched = (): FormatState => ({
  nextSeed: 1,
  mutants: 0,
  seconds: 0,
  outcomes: {},
  slowest: { ms: 0, seed: 0 },
  peakBytes: 0,
  found: [],
});

/** What earlier runs left, as `saveState` wrote it; nothing when there was none. */
export function loadState(): State {
  let json: string;
  try {
    json = readFileSync(file, 'utf8');
  } catch {
    return {};
  }
  return JSON.parse(json) as State;
}

/** Written beside and moved over, so that a run that is killed leaves a whole file. */
export function saveState(value: State): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(value, undefined, 1));
  renameSync(`${file}.new`, file);
}
