import { describe, expect, it } from 'vitest';
import { overflow, violations } from './axe.ts';
import { addressOf, enlarged, small, useBrowser } from './support.ts';

const browser = useBrowser();

describe('people', () => {
  it('are found by name, role, unit and account, all in the address', async () => {
    const page = await browser.visit('/people', { as: 'security-administrator', ...small });
    await page.locator('.row-link').first().waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.getByRole('combobox', { name: '角色' }).click();
    await page.getByTitle('绩效科', { exact: true }).click();
    await page.waitForURL((url) => url.searchParams.get('role') === 'performance-office');
    await expect.poll(() => page.locator('.people-table tbody tr').count()).toBeLessThan(10);
    for (const row of await page.locator('.people-table tbody tr').allTextContents()) expect(row).toContain('绩效科');
    await page.getByRole('combobox', { name: '账号' }).click();
    await page.getByTitle('没有账号', { exact: true }).click();
    await page.getByText('没有符合条件的人员').waitFor();
    const again = await browser.visit(addressOf(page).path + new URL(page.url()).search, {
      as: 'security-administrator',
    });
    await again.getByText('没有符合条件的人员').waitFor();
    await again.getByRole('button', { name: '清除筛选' }).click();
    await again.locator('.row-link').first().waitFor();

    // By the keyboard alone.
    await again.keyboard.press('/');
    await again.keyboard.type('吕示例');
    await again.waitForURL((url) => url.searchParams.get('q') === '吕示例');
    await expect.poll(() => again.locator('.row-link').count()).toBe(1);
    await again.locator('.row-link').focus();
    await again.keyboard.press('Enter');
    await again.getByRole('heading', { name: '吕示例' }).waitFor();
  });

  it('are given roles; what nobody may be at the same time is said before, with its basis', async () => {
    const page = await browser.visit('/people?q=何示例', { as: 'security-administrator', ...small });
    await page.locator('.row-link').first().click();
    await page.getByRole('button', { name: '授予角色' }).click();
    const dialog = page.getByRole('dialog', { name: '授予何示例角色' });
    await dialog.getByRole('combobox', { name: '角色' }).click();
    await page.getByTitle('预算科', { exact: true }).click();
    await dialog.getByText('不能兼任').waitFor();
    await dialog.getByText(/内部控制规范/).waitFor();
    expect(await dialog.getByRole('button', { name: '授予', exact: true }).isDisabled()).toBe(true);
    // The list of choices folds up behind the choice.
    await page.locator('.ant-select-dropdown').first().waitFor({ state: 'hidden' });
    expect(await violations(page, '[role="dialog"]')).toEqual([]);

    await dialog.getByRole('combobox', { name: '角色' }).click();
    await page.getByTitle('单位负责人', { exact: true }).click();
    await expect.poll(() => dialog.getByText('不能兼任').count()).toBe(0);
    await dialog.getByRole('button', { name: '授予', exact: true }).click();
    await dialog.getByText('选择单位。').waitFor();
    await dialog.getByRole('combobox', { name: '单位' }).click();
    await page.keyboard.type('水务');
    await page.keyboard.press('Enter');
    await dialog.getByLabel('最后一天').fill('2099年12月31日');
    await dialog.getByLabel('原因').fill('测试');
    expect(await dialog.getByLabel('最后一天').inputValue()).toBe('2099-12-31');
    await dialog.getByRole('button', { name: '授予', exact: true }).click();
    const row = page.getByRole('row', { name: /单位负责人/ });
    await row.waitFor();
    expect(await row.textContent()).toContain('2099-12-31');
    expect(await row.textContent()).toContain('有效');

    await row.getByRole('button', { name: '更改' }).click();
    const change = page.getByRole('dialog', { name: '更改角色' });
    await change.getByLabel('最后一天').fill('20981231');
    await change.getByRole('button', { name: '保存' }).click();
    await page.getByRole('row', { name: /2098-12-31/ }).waitFor();
    expect(await violations(page, 'main')).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);

    await page
      .getByRole('row', { name: /单位负责人/ })
      .getByRole('button', { name: '收回' })
      .click();
    await page.getByRole('dialog', { name: '收回角色' }).getByRole('button', { name: '收回' }).click();
    await page.getByText('已收回何示例的“单位负责人”').waitFor();
  });

  it('cannot give roles to themselves', async () => {
    const page = await browser.visit('/', { as: 'security-administrator' });
    const name = (await page.locator('.person-name').textContent()) ?? '';
    await page.goto(page.url().replace(/\/$/, `/people?q=${encodeURIComponent(name)}`));
    await page.locator('.row-link').first().click();
    await page.getByText('不能改变本人的角色').waitFor();
    expect(await page.getByRole('button', { name: '授予角色' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: '重置口令' }).count()).toBe(0);
  });

  it('are added by the system administrator, who gives no roles', async () => {
    const page = await browser.visit('/people', { as: 'system-administrator' });
    await page.getByRole('button', { name: '增加人员' }).click();
    const dialog = page.getByRole('dialog', { name: '增加人员' });
    await dialog.getByRole('button', { name: '增加' }).click();
    await dialog.getByText('填写姓名').waitFor();
    await dialog.getByLabel('姓名').fill(`测试${Date.now()}`);
    await dialog.getByRole('button', { name: '增加' }).click();
    await page.waitForURL(/\/people\/[0-9a-f-]{36}$/);
    expect(await page.getByRole('button', { name: '授予角色' }).count()).toBe(0);
    await page.getByRole('button', { name: '修改、停用' }).click();
    await page.getByRole('button', { name: '停用', exact: true }).click();
    await page.getByRole('button', { name: '确认停用' }).click();
    await page.getByText('已停用', { exact: true }).waitFor();
  });

  it('see their own account: roles, deputies, sessions', async () => {
    const page = await browser.visit('/account', { as: 'department-reviewer', ...small });
    await page.getByRole('heading', { name: '登录会话' }).waitFor();
    await page.getByText('本次登录').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: '指定代理人' }).click();
    const dialog = page.getByRole('dialog', { name: '指定代理人' });
    await dialog.getByRole('combobox', { name: '代理人' }).click();
    await page.locator('.ant-select-item-option').first().click();
    // Not yet begun: ended, it never was.
    await dialog.getByLabel('从哪一天起').fill('2098-01-01');
    await dialog.getByLabel('最后一天').fill('2098-01-31');
    await dialog.getByRole('button', { name: '指定' }).click();
    const line = page.locator('.deputies li', { hasText: '2098-01-31' });
    await line.waitFor();
    await line.getByRole('button', { name: /结束/ }).click();
    await page.getByRole('dialog', { name: '收回角色' }).getByRole('button', { name: '收回' }).click();
    await page.getByText(/已收回/).waitFor();
  });

  it('learn how the installation runs, and whether what is stored is whole', async () => {
    const page = await browser.visit('/running', { as: 'system-administrator', ...small });
    await page.getByText('正常').first().waitFor();
    await page.getByRole('button', { name: '开始检查' }).click();
    await page
      .getByRole('row', { name: /操作记录/ })
      .first()
      .waitFor();
    expect(await page.getByText('有问题').count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载备份' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.gz$|\.jizhun/);
  });

  it('fits 1366 pixels at 200 %', async () => {
    for (const path of ['/', '/people', '/account', '/settings', '/permissions']) {
      const page = await browser.visit(path, { as: 'security-administrator', ...enlarged });
      await page.waitForLoadState('networkidle');
      expect(await overflow(page), path).toBeLessThanOrEqual(0);
    }
  });
});
