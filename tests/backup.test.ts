import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn } from './sign-in.ts';

const root = path.resolve(import.meta.dirname, '..');
const bin = path.join(root, 'packages/cli/bin/jizhun.mjs');
const folder = mkdtempSync(path.join(tmpdir(), 'jizhun-backup-'));
// PostgreSQL runs as nobody where the tests run as root.
chmodSync(folder, 0o755);
const data = path.join(folder, 'data');
const environment = { ...process.env, DATABASE_URL: '', JIZHUN_TEST_DATABASE_URL: '' };

async function jizhun(...args: string[]): Promise<{ status: number | null; out: string }> {
  const child = spawn(process.execPath, [bin, ...args], { cwd: folder, env: environment });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, out };
}

let server: ChildProcess;
let address = '';

async function serve(directory: string): Promise<void> {
  server = spawn(process.execPath, [path.join(root, 'scripts/start.ts'), '--data', directory], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const text of server.stdout?.setEncoding('utf8') ?? []) {
    said += text;
    address = /绩准已启动：(\S+)/.exec(said)?.[1] ?? '';
    if (address !== '') return;
  }
  throw new Error(said);
}

async function stop(): Promise<void> {
  server.stdout?.resume();
  server.kill('SIGTERM');
  await once(server, 'exit');
}

beforeAll(() => serve(data), 120_000);
afterAll(async () => {
  if (server.exitCode === null) await stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

test('a running service is backed up, restored elsewhere, compared and inspected', async () => {
  const names = async () => {
    const cookie = await signIn(address, 'performance-office');
    const response = await fetch(`${address}api/v1/documents`, { headers: { cookie } });
    const { documents } = (await response.json()) as { documents: { name: string }[] };
    return documents.map(({ name }) => name).sort();
  };
  const before = await names();
  expect(before.length).toBeGreaterThan(3);
  expect(await jizhun('doctor', '--data', data)).toMatchObject({ status: 0, out: expect.stringContaining('一切正常') });

  expect(await jizhun('backup', '-o', '备份.sql.gz', '--data', data)).toMatchObject({ status: 0 });
  expect(await jizhun('backup', '-o', '备份.sql.gz', '--data', data)).toMatchObject({
    status: 2,
    out: expect.stringContaining('已存在'),
  });
  await stop();
  // Without a service the database is started for it.
  expect(await jizhun('backup', '-o', '停止后.sql.gz', '--data', data)).toMatchObject({ status: 0 });

  const restored = await jizhun('restore', '备份.sql.gz', '--data', 'restored');
  expect(restored).toMatchObject({ status: 0, out: expect.stringContaining('逐表一致') });
  expect(await jizhun('restore', '备份.sql.gz', '--data', 'restored')).toMatchObject({
    status: 2,
    out: expect.stringContaining('不是空的'),
  });
  expect(await jizhun('doctor', '--data', 'restored')).toMatchObject({ status: 0 });

  truncateSync(path.join(folder, '停止后.sql.gz'), 2_000);
  expect(await jizhun('restore', '停止后.sql.gz', '--data', 'broken')).toMatchObject({
    status: 2,
    out: expect.stringContaining('没有恢复'),
  });
  expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);

  // What the directory was, it is again: the roles of the demonstration are offered.
  await serve(path.join(folder, 'restored'));
  expect(await names()).toEqual(before);
}, 120_000);
