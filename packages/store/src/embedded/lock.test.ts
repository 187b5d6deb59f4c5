import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/samples.ts';
import { takeLock } from './lock.ts';
import { startMark } from './process.ts';

const folders: (() => void)[] = [];
afterEach(() => {
  for (const remove of folders.splice(0)) remove();
});

function home(): string {
  const { path, remove } = temporaryFolder();
  folders.push(remove);
  return path;
}

test('a folder is held until it is released, and leaves nothing behind', () => {
  const folder = home();
  const lock = takeLock(folder);
  expect(() => takeLock(folder)).toThrow(/正由另一个绩准使用/);
  lock.announce('http://127.0.0.1:1/');
  expect(() => takeLock(folder)).toThrow(/地址 http:\/\/127\.0\.0\.1:1\//);
  lock.release();
  takeLock(folder).release();
  expect(readdirSync(folder)).toEqual([]);
});

test('the lock of a dead process, of an earlier one of the same number, and a torn one are taken over', () => {
  const dead = { pid: 2 ** 22 + 1 };
  const earlier = { pid: process.ppid, started: 'long ago' };
  const ourOwnNumber = { pid: process.pid, started: 'long ago' };
  for (const text of [JSON.stringify(dead), JSON.stringify(earlier), JSON.stringify(ourOwnNumber), '', '{"pid":']) {
    const folder = home();
    writeFileSync(join(folder, 'jizhun.lock'), text);
    const lock = takeLock(folder);
    expect(JSON.parse(readFileSync(join(folder, 'jizhun.lock'), 'utf8')).pid).toBe(process.pid);
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  }
});

test('the lock of a living process stands, and is not removed by a release of another', () => {
  const folder = home();
  const file = join(folder, 'jizhun.lock');
  const lock = takeLock(folder);
  const started = startMark(process.ppid);
  writeFileSync(file, JSON.stringify({ pid: process.ppid, ...(started === undefined ? {} : { started }) }));
  lock.release();
  expect(existsSync(file)).toBe(true);
  expect(() => takeLock(folder)).toThrow(new RegExp(`进程 ${process.ppid}`));
});
