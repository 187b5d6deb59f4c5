import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const bin = path.resolve(import.meta.dirname, '../bin/jizhun.mjs');
const PEOPLE = ['--system', '甲:jia', '--security', '乙:yi', '--audit', '丙：bing'];
let folder = '';
const at = (name: string): string => path.join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jizhun-installation-'));
  // Under root, PostgreSQL runs as nobody.
  chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

function jizhun(args: readonly string[], input = '') {
  const { DATABASE_URL, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    encoding: 'utf8',
    cwd: folder,
    input,
    env: { ...env, NO_COLOR: '1' },
  });
  return { status, stdout, stderr };
}

test('a real data directory is made, its people are listed, let in again, and another tenant joins', () => {
  const data = at('data');
  const made = jizhun([
    'init',
    data,
    '--name',
    '某县财政局',
    ...PEOPLE,
    '--host',
    'jx.example.gov.cn',
    '--self-signed',
  ]);
  expect(made).toMatchObject({ status: 0 });
  expect(made.stdout).toContain('已建立 某县财政局 的数据目录');
  const words = [...made.stdout.matchAll(/登录名 (\w+)，口令 ([\w-]+)/g)].map(([, login, password]) => ({
    login,
    password,
  }));
  expect(words.map(({ login }) => login)).toEqual(['jia', 'yi', 'bing']);
  expect(JSON.parse(readFileSync(path.join(data, 'installation.json'), 'utf8'))).toMatchObject({
    kind: 'real',
    hosts: ['jx.example.gov.cn'],
    listen: '0.0.0.0',
    https: true,
  });
  expect(statSync(path.join(data, 'tls', 'key.pem')).mode & 0o777).toBe(0o600);

  const listed = jizhun(['user', 'list', '--data', data]);
  expect(listed.stdout).toMatch(/租户 1：某县财政局/);
  expect(listed.stdout).toMatch(/jia {2}甲 {2}待改口令 {2}系统管理员/);
  for (const { password } of words) expect(listed.stdout).not.toContain(password);

  const reset = jizhun(['user', 'reset', 'YI', '--data', data]);
  expect(reset).toMatchObject({ status: 0, stdout: expect.stringMatching(/乙（yi）的新口令：[\w-]{19}/) });
  expect(jizhun(['user', 'unlock', 'yi', '--data', data]).stdout).toContain('没有锁定');
  expect(jizhun(['user', 'reset', 'nobody', '--data', data])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('没有登录名“nobody”'),
  });

  const people = PEOPLE.map((text) => (text.startsWith('--') ? text : `${text}2`));
  const added = jizhun(['tenant', 'add', '--data', data, '--name', '某区财政局', ...people]);
  expect(added).toMatchObject({ status: 0, stdout: expect.stringContaining('已增加租户 2：某区财政局') });
  expect(jizhun(['tenant', 'list', '--data', data]).stdout).toBe('1  某县财政局\n2  某区财政局\n');

  const doctor = jizhun(['doctor', '--data', data]);
  expect(doctor).toMatchObject({ status: 0 });
  expect(doctor.stdout).toContain('程序不能修改、删除操作记录和原文件');

  // Names and port come back with a backup, the key does not.
  expect(jizhun(['backup', '-o', at('a.sql.gz'), '--data', data])).toMatchObject({ status: 0 });
  const restored = jizhun(['restore', at('a.sql.gz'), '--data', at('restored')]);
  expect(restored).toMatchObject({ status: 0, stdout: expect.stringContaining('证书和私钥不在备份中') });
  const read = (name: string) => readFileSync(path.join(at(name), 'installation.json'), 'utf8');
  expect(read('restored')).toBe(read('data'));
  expect(existsSync(path.join(at('restored'), 'tls'))).toBe(false);
}, 120_000);

test('passwords come from a file or standard input, never from the command line', () => {
  const file = at('passwords');
  writeFileSync(file, 'Correct-horse-9-battery\nStaple-river-4-window\nPurple-forest-7-lantern\n');
  const made = jizhun(['init', at('given'), '--name', '某县财政局', ...PEOPLE, '--http', '--passwords', file]);
  expect(made).toMatchObject({ status: 0 });
  expect(made.stdout).not.toContain('Correct-horse');
  expect(made.stdout).toContain('口令为所给的');
  expect(jizhun(['init', at('few'), '--name', 'x', ...PEOPLE, '--passwords', '-'], 'one\n')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('应有 3 行'),
  });
  expect(jizhun(['init', at('weak'), '--name', 'x', ...PEOPLE, '--passwords', '-'], '1\n2\n3\n')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('口令不合要求'),
  });
  expect(existsSync(at('weak'))).toBe(false);
}, 60_000);

test('what is missing or wrong is said, and nothing is made', () => {
  const refused: [string[], string][] = [
    [[], '缺少 --name、--system、--security、--audit'],
    [['--name', 'x', ...PEOPLE, '--host', 'a.example'], '缺少 --certificate 和 --key，或 --self-signed，或 --http'],
    [['--name', 'x', ...PEOPLE, '--http', '--self-signed'], '只能用一种'],
    [['--name', 'x', ...PEOPLE, '--certificate', 'a.pem'], '要一起写'],
    [['--name', 'x', ...PEOPLE, '--certificate', 'a.pem', '--key', 'b.pem'], 'a.pem'],
    [['--name', 'x', ...PEOPLE, '--port', '0'], '端口应为'],
    [['--name', 'x', ...PEOPLE, '--host', 'http://a/', '--http'], '主机名“http://a/”写法不对'],
    [['--name', 'x', ...PEOPLE.slice(0, 4), '--audit', '丙'], '应为 姓名:登录名'],
    [['--name', 'x', ...PEOPLE.slice(0, 4), '--audit', '甲:bb'], '三名管理员须是三个人'],
  ];
  for (const [args, words] of refused) {
    const run = jizhun(['init', at('none'), ...args]);
    expect(run, words).toMatchObject({ status: 2, stderr: expect.stringContaining(words) });
    expect(existsSync(at('none'))).toBe(false);
  }
  mkdirSync(at('full/inside'), { recursive: true });
  expect(jizhun(['init', at('full'), '--name', 'x', ...PEOPLE])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('不是空的'),
  });
  expect(jizhun(['user', 'list', '--data', at('none')]).stderr).toContain('没有数据目录');
  expect(jizhun(['user', 'reset']).stderr).toContain('reset 登录名');
  expect(jizhun(['tenant', 'remove']).stderr).toContain('list 或 add');
}, 60_000);
