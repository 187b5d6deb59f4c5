import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** One line of the log. Numbers and names of our own only: no names of people, no addresses, no content. */
export type Entry = Readonly<Record<string, string | number | boolean | undefined>>;

/** Structured logs, a line of JSON each. */
export interface Log {
  write(level: 'info' | 'error', event: string, entry: Entry): void;
  /** Ends when everything is written. */
  close(): Promise<void>;
}

const isoNow = (at: Date) => at.toISOString();

function lineOf(at: Date, level: string, event: string, entry: Entry): string {
  return `${JSON.stringify({ at: isoNow(at), level, event, ...entry })}\n`;
}

/** Lines to a stream that somebody else keeps: standard output, under a service manager. */
export function logTo(write: (line: string) => void, now: () => Date): Log {
  return { write: (level, event, entry) => write(lineOf(now(), level, event, entry)), close: async () => {} };
}

export interface FileLogOptions {
  directory: string;
  /** A file that is longer is set aside. */
  mostBytes?: number;
  /** Files set aside are deleted after so many days: six months at least (网络安全法 第二十一条). */
  keepDays?(): Promise<number>;
  now(): Date;
  /** Hears of a log that cannot be written: the service goes on without. */
  complain(error: unknown): void;
}

const CURRENT = 'jizhun.jsonl';
const SET_ASIDE = /^jizhun-\d{8}T\d{9}Z\.jsonl(\.gz)?$/;
const DAY_MS = 86_400_000;
export const LEAST_KEEP_DAYS = 184;

/** Lines to files in a folder, set aside by size and by day, packed, and deleted when they are old enough. */
export async function logToFiles(options: FileLogOptions): Promise<Log> {
  const { directory, now, complain, mostBytes = 50 << 20 } = options;
  const current = join(directory, CURRENT);
  await mkdir(directory, { recursive: true, mode: 0o700 });

  let stream: WriteStream;
  let length: number;
  let day: string;
  /** Lines that wait while a file is changed for the next. */
  let waiting: string[] | undefined;
  let turning: Promise<void> = Promise.resolve();

  const open = async () => {
    const there = await stat(current).catch(() => undefined);
    length = there?.size ?? 0;
    day = isoNow(there === undefined || length === 0 ? now() : there.mtime).slice(0, 10);
    stream = createWriteStream(current, { flags: 'a', mode: 0o600 });
    stream.on('error', complain);
  };
  const end = () => new Promise<void>((settle) => stream.end(() => settle()));

  /** Packs what was set aside, also by a program that was killed meanwhile, and deletes what is old. */
  const tidy = async () => {
    const keepDays = Math.max(LEAST_KEEP_DAYS, (await options.keepDays?.()) ?? LEAST_KEEP_DAYS);
    for (const name of await readdir(directory)) {
      const file = join(directory, name);
      if (/\.gz\.\d+$/.test(name)) await rm(file, { force: true });
      if (!SET_ASIDE.test(name)) continue;
      if (now().getTime() - (await stat(file)).mtimeMs > keepDays * DAY_MS) {
        await rm(file, { force: true });
        continue;
      }
      if (name.endsWith('.gz')) continue;
      const draft = `${file}.gz.${process.pid}`;
      await pipeline(createReadStream(file), createGzip(), createWriteStream(draft, { mode: 0o600 }));
      await rename(draft, `${file}.gz`);
      await rm(file);
    }
  };

  const turn = async () => {
    try {
      await end();
      const stamp = isoNow(now()).replace(/[-:.]/g, '');
      await rename(current, join(directory, `jizhun-${stamp}.jsonl`));
    } catch (error) {
      complain(error);
    }
    await open();
    const lines = waiting ?? [];
    waiting = undefined;
    for (const line of lines) put(line);
    await tidy().catch(complain);
  };

  const put = (line: string) => {
    if (waiting !== undefined) {
      waiting.push(line);
      return;
    }
    stream.write(line);
    length += Buffer.byteLength(line);
  };

  await open();
  await tidy().catch(complain);
  return {
    write(level, event, entry) {
      const at = now();
      if (waiting === undefined && length > 0 && (length >= mostBytes || day !== isoNow(at).slice(0, 10))) {
        waiting = [];
        turning = turning.then(turn);
      }
      put(lineOf(at, level, event, entry));
    },
    async close() {
      await turning;
      await end();
    },
  };
}

/** Words in quotes, in Chinese, with @, and long numbers: what of a message may come from somebody's content. */
const VALUES = /(["'`“‘「『《]).*?(["'`”’」』》])|[^\s\p{ASCII}]+|\S+@\S+|\d{5,}|[A-Za-z0-9_-]{40,}/gu;

/** What an error was, and where in the program, without what it was about. */
export function errorEntry(error: unknown): Entry {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const constraint = 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : undefined;
  const where = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim().slice(3))
    .join(' < ');
  return {
    error: error.name,
    ...(code === undefined ? {} : { code }),
    ...(constraint === undefined ? {} : { constraint }),
    message: error.message.replace(VALUES, '…').slice(0, 300),
    where,
  };
}
