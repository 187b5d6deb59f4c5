import type { PersonList, SignInOptions } from '@jizhun/api';
import { ROLES, type Role, roleNames } from '@jizhun/lifecycle';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { overflow, violations } from './axe.ts';
import { address, ask, enlarged, small, useBrowser } from './support.ts';

const browser = useBrowser();

const signInPage = (path = '/sign-in', size = {}): Promise<Page> => browser.visit(path, { as: 'nobody', ...size });

const roleButton = (page: Page, role: Role): Locator =>
  page.locator('.role-button', { has: page.getByText(ROLES[role].name, { exact: true }) });

/** The form for name and password, which a demonstration keeps folded. */
async function form(page: Page): Promise<void> {
  await page.getByText('用登录名和口令登录').click();
}

async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel('登录名').fill(login);
  await page.getByLabel('口令', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
}

/** Someone whom the page of the log-in does not offer: nobody else signs in as them here. */
async function somebody(search: string): Promise<{ id: string; login: string }> {
  const response = await ask(`/people?search=${encodeURIComponent(search)}`, {}, 'security-administrator');
  const [person] = ((await response.json()) as PersonList).people;
  if (person?.account === null || person === undefined) throw new Error(`nobody is called ${search}`);
  return { id: person.id, login: person.account.login };
}

