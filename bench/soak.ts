/**
 * `npm run bench:soak`: the real server with 300 clerks of as many units signed in, each of whom saves a field of a document every ten
 * seconds, for five minutes (`--seconds 60` for less), against the same write by one client on the idle server. The
 * figures go to bench/soak.json, and from there to docs/bench.md.
 */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, getPriority, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { NoAnswer, type Person, personWith } from '../tests/kill/person.ts';
import { freePort, type Running, start } from '../tests/kill/service.ts';
import { seatClerks } from './seats.ts';
import type { SoakFigures } from './soak-figures.ts';

const EVERY_MS = 10_000;
const IDLE_WRITES = 100;
/** Where the first quantity of the sheet stands. */
const PATH = '/goalSheets/0/indicators/0/targets/0/raw';
const READ = '≥120公里';
const INDICATORS = 25;

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '300' }, sessions: { type: 'string', default: '300' } },
  allowPositionals: true,
});
const seconds = Number(values.seconds);
const sessions = Number(values.sessions);
if (!(seconds > 0) || !(sessions > 0)) throw new Error('--seconds and --sessions are numbers');

/** A sheet as projects have it: 25 indicators. */
function sheet(n: number): string {
  const rows = Array.from({ length: INDICATORS - 1 }, (_, i) =>
    i % 2 === 0
      ? `产出指标\t数量指标\t第${i + 1}段养护里程\t≥${(n % 50) + i + 3}公里`
      : `产出指标\t质量指标\t第${i + 1}段验收合格率\t≥${90 + (i % 10)}%`,
  );
  return `示例县2026年项目支出绩效目标表\n项目名称\t示例道路养护${n}\n年度资金总额\t${n + 1}万元\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t养护里程\t${READ}\n${rows.join('\n')}\n`;
}

/** Someone with a session of their own, and the document that they work on. */
interface Seat {
  person: Person;
  document: string;
  saved: number;
}

async function sit(address: string, n: number, cookie: string): Promise<Seat> {
  const person = personWith(address, cookie, 'clerk', `示例压测员${n}`);
  const name = `压测-${n}.txt`;
  const { status, json, text } = await person.ask('POST', `/documents?name=${encodeURIComponent(name)}`, sheet(n));
  if (status !== 201) throw new Error(`${name}: ${status} ${text}`);
  return { person, document: (json as { document: { id: string } }).document.id, saved: 0 };
}

/** Saves a field and answers how long that took, in milliseconds; undefined where it failed. */
async function save(seat: Seat, errors: string[]): Promise<number | undefined> {
  const to = `≥${1_000 + ++seat.saved}公里`;
  const begun = performance.now();
  try {
    const { status, text } = await seat.person.ask('POST', `/documents/${seat.document}/corrections`, {
      edits: [{ path: PATH, from: READ, to }],
    });
    if (status === 201) return performance.now() - begun;
    errors.push(`${status} ${text.slice(0, 200)}`);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    errors.push(error.message.slice(0, 200));
  }
  return undefined;
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

async function soak(service: Running, cookies: readonly string[]): Promise<SoakFigures> {
  const errors: string[] = [];
  const [first = '', ...others] = cookies;
  const alone = await sit(service.address, 0, first);
  const idle: number[] = [];
  for (let i = -10; i < IDLE_WRITES; i++) {
    const ms = await save(alone, errors);
    if (ms !== undefined && i >= 0) idle.push(ms);
    await sleep(20);
  }
  const seats: Seat[] = [];
  for (const [n, cookie] of others.entries()) seats.push(await sit(service.address, n + 1, cookie));
  console.log(
    `${seats.length} people are signed in; alone a write took ${quantile(
      idle.sort((a, b) => a - b),
      0.5,
    ).toFixed(1)} ms`,
  );

  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  await Promise.all(
    seats.map(async (seat, n) => {
      await sleep((EVERY_MS * n) / seats.length);
      for (let due = performance.now(); due < end; due += EVERY_MS) {
        await sleep(Math.max(0, due - performance.now()));
        const ms = await save(seat, errors);
        if (ms !== undefined) times.push(ms);
      }
    }),
  );
  times.sort((a, b) => a - b);
  for (const error of new Set(errors)) console.error(error);
  return {
    on: new Date().toISOString().slice(0, 10),
    cores: availableParallelism(),
    load: Number((loadavg()[1] ?? 0).toFixed(1)),
    priority: getPriority(),
    sessions: seats.length,
    seconds,
    writes: times.length,
    errors: errors.length,
    idle: { p50: quantile(idle, 0.5), p95: quantile(idle, 0.95) },
    open: {
      p50: quantile(times, 0.5),
      p95: quantile(times, 0.95),
      p99: quantile(times, 0.99),
      most: times.at(-1) ?? 0,
    },
  };
}

const folder = mkdtempSync(path.join(tmpdir(), 'jizhun-soak-'));
// Under root, PostgreSQL runs as nobody.
chmodSync(folder, 0o755);
const data = path.join(folder, 'data');
const port = await freePort();
// The first start makes the directory; then people are put into it while nobody uses it.
await (await start(data, port)).stop();
const cookies = await seatClerks(data, sessions + 1);
const service = await start(data, port);
try {
  const figures = await soak(service, cookies);
  console.log(JSON.stringify(figures, undefined, 1));
  writeFileSync(path.join(import.meta.dirname, 'soak.json'), `${JSON.stringify(figures, undefined, 2)}\n`);
} finally {
  await service.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
