import type { SignInOptions } from '@jizhun/api';
import { describe, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { address, ask, useBrowser } from './support.ts';

const browser = useBrowser();

describe('a session', () => {
  it('that ran out asks to sign in over the page, and what was begun goes on', async () => {
    const page = await browser.visit('/people?q=赵示例', { as: 'security-administrator' });
    await page.locator('.row-link').first().click();
    await page.getByRole('button', { name: '授予角色' }).click();
    await page.getByLabel('原因').fill('填写到一半的内容');
    await page.getByRole('combobox', { name: '角色' }).click();
    await page.getByTitle('单位负责人', { exact: true }).click();
    await page.getByRole('combobox', { name: '单位' }).click();
    await page.keyboard.type('水务');
    await page.keyboard.press('Enter');
    await page.context().clearCookies();
    await page.getByRole('button', { name: '授予', exact: true }).click();

    const dialog = page.getByRole('dialog', { name: '登录会话已结束' });
    await dialog.waitFor();
    await dialog.getByText('本系统严禁录入、存储国家秘密').waitFor();
    await page.waitForTimeout(400);
    expect(await violations(page, '[aria-modal="true"]:last-of-type')).toEqual([]);
    await dialog.getByRole('button', { name: /^仍以.*登录$/ }).click();
    await dialog.waitFor({ state: 'hidden' });
    // What was sent before the session ended is done now, once.
    await page.getByText('已授予赵示例“单位负责人”').waitFor();
    const row = page.getByRole('row', { name: /单位负责人/ });
    await expect.poll(() => row.count()).toBe(1);
    await row.getByRole('button', { name: '收回' }).click();
    await page.getByRole('dialog', { name: '收回角色' }).getByRole('button', { name: '收回' }).click();
    await page.getByText('已收回赵示例的“单位负责人”').waitFor();
  });

  it('is not handed on: another person begins at their own first page', async () => {
    const page = await browser.visit('/rules', { as: 'budget-office' });
    await page.getByRole('heading', { name: '规则', exact: true }).waitFor();
    await page.route('**/api/v1/sign-in/demonstration', async (route) => {
      const offers = (await (await page.request.get(`${address}/api/v1/sign-in`)).json()) as {
        demonstration: { roles: { role: string; person: { id: string } }[] };
      };
      const person = offers.demonstration.roles.find(({ role }) => role === 'auditor')?.person.id;
      await route.continue({ postData: JSON.stringify({ person }) });
    });
    await page.context().clearCookies();
    await page.locator('.navigation').getByRole('link', { name: '文件', exact: true }).click();
    await page.getByRole('button', { name: /^仍以.*登录$/ }).click();
    await page.waitForURL(`${address}/`);
    await page.locator('.home-roles', { hasText: '审计' }).waitFor();
  });

  it('that another window gave to somebody else does not go on here', async () => {
    const page = await browser.visit('/rules', { as: 'budget-office' });
    const offers = (await (await ask('/sign-in')).json()) as SignInOptions;
    const person = offers.demonstration?.roles.find(({ role }) => role === 'auditor')?.person.id;
    const other = await page.request.post(`${address}/api/v1/sign-in/demonstration`, {
      data: { person },
      headers: { origin: address },
    });
    expect(other.ok()).toBe(true);
    await page.waitForTimeout(1_100);
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await page.waitForURL(`${address}/`);
    await page.locator('.home-roles', { hasText: '审计' }).waitFor();
  });

  it('warns two minutes before its end, and is put off', async () => {
    const page = await browser.visit('/rules', { as: 'unit-head' });
    let soon = true;
    await page.route('**/api/v1/me', async (route) => {
      if (route.request().headers()['jizhun-background'] === undefined) soon = false;
      const response = await route.fetch();
      const me = (await response.json()) as { session: object };
      const session = { ...me.session, ...(soon ? { endsInSeconds: 100, idleSeconds: 100 } : {}) };
      await route.fulfill({ response, json: { ...me, session } });
    });
    await page.reload();
    const dialog = page.getByRole('dialog', { name: '登录即将到期' });
    await dialog.getByText(/再过 2 分钟/).waitFor();
    await page.waitForTimeout(400);
    expect(await violations(page, '[role="dialog"]')).toEqual([]);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await page.waitForTimeout(1_500);
    expect(await dialog.count()).toBe(0);
  });

  it('is ended by 退出', async () => {
    const page = await browser.visit('/sign-in', { as: 'nobody' });
    await page.getByRole('button', { name: '财政业务科' }).click();
    await page.waitForURL(`${address}/`);
    await page.locator('.person-button').click();
    expect(await violations(page, '.top-bar')).toEqual([]);
    await page.getByRole('button', { name: '退出' }).click();
    await page.waitForURL((url) => url.pathname === '/sign-in');
    await page.goto(`${address}/documents`);
    await page.waitForURL((url) => url.pathname === '/sign-in');
  });
});

it('over plain http, administrators are told quietly', async () => {
  for (const as of ['audit-administrator', 'clerk'] as const) {
    const page = await browser.visit('/', { as });
    await page.route('**/api/v1/me', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...((await response.json()) as object), secure: false } });
    });
    await page.reload();
    await page.locator('.home-section').first().waitFor();
    expect(await page.getByText('当前经由 http 访问').count(), as).toBe(as === 'clerk' ? 0 : 1);
    expect(await violations(page), as).toEqual([]);
  }
});
