import type { UnitList } from '@jizhun/api';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { overflow, violations } from './axe.ts';
import { addressOf, ask, small, useBrowser } from './support.ts';

const browser = useBrowser();
const as = 'system-administrator';
const tree = (page: Page) => page.getByRole('treegrid');
const rows = (page: Page) => page.locator('.unit-row');
const row = (page: Page, name: string) => rows(page).filter({ has: page.getByText(name, { exact: true }) });
const panel = (page: Page) => page.locator('.unit-panel');

async function units(): Promise<UnitList> {
  return (await (await ask('/units', {}, as)).json()) as UnitList;
}

/** A department of this test's own, with a unit below it. */
async function department(name: string): Promise<{ id: string; below: string }> {
  const { authorities } = await units();
  const add = async (body: object) => {
    const headers = { 'content-type': 'application/json' };
    const response = await ask('/units', { method: 'POST', headers, body: JSON.stringify(body) }, as);
    expect(response.status).toBe(201);
    return ((await response.json()) as { unit: { id: string } }).unit.id;
  };
  const id = await add({ name, kind: 'department', authority: authorities[0]?.id, from: '2020-01-01' });
  return { id, below: await add({ name: `${name}所属中心`, kind: 'unit', parent: id, from: '2020-01-01' }) };
}

it('shows the tree, finds by name, and keeps every filter in the address', async () => {
  const page = await browser.visit('/units', { as });
  await rows(page).first().waitFor();
  expect(await rows(page).count()).toBeGreaterThan(10);
  expect(await violations(page)).toEqual([]);

  await page.keyboard.press('/');
  await page.keyboard.type('水文');
  await expect.poll(() => rows(page).count()).toBeLessThan(5);
  await expect.poll(() => addressOf(page).query.get('q')).toBe('水文');
  expect(await page.getByRole('status').first().textContent()).toContain('符合条件 1 个');
  await page.getByRole('button', { name: '清除筛选' }).click();

  await page.getByLabel('某日的单位').fill('2010年1月1日');
  await page.keyboard.press('Enter');
  await expect.poll(() => addressOf(page).query.get('day')).toBe('2010-01-01');
  await page.reload();
  const day = page.getByLabel('某日的单位');
  await day.waitFor();
  expect(await day.inputValue()).toBe('2010-01-01');
});

it('is walked with the keys alone: arrows, folding, Enter and Esc', async () => {
  const page = await browser.visit('/units', { as });
  await rows(page).first().waitFor();
  await tree(page).focus();
  const active = page.locator('.unit-row.active');
  await page.keyboard.press('ArrowDown');
  const department = await active.locator('.unit-name-text').textContent();
  expect(await active.getAttribute('aria-expanded')).toBe('true');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => active.getAttribute('aria-expanded')).toBe('false');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => active.getAttribute('aria-expanded')).toBe('true');
  await page.keyboard.press('Enter');
  await panel(page)
    .getByRole('heading', { name: department ?? '', level: 2 })
    .waitFor();
  expect(await violations(page, '.unit-panel')).toEqual([]);
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  expect(await active.getAttribute('aria-rowindex')).toBe('2');
  await page.keyboard.press('Escape');
  await panel(page).waitFor({ state: 'detached' });
});

