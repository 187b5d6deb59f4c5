import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Figure, ratio } from './figure.ts';

/** What the soak measured; times in milliseconds. */
export interface SoakFigures {
  /** Day on which it ran. */
  on: string;
  cores: number;
  /** Work that stood in line for the processors over the last five minutes, the soak's own included. */
  load: number;
  /** Of these processes against that other work: 0 is the usual one, less goes before. */
  priority: number;
  sessions: number;
  seconds: number;
  writes: number;
  errors: number;
  /** One client, nobody else. */
  idle: { p50: number; p95: number };
  open: { p50: number; p95: number; p99: number; most: number };
}

/** p95 may be so many times the write of a client that is alone. */
const GOAL = 20;

/** The lines of the last soak; none where none ran. */
export function soakFigures(): Figure[] {
  const file = path.join(import.meta.dirname, 'soak.json');
  if (!existsSync(file)) return [];
  const { on, load, priority, sessions, seconds, writes, errors, idle, open } = JSON.parse(
    readFileSync(file, 'utf8'),
  ) as SoakFigures;
  const before = priority < 0 ? `, before other work of load ${load}` : '';
  const what = `${sessions} open sessions, each saving a field every 10 s for ${seconds} s (${on}${before})`;
  return [
    ratio(`${what}: p95`, open.p95, 'the median of a client alone', idle.p50, GOAL),
    {
      what: `${what}: errors`,
      measured: `${writes} writes`,
      baseline: '',
      result: String(errors),
      goal: '0',
      reached: errors === 0,
    },
  ];
}
