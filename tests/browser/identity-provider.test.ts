import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Service, startService } from '@jizhun/server';
import { CLIENT_ID, CLIENT_SECRET, startProvider } from '@jizhun/server/test-provider';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { signIn } from '../sign-in.ts';
import { launchBrowser } from './find-browser.ts';
// Says what is handed on to the tests.
import type {} from './setup.ts';

// Its own server: providers stand in the data directory. To the browser, provider and server are different sites.
const folder = mkdtempSync(path.join(tmpdir(), 'jizhun-provider-test-'));
let provider: Awaited<ReturnType<typeof startProvider>>;
let service: Service;
let address: string;
let browser: Browser;
let context: BrowserContext;
let page: Page;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const bound = server.address();
  await new Promise((settle) => server.close(settle));
  return typeof bound === 'object' && bound !== null ? bound.port : 0;
}

beforeAll(async () => {
  // The provider says at length that it is not set up for anything but tests.
  for (const loud of ['warn', 'info'] as const) vi.spyOn(console, loud).mockImplementation(() => {});
  const port = await freePort();
  provider = await startProvider(`http://127.0.0.1:${port}/api/v1/sign-in/oidc/ty/callback`, 'localhost');
  const dataDirectory = path.join(folder, 'data');
  mkdirSync(dataDirectory);
  for (const directory of [folder, dataDirectory]) chmodSync(directory, 0o755);
  writeFileSync(path.join(dataDirectory, 'ty.secret'), CLIENT_SECRET);
  const one = { id: 'ty', name: '统一身份认证', issuer: provider.issuer, clientId: CLIENT_ID };
  const providers = [{ ...one, clientSecretFile: 'ty.secret', insecure: true }];
  writeFileSync(path.join(dataDirectory, 'oidc.json'), JSON.stringify({ providers }));
  service = await startService({
    dataDirectory,
    databaseUrl: '',
    port,
    demonstration: true,
    webDirectory: path.resolve(import.meta.dirname, '../../packages/web/dist'),
    say: () => {},
    log: (error) => {
      throw error;
    },
  });
  address = service.address.replace(/\/$/, '');
  browser = await launchBrowser(inject('browser'));
  context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  page = await context.newPage();
});

afterAll(async () => {
  await browser?.close();
  await service?.close();
  await provider?.close();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** What a person does at the provider's own pages. */
async function atProvider(subject: string): Promise<void> {
  await page.waitForURL(`${provider.issuer}/**`);
  await page.fill('input[name=login]', subject);
  await page.fill('input[name=password]', 'any');
  await page.click('button[type=submit]');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL(`${address}/**`);
}

async function byProvider(subject: string): Promise<void> {
  await page.goto(`${address}/sign-in`);
  await page.getByText('用登录名和口令登录').click();
  await page.getByRole('link', { name: '用统一身份认证登录' }).click();
  await atProvider(subject);
}

/** A page in a profile of its own, of somebody of the demonstration. */
async function pageOf(role: Parameters<typeof signIn>[1]): Promise<Page> {
  const own = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  const [name = '', value = ''] = (await signIn(address, role)).split('=');
  await own.addCookies([{ name, value, url: address, httpOnly: true, sameSite: 'Strict' }]);
  return own.newPage();
}

test('a browser goes to the provider and back: unknown, then bound by an administrator, then in', async () => {
  await byProvider('subject-of-the-clerk');
  await page.getByText('您的标识：subject-of-the-clerk').waitFor();
  // Told once.
  await page.reload();
  await page.locator('h1').first().waitFor();
  expect(await page.getByText('您的标识').count()).toBe(0);

  const { demonstration } = (await (await fetch(`${address}/api/v1/sign-in`)).json()) as {
    demonstration: { roles: { role: string; person: { id: string; name: string } }[] };
  };
  const clerk = demonstration.roles.find(({ role }) => role === 'clerk')?.person;
  const administrator = await pageOf('security-administrator');
  await administrator.goto(`${address}/people/${clerk?.id}`);
  await administrator.getByRole('button', { name: '绑定', exact: true }).click();
  await administrator.getByLabel('在其中的标识').fill(' subject-of-the-clerk ');
  await administrator.keyboard.press('Enter');
  await administrator.getByRole('cell', { name: 'subject-of-the-clerk', exact: true }).waitFor();
  await administrator.context().close();

  await context.clearCookies();
  await byProvider('subject-of-the-clerk');
  // The session's cookie does not come along with what another site began, but with what the page asks: one is in.
  await page
    .getByText(clerk?.name ?? '')
    .first()
    .waitFor();
  expect(new URL(page.url()).pathname).toBe('/');
  const cookies = await context.cookies(address);
  expect(cookies.find(({ name }) => name === 'jizhun')).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
  expect(cookies.some(({ name }) => name === 'jizhun-oidc')).toBe(false);
});

test('who is signed in binds their identity on the page of their account', async () => {
  await context.clearCookies();
  const [name = '', value = ''] = (await signIn(address, 'unit-head')).split('=');
  await context.addCookies([{ name, value, url: address, httpOnly: true, sameSite: 'Strict' }]);
  await page.goto(`${address}/account`);
  await page.getByRole('button', { name: '绑定统一身份认证' }).click();
  await atProvider('subject-of-the-head');
  await page.getByRole('cell', { name: 'subject-of-the-head', exact: true }).waitFor();

  // Somebody else's identity stays theirs, and the page says why.
  await context.clearCookies({ domain: 'localhost' });
  await page.getByRole('button', { name: '绑定统一身份认证' }).click();
  await atProvider('subject-of-the-clerk');
  await page.getByText('这个身份已与一名人员绑定').waitFor();
});