it('renames a unit, says before what it comes to, and tells afterwards what was', async () => {
  const name = `示例更名局${Date.now()}`;
  const { id } = await department(name);
  const page = await browser.visit(`/units?unit=${id}`, { as });
  await panel(page).getByRole('button', { name: '更名', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('新的名称').fill(`${name}新`);
  expect(await dialog.locator('.unit-consequences').textContent()).toContain(`“${name}” → “${name}新”`);
  await dialog.getByText('本系统严禁录入、存储国家秘密').waitFor();
  await page.waitForTimeout(400);
  expect(await violations(page, '[role="dialog"]')).toEqual([]);
  await dialog.getByRole('button', { name: '变更' }).click();
  await panel(page).getByText(`“${name}”更名为“${name}新”`).waitFor();
  await row(page, `${name}新`).waitFor();

  const beforehand = await browser.visit(`/units?unit=${id}&day=2020-06-01`, { as });
  await row(beforehand, name).waitFor();
});

it('does not end a unit with others below it, and says so before and after', async () => {
  const { id } = await department(`示例撤销局${Date.now()}`);
  const page = await browser.visit(`/units?unit=${id}`, { as });
  await panel(page).getByRole('button', { name: '撤销', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('还有1 个所属单位').waitFor();
  await dialog.getByRole('button', { name: '撤销' }).click();
  await dialog.getByRole('alert').getByText('还有所属单位').waitFor();
});

it('merges and splits units, and follows them through the years', async () => {
  const mark = Date.now();
  const { id } = await department(`示例合并甲局${mark}`);
  await department(`示例合并乙局${mark}`);
  const page = await browser.visit(`/units?unit=${id}`, { as });
  const dialog = page.getByRole('dialog');
  await panel(page).getByRole('button', { name: '合并', exact: true }).click();
  await dialog.getByLabel('一并合并的其他单位').click();
  await page.keyboard.type(`示例合并乙局${mark}`);
  await page
    .locator('.ant-select-item-option', { hasText: `示例合并乙局${mark}` })
    .first()
    .click();
  await page.keyboard.press('Escape');
  await dialog.getByText('合并为新的单位').click();
  await dialog.getByLabel('单位名称').fill(`示例合并局${mark}`);
  await dialog.getByLabel('文号').fill('示例编〔2026〕1号');
  expect(await dialog.locator('.unit-consequences').textContent()).toContain('都不再存在');
  await dialog.getByRole('button', { name: '变更' }).click();
  await panel(page)
    .getByRole('heading', { name: `示例合并局${mark}`, level: 2 })
    .waitFor();
  expect(await panel(page).locator('.unit-history').textContent()).toContain('示例编〔2026〕1号');
  await panel(page)
    .locator('.unit-history')
    .getByRole('button', { name: `示例合并乙局${mark}` })
    .click();
  await panel(page).getByText('已终止').waitFor();
  await panel(page)
    .locator('.unit-history')
    .getByRole('button', { name: `示例合并局${mark}` })
    .click();

  await panel(page).getByRole('button', { name: '分立', exact: true }).click();
  await dialog.getByLabel('单位名称').fill(`示例分立局${mark}`);
  await dialog.getByLabel('由它接管的所属单位').click();
  await page.locator('.ant-select-item-option', { hasText: '乙局' }).first().click();
  await page.keyboard.press('Escape');
  await dialog.getByLabel('从哪一天起').fill('2099-01-01');
  await dialog.getByRole('button', { name: '变更' }).click();
  await panel(page).locator('.unit-history').getByText('分立出').first().waitFor();
});

it('adds a unit from the page', async () => {
  const name = `示例新设局${Date.now()}`;
  const page = await browser.visit('/units', { as });
  await page.getByRole('button', { name: '增加单位' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '增加' }).click();
  await dialog.getByRole('alert').getByText('填写单位名称').waitFor();
  await dialog.getByLabel('单位名称').fill(name);
  await dialog.getByLabel('财政部门').click();
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: '增加' }).click();
  await panel(page).getByRole('heading', { name, level: 2 }).waitFor();
  await row(page, name).waitFor();
});

it('fits a small screen, and offers nothing to whoever may only look', async () => {
  const { below } = await department(`示例小屏局${Date.now()}`);
  const page = await browser.visit(`/units?unit=${below}`, { as, ...small });
  await panel(page).getByText('沿革').waitFor();
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(await violations(page)).toEqual([]);
  const looking = await browser.visit('/units');
  await rows(looking).first().waitFor();
  expect(await looking.getByRole('button', { name: /增加单位|导入/ }).count()).toBe(0);
  await looking.locator('.unit-row:not(.unit-row-authority)').first().click();
  await panel(looking).getByText('沿革').waitFor();
  expect(await panel(looking).locator('.unit-actions').count()).toBe(0);
});

it('exports the list as xlsx', async () => {
  const page = await browser.visit('/units', { as });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^单位清单（\d{4}-\d\d-\d\d）\.xlsx$/);
});

it('shows projects, adds one and ends it', async () => {
  const name = `示例项目${Date.now()}`;
  const page = await browser.visit('/projects', { as });
  await page.locator('.projects-table').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: '增加项目' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('项目名称').fill(name);
  await dialog.getByLabel('单位').click();
  await page.keyboard.press('Enter');
  await dialog.getByLabel('截止年度').fill('2020');
  await dialog.getByRole('button', { name: '增加' }).click();
  await dialog.getByText('截止年度不能早于起始年度').waitFor();
  await dialog.getByLabel('截止年度').fill('');
  await dialog.getByRole('button', { name: '增加' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByLabel('搜索项目').fill(name);
  await page.getByRole('button', { name }).click();
  await dialog.getByRole('button', { name: '结束项目' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('没有符合条件的项目').waitFor();
  await page.getByLabel('含已结束的').check();
  await page.getByText('已结束', { exact: true }).waitFor();
  expect(Object.fromEntries(addressOf(page).query)).toEqual({ q: name, ended: 'show' });
  const narrow = await browser.visit('/projects', { as, ...small });
  await narrow.locator('.projects-table').waitFor();
  expect(await overflow(narrow)).toBeLessThanOrEqual(0);
});
