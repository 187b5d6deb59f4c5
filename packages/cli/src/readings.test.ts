import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readInputs } from './readings.ts';
import type { Terminal } from './terminal.ts';
import { createStyle } from './text/style.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jizhun-readings-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function quietTerminal(said: string[]): Terminal {
  return {
    print() {},
    warn: (text) => said.push(text),
    redraw() {},
    live: false,
    width: 80,
    style: createStyle(false),
  };
}

it('gives many files in their order, large and slow ones among them, and goes on past those it cannot read', async () => {
  const many = path.join(folder, '许多');
  mkdirSync(many);
  const names = Array.from({ length: 70 }, (_none, index) => `${String(index).padStart(2, '0')}.txt`);
  for (const [index, name] of names.entries()) {
    const file = path.join(many, name);
    // Some take long, some are refused for their size (and would fill the memory if all of them were taken ahead).
    if (index % 20 === 3) {
      writeFileSync(file, '');
      truncateSync(file, 90 * 1024 * 1024);
    } else writeFileSync(file, `2024年支出预算为${index}万元。\n`.repeat(index % 10 === 0 ? 1_000 : 1));
  }
  const said: string[] = [];
  const taken: string[] = [];
  const refused = await readInputs([many], { quiet: false }, quietTerminal(said), ({ disclosure }) =>
    taken.push(path.basename(disclosure.source.name)),
  );
  expect(taken).toEqual(names.filter((_name, index) => index % 20 !== 3));
  expect(refused).toBe(4);
  for (const name of ['03.txt', '23.txt', '43.txt', '63.txt'])
    expect(said.filter((line) => line.includes(name) && /过大/.test(line))).toHaveLength(1);
  expect(said.at(-1)).toBe('已读取 70/70 个文件');
}, 60_000);
