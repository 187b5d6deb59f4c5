import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installation, startInstallation } from '../../test/installation.ts';
import { createApplication } from '../application.ts';
import { COMMAND_HEADER, createCommandKey, wayInOf } from './command-key.ts';

let installation: Installation;
beforeAll(async () => {
  installation = await startInstallation();
});
afterAll(() => installation?.close());

test('the command line of the data directory is answered, and nobody else', async () => {
  const { services, identity, folder, store, by } = installation;
  const commandKey = createCommandKey();
  const app = createApplication({ services, identity: identity.sessions, commandKey, log: () => {} });
  const without = createApplication({ services, identity: identity.sessions, log: () => {} });
  const ask = (key: string | undefined, from = app) =>
    from.request('http://127.0.0.1:7788/api/v1/installation/inspections', {
      headers: key === undefined ? {} : { [COMMAND_HEADER]: key },
    });
  expect(await wayInOf(folder)).toBeUndefined();
  const takeAway = await commandKey.lay(folder, { host: '0.0.0.0', port: 7788, https: true });
  const file = join(folder, 'command.json');
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  const wayIn = await wayInOf(folder);
  expect(wayIn?.url).toBe('https://127.0.0.1:7788/');

  await store.tenantList.add('另一租户', by());
  const answer = await ask(wayIn?.key);
  expect(answer.status).toBe(200);
  // All tenants, not one.
  expect(await answer.text()).toContain('另一租户');
  for (const response of [await ask(undefined), await ask('x'), await ask(wayIn?.key, without)]) {
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('没有这个地址');
  }

  await takeAway();
  expect(existsSync(file)).toBe(false);
});

test('a key for an address, for this machine, or a file that is none', async () => {
  const { folder } = installation;
  for (const [host, url] of [
    ['127.0.0.1', 'http://127.0.0.1:80/'],
    ['::', 'http://[::1]:80/'],
    ['fd00::5', 'http://[fd00::5]:80/'],
    ['10.0.0.5', 'http://10.0.0.5:80/'],
  ] as const) {
    await createCommandKey().lay(folder, { host, port: 80, https: false });
    expect((await wayInOf(folder))?.url).toBe(url);
  }
  writeFileSync(join(folder, 'command.json'), '{"url":');
  expect(await wayInOf(folder)).toBeUndefined();
});
