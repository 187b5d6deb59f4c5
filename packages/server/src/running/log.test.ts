import { readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/folder.ts';
import { errorEntry, LEAST_KEEP_DAYS, logToFiles } from './log.ts';
import { logDays } from './log-days.ts';

const folders: { remove(): void }[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});
function folder(): string {
  const made = temporaryFolder();
  folders.push(made);
  return join(made.path, 'logs');
}

const complain = (error: unknown) => {
  throw error;
};

/** All lines of a folder of logs, packed ones first. */
function linesOf(directory: string): { n: number; at: string }[] {
  const names = readdirSync(directory).sort();
  return names.flatMap((name) => {
    const bytes = readFileSync(join(directory, name));
    const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { n: number; at: string });
  });
}

test('a line is one JSON object, for the eyes of its owner', async () => {
  const directory = folder();
  const log = await logToFiles({ directory, now: () => new Date('2026-03-31T08:00:00Z'), complain });
  log.write('info', 'request', { n: 1, text: 'a\nb' });
  await log.close();
  expect(readFileSync(join(directory, 'jizhun.jsonl'), 'utf8')).toBe(
    '{"at":"2026-03-31T08:00:00.000Z","level":"info","event":"request","n":1,"text":"a\\nb"}\n',
  );
  expect(statSync(join(directory, 'jizhun.jsonl')).mode & 0o777).toBe(0o600);
  expect(statSync(directory).mode & 0o777).toBe(0o700);
});

test('files are set aside by size and by day, packed, and no line is lost or doubled', async () => {
  const directory = folder();
  let clock = Date.parse('2026-03-31T08:00:00Z');
  const options = { directory, mostBytes: 2_000, now: () => new Date(clock), complain };
  let log = await logToFiles(options);
  for (let n = 0; n < 200; n++) {
    clock += n === 100 ? 86_400_000 : 1;
    log.write('info', 'request', { n });
    if (n % 17 === 0) await new Promise((settle) => setTimeout(settle, 2));
    if (n === 150) {
      await log.close();
      log = await logToFiles(options);
    }
  }
  await log.close();
  expect(
    linesOf(directory)
      .map(({ n }) => n)
      .sort((a, b) => a - b),
  ).toEqual(Array.from({ length: 200 }, (_, n) => n));
  const names = readdirSync(directory);
  expect(names.filter((name) => name.endsWith('.gz')).length).toBeGreaterThan(2);
  expect(names.filter((name) => name.endsWith('.jsonl'))).toEqual(['jizhun.jsonl']);
});

test('old files go, but never before six months are over', async () => {
  const directory = folder();
  const options = { directory, mostBytes: 10, complain };
  const first = await logToFiles({ ...options, now: () => new Date() });
  first.write('info', 'a', { n: 1 });
  first.write('info', 'a', { n: 2 });
  await first.close();
  const [aside] = readdirSync(directory).filter((name) => name.endsWith('.gz'));
  const file = join(directory, aside ?? '');
  const age = async (days: number, keepDays: number) => {
    const at = new Date(Date.now() - days * 86_400_000);
    utimesSync(file, at, at);
    await (await logToFiles({ ...options, keepDays: async () => keepDays, now: () => new Date() })).close();
    return readdirSync(directory).includes(aside ?? '');
  };
  expect(await age(LEAST_KEEP_DAYS - 1, 1)).toBe(true);
  expect(await age(399, 400)).toBe(true);
  expect(await age(LEAST_KEEP_DAYS + 1, 1)).toBe(false);
});

test('of several tenants the one that asks for the longest decides', async () => {
  const months: Record<number, number> = { 1: 8, 2: 20 };
  const days = await logDays({
    tenants: async () => [1, 2].map((id) => ({ id, name: '', demonstration: false })),
    settings: (tenant: number) => ({ all: async () => new Map([['logs', { months: months[tenant] }]]) }),
  } as unknown as Parameters<typeof logDays>[0]);
  expect(days).toBe(20 * 31);
});

test('an error is told without what it was about', () => {
  const value = fc.constantFrom('张三', '绩效目标.docx', 'zhang@example.cn', '330106199001011234', 'a'.repeat(43));
  const around = fc.constantFrom('invalid input: "%"', 'no file “%” here', 'Key (name)=(%) exists', 'read % twice');
  fc.assert(
    fc.property(value, around, (text, words) => {
      const error = Object.assign(new Error(words.replace('%', text)), { code: '23505', detail: `(${text})` });
      expect(JSON.stringify(errorEntry(error))).not.toContain(text);
      expect(errorEntry(error)).toMatchObject({
        error: 'Error',
        code: '23505',
        where: expect.stringContaining('log.test'),
      });
    }),
  );
});
