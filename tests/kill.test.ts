import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginRounds, type Round, type Rounds } from './kill/rounds.ts';

const ROUNDS = 10;

let folder: string;
let rounds: Rounds | undefined;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jizhun-kill-'));
  // Under root, PostgreSQL runs as nobody.
  chmodSync(folder, 0o755);
});

afterAll(async () => {
  await rounds?.abandon();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

test(`${ROUNDS} times killed under load: no acknowledged change is lost, nothing is done twice, nothing stays behind`, async () => {
  rounds = await beginRounds(path.join(folder, 'data'), 20261121);
  const done: Round[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const round = await rounds.next();
    expect(round.faults, `round ${i + 1} (${round.target})`).toEqual([]);
    done.push(round);
  }
  expect(await rounds.end()).toEqual([]);
  // It was under load indeed.
  expect(done.reduce((sum, { acknowledged }) => sum + acknowledged, 0)).toBeGreaterThan(3 * ROUNDS);
}, 240_000);
