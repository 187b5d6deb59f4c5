import type { AuditList } from '@jizhun/api';
import { describe, expect, it } from 'vitest';
import { address, useBrowser } from './support.ts';

const browser = useBrowser();

describe('the trail of what happened', () => {
  it('tells who added what, verifies itself, and hands over a checkpoint and an export', async () => {
    const page = await browser.visit('/audit');
    const rows = page.locator('.audit-table tbody tr');
    await expect.poll(() => rows.count()).toBeGreaterThan(3);
    expect(await page.locator('.audit-table').textContent()).toContain('加入文件');
    expect(await rows.first().textContent()).toContain('查阅操作记录');

    await page.getByRole('button', { name: '核对是否完整' }).click();
    await page.getByText(/完整：\d+ 条操作记录首尾相连/).waitFor();

    const [checkpoint] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '立检查点并下载' }).click(),
    ]);
    expect(checkpoint.suggestedFilename()).toMatch(/^检查点-.*\.jsonl$/);
    const [exported] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '导出全部' }).click(),
    ]);
    expect(exported.suggestedFilename()).toMatch(/^操作记录-.*\.jsonl$/);
  });

  it('goes on to earlier rows, and to what was done to one document', async () => {
    const { count } = (await (await fetch(`${address}/api/v1/audit?limit=1`)).json()) as AuditList;
    // More rows than one portion holds.
    for (let n = count; n <= 55; n++) await fetch(`${address}/api/v1/audit?limit=1`);
    const page = await browser.visit('/audit');
    const rows = page.locator('.audit-table tbody tr');
    await expect.poll(() => rows.count()).toBe(50);
    await page.getByRole('button', { name: '更早的记录' }).click();
    await expect.poll(() => rows.count()).toBeGreaterThan(50);

    const subject = rows.locator('a[href^="/documents/"]').first();
    const id = (await subject.getAttribute('href'))?.split('/').at(-1);
    const own = await browser.visit(`/audit?document=${id}`);
    await own.getByText('只列“').waitFor();
    await expect.poll(() => own.locator('.audit-table tbody tr').count()).toBeGreaterThan(0);
    await own.getByRole('link', { name: '看全部记录' }).click();
    await own.waitForURL(/\/audit$/);
  });
});
