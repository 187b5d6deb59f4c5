import type { UnitList } from '@jizhun/api';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { overflow, violations } from './axe.ts';
import { ask, small, useBrowser } from './support.ts';

const browser = useBrowser();
const as = 'system-administrator';

/** Chooses a list of a kind on its page. */
async function choose(page: Page, label: string, name: string, lines: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: '导入' }).click();
  const buffer = Buffer.from(lines.join('\n'), 'utf8');
  await page.getByLabel(label).setInputFiles({ name, mimeType: 'text/csv', buffer });
  await page.getByRole('heading', { name: new RegExp(`：${name}$`), level: 1 }).waitFor();
}

const apply = (page: Page) => page.locator('.import-apply').getByRole('button');

it('shows what a list of units would do, takes decisions, and then does it', async () => {
  const mark = String(Date.now()).slice(-9);
  const { authorities } = (await (await ask('/units', {}, as)).json()) as UnitList;
  const authority = authorities[0]?.name ?? '';
  const head = '单位代码,单位名称,主管部门,启用日期';
  const page = await browser.visit('/units', { as });
  await choose(page, '单位清单', 'a.csv', [
    head,
    `${mark},示例甲局${mark},${authority},2020-01-01`,
    `${mark}01,示例甲所${mark},示例甲局${mark},2020-01-01`,
  ]);
  expect(await page.getByRole('status').first().textContent()).toContain('2 行；新增 2');
  await apply(page).click();
  await page.locator('.import-done').getByText('新增 2').waitFor();

  await page.goto(page.url().replace(/\/imports\/.*/, '/units'));
  await choose(page, '单位清单', 'b.csv', [
    head,
    `${mark},示例甲局${mark},${authority},`,
    `${mark}01,示例甲中心${mark},示例甲局${mark},`,
    `${mark}02,示例乙所${mark},没有的局${mark},`,
    `合计,,,`,
  ]);
  expect(await apply(page).isDisabled()).toBe(true);
  expect(await violations(page)).toEqual([]);
  const lines = page.locator('.import-rows tbody tr');
  expect(await lines.nth(1).textContent()).toContain(`示例甲所${mark} → 示例甲中心${mark}`);
  expect(await lines.nth(2).textContent()).toContain(`没有上级单位“没有的局${mark}”`);
  await page.getByRole('button', { name: /^有错/ }).click();
  await expect.poll(() => lines.count()).toBe(1);
  await page.getByRole('button', { name: /^全部/ }).click();
  await page.getByLabel('有错的行不导入').click();
  await lines.nth(1).getByRole('combobox').click();
  await page.getByTitle('按清单更名').click();
  await expect.poll(() => apply(page).isEnabled()).toBe(true);
  expect(await page.locator('.import-apply').textContent()).toContain('将一并进行：更名 1');
  await apply(page).click();
  await page.locator('.import-done').getByText('更名 1').waitFor();
});

it('lets a person say what the columns are, and fits a small screen', async () => {
  const mark = String(Date.now()).slice(-9);
  const page = await browser.visit('/units', { as, ...small });
  await choose(page, '单位清单', 'c.csv', ['甲列,乙列', `示例丙局${mark},备注`]);
  await page.getByText('没有认出清单的表头').waitFor();
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('combobox', { name: '表头到第几行为止' }).click();
  await page.getByTitle(/^第 1 行/).click();
  await page.getByRole('row', { name: /甲列/ }).waitFor();
  await page.getByRole('combobox', { name: 'A 列当作' }).click();
  await page.locator('.ant-select-item-option-content', { hasText: '单位名称' }).locator('visible=true').click();
  await page.locator('.import-rows').getByText(`示例丙局${mark}`).waitFor();
});

it('brings people in by two administrators, and shows their passwords once', async () => {
  const mark = String(Date.now()).slice(-9);
  const { units } = (await (await ask('/units', {}, as)).json()) as UnitList;
  const list = ['工号,姓名,登录名,单位,角色', `G${mark},示例${mark},sl${mark},${units[0]?.name},填报人`];
  const page = await browser.visit('/people', { as });
  await choose(page, '人员清单', 'd.csv', list);
  await page.getByText('须由安全管理员授予').waitFor();
  await apply(page).click();
  await page.locator('.import-done').getByText('新增 1').waitFor();

  const security = await browser.visit('/people', { as: 'security-administrator' });
  await choose(security, '人员清单', 'd.csv', list);
  await apply(security).click();
  await security.locator('.import-done').getByRole('button', { name: '开设账号' }).click();
  await security.locator('.import-passwords').getByText(`sl${mark}`).waitFor();
  expect(await violations(security)).toEqual([]);
});
