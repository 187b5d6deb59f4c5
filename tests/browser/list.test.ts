import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { addressOf, addText, listed, useBrowser } from './support.ts';

const browser = useBrowser();

const names = (page: Page): Promise<string[]> =>
  page
    .locator('.list-table tbody .column-name')
    .evaluateAll((cells) => cells.map((c) => c.firstChild?.textContent ?? ''));

describe('the list of documents', () => {
  it('shows every example with its unit, figures and findings', async () => {
    const documents = await listed();
    expect(documents.filter((d) => d.example).length).toBeGreaterThanOrEqual(5);
    const page = await browser.visit('/documents');
    await page.locator('.row-link').first().waitFor();
    expect((await names(page)).sort()).toEqual(documents.map((d) => d.name).sort());

    const one = documents.find((d) => d.findings.error > 0 && d.amountFen !== null);
    if (!one) throw new Error('no example has errors and an amount');
    const row = page.locator('.list-table tbody tr', { hasText: one.name });
    expect(await row.locator('th').textContent()).toContain(one.unitName);
    const words = await row.locator('td').evaluateAll((cells) => cells.map((c) => c.textContent));
    expect(words).toContain(String(one.fiscalYear));
    expect(words).toContain(String(one.sheetCount));
    expect(words).toContain(String(one.indicatorCount));
    expect(words).toContain(`错误${one.findings.error}`);
    const exact = await row.locator('td[title$="元"]').getAttribute('title');
    expect(Math.round(Number(exact?.replace(/[^\d.]/g, '')) * 100)).toBe(one.amountFen);
  });

  it('keeps search, filter and order in the address', async () => {
    const documents = await listed();
    const page = await browser.visit('/documents');
    await page.locator('.row-link').first().waitFor();

    await page.keyboard.press('/');
    const word = documents[0]?.unitName?.slice(-4) ?? '';
    await page.keyboard.type(word);
    await page.waitForURL((url) => url.searchParams.get('q') === word);
    const found = documents.filter((d) => [d.unitName, d.title, d.name].join('\n').includes(word));
    await expect.poll(() => names(page).then((n) => n.length)).toBe(found.length);
    await page.keyboard.press('Escape');
    await page.waitForURL((url) => !url.searchParams.has('q'));

    await page.getByRole('combobox', { name: '问题' }).click();
    await page.getByTitle('有错误', { exact: true }).click();
    await page.waitForURL((url) => url.searchParams.get('severity') === 'error');
    await page.getByRole('button', { name: '金额' }).click();
    await page.waitForURL((url) => url.searchParams.get('sort') === '-amount');
    const wanted = documents
      .filter((d) => d.findings.error > 0)
      .sort((a, b) => (b.amountFen ?? -1) - (a.amountFen ?? -1));
    await expect.poll(() => names(page)).toEqual(wanted.map((d) => d.name));
    expect(await page.locator('th[aria-sort="descending"]').textContent()).toContain('金额');

    // The address says it all: opened afresh, it shows the same.
    const again = await browser.visit(addressOf(page).path + new URL(page.url()).search);
    await again.locator('.row-link').first().waitFor();
    expect(await names(again)).toEqual(wanted.map((d) => d.name));
    await again.getByRole('button', { name: '清除筛选' }).click();
    await expect.poll(() => names(again).then((n) => n.length)).toBe(documents.length);
  });

  it('says what would be here where there is nothing, and what to do where the server is gone', async () => {
    const page = await browser.visit('/rules');
    await page.route('**/api/v1/documents', (route) => route.fulfill({ json: { documents: [] } }));
    await page.getByRole('link', { name: '文件', exact: true }).click();
    await page.getByText('这里列出加入的预算绩效文件').waitFor();
    expect(await page.locator('.empty').getByRole('button', { name: '加入文件' }).count()).toBe(1);

    const other = await browser.visit('/rules');
    const gone = JSON.stringify({
      title: '数据库暂时不可用',
      status: 503,
      detail: '正在恢复。',
      remedy: '稍候重试。',
      code: 'x',
    });
    // 503 is not among the answers that the browser may complain of: let it come as 404.
    await other.route('**/api/v1/documents', (route) => route.fulfill({ status: 404, body: gone }));
    await other.getByRole('link', { name: '文件', exact: true }).click();
    await other.getByText('稍候重试').waitFor();
    await other.unroute('**/api/v1/documents');
    await other.getByRole('button', { name: '重试' }).click();
    await other.locator('.row-link').first().waitFor();
  });

  it('says so where nothing fits', async () => {
    const page = await browser.visit('/documents?q=没有这样的单位');
    await page.getByText('没有符合条件的文件').waitFor();
  });

  it('is walked by the keyboard alone', async () => {
    const page = await browser.visit('/documents');
    await page.locator('.row-link').first().waitFor();
    const order = await names(page);
    const current = (): Promise<string | null | undefined> =>
      page.evaluate(
        () => document.activeElement?.closest('tr')?.querySelector('.column-name')?.firstChild?.textContent,
      );
    await page.keyboard.press('/');
    await page.keyboard.press('ArrowDown');
    expect(await current()).toBe(order[0]);
    await page.keyboard.press('ArrowDown');
    expect(await current()).toBe(order[1]);
    await page.keyboard.press('End');
    expect(await current()).toBe(order.at(-1));
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowUp');
    expect(await current()).toBe(order[0]);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/documents\/[0-9a-f-]{36}/);
    await page.locator('.document h1').waitFor();
  });

  it('deletes with a way back', async () => {
    const [first, another] = ['删除一.txt', '删除二.txt'];
    await addText(first, '绩效目标：修建道路三公里。');
    const other = await addText(another, '绩效目标：修建桥梁一座。');
    const before = await listed();
    const page = await browser.visit('/documents');
    await page.locator('.row-link', { hasText: first }).focus();
    await page.keyboard.press('Delete');
    await expect.poll(() => names(page)).not.toContain(first);
    await page.getByText(`已删除「${first}」`).waitFor();
    await expect.poll(() => listed().then((d) => d.length)).toBe(before.length - 1);
    await page.getByRole('button', { name: /撤销/ }).click();
    await expect.poll(() => names(page)).toContain(first);
    expect((await listed()).map((d) => d.id).sort()).toEqual(before.map((d) => d.id).sort());

    // The same from the document's own page, taken back by its key.
    const second = await browser.visit(`/documents/${other}`);
    await second.getByRole('button', { name: '删除' }).click();
    await second.waitForURL(/\/documents$/);
    await second.getByText('已删除').waitFor();
    await second.keyboard.press('u');
    await second.getByText('已恢复').waitFor();
    await expect.poll(() => listed().then((d) => d.length)).toBe(before.length);
  });
});
