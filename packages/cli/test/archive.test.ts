import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';

const bin = path.resolve(import.meta.dirname, '../bin/jizhun.mjs');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jizhun-'));
  const text = '示例市示例局2024年部门预算公开\n\n一、收支情况\n2024年支出预算为123.45万元。\n';
  writeFileSync(
    path.join(folder, '公开.zip'),
    zipSync({
      '甲/预算.txt': strToU8(text),
      '乙.html': strToU8(`<html><p>${text.replaceAll('\n', '<p>')}</html>`),
      '照片.jpg': strToU8('x'),
    }),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, [bin, ...args], { cwd: folder, encoding: 'utf8', timeout: 30_000 });

test('every file of an archive is read, a line each', () => {
  const { status, stdout, stderr } = run('read', '公开.zip', '--format', 'json');
  const readings = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { source: { name: string }; statements: unknown[] });
  expect(readings.map(({ source }) => source.name)).toEqual(['公开.zip/甲/预算.txt', '公开.zip/乙.html']);
  expect(readings.map(({ statements }) => statements.length)).toEqual([1, 1]);
  expect(stderr).toContain('“公开.zip/照片.jpg”');
  expect(status).toBe(2);
});

test('a folder is searched for archives, and what is in them is checked', () => {
  const { stdout, status } = run('check', '.');
  expect(stdout).toContain('公开.zip/甲/预算.txt');
  expect(status).toBe(2);
});
