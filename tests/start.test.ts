import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn } from './sign-in.ts';

const root = path.resolve(import.meta.dirname, '..');
const FORM =
  '示例县2026年项目支出绩效目标表\n项目名称\t示例道路养护\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t养护里程\t≥120公里\n';

let folder: string;
const children: ChildProcess[] = [];

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jizhun-start-'));
  // Under root, PostgreSQL runs as nobody.
  chmodSync(folder, 0o755);
});

afterAll(async () => {
  for (const child of children) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Runs what `npm start` runs; `address` comes when it is up, `ended` when it is over. */
function start(port: number) {
  const { npm_lifecycle_event, DATABASE_URL, ...env } = process.env;
  const args = [path.join(root, 'scripts', 'start.mjs'), '--port', String(port), '--data', path.join(folder, 'data')];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  const lines: string[] = [];
  let rest = '';
  const address = new Promise<string>((settle, fail) => {
    const hear = (text: string) => {
      rest += text;
      const complete = rest.split('\n');
      rest = complete.pop() ?? '';
      lines.push(...complete);
      const said = /^绩准已启动：(\S+)$/.exec(lines.at(-1) ?? '')?.[1];
      if (said !== undefined) settle(said);
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    child.on('exit', () => fail(new Error(lines.join('\n'))));
  });
  address.catch(() => {});
  return { child, lines, address, ended: once(child, 'exit') };
}

/** Names of the documents that someone of the 绩效科 sees. */
async function names(address: string, cookie: string): Promise<string[]> {
  const response = await fetch(`${address}api/v1/documents`, { headers: { cookie } });
  const { documents } = (await response.json()) as { documents: { name: string }[] };
  return documents.map(({ name }) => name);
}

test('start, add, kill -9, start again, stop: the page is there, nothing is lost, nothing stays behind', async () => {
  const port = await freePort();
  const first = start(port);
  const address = await first.address;
  expect(address).toBe(`http://127.0.0.1:${port}/`);
  const page = await fetch(address);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('<title>绩准</title>');
  const examples = readdirSync(path.join(root, 'examples'), { recursive: true }).filter((name) =>
    /\.(docx|xlsx|txt)$/.test(String(name)),
  );
  expect((await fetch(`${address}api/v1/documents`)).status).toBe(401);
  const cookie = await signIn(address, 'performance-office');
  expect((await names(address, cookie)).length).toBe(examples.length);
  const added = await fetch(`${address}api/v1/documents?name=${encodeURIComponent('道路养护.txt')}`, {
    method: 'POST',
    headers: { cookie },
    body: FORM,
  });
  expect(added.status).toBe(201);

  const second = start(port);
  expect((await second.ended)[0]).toBe(1);
  expect(second.lines.join('\n')).toContain(`正由另一个绩准使用（进程 ${first.child.pid}，地址 ${address}）`);

  first.child.kill('SIGKILL');
  await first.ended;
  const third = start(port);
  expect(await third.address).toBe(address);
  expect(third.lines[0]).toContain('上次未正常退出');
  // The session has outlived the server.
  expect(await names(address, cookie)).toContain('道路养护.txt');

  const data = path.join(folder, 'data');
  const postmaster = readFileSync(path.join(data, 'postgres-18', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0];
  third.child.kill('SIGINT');
  expect((await third.ended)[0]).toBe(0);
  expect(third.lines.at(-1)).toBe('已停止，数据已保存。');
  expect(() => process.kill(Number(postmaster), 0)).toThrow();
  expect(existsSync(path.join(data, 'jizhun.lock'))).toBe(false);
}, 120_000);

test('a port that is taken, and words that are not understood, are said', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const taken = start(port);
  expect((await taken.ended)[0]).toBe(1);
  expect(taken.lines.join('\n')).toMatch(new RegExp(`端口 ${port} 已被其他程序占用。\n请用 --port`));
  expect(taken.lines.join('\n')).not.toMatch(/^\s+at /m);
  server.close();

  for (const [args, said] of [
    [['--prot', '1'], '不认识的选项：--prot'],
    [['--port', '70000'], '端口应为 1 到 65535'],
  ] as const) {
    const child = spawn(process.execPath, [path.join(root, 'scripts', 'start.mjs'), ...args]);
    let heard = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      heard += text;
    });
    expect((await once(child, 'close'))[0]).toBe(2);
    expect(heard).toContain(said);
  }
}, 60_000);

test('a data folder that cannot be made is named, with what to do', async () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  const child = spawn(process.execPath, [path.join(root, 'scripts', 'start.mjs'), '--data', path.join(file, 'data')]);
  let heard = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    heard += text;
  });
  expect((await once(child, 'close'))[0]).toBe(1);
  expect(heard).toContain(path.join(file, 'data'));
  expect(heard).toContain('--data');
});
