import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/folder.ts';
import { makeCertificate } from './certificate.ts';
import { readInstallation, writeInstallation } from './installation.ts';
import { keyPairOf, settleInstallation } from './settle.ts';

const NOW = new Date('2026-03-31T08:00:00.000Z');
const folders: { remove(): void }[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});
function folder(): string {
  const made = temporaryFolder();
  folders.push(made);
  return made.path;
}

/** A store with so many people in its second tenant. */
const storeWith = (count: number, begun: boolean) => {
  const people = (tenant: number) => async () => ({ rows: [], count: tenant === 2 ? count : 0, next: null });
  return {
    tenants: async () => [1, 2].map((id) => ({ id, name: '', demonstration: begun && id === 1 })),
    organisation: (tenant: number) => ({ people: people(tenant) }),
  } as unknown as Parameters<typeof settleInstallation>[0];
};
const heard: string[] = [];
const settle = (dataDirectory: string, people = 0, demonstration = true, begun = false) => {
  const options = { dataDirectory, demonstration, now: NOW, say: (line: string) => heard.push(line) };
  return settleInstallation(storeWith(people, begun), options);
};

test('a new directory becomes a demonstration, and stays one', async () => {
  const path = folder();
  expect(await settle(path)).toMatchObject({ kind: 'demonstration', listen: '127.0.0.1', https: false });
  expect(await readInstallation(path)).toMatchObject({ kind: 'demonstration' });
  expect(await settle(path, 30, true, true)).toMatchObject({ kind: 'demonstration' });
  expect(statSync(join(path, 'installation.json')).mode & 0o077).toBe(0);
});

test('one in whose database people are does not, nor one that was not to become any', async () => {
  const path = folder();
  expect(await settle(path, 1)).toMatchObject({ kind: 'real', listen: '127.0.0.1' });
  expect(await settle(path, 0, false)).toMatchObject({ kind: 'real' });
  expect(await readInstallation(path)).toBeUndefined();
});

test('one that was edited into a demonstration over real people is real', async () => {
  const path = folder();
  await writeInstallation(path, { kind: 'demonstration', hosts: [], listen: '127.0.0.1', https: false }, NOW);
  expect(await settle(path, 5)).toMatchObject({ kind: 'real' });
  expect(heard.at(-1)).toContain('按正式系统运行');
});

test('a real one stays real', async () => {
  const path = folder();
  await writeInstallation(path, { kind: 'real', hosts: ['jx.example.cn'], listen: '0.0.0.0', https: false }, NOW);
  expect(await settle(path)).toMatchObject({ kind: 'real', hosts: ['jx.example.cn'] });
});

test('a file that is none is named, with the place', async () => {
  const path = folder();
  const file = join(path, 'installation.json');
  for (const [text, words] of [
    ['{', '读不出来'],
    ['{"schema":"jizhun/installation@1","kind":"other","madeAt":"2026-01-01T00:00:00Z"}', 'kind'],
    ['{"schema":"jizhun/installation@1","kind":"real","madeAt":"2026-01-01T00:00:00Z","hosts":["a b"]}', 'hosts.0'],
    ['{"schema":"jizhun/installation@1","kind":"real","madeAt":"2026-01-01T00:00:00Z","more":1}', '写法不对'],
  ] as const) {
    writeFileSync(file, text);
    await expect(settle(path), text).rejects.toThrow(words);
    await expect(settle(path), text).rejects.toThrow(file);
  }
});

test('the key is for its owner only, and what the keeper should know is said', async () => {
  const path = folder();
  const said: string[] = [];
  const pair = makeCertificate(['jx.example.cn'], NOW);
  const facts = { kind: 'real' as const, hosts: ['jx.example.cn', 'old.example.cn'], listen: '0.0.0.0', https: true };
  const installation = await writeInstallation(path, facts, NOW, pair);
  expect(statSync(join(path, 'tls', 'key.pem')).mode & 0o777).toBe(0o600);
  const options = { dataDirectory: path, now: NOW, say: (line: string) => said.push(line) };
  expect(await keyPairOf(installation, options)).toEqual(pair);
  expect(said.join('\n')).toContain('不适用于 old.example.cn');
  expect(said.join('\n')).toContain('自签名');
  said.length = 0;
  await keyPairOf(installation, { ...options, now: new Date(NOW.getTime() + 810 * 86_400_000) });
  expect(said.join('\n')).toMatch(/还有 1[45] 天到期/);
  await expect(keyPairOf(installation, { ...options, now: new Date('2036-01-01') })).rejects.toThrow('到期');

  said.length = 0;
  expect(await keyPairOf({ ...installation, https: false }, options)).toBeUndefined();
  expect(said.join('\n')).toContain('未启用 HTTPS');

  const bare = folder();
  mkdirSync(join(bare, 'tls'));
  await expect(keyPairOf(installation, { ...options, dataDirectory: bare })).rejects.toThrow('certificate.pem');
  expect(readFileSync(join(path, 'installation.json'), 'utf8')).not.toContain('PRIVATE');
});