describe('the page of the log-in', () => {
  it('says what a demonstration is, and offers each role with person, place and duty', async () => {
    const page = await signInPage('/sign-in', small);
    await page.getByText('这是演示：单位、人员、数据均为虚构').waitFor();
    await page.getByText('本系统严禁录入、存储国家秘密').waitFor();
    const { demonstration } = (await (await ask('/sign-in')).json()) as SignInOptions;
    expect(demonstration?.roles.map(({ role }) => role)).toEqual(roleNames);
    for (const { name, duty, person, place } of demonstration?.roles ?? []) {
      const button = page.getByRole('button', { name: person.name });
      const words = await button.textContent();
      for (const word of [name, duty, place ?? '']) expect(words).toContain(word);
    }
    await page.waitForLoadState('networkidle');
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await form(page);
    expect(await violations(page), 'the form').toEqual([]);
  });

  it('fits 1366 pixels at 200 %', async () => {
    expect(await overflow(await signInPage('/sign-in', enlarged))).toBeLessThanOrEqual(0);
  });

  it('is where one lands who is not signed in, and leads back to where one wanted to go', async () => {
    const page = await signInPage('/rules?severity=error');
    await page.waitForURL((url) => url.pathname === '/sign-in');
    expect(new URL(page.url()).searchParams.get('back')).toBe('/rules?severity=error');
    // By the keyboard alone.
    await roleButton(page, 'performance-office').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === '/rules');
    expect(new URL(page.url()).searchParams.get('severity')).toBe('error');
    await page.getByRole('heading', { name: '规则', exact: true }).waitFor();
  });

  it('never leads to another host', async () => {
    const page = await signInPage('/sign-in?back=//evil.example/');
    await roleButton(page, 'template-administrator').click();
    await page.waitForURL(`${address}/`);
  });

  it('refuses in words, locks, is unlocked, and has a one-time password changed in place', async () => {
    const { id, login } = await somebody('施示例');
    const admin = await browser.visit('/settings', { as: 'security-administrator' });
    const failures = admin.getByLabel('连续几次输错口令后锁定账号');
    await failures.fill('3');
    await admin.getByRole('button', { name: '保存' }).click();
    await admin.getByText('设置已保存').waitFor();

    await admin.goto(`${address}/people/${id}`);
    await admin.getByRole('button', { name: '重置口令' }).click();
    const oneTime = (await admin.locator('.one-time code').textContent()) ?? '';
    expect(oneTime.length).toBeGreaterThan(9);
    await admin.getByRole('button', { name: '已记下，关闭' }).click();
    await admin.getByText(oneTime).waitFor({ state: 'detached' });

    const page = await signInPage();
    await form(page);
    for (const waits of [0, 0, 2]) {
      // Each failure under a name makes the next one wait: not at first, then two seconds, then four.
      await page.waitForTimeout(waits * 1_000 + 500);
      await signIn(page, login, 'wrong password');
      await page.getByText('登录名或口令不对').waitFor();
      await page.getByText(/账号会锁定一段时间/).waitFor();
      await page.reload();
      await form(page);
    }

    // Locked: the security administrator is told, and lifts it.
    await admin.goto(`${address}/`);
    await admin.getByRole('link', { name: /施示例.*锁定/ }).click();
    await admin.getByRole('button', { name: '解除锁定' }).click();
    await admin.getByText('已解除锁定').waitFor();

    await page.waitForTimeout(4_500);
    await signIn(page, login, oneTime);
    await page.getByRole('heading', { name: '设定新口令' }).waitFor();
    // Nothing else can be reached before.
    await page.goto(`${address}/documents`);
    await page.getByRole('heading', { name: '设定新口令' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('现在的口令').fill(oneTime);
    await page.getByLabel('新口令', { exact: true }).fill('短');
    await page.getByLabel('再输入一次新口令').fill('不同');
    await page.getByRole('button', { name: '更改口令' }).click();
    await page.getByText('至少 10 个字符').first().waitFor();
    await page.getByText('与新口令不同').waitFor();
    for (const label of ['新口令', '再输入一次新口令']) {
      await page.getByLabel(label, { exact: true }).fill('碧螺春-Over-7-hills');
    }
    await page.getByRole('button', { name: '更改口令' }).click();
    await page.waitForURL((url) => url.pathname === '/documents');
    await page.getByRole('heading', { name: '文件', exact: true }).waitFor();

    await admin.goto(`${address}/settings`);
    await failures.fill('5');
    await admin.getByRole('button', { name: '保存' }).click();
    await admin.getByText('设置已保存').waitFor();
  }, 120_000);
});

describe('every role of the demonstration', () => {
  /** What each finds in the navigation: the pages that are of use to them, and no others. */
  const business = ['首页', '文件', '规则'];
  const pages: Readonly<Record<Role, readonly string[]>> = {
    clerk: business,
    'unit-head': business,
    'department-reviewer': business,
    'finance-desk': business,
    'performance-office': [...business, '人员'],
    'budget-office': [...business, '人员'],
    'third-party': business,
    auditor: [...business, '权限', '记录'],
    'system-administrator': ['首页', '人员', '权限', '运行'],
    'security-administrator': ['首页', '人员', '权限', '设置'],
    'audit-administrator': ['首页', '人员', '权限', '记录'],
    'template-administrator': ['首页', '规则'],
  };

  it('comes in by one click, to a first page that says what is due', async () => {
    for (const role of roleNames) {
      const page = await signInPage();
      await roleButton(page, role).click();
      await page.waitForURL(`${address}/`);
      await page.getByRole('heading', { name: '首页' }).waitFor();
      await page.locator('.home-roles', { hasText: ROLES[role].duty }).waitFor();
      await page.locator('.home-section').first().waitFor();
      for (const name of pages[role]) {
        expect(
          await page.locator('.navigation').getByRole('link', { name, exact: true }).count(),
          `${role} ${name}`,
        ).toBe(1);
      }
      expect(await violations(page), role).toEqual([]);
      expect(await overflow(page), role).toBeLessThanOrEqual(0);
    }
  }, 180_000);

  it('finds only what is of use to it, and each of these pages opens', async () => {
    const own = new Set(Object.values(pages).flat());
    for (const role of roleNames) {
      const page = await browser.visit('/', { as: role, ...small });
      await page.locator('.home-section').first().waitFor();
      const names = await page.locator('.navigation-link').allTextContents();
      expect(names.filter((name) => own.has(name)).toSorted(), role).toEqual([...pages[role]].toSorted());
      for (const name of names) {
        await page.locator('.navigation').getByRole('link', { name, exact: true }).click();
        await page.locator('.navigation-link.active', { hasText: name }).waitFor();
        await page.waitForLoadState('networkidle');
        expect(await page.locator('.notice-error').count(), `${role} ${name}`).toBe(0);
      }
    }
  }, 180_000);
});
