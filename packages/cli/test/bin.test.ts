import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';

const bin = path.resolve(import.meta.dirname, '../bin/jizhun.mjs');

/** A Node of this machine that is too old to run the sources, as an office has it; undefined where there is none. */
function oldNode(): string | undefined {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, process.platform === 'win32' ? 'node.exe' : 'node'))
    .find((file) => {
      const major = Number(/^v(\d+)/.exec(spawnSync(file, ['--version'], { encoding: 'utf8' }).stdout ?? '')?.[1]);
      return major >= 18 && major < 24;
    });
}

const old = oldNode();
if (old === undefined) console.log('this machine has no Node from 18 to 23: handing over from one is not tested');

async function ended(
  child: ChildProcess,
): Promise<{ code: number | null; signal: NodeJS.Signals | null; stderr: string }> {
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  // 'close' comes when the last process that holds the pipes is gone, not only the first one.
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, stderr };
}

test('says its version', () => {
  const { stdout, status } = spawnSync(process.execPath, [bin, '--version'], { encoding: 'utf8' });
  expect(stdout).toMatch(/^jizhun \d+\.\d+\.\d+（Node\.js 24\./);
  expect(status).toBe(0);
});

test('a reader that has seen enough ends it without a word', async () => {
  const child = spawn(process.execPath, [bin, 'rules', '--format', 'json'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout?.destroy();
  expect((await ended(child)).stderr).toBe('');
});

test.runIf(old)('an old Node hands over arguments, streams and exit status', () => {
  const { stdout, status } = spawnSync(old!, [bin, '--version'], { encoding: 'utf8' });
  expect(stdout).toMatch(/Node\.js 24\./);
  expect(status).toBe(0);
  const wrong = spawnSync(old!, [bin, 'chekc'], { encoding: 'utf8' });
  expect(wrong.stderr).toContain('没有命令「chekc」，是否要写 check');
  expect(wrong.status).toBe(2);
});

test.runIf(old)('what is sent to the old Node alone ends both', async () => {
  const child = spawn(old!, [bin, 'read', '-'], { stdio: ['pipe', 'pipe', 'pipe'] });
  setTimeout(() => child.kill('SIGTERM'), 1500);
  expect((await ended(child)).signal).toBe('SIGTERM');
});

test.runIf(old)('an old Node without the new one says what to do, in Chinese and English', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'jizhun-bin-'));
  try {
    mkdirSync(path.join(folder, 'bin'));
    const copy = path.join(folder, 'bin', 'jizhun.mjs');
    copyFileSync(bin, copy);
    copyFileSync(path.join(path.dirname(bin), 'node24.mjs'), path.join(folder, 'bin', 'node24.mjs'));
    const { stdout, stderr, status } = spawnSync(old!, [copy, 'check'], { encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(stderr).toMatch(/绩准需要 Node\.js 24[\s\S]*npm install[\s\S]*needs Node\.js 24/);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(status).toBe(2);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
