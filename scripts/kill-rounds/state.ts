import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const file = path.resolve(import.meta.dirname, '../../node_modules/.cache/kill-rounds.json');

/** What all runs so far did. */
export interface KillState {
  rounds: Record<'server' | 'postmaster' | 'both', number>;
  /** New data directories, of each of which the first start was killed too. */
  directories: number;
  acknowledged: number;
  unsure: number;
  archives: number;
  slowestStartMs: number;
  /** The next directory begins with it. */
  nextSeed: number;
  faults: { seed: number; round: number; fault: string }[];
}

const untouched: KillState = {
  rounds: { server: 0, postmaster: 0, both: 0 },
  directories: 0,
  acknowledged: 0,
  unsure: 0,
  archives: 0,
  slowestStartMs: 0,
  nextSeed: 1,
  faults: [],
};

export const roundsOf = ({ rounds }: KillState): number => rounds.server + rounds.postmaster + rounds.both;

/** What earlier runs left; nothing when there was none. */
export function loadKillState(): KillState {
  let json: string;
  try {
    json = readFileSync(file, 'utf8');
  } catch {
    return structuredClone(untouched);
  }
  return JSON.parse(json) as KillState;
}

/** Written beside and moved over, so that a run that is killed leaves a whole file. */
export function saveKillState(state: KillState): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(state, undefined, 1));
  renameSync(`${file}.new`, file);
}
