import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SignInOptions } from '@jizhun/api';
import { BUILT_IN_TENANT, openStore } from '@jizhun/store';
import { afterEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/folder.ts';
import { startService } from '../service.ts';
import { makeCertificate } from './certificate.ts';
import { addTenant, type FirstAccount, initialise, type NewInstallation } from './initialise.ts';
import { readInstallation } from './installation.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

function folder(): string {
  const made = temporaryFolder();
  endings.push(made.remove);
  return join(made.path, 'data');
}

const ASKED: NewInstallation = {
  name: '某县财政局',
  adcode: '999001',
  place: 'national',
  people: {
    'system-administrator': { name: '甲', login: 'Jia' },
    'security-administrator': { name: '乙', login: 'yi' },
    'audit-administrator': { name: '丙', login: 'bing', password: 'Correct-horse-9-battery' },
  },
  hosts: ['jx.example.gov.cn'],
  listen: '127.0.0.1',
};
const options = (dataDirectory: string) => ({
  dataDirectory,
  user: 'root',
  now: () => new Date(),
  say: () => {},
});

async function serve(dataDirectory: string) {
  const said: string[] = [];
  const service = await startService({
    dataDirectory,
    demonstration: true,
    port: 18_900 + Math.floor(Math.random() * 900),
    say: (line) => said.push(line),
    log: (error) => said.push(String(error)),
  });
  endings.push(() => service.close());
  const at = new URL(service.address);
  const ask = (path: string, body?: unknown) =>
    fetch(`http://127.0.0.1:${at.port}/api/v1${path}`, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
  return { ask, said, service };
}

test('three administrators sign in, each with a password for once; there is no demonstration', async () => {
  const path = folder();
  const accounts = await initialise(ASKED, options(path));
  expect(accounts.map(({ role, login, password }) => [role, login, password !== undefined])).toEqual([
    ['系统管理员', 'jia', true],
    ['安全管理员', 'yi', true],
    ['审计管理员', 'bing', false],
  ]);
  expect(await readInstallation(path)).toMatchObject({ kind: 'real', hosts: ['jx.example.gov.cn'], https: false });
  const { ask } = await serve(path);
  const offered = (await (await ask('/sign-in')).json()) as SignInOptions;
  expect(offered).toMatchObject({ demonstration: null, password: true });
  for (const { login, password } of accounts) {
    const entered = await ask('/sign-in', { login, password: password ?? 'Correct-horse-9-battery' });
    expect(entered.status).toBe(200);
    expect(await entered.json()).toMatchObject({ mustChangePassword: true });
  }
}, 60_000);

test('whatever is written into the directory or the database afterwards, one click signs nobody in', async () => {
  const path = folder();
  await initialise(ASKED, options(path));
  const store = await openStore({ dataDirectory: path });
  const [somebody] = (await store.organisation(BUILT_IN_TENANT).people({ limit: 1, day: '2026-01-01' })).rows;
  await store.close();
  const refused = async () => {
    const { ask, service } = await serve(path);
    expect((await (await ask('/sign-in')).json()) as SignInOptions).toMatchObject({ demonstration: null });
    expect((await ask('/sign-in/demonstration', { person: somebody?.id })).status).toBe(404);
    await service.close();
  };
  const marker = join(path, 'installation.json');
  const real = readFileSync(marker, 'utf8');
  // The directory calls itself a demonstration.
  writeFileSync(marker, real.replace('"real"', '"demonstration"'));
  await refused();
  // The tenant calls itself one.
  writeFileSync(marker, real);
  const again = await openStore({ dataDirectory: path });
  const by = { at: new Date(), actor: '某人', origin: '测试' };
  expect(await again.tenantList.settle(BUILT_IN_TENANT, { name: '某县财政局', demonstration: true }, by)).toBe(true);
  await again.close();
  await refused();
}, 90_000);

test('what makes no sense is refused before anything is made', async () => {
  const [system, security] = ['system-administrator', 'security-administrator'] as const;
  const withPeople = (people: Partial<NewInstallation['people']>) => ({
    ...ASKED,
    people: { ...ASKED.people, ...people },
  });
  const expired = makeCertificate(['jx.example.gov.cn'], new Date('2020-01-01'));
  const wrong: [NewInstallation, string][] = [
    [{ ...ASKED, name: ' ' }, '没有写明财政部门的名称'],
    [{ ...ASKED, adcode: '12' }, '不是六位数字'],
    [{ ...ASKED, place: 'nowhere' }, '没有地方配置“nowhere”'],
    [{ ...ASKED, hosts: ['http://x'] }, '主机名“http://x”写法不对'],
    [{ ...ASKED, tls: expired }, '到期'],
    [withPeople({ [system]: { name: '甲', login: 'a b' } }), '系统管理员的登录名“a b”写法不对'],
    [withPeople({ [security]: { name: '甲', login: 'yi' } }), '三名管理员须是三个人'],
    [withPeople({ [security]: { name: '乙', login: 'JIA' } }), '三名管理员须是三个人'],
    [withPeople({ [system]: { name: '甲', login: 'jia', password: '12345678' } }), '口令不合要求'],
  ];
  for (const [asked, words] of wrong) {
    const path = folder();
    await expect(initialise(asked, options(path)), words).rejects.toThrow(words);
    expect(existsSync(path)).toBe(false);
  }
});

test('a directory in which anything is stays as it is', async () => {
  const path = folder();
  mkdirSync(path);
  writeFileSync(join(path, 'a'), '');
  await expect(initialise(ASKED, options(path))).rejects.toThrow('不是空的');
  expect(existsSync(join(path, 'a'))).toBe(true);
});

test('another owner of data has administrators of its own, and a log-in name belongs to one of them', async () => {
  const path = folder();
  await initialise(ASKED, options(path));
  const store = await openStore({ dataDirectory: path });
  endings.push(() => store.close());
  const by = { at: new Date(), actor: '程序', origin: '测试' };
  await expect(addTenant(store, ASKED, by)).rejects.toThrow('登录名“jia”已有人使用');
  expect(await store.tenants()).toHaveLength(1);
  const people = Object.fromEntries(
    Object.entries(ASKED.people).map(([role, person]) => [role, { ...person, login: `${person.login}2` }]),
  ) as NewInstallation['people'];
  const added = await addTenant(store, { name: '某区财政局', people }, by);
  const own: FirstAccount[] = added.accounts;
  expect(own).toHaveLength(3);
  expect((await store.tenants()).map(({ name }) => name)).toEqual(['某县财政局', '某区财政局']);
  expect(await store.doors.byLogin('yi2')).toMatchObject({ tenant: added.tenant });
  expect(await store.trail(added.tenant).verify()).toMatchObject({ whole: true });
}, 60_000);
