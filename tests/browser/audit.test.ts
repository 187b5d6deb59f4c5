import type { AuditList, DocumentAdded, DocumentList } from '@jizhun/api';
import { describe, expect, it } from 'vitest';
import { ask, useBrowser } from './support.ts';

const browser = useBrowser();
/** Who looks after the trail; the auditor may look at documents, too. */
const keeper = { as: 'audit-administrator' } as const;
const auditor = { as: 'auditor' } as const;

describe('the trail of what happened', () => {
  it('tells who added what, verifies itself, and hands over a checkpoint and an export', async () => {
    const page = await browser.visit('/audit', keeper);
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
    const { count } = (await (await ask('/audit?limit=1', {}, keeper.as)).json()) as AuditList;
    // More rows than one portion holds.
    for (let n = count; n <= 55; n++) await ask('/audit?limit=1', {}, keeper.as);
    const page = await browser.visit('/audit', keeper);
    const rows = page.locator('.audit-table tbody tr');
    await expect.poll(() => rows.count()).toBe(50);
    await page.getByRole('button', { name: '更早的记录' }).click();
    await expect.poll(() => rows.count()).toBeGreaterThan(50);

    // Those who try other pages meanwhile leave rows too: on until there is one of a document.
    const subject = rows.locator('a[href^="/documents/"]').first();
    while ((await subject.count()) === 0) {
      const shown = await rows.count();
      await page.getByRole('button', { name: '更早的记录' }).click();
      await expect.poll(() => rows.count()).toBeGreaterThan(shown);
    }
    const id = (await subject.getAttribute('href'))?.split('/').at(-1);
    const own = await browser.visit(`/audit?document=${id}`, keeper);
    await own.getByText('只列“').waitFor();
    await expect.poll(() => own.locator('.audit-table tbody tr').count()).toBeGreaterThan(0);
    await own.getByRole('link', { name: '看全部记录' }).click();
    await own.waitForURL(/\/audit$/);
  });

  it('is reached from a document, and so are the other documents of its unit', async () => {
    const { documents } = (await (await ask('/documents')).json()) as DocumentList;
    const [one] = documents.filter(({ unitName }) => unitName !== undefined);
    if (one === undefined) throw new Error('no document names its unit');
    // The same unit, a year later.
    const text = `${one.unitName}2031年部门预算公开\n项目支出绩效目标表\n项目名称 | 道路养护\n实施单位 | ${one.unitName}\n`;
    const added = await ask(`/documents?name=${encodeURIComponent('同单位.txt')}`, {
      method: 'POST',
      body: text,
    });
    const { document } = (await added.json()) as DocumentAdded;
    expect(document.unitName).toBe(one.unitName);
    const page = await browser.visit(`/documents/${one.id}`, auditor);
    await page.getByRole('link', { name: /与同单位的另 \d 份文件一起核对/ }).click();
    await page.waitForURL(/\/checks\?documents=/);
    expect(decodeURIComponent(page.url())).toContain(document.id);
    await page.goBack();
    await page.getByRole('link', { name: '操作记录' }).last().click();
    await page.waitForURL(new RegExp(`/audit\\?document=${one.id}`));
    await page.getByText('加入文件').first().waitFor();
    await ask(`/documents/${document.id}`, { method: 'DELETE' });
  });
});
