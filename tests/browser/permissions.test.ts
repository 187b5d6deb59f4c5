import { OPERATIONS, ROLES } from '@jizhun/lifecycle';
import { describe, expect, it } from 'vitest';
import { overflow, violations } from './axe.ts';
import { addressOf, isInView, small, useBrowser } from './support.ts';

const browser = useBrowser();

describe('the matrix of permissions', () => {
  it('has a column for every role and a row for every operation', async () => {
    const page = await browser.visit('/permissions', { as: 'auditor', ...small });
    await page.locator('.matrix').waitFor();
    expect(await page.locator('.matrix thead th').count()).toBe(Object.keys(ROLES).length + 1);
    expect(await page.locator('.matrix tbody th[scope="row"]').count()).toBe(Object.keys(OPERATIONS).length);
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });

  it('says what a cell means, with its basis, by mouse and by keyboard, in the address', async () => {
    const page = await browser.visit('/permissions?cell=third-party:goal.submit', { as: 'security-administrator' });
    const words = page.locator('.matrix-explanation');
    await words.getByText('第三方/专家，提交绩效目标：禁止。').waitFor();
    expect(await words.textContent()).toContain('财预〔2021〕6号');
    expect(await page.locator('[data-cell="third-party:goal.submit"] .matrix-mark').textContent()).toBe('禁');
    await page.locator('[data-cell="third-party:goal.submit"]').focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Home');
    await words.getByText(/填报人，提交绩效目标：可以。对象：本单位，限状态为草稿/).waitFor();
    expect(addressOf(page).query.get('cell')).toBe('clerk:goal.submit');
    await page.locator('[data-cell="auditor:audit.read"]').click();
    await words.getByText(/审计，查阅操作记录：可以/).waitFor();
    const again = await browser.visit('/permissions?cell=auditor:audit.read', { as: 'security-administrator' });
    await expect.poll(() => isInView(again, '.matrix-chosen', '.matrix-list')).toBe(true);
  });

  it('is narrowed by words, role, relation and state', async () => {
    const page = await browser.visit('/permissions', { as: 'security-administrator' });
    await page.locator('.matrix').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('批复');
    await expect.poll(() => page.locator('.matrix tbody th[scope="row"]').allTextContents()).toEqual(['批复']);
    await page.getByRole('combobox', { name: '状态' }).click();
    await page.getByTitle('草稿', { exact: true }).click();
    await expect
      .poll(() => page.locator('[data-cell="budget-office:goal.approve"] .matrix-mark').textContent())
      .toBe('·');
    await page.getByRole('button', { name: '清除筛选' }).click();
    await page.getByRole('combobox', { name: '角色' }).click();
    await page.getByTitle('审计', { exact: true }).click();
    await expect.poll(() => page.locator('.matrix thead th').count()).toBe(2);
  });

  it('prints lying, without the frame', async () => {
    const page = await browser.visit('/permissions', { as: 'security-administrator' });
    await page.locator('.matrix').waitFor();
    await page.emulateMedia({ media: 'print' });
    for (const part of ['.top-bar', '.navigation', '.filters', '.matrix-explanation']) {
      expect(await page.locator(part).isVisible(), part).toBe(false);
    }
    expect(await page.locator('.matrix').isVisible()).toBe(true);
  });
});
