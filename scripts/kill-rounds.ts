/**
 * `node scripts/kill-rounds.ts`: kills the service under load, again and again, and compares what it acknowledged with
 * what is there; goes on where the last run stopped. `--minutes 5` so long in all (else until the goal is reached).
 * `npm run test:long` runs it too, and writes its figures to docs/quality.md.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { beginRounds } from '../tests/kill/rounds.ts';
import { loadKillState, roundsOf, saveKillState } from './kill-rounds/state.ts';
import { loadMutation } from './mutation/state.ts';
import { KILL_ROUNDS } from './test-long/limits.ts';
import { writeReport } from './test-long/report.ts';
import { loadState } from './test-long/state.ts';

/** Rounds on one data directory, before a new one is begun. */
const A_DIRECTORY = 20;

const { values } = parseArgs({ options: { minutes: { type: 'string' } } });
const minutes = values.minutes === undefined ? Number.POSITIVE_INFINITY : Number(values.minutes);
if (Number.isNaN(minutes)) throw new Error(`no such number of minutes: ${values.minutes}`);
const end = performance.now() + minutes * 60_000;
const isOpen = () => performance.now() < end && (Number.isFinite(minutes) || roundsOf(state) < KILL_ROUNDS);

const state = loadKillState();
let found = 0;
while (isOpen()) {
  const seed = state.nextSeed++;
  const folder = mkdtempSync(path.join(tmpdir(), 'jizhun-kill-'));
  // Under root, PostgreSQL runs as nobody.
  chmodSync(folder, 0o755);
  const rounds = await beginRounds(path.join(folder, 'data'), seed);
  const tell = (round: number, faults: readonly string[]) => {
    for (const fault of faults) {
      found++;
      state.faults.push({ seed, round, fault });
      console.error(`seed ${seed}, round ${round}: ${fault}`);
    }
  };
  try {
    state.directories++;
    for (let i = 1; i <= A_DIRECTORY && isOpen(); i++) {
      const round = await rounds.next();
      state.rounds[round.target]++;
      state.acknowledged += round.acknowledged;
      state.unsure += round.unsure;
      state.archives += round.archives;
      state.slowestStartMs = Math.max(state.slowestStartMs, round.upMs);
      tell(i, round.faults);
      saveKillState(state);
      console.log(`${roundsOf(state)}: ${round.target}, ${round.acknowledged} changes acknowledged`);
    }
    tell(0, await rounds.end());
  } finally {
    await rounds.abandon();
    saveKillState(state);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
writeReport(loadState(), loadMutation(), state);
if (found > 0) process.exitCode = 1;
